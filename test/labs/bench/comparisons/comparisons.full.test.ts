import { describe, expect, it } from "vitest";
import { upToFourTimesCores } from "../../../../labs/bench/comparisons/comparison-options.ts";
import {
  type Comparison,
  compareApproaches,
  compareCollectors,
  compareHandOver,
  comparePoolSizes,
  compareScaling,
  compareTinyTasks,
  compareWorkloads,
} from "../../../../labs/bench/index.ts";
import { localExecutorNames } from "../../../../labs/swarm/index.ts";

const small = { agents: 2, rounds: 1, secondsPerAgent: 0.03 };

/** Each of them is one call in a cell, and the cell shows its chart. */
function showsItsChart(comparison: Comparison<unknown>): void {
  const bundle = Reflect.get(comparison, Symbol.for("swarmlab.mime")).call(comparison);
  expect(bundle["application/vnd.vegalite.v5+json"]).toBe(comparison.chart.spec);
  expect(bundle["image/svg+xml"]).toContain("<svg");
  expect(bundle["text/plain"]).toContain(comparison.chart.text.split("\n")[0]);
}

describe("comparisons for a notebook cell", { timeout: 180_000 }, () => {
  it("collectors: each keeps every result, and only the lock's waiting is counted", async () => {
    const comparison = await compareCollectors({ threads: [1, 2], results: 300, rounds: 1 });
    expect(comparison.rows.map(({ collector, threads }) => `${collector} ${threads}`)).toEqual([
      "lock 1",
      "lock 2",
      "queue 1",
      "queue 2",
      "per agent 1",
      "per agent 2",
    ]);
    for (const { collector, secondsPerResult, secondsWaited } of comparison.rows) {
      expect(secondsPerResult).toBeGreaterThan(0);
      expect(secondsWaited === null).toBe(collector !== "lock");
    }
    showsItsChart(comparison);
  });

  it("hand-over: a copy to another process costs more than sharing does", async () => {
    const comparison = await compareHandOver({ sizes: [65_536, 32e6], rounds: 3 });
    const large = new Map(
      comparison.rows.filter(({ bytes }) => bytes === 32e6).map(({ way, seconds }) => [way, seconds]),
    );
    expect([...large.keys()]).toEqual(["share", "transfer", "clone", "process"]);
    expect(large.get("process")).toBeGreaterThan(large.get("share") ?? Infinity);
    showsItsChart(comparison);
  });

  it("hand-over: more than memory allows is refused before anything starts", async () => {
    await expect(compareHandOver({ sizes: [2 ** 45] })).rejects.toThrow(
      /would take about .* pass smaller sizes/,
    );
  });

  it("kinds of work: where agents only wait, one event loop is far faster than one after the other", async () => {
    const comparison = await compareWorkloads({
      ...small,
      agents: 6,
      secondsPerAgent: 0.1,
      workloads: ["io"],
    });
    expect(comparison.rows.map(({ approach }) => approach)).toEqual(localExecutorNames());
    const loop = comparison.rows.find(({ approach }) => approach === "event-loop");
    // Six agents that wait at the same time: six times as fast on a machine that has time for them.
    expect(loop?.speedup).toBeGreaterThan(2);
    showsItsChart(comparison);
  });

  it("pool sizes: each number of workers is measured", async () => {
    const comparison = await comparePoolSizes({ ...small, sizes: [1, 3] });
    expect(comparison.rows.map(({ workers }) => workers)).toEqual([1, 3]);
    for (const { seconds } of comparison.rows) expect(seconds).toBeGreaterThan(0);
    showsItsChart(comparison);
  });

  it("tiny tasks: every executor, and messages of many where they are sent", async () => {
    const comparison = await compareTinyTasks({ agents: 200, rounds: 1, chunk: 50 });
    const ways = comparison.rows.map(({ way }) => way);
    expect(ways).toContain("sequential");
    expect(ways).toContain("worker threads, 50 a message");
    for (const { secondsPerAgent } of comparison.rows) expect(secondsPerAgent).toBeGreaterThan(0);
    showsItsChart(comparison);
  });

  it("approaches, and how they scale: the text has the table, the analysis and the chart", async () => {
    const approaches = ["sequential", "worker-threads"];
    const one = await compareApproaches({ ...small, approaches, secondsForRepeats: 0 });
    expect(String(one)).toContain("No winner yet");
    showsItsChart(one);
    const several = await compareScaling({ ...small, agents: [1, 2], approaches, secondsForRepeats: 0 });
    expect(several.rows).toHaveLength(4);
    expect(several.result.report.scaling?.fits?.[0]?.approach).toBe("worker-threads");
    showsItsChart(several);
  });

  it.each([
    [
      () => compareCollectors({ threads: [0] }),
      /^threads must be a whole number of at least 1, but got 0\.$/,
    ],
    [() => compareCollectors({ threads: [] }), /^threads must have at least one value\.$/],
    [() => comparePoolSizes({ sizes: [1.5] }), /^sizes must be/],
    [() => comparePoolSizes({ workload: "sleep" }), /^There is no workload "sleep"/],
    [() => compareTinyTasks({ chunk: -1 }), /^chunk must be/],
    [() => compareWorkloads({ agents: 0 }), /^agents must be/],
    [() => compareHandOver({ receivers: 0 }), /^receivers must be/],
    [() => compareApproaches({ signal: AbortSignal.abort() }), /stopped before anything was measured/],
  ])("refuse in one sentence what makes no sense: %s", async (call, sentence) => {
    await expect(call()).rejects.toThrow(sentence);
  });
});

it("pools go from one worker to four times the cores", () => {
  expect(upToFourTimesCores(1)).toEqual([1, 2, 3, 4]);
  expect(upToFourTimesCores(2)).toEqual([1, 2, 3, 4, 6, 8]);
  expect(upToFourTimesCores(8)).toEqual([1, 4, 8, 12, 16, 24, 32]);
});
