import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { ExecuteOptions } from "./support/jupyter-client.ts";
import { isAlive, TestKernel, until } from "./support/test-kernel.ts";

/** The workers of swarms stay ready between the cells of a notebook. */

let kernel: TestKernel;
beforeAll(async () => {
  kernel = await TestKernel.start({ directory: join(import.meta.dirname, "../../..") });
  await kernel.execute(`import { agent, Channel, runMultiAgentSystem, type AgentContext } from "@swarmlab/labs";
    const shown = ({ startupSeconds, results }: any) =>
      JSON.stringify([startupSeconds > 0, results.map(({ result, error }: any) => error?.code ?? result)]);
    const workers = ({ results }: any) => [...new Set(results.map(({ worker }: any) => worker))].sort().join();`);
});
afterAll(() => kernel?.[Symbol.asyncDispose]());

describe.each(["worker-threads", "child-processes"])("on %s", (executor) => {
  const two = (fn: string) => `{ agents: [agent(${fn}, 1, 1), agent(${fn}, 2, 2)], executor: "${executor}" }`;

  test("the first run says that its workers stay ready, and the second one uses them", async () => {
    const first = await kernel.execute(
      `console.log(shown(await runMultiAgentSystem(${two("(n: number) => n")})));`,
    );
    const [warm, announced, result] = first.text.split("\n");
    expect(warm).toMatch(
      new RegExp(`^Warm workers: \\d+ on ${executor} stay ready for further runs \\(Node`),
    );
    expect(announced).toContain(`2 agents on ${executor}`);
    expect(result).toBe("[true,[1,2]]");
    const second = await kernel.execute(
      `console.log(shown(await runMultiAgentSystem(${two("(n: number) => n * 2")})));`,
    );
    expect(second.text.split("\n").slice(1)).toEqual(["[false,[2,4]]", ""]);
  });

  test("what an agent prints is shown under the cell that runs it", async () => {
    const { text } = await kernel.execute(
      `await runMultiAgentSystem({ ...${two("(n: number) => { console.log('agent', n); }")}, announce: false }); await new Promise((resolve) => setTimeout(resolve, 1000));`,
    );
    expect(text.split("\n").toSorted()).toEqual(["", "agent 1", "agent 2"]);
  });

  test("a function that a later cell defines anew is the one that runs", async () => {
    await kernel.execute("const answer = (n: number) => n + 1;");
    const run = `console.log(shown(await runMultiAgentSystem({ ...${two("answer")}, announce: false })));`;
    expect((await kernel.execute(run)).text).toBe("[false,[2,3]]\n");
    await kernel.execute("const answer = (n: number) => n + 100;");
    expect((await kernel.execute(run)).text).toBe("[false,[101,102]]\n");
  });

  test("a run that asks for other workers has its own, and so has one beside another run", async () => {
    const { text } = await kernel.execute(
      `const wait = async (n: number) => { await new Promise((resolve) => setTimeout(resolve, 300)); return n; };
       const [first, second] = await Promise.all([
         runMultiAgentSystem({ ...${two("wait")}, announce: false }),
         runMultiAgentSystem({ ...${two("wait")}, announce: false }),
       ]);
       const third = await runMultiAgentSystem({ ...${two("wait")}, announce: false, maxTasksPerWorker: 5 });
       const own = await runMultiAgentSystem({ ...${two("wait")}, announce: false, swarm: false });
       console.log([first, second, third, own].map(({ startupSeconds }) => startupSeconds > 0).join());`,
    );
    expect(text).toBe("false,true,true,true\n");
  });

  test("a swarm that a cell has opened goes on after an interrupt, with new workers", {
    timeout: 300_000,
  }, async () => {
    await kernel.execute(
      `import { openSwarm } from "@swarmlab/labs";
       const opened = await openSwarm({ executor: "${executor}", announce: false });
       const atFirst = workers(await opened.run({ ...${two("(n: number) => n")} }));`,
    );
    const onMessage: ExecuteOptions["onMessage"] = ({ type, content }) => {
      if (type === "stream" && content.text.includes("waits")) setTimeout(() => kernel.interrupt(), 100);
    };
    const { error } = await kernel.execute(`console.log("waits"); await new Promise(() => {});`, {
      onMessage,
    });
    expect(error?.ename).toBe("Interrupted");
    const { text } = await kernel.execute(
      `const later = await opened.run({ ...${two("(n: number) => n")} });
       await opened.close();
       console.log(shown(later), workers(later) === atFirst, opened.state);`,
    );
    expect(text).toBe("[false,[1,2]] false closed\n");
  });

  test("an interrupt ends the workers, and the next run has new ones", { timeout: 300_000 }, async () => {
    // Each agent's line may come as a message of its own: a second interrupt would stop the next cell.
    let interrupted = false;
    const onMessage: ExecuteOptions["onMessage"] = ({ type, content }) => {
      if (interrupted || type !== "stream" || !content.text.includes("pid")) return;
      interrupted = true;
      setTimeout(() => kernel.interrupt(), 100);
    };
    await kernel.execute(
      `const before = workers(await runMultiAgentSystem({ ...${two("(n: number) => n")}, announce: false }));`,
    );
    const { error, text } = await kernel.execute(
      `await runMultiAgentSystem({ ...${two("(n: number) => { console.log('pid', process.pid); for (;;); }")}, announce: false });`,
      { onMessage },
    );
    expect(error?.ename).toBe("Interrupted");
    const pid = Number(/pid (\d+)/.exec(text)?.[1]);
    if (executor === "child-processes") await until(() => !isAlive(pid), "the process ends");
    const next = await kernel.execute(
      `const next = await runMultiAgentSystem({ ...${two("(n: number) => n")}, announce: false });
       console.log(shown(next), workers(next) === before);`,
    );
    expect(next.error).toBeUndefined();
    expect(next.text).toBe("[true,[1,2]] false\n");
  });
});
