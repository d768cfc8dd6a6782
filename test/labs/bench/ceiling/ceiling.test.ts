import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { ceilingVariant } from "../../../../labs/bench/ceiling/ceiling-variant.ts";
import { pinnedCommand, processorsToPin } from "../../../../labs/bench/ceiling/pinning.ts";
import { nodeVariant } from "../../../../labs/bench/compare/node-variant.ts";
import { measureRun } from "../../../../labs/bench/index.ts";
import { sourceOf } from "../../../../labs/bench/workloads/swarm-plan.ts";

const plan = [1, 2, 3, 4, 5].map(
  (times) => ({ kind: "shift", shift: "analyst", times: 20 * times }) as const,
);
const swarm = { source: sourceOf(plan), agents: plan.length, secondsPerAgent: 0.05 };
const processors = processorsToPin();

// Other tests measure at the same time, and have their files in the machine's own folder.
const temporary = mkdtempSync(join(tmpdir(), "ceiling-test-"));
beforeAll(() => void vi.stubEnv("TMPDIR", temporary));
afterAll(() => {
  vi.unstubAllEnvs();
  rmSync(temporary, { recursive: true, force: true });
});

describe("the ceiling of a machine", { timeout: 300_000 }, () => {
  it.each(["next", "share", "either"] as const)(
    "runs every agent once, in so many processes, with the results of a sequential run (deal: %s)",
    async (deal) => {
      const { order } = ceilingVariant({ swarm, processes: 2, workers: "cold", processors, deal });
      const base = await measureRun(nodeVariant({ executor: "sequential", swarm }).order);
      const run = await measureRun(order);
      expect(run).toMatchObject({ succeeded: 5, failed: 0 });
      expect(run.agents.map(({ agentId }) => agentId)).toEqual([1, 2, 3, 4, 5]);
      expect(run.agents.map(({ fingerprint }) => fingerprint)).toEqual(
        base.agents.map(({ fingerprint }) => fingerprint),
      );
      expect(new Set(run.agents.map(({ worker }) => worker)).size).toBeLessThanOrEqual(2);
      expect(Math.min(...run.agents.map(({ startedAt }) => startedAt))).toBe(0);
      expect(Math.max(...run.agents.map(({ endedAt }) => endedAt))).toBe(run.seconds);
      expect(readdirSync(temporary).filter((name) => name.startsWith("swarmlab-agents-"))).toEqual([]);
    },
  );

  it("starts an agent while another one waits, where it is unknown what agents do", async () => {
    const waits = [1, 2, 3, 4].map(() => ({ kind: "wait", waits: 1, seconds: 1.5, pieces: 0 }) as const);
    const waiting = { source: sourceOf(waits), agents: 4, secondsPerAgent: 1.5 };
    const { order } = ceilingVariant({
      swarm: waiting,
      processes: 2,
      workers: "cold",
      processors,
      deal: "either",
    });
    const { agents, failed } = await measureRun(order);
    expect(failed).toBe(0);
    for (const agentsOfOne of Map.groupBy(agents, ({ worker }) => worker).values()) {
      const latestStart = Math.max(...agentsOfOne.map(({ startedAt }) => startedAt));
      expect(latestStart).toBeLessThan(Math.min(...agentsOfOne.map(({ endedAt }) => endedAt)));
    }
  });

  it("is warm when its processes have done such work before", async () => {
    const { order } = ceilingVariant({
      swarm,
      processes: 1,
      workers: "warm",
      processors: null,
      deal: "next",
    });
    expect(await measureRun(order)).toMatchObject({ succeeded: 5, failed: 0 });
  });

  it("says why it cannot be measured", async () => {
    const source = { ...swarm.source, make: "nothing" };
    const { order } = ceilingVariant({
      swarm: { ...swarm, source },
      processes: 2,
      workers: "cold",
      processors,
      deal: "next",
    });
    await expect(measureRun(order)).rejects.toMatchObject({
      code: "CANNOT_RUN",
      message: expect.stringContaining("exports no function nothing"),
    });
  });
});

describe("pinning", () => {
  it("gives each process a processor in turn", () => {
    expect(pinnedCommand(["node", "x"], [0, 2], 0)).toEqual(["taskset", "-c", "0", "node", "x"]);
    expect(pinnedCommand(["node", "x"], [0, 2], 3)).toEqual(["taskset", "-c", "2", "node", "x"]);
  });

  it("is left out where taskset is missing", () => {
    expect(processorsToPin("")).toBeNull();
    expect(pinnedCommand(["node", "x"], null, 1)).toEqual(["node", "x"]);
  });
});
