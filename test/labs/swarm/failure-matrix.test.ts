import { describe, expect, it } from "vitest";
import { AgentError, type AgentResult, agent } from "../../../labs/agents/index.ts";
import { type Containment, executors, runMultiAgentSystem } from "../../../labs/swarm/index.ts";
import { Echo, type Misfortune, Unlucky } from "./support/agents.ts";
import { keepEngine } from "./support/keep-engine.ts";
import { threadsAlive } from "./support/threads-alive.ts";

keepEngine();

/** The failures that can be tried in this process, and the codes of their errors. Exhausted memory and native crashes need a process of their own. */
const WAYS: readonly [keyof Containment, Misfortune, string][] = [
  ["throw", "throw", "E_FAR"],
  ["throw", "throw-function", "THREW_NO_ERROR"],
  ["reject", "reject", "AGENT_THREW"],
  ["exit", "exit", "EXITED"],
  ["spin", "spin", "TIMEOUT"],
  ["spin", "hang", "TIMEOUT"],
];

function withOneUnlucky(misfortune: Misfortune) {
  return Array.from({ length: 9 }, (_, id) =>
    id === 4 ? agent(Unlucky, id, misfortune) : agent(Echo, id, { number: id }),
  );
}

function expectSiblingsIntact(results: readonly AgentResult[]) {
  for (const [id, result] of results.entries()) {
    if (id === 4) continue;
    expect(result).toMatchObject({ agentId: id, success: true, result: { number: id }, error: null });
  }
}

for (const executor of executors()) {
  describe(`"${executor.name}" loses no other result when an agent fails by`, () => {
    const contained = WAYS.filter(([way]) => executor.contains[way]);

    it.each(contained)("%s (%s)", async (way, misfortune, code) => {
      const alive = threadsAlive();
      const { results } = await runMultiAgentSystem({
        agents: withOneUnlucky(misfortune),
        executor: executor.name,
        concurrency: 2,
        grace: 0.3,
        announce: false,
        ...(way === "spin" && { timeout: 0.5 }),
      });
      expectSiblingsIntact(results);
      expect(results[4]).toMatchObject({ agentId: 4, agentType: "Unlucky", success: false, result: null });
      expect(results[4]?.error).toMatchObject({ name: "AgentError", code, agentId: 4, agentType: "Unlucky" });
      expect(AgentError.isAgentError(results[4]?.error)).toBe(true);
      expect(Object.isFrozen(results[4])).toBe(true);
      expect(threadsAlive()).toBe(alive);
    });
  });
}

describe('"worker-threads" keeps an agent\'s leftovers from its successors:', () => {
  it.each(["late-rejection", "late-timer", "late-exit"] as const)(
    "a %s is reported, and no agent fails",
    async (misfortune) => {
      const strays: string[] = [];
      const agents = [agent(Unlucky, 0, misfortune), agent(Unlucky, 1, "hang"), agent(Echo, 2, "still here")];
      const { results } = await runMultiAgentSystem({
        agents,
        concurrency: 1,
        // What was left behind has all this time to come up.
        timeout: 1.5,
        grace: 0.05,
        announce: false,
        onProgress: ({ kind, agentId, reason }) => kind === "stray" && strays.push(`${agentId}: ${reason}`),
      });
      expect(results.map(({ result, error }) => error?.code ?? result)).toEqual([
        "answered",
        "TIMEOUT",
        "still here",
      ]);
      expect(strays).toHaveLength(1);
      expect(strays[0]).toMatch(/^0: Error: (late|process\.exit\(9\))/);
    },
  );

  it("an error in a timer that the running agent set is that agent's failure", async () => {
    const { results } = await runMultiAgentSystem({
      agents: [agent(Unlucky, 1, "own-timer")],
      announce: false,
    });
    expect(results[0]?.error).toMatchObject({ code: "AGENT_THREW", message: "own timer" });
  });

  it("an answer that cannot be copied fails alone, also in the middle of a chunk", async () => {
    for (const chunk of [1, 3]) {
      const agents = withOneUnlucky("uncloneable");
      const { results } = await runMultiAgentSystem({ agents, chunk, concurrency: 2, announce: false });
      expectSiblingsIntact(results);
      expect(results[4]?.error).toMatchObject({ code: "UNCLONEABLE_RESULT", agentId: 4 });
    }
  });

  it("an agent that floods the output is cut off, and answers", async () => {
    const agents = [agent(Unlucky, 0, "flood"), agent(Echo, 1, "dry")];
    const { results } = await runMultiAgentSystem({ agents, announce: false });
    expect(results.map(({ result }) => result)).toEqual(["answered", "dry"]);
  });

  it("an agent that takes its worker down in the middle of a chunk, or while stealing, is lost alone", async () => {
    for (const options of [{ chunk: 9 }, { schedule: "work-stealing" as const }]) {
      const agents = withOneUnlucky("exit");
      const { results } = await runMultiAgentSystem({ agents, concurrency: 2, announce: false, ...options });
      expectSiblingsIntact(results);
      expect(results[4]?.error).toMatchObject({ code: "EXITED", message: "called process.exit(7)" });
    }
  });
});
