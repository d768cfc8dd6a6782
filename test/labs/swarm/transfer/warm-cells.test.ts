import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type AgentFunction, type AgentTask, agent } from "../../../../labs/agents/index.ts";
import { type OpenSwarm, openSwarm } from "../../../../labs/swarm/index.ts";
import { Notebook } from "../support/notebook.ts";

describe.each(["worker-threads", "child-processes"])("cells on warm workers of %s", (executor) => {
  let notebook: Notebook;
  let swarm: OpenSwarm;
  beforeAll(async () => {
    notebook = new Notebook();
    notebook.install();
    swarm = await openSwarm({ executor, concurrency: 1, announce: false });
  });
  afterAll(async () => {
    await swarm.close();
    notebook[Symbol.dispose]();
  });

  const run = async (...agents: AgentTask[]) => {
    const { results } = await swarm.run(agents);
    return results.map(({ result, error }) => error?.message ?? result);
  };
  const functionOf = async (name: string, cell: string) =>
    (await notebook.module(cell))[name] as AgentFunction;

  it("a cell's newest definition is the one that runs", async () => {
    const first = await functionOf("answer", "const answer = () => 1; export { answer };");
    expect(await run(agent(first, 1, null as never))).toEqual([1]);
    const second = await functionOf("answer", "const answer = () => 2; export { answer };");
    expect(await run(agent(second, 1, null as never))).toEqual([2]);
    // The first definition still runs in an agent that refers to it.
    expect(await run(agent(first, 1, null as never), agent(second, 2, null as never))).toEqual([1, 2]);
  });

  it("every run begins with the values of its launch, as a run of its own does", async () => {
    const names = await notebook.module(`
      let calls = 10;
      class Counts { static made = 0; static #secret = 0; constructor(id) { Counts.made += 1; Counts.#secret += 1; }
        reason() { calls += 1; return [calls, Counts.made, Counts.#secret]; } }
      const set = (to) => { exports.calls = to; };
      export { calls, Counts, set };
    `);
    const { Counts } = names as { Counts: never };
    expect(await run(agent(Counts, 1, null as never), agent(Counts, 2, null as never))).toEqual([
      [11, 1, 1],
      [12, 2, 2],
    ]);
    expect(await run(agent(Counts, 3, null as never))).toEqual([[11, 1, 1]]);
    await notebook.module("let calls = 20; export { calls };");
    expect(await run(agent(Counts, 4, null as never))).toEqual([[21, 1, 1]]);
  });

  it("a class that is redefined with every run is forgotten again", async () => {
    for (let i = 0; i < 130; i++) {
      const one = await functionOf("counted", `const counted = () => ${i}; export { counted };`);
      expect(await run(agent(one, 1, null as never))).toEqual([i]);
    }
  });
});
