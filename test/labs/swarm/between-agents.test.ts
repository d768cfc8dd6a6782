import { describe, expect, it } from "vitest";
import { type AgentResult, agent } from "../../../labs/agents/index.ts";
import { openSwarm, runMultiAgentSystem, type SwarmOptions } from "../../../labs/swarm/index.ts";
import { agentProcesses } from "./processes/support/processes-alive.ts";
import { Echo } from "./support/agents.ts";
import { NeverBegins } from "./support/blocks-its-worker.ts";
import { type Trap, Trapper } from "./support/leaves-behind.ts";
import { threadsAlive } from "./support/threads-alive.ts";

/** What happens after an agent has answered: while its answer is copied, and before the next one begins. */

const outcome = ({ result, error }: AgentResult) => error?.code ?? result;

/** No agent but the trap comes near it, on a machine that is busy too. A worker that is blocked for longer than that is replaced. */
const HONEST_SECONDS = 2;

/** Four agents, of which the second one is a trap. */
const withTrap = (trap: Trap) =>
  [1, 2, 3, 4].map((id) => (id === 2 ? agent(Trapper, id, trap) : agent(Echo, id, id)));

/** Runs four agents one after the other; the second one is a trap. */
async function runWithTrap(
  executor: string,
  trap: Trap,
  { abortAfter, ...options }: Partial<SwarmOptions> & { abortAfter?: number } = { timeout: HONEST_SECONDS },
) {
  const threads = threadsAlive();
  const strays: string[] = [];
  const controller = new AbortController();
  let started = 0;
  const run = await runMultiAgentSystem({
    agents: withTrap(trap),
    executor,
    concurrency: 1,
    grace: 0.1,
    announce: false,
    signal: controller.signal,
    onProgress: ({ kind, agentId, reason }) => {
      if (kind === "started") started++;
      if (kind === "started" && agentId === abortAfter) setTimeout(() => controller.abort(), 500);
      if (kind === "stray") strays.push(`${agentId} ${reason}`);
    },
    ...options,
  });
  expect(threadsAlive()).toBe(threads);
  expect(agentProcesses()).toEqual([]);
  return { outcomes: run.results.map(outcome), started, strays };
}

const CODES = [
  ["loop-while-copied", "TIMEOUT"],
  ["exit-while-copied", "EXITED"],
  ["throw-while-copied", "UNCLONEABLE_RESULT"],
] as const;

const BREAKERS = [
  ...["break-push", "break-then", "break-post-message", "break-atomics"],
  ...["break-promise", "break-json", "break-async-context", "break-all-objects"],
] as Trap[];

