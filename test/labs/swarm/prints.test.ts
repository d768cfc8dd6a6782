import { spawnSync } from "node:child_process";
import { expect, test } from "vitest";

/** All that an agent on a thread prints is there when its run has ended. A process has two pipes, which are read in any order. */

const labs = new URL("../../../labs/", import.meta.url);

test("what agents on threads print comes before their run ends", () => {
  const program = `
    import { agent } from "${new URL("agents/index.ts", labs)}";
    import { openSwarm, runMultiAgentSystem } from "${new URL("swarm/index.ts", labs)}";
    const prints = (n) => { for (let i = 0; i < 4; i++) console.log(n, i); };
    const options = { executor: "worker-threads", announce: false };
    const swarm = await openSwarm(options);
    await swarm.run([agent(prints, 1, 1)]);
    console.log("then");
    await runMultiAgentSystem({ agents: [agent(prints, 2, 2)], ...options });
    console.log("end");
    process.exit();`;
  const { stdout } = spawnSync(process.execPath, ["--input-type=module-typescript", "--eval", program], {
    encoding: "utf8",
    timeout: 120_000,
  });
  const lines = (n: number) => [0, 1, 2, 3].map((i) => `${n} ${i}`);
  expect(stdout.split("\n")).toEqual([...lines(1), "then", ...lines(2), "end", ""]);
});
