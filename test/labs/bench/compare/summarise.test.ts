import { describe, expect, it } from "vitest";
import { notesOn } from "../../../../labs/bench/compare/notes.ts";
import { BenchError, BenchResult, summarise } from "../../../../labs/bench/index.ts";
import { analyseWinner, checkReport } from "../../../../labs/dashboard/index.ts";
import { reportOf } from "../../dashboard/sample-report.ts";
import { measuredAs, runTaking } from "../support/measurements.ts";

const times = (...seconds: number[]) => seconds.map((each) => runTaking(each, 4));
const sequential = measuredAs("sequential", times(2.0, 2.1, 1.9, 2.05, 1.95, 2.0));
const threads = measuredAs("worker-threads", times(1.0, 1.1, 0.9, 1.05, 0.95, 1.0));

describe("the rows of a report", () => {
  it("are medians with intervals, and speedups against sequential", () => {
    const rows = summarise([sequential, threads]);
    expect(rows[1]).toMatchObject({
      approach: "worker-threads",
      agents: 4,
      seconds: { median: 1, low: 0.9, high: 1.1, n: 6 },
      speedup: 2,
      succeeded: 4,
      failed: 0,
    });
    expect(rows[0]?.speedup).toBe(1);
    expect(checkReport(reportOf(rows))).toBeTruthy();
  });

  it("claim no interval with fewer than six rounds", () => {
    const [row] = summarise([measuredAs("sequential", times(1, 2, 3))]);
    expect(row?.seconds).toEqual({ median: 2, low: null, high: null, n: 3 });
  });

  it("have no speedup without a sequential row of as many agents", () => {
    const eight = measuredAs("worker-threads", [runTaking(1, 8)]);
    expect(summarise([sequential, eight])[1]?.speedup).toBeNull();
  });

  it("count an agent as failed whose result differs from the sequential one, so that a fast wrong answer cannot win", () => {
    const wrong = times(0.5, 0.5, 0.5, 0.5, 0.5, 0.5).map((run) => ({
      ...run,
      agents: run.agents.map((agent) => (agent.agentId === 2 ? { ...agent, fingerprint: "other" } : agent)),
    }));
    const measured = [sequential, measuredAs("event-loop", wrong), threads];
    const rows = summarise(measured);
    expect(rows[1]).toMatchObject({ failed: 1, succeeded: 3 });
    expect(analyseWinner(reportOf(rows)).winner?.approach).toBe("worker-threads");
    expect(notesOn(measured, 6).join(" ")).toContain("1 of 4 results of event loop with 4 agents differ");
  });

  it("keep the failures of agents, and their reason", () => {
    const [whole] = times(1);
    if (!whole) throw new Error("unreachable");
    const agents = whole.agents.map((agent, i) =>
      i === 0 ? { ...agent, success: false, error: "no data" } : agent,
    );
    const measured = [measuredAs("worker-threads", [{ ...whole, agents, failed: 1, succeeded: 3 }])];
    expect(summarise(measured)[0]).toMatchObject({ failed: 1, succeeded: 3 });
    expect(notesOn(measured, 1).join(" ")).toContain("no data");
  });

  it("have no time for a variant that could not be measured", () => {
    const error = new BenchError("HOST_DIED", "The process died.");
    const measured = [sequential, measuredAs("child-processes", [], { agents: 4, error })];
    const row = summarise(measured)[1];
    expect(row).toMatchObject({ seconds: { median: null, n: 0 }, speedup: null, failed: 4, succeeded: 0 });
    expect(analyseWinner(reportOf(summarise(measured))).winner).toBeNull();
    expect(notesOn(measured, 6)).toContain("The process died.");
  });

  it("compare Python's times with Python's own rows, and Python's results with all rows", () => {
    const base = "python3.14t sequential";
    const rows = summarise([
      sequential,
      measuredAs(base, times(3), { base }),
      measuredAs("python3.14t threads", times(1.5), { base }),
    ]);
    expect(rows[2]).toMatchObject({ base, speedup: 2, failed: 0 });
  });
});

describe("what a benchmark shows", () => {
  it("leaves rows that did other work out of the comparison", () => {
    const base = "python3.14t sequential";
    const measured = [sequential, threads, measuredAs(base, times(0.1, 0.1, 0.1, 0.1, 0.1, 0.1), { base })];
    const result = new BenchResult({ ...reportOf(summarise(measured)), runs: summarise(measured) }, measured);
    expect(result.comparable.runs.map((run) => run.approach)).toEqual(["sequential", "worker-threads"]);
    const text = result.toText({ columns: 100, boxed: false });
    expect(text).toContain("Winner: Worker threads, 2.00× as fast as sequential.");
    expect(text).toContain("against python3.14t sequential");
  });

  it("draws every agent of one run of each variant", async () => {
    const measured = [sequential, threads];
    const result = new BenchResult({ ...reportOf(summarise(measured)), runs: summarise(measured) }, measured);
    const chart = await result.timelineChart();
    expect(chart.text).toContain("4 agents, 2.00 s");
  });

  it("says how much other programs disturbed it", () => {
    const disturbed = [runTaking(1, 4, { othersShare: 0.4 })];
    const notes = notesOn([measuredAs("sequential", disturbed, { repeated: 2, disturbed: 1 })], 1).join(" ");
    expect(notes).toContain("2 further runs were measured");
    expect(notes).toContain("40 % of the machine");
  });

  it.each([
    [3, [times(1, 2, 3), times(1, 2, 3)], "Median of 3 rounds; an interval is claimed from six rounds on."],
    [1, [times(1)], "Median of 1 round; an interval is claimed from six rounds on."],
    [3, [times(1), times(1)], "Stopped early: median of 1 round instead of 3; an interval is claimed"],
    [3, [times(1, 2), times(1)], "Stopped early: median of 1 to 2 rounds instead of 3; an interval is"],
    [9, [times(1, 2, 3, 4, 5, 6, 7)], "Stopped early: medians of 7 rounds instead of 9 with a 95 % interval"],
    [9, [times(1, 2, 3, 4, 5, 6), times(1, 2, 3, 4, 5)], "median of 5 to 6 rounds instead of 9; an interval"],
  ])("says of how many of %i rounds the medians are, also where it was stopped", (rounds, runs, note) => {
    const measured = runs.map((each, i) => measuredAs(`variant ${i}`, each));
    expect(notesOn(measured, rounds).at(-1)).toContain(note);
  });

  it("counts no rounds of variants that could not be measured", () => {
    const error = new BenchError("HOST_DIED", "The process died.");
    const died = measuredAs("child-processes", [], { agents: 4, error });
    expect(notesOn([sequential, died], 6).at(-1)).toContain("Medians of 6 rounds");
    expect(notesOn([died], 6)).toEqual(["The process died."]);
  });
});