describe.each(["worker-threads", "child-processes"])('"%s" goes on after an agent', (executor) => {
  it.each(CODES)("whose answer does harm while it is copied: %s is its own %s", async (trap, code) => {
    const { outcomes, started } = await runWithTrap(executor, trap);
    expect(outcomes).toEqual([1, code, 3, 4]);
    expect(started).toBeLessThanOrEqual(6);
  });

  it.each(CODES)(
    "whose answer does harm while it is copied with others: %s is its own %s",
    {
      timeout: 300_000,
    },
    async (trap, code) => {
      const { outcomes, started } = await runWithTrap(executor, trap, {
        chunk: 4,
        timeout: HONEST_SECONDS,
      });
      expect(outcomes).toEqual([1, code, 3, 4]);
      expect(started).toBeLessThanOrEqual(10);
    },
  );

  it("that takes its worker down at every try: it is given up", async () => {
    const { outcomes } = await runWithTrap(executor, "exit-while-copied", {
      retries: 9,
      timeout: HONEST_SECONDS,
    });
    expect(outcomes).toEqual([1, "GIVEN_UP", 3, 4]);
  });

  it("that left an endless loop behind: the worker is replaced and no other agent pays for it", {
    timeout: 300_000,
  }, async () => {
    const { outcomes, strays } = await runWithTrap(executor, "later-loop");
    expect(outcomes).toEqual([1, "answered", 3, 4]);
    const where = executor === "worker-threads" ? "thread" : "process";
    expect(strays).toEqual([
      `2 left something behind that blocked its ${where} for 5 s; the ${where} was replaced`,
    ]);
  });

  it.each(BREAKERS)("that broke a builtin of its worker (%s)", { timeout: 300_000 }, async (trap) => {
    const { outcomes, started, strays } = await runWithTrap(executor, trap);
    expect(outcomes).toEqual([1, "answered", 3, 4]);
    // The worker was replaced at once: no agent began in the broken one, and nothing had to be noticed by its silence.
    expect({ started, strays }).toEqual({ started: 4, strays: [] });
  });

  it("that left endless promises behind: the worker is replaced and no other agent pays for it", {
    timeout: 300_000,
  }, async () => {
    const { outcomes } = await runWithTrap(executor, "later-microtasks", { timeout: HONEST_SECONDS });
    expect(outcomes).toEqual([1, "answered", 3, 4]);
  });

  it("that changed a built-in of the language: a later agent computes with the right one, in a chunk and on a warm swarm too", async () => {
    const sabotage = () => {
      Math.max = () => -1;
      Array.prototype.map = () => [];
      return "changed";
    };
    const honest = (n: number) => [n].map((one) => Math.max(one, 0))[0];
    const agents = [agent(sabotage, 1, null), ...[2, 3, 4].map((id) => agent(honest, id, id))];
    const { results } = await runMultiAgentSystem({
      agents,
      executor,
      concurrency: 1,
      chunk: 4,
      announce: false,
    });
    expect(results.map(outcome)).toEqual(["changed", 2, 3, 4]);
    await using swarm = await openSwarm({ executor, concurrency: 1, announce: false });
    for (let run = 0; run < 2; run++)
      expect((await swarm.run(agents)).results.map(outcome)).toEqual(["changed", 2, 3, 4]);
  });

  it("that left an endless loop behind ends by its signal", async () => {
    const { outcomes, strays } = await runWithTrap(executor, "later-loop", { abortAfter: 3 });
    expect(outcomes).toEqual([1, "answered", "ABORTED", "ABORTED"]);
    // The signal was faster than the replacement of a blocked worker.
    expect(strays).toEqual([]);
  });

  it("that left an endless loop behind ends at its deadline", async () => {
    // The worker has begun before the time runs.
    await using swarm = await openSwarm({ executor, concurrency: 1, announce: false });
    await swarm.run([agent(Echo, 0, 0)]);
    const strays: unknown[] = [];
    const { results } = await swarm.run({
      agents: withTrap("later-loop"),
      grace: 0.1,
      policy: { kind: "deadline", seconds: 2 },
      onProgress: ({ kind, reason }) => kind === "stray" && strays.push(reason),
    });
    expect(results.map(outcome)).toEqual([1, "answered", "DEADLINE", "DEADLINE"]);
    expect(strays).toEqual([]);
  });

  it("whose file blocks every worker that loads it: that agent fails, and workers are not replaced for ever", {
    timeout: 300_000,
  }, async () => {
    const { results } = await runMultiAgentSystem({
      agents: [agent(NeverBegins, 1, undefined)],
      executor,
      grace: 0.1,
      announce: false,
    });
    expect(results[0]?.error).toMatchObject({
      code: "KILLED",
      message: "did not begin within 10 s and was ended by force",
    });
  });
});

describe('"worker-threads" that take agents by themselves go on after an agent', () => {
  it.each([...CODES, ["later-loop", "answered"] as const])(
    "%s: %s",
    { timeout: 300_000 },
    async (trap, code) => {
      const { outcomes } = await runWithTrap("worker-threads", trap, {
        schedule: "work-stealing",
        timeout: 1,
      });
      expect(outcomes).toEqual([1, code, 3, 4]);
    },
  );
});
