import { describe, expect, it } from "vitest";
import { runBenchmark } from "../../../../labs/bench/index.ts";
import { checkReport } from "../../../../labs/dashboard/index.ts";
import { localExecutorNames } from "../../../../labs/swarm/index.ts";

const timeout = 180_000;

describe("a benchmark", { timeout }, () => {
  it("measures the same swarm with every executor, with equal results", async () => {
    const events: { done: number; total: number }[] = [];
    const result = await runBenchmark({
      agents: [2, 3],
      rounds: 1,
      secondsPerAgent: 0.05,
      secondsForRepeats: 0,
      onProgress: (event) => events.push(event),
    });
    const { report } = result;
    expect(checkReport(JSON.parse(JSON.stringify(report)))).toBeTruthy();
    expect(report.runs.map((run) => `${run.approach} ${run.agents}`)).toEqual(
      [2, 3].flatMap((agents) => localExecutorNames().map((name) => `${name} ${agents}`)),
    );
    expect(report.runs.every((run) => run.failed === 0 && run.succeeded === run.agents)).toBe(true);
    expect(report.winner).toBeNull();
    expect(report.scaling?.fits?.map((fit) => fit.approach)).toContain("worker-threads");
    expect(events.at(-1)).toMatchObject({ done: 8, total: 8 });
    const found = result.measured
      .filter(({ variant }) => variant.agents === 3)
      .map(({ runs }) => runs[0]?.agents.map((agent) => agent.fingerprint));
    expect(new Set(found.map(String)).size).toBe(1);
  });

  it("keeps its measurements when it is stopped, and says that it is partial", async () => {
    const controller = new AbortController();
    const { report } = await runBenchmark({
      agents: 2,
      rounds: 50,
      secondsPerAgent: 0.05,
      signal: controller.signal,
      onProgress: ({ done }) => {
        if (done === 2) controller.abort();
      },
    });
    expect(report.partial).toBe(true);
    expect(report.runs.map((run) => run.approach)).toEqual(["sequential", "event-loop"]);
    expect(report.winner).toBeNull();
  });

  it("that is stopped before anything is measured says so", async () => {
    const result = await runBenchmark({ signal: AbortSignal.abort() });
    expect(result.report).toMatchObject({ partial: true, runs: [] });
    expect(result.toText()).toBe("Nothing was measured.");
  });

  it.each(["code", "io", "hybrid", "tiny"])("knows the workload %s", async (workload) => {
    const { report } = await runBenchmark({
      workload,
      agents: 3,
      approaches: ["sequential", "worker-threads"],
      rounds: 1,
      secondsPerAgent: 0.05,
      secondsForRepeats: 0,
    });
    expect(report.runs.map((run) => run.failed)).toEqual([0, 0]);
    expect(report.runs[1]?.speedup).toBeGreaterThan(0);
  });
});
