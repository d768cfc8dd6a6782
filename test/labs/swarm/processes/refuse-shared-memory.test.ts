import { describe, expect, it } from "vitest";
import { agent } from "../../../../labs/agents/index.ts";
import { AtomicCounter, Channel, KnowledgeBase, Mutex } from "../../../../labs/sharing/index.ts";
import { installScope, runMultiAgentSystem } from "../../../../labs/swarm/index.ts";
import { Echo } from "../support/agents.ts";
import { agentProcesses } from "./support/processes-alive.ts";

const echo = agent(Echo, 7, 0);

describe("memory that threads share is refused by name, with the executor that can share it:", () => {
  it.each<[string, object, string]>([
    ["a lock", { shared: new Mutex() }, "shared is a Mutex"],
    [
      "a counter deep inside",
      { shared: { all: [1, new AtomicCounter()] } },
      "shared.all[1] is an AtomicCounter",
    ],
    [
      "a value of a map",
      { shared: { by: new Map([["x", new SharedArrayBuffer(8)]]) } },
      'shared.by.get("x") is a SharedArrayBuffer',
    ],
    [
      "an input",
      { agents: [agent(Echo, 7, { list: new Channel() })] },
      "the input of agent 7.list is a Channel",
    ],
    [
      "an argument",
      { agents: [agent(Echo as never, 7, 0 as never, new KnowledgeBase() as never)] },
      "the arguments of agent 7[0] is a KnowledgeBase",
    ],
    [
      "an array over shared memory",
      { shared: { n: new Int32Array(new SharedArrayBuffer(8)) } },
      "shared.n is an Int32Array over a SharedArrayBuffer",
    ],
  ])("%s", async (_, options, what) => {
    const attempt = runMultiAgentSystem({
      agents: [echo],
      executor: "child-processes",
      announce: false,
      ...options,
    });
    await expect(attempt).rejects.toMatchObject({
      name: "SwarmError",
      code: "CANNOT_TRANSFER",
      message: `${what}, whose memory cannot be shared with another process; use the executor "worker-threads".`,
    });
    expect(agentProcesses()).toEqual([]);
  });

  it("a top-level name of a notebook that an agent refers to", async () => {
    const tally = new AtomicCounter();
    const before = installScope({ has: (name) => name === "tally", get: () => tally });
    const count = new Function("n", "return tally.add(n)") as (n: number) => number;
    const attempt = runMultiAgentSystem({
      agents: [agent(count, 1, 1)],
      executor: "child-processes",
      announce: false,
    }).finally(() => installScope(before));
    await expect(attempt).rejects.toMatchObject({
      code: "CANNOT_TRANSFER",
      message: expect.stringMatching(/^tally is an AtomicCounter, whose memory cannot be shared/),
    });
  });
});
