import { spawnSync } from "node:child_process";
import { expect, test } from "vitest";
import { executorNames } from "../../../labs/swarm/index.ts";
import { keepEngine } from "./support/keep-engine.ts";

keepEngine();

/** A swarm that has ended leaves no timer, thread or process behind that would keep its program running. */

const labs = new URL("../../../labs/", import.meta.url);

function runProgram(body: string) {
  const program = [
    `import { agent, DataAnalyst } from "${new URL("agents/index.ts", labs)}";`,
    `import { openSwarm, runMultiAgentSystem, streamMultiAgentSystem } from "${new URL("swarm/index.ts", labs)}";`,
    "const agents = [1, 2, 3].map((id) => agent(DataAnalyst, id, 1000));",
    body,
  ];
  const args = ["--input-type=module-typescript", "--eval", program.join("\n")];
  return spawnSync(process.execPath, args, { encoding: "utf8", timeout: 120_000 });
}

const ended = { status: 0, signal: null, stdout: "3\n", stderr: "" };

test.each(executorNames())("a program that ran a swarm on %s ends by itself", (executor) => {
  const options = JSON.stringify({ executor, announce: false });
  expect(
    runProgram(`console.log((await runMultiAgentSystem({ agents, ...${options} })).results.length);`),
  ).toMatchObject(ended);
});

test.each(executorNames())("a program that read a stream on %s to its end ends by itself", (executor) => {
  const options = JSON.stringify({ executor, announce: false });
  expect(
    runProgram(`let count = 0;
      for await (const _ of streamMultiAgentSystem({ agents, ...${options} })) count += 1;
      console.log(count);`),
  ).toMatchObject(ended);
});

test("a program that left a stream early ends by itself", () => {
  const { status, stderr } = runProgram(
    "for await (const _ of streamMultiAgentSystem({ agents, concurrency: 1, announce: false })) break;",
  );
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
});

test.each(executorNames())("a program that leaves a swarm on %s open ends by itself", (executor) => {
  const options = JSON.stringify({ executor, announce: false });
  expect(
    runProgram(`const swarm = await openSwarm(${options});
      await swarm.run(agents);
      // Idle for a moment, as a program is that reads a file.
      await new Promise((resolve) => setTimeout(resolve, 50));
      console.log((await swarm.run(agents)).results.length);`),
  ).toMatchObject(ended);
});

test.each(["worker-threads", "child-processes"])(
  "a program whose swarm on %s is open ends by an error that nothing catches",
  (executor) => {
    const options = JSON.stringify({ executor, announce: false });
    const { status, stderr } = runProgram(`const swarm = await openSwarm(${options});
      await swarm.run(agents);
      throw new RangeError("not caught");`);
    expect(status).toBe(1);
    expect(stderr).toContain("not caught");
  },
);
