import stringWidth from "string-width";
import { expect, test } from "vitest";
import { textAnalysis, textDashboard, textTable } from "../../../labs/dashboard/index.ts";
import { clear, clearRuns, reportOf, run, scaled } from "./sample-report.ts";

test("in a terminal the results are a boxed table, numbers right-aligned", () => {
  expect(textTable(clear, { columns: 90, boxed: true })).toBe(
    [
      "╔═════════════════╤══════════╤═══════════════╤═════════╤═══════╤═════════════╗",
      "║ Approach        │ Time (s) │ 95 % interval │ Speedup │ CPU % │ Memory (MB) ║",
      "╟─────────────────┼──────────┼───────────────┼─────────┼───────┼─────────────╢",
      "║ Sequential      │     4.00 │     3.92–4.08 │   1.00× │    50 │        62.0 ║",
      "║ Event loop      │     4.02 │     3.94–4.10 │   1.00× │    50 │        64.8 ║",
      "║ Worker threads  │     2.08 │     2.04–2.12 │   1.92× │    97 │        88.4 ║",
      "║ Child processes │     2.40 │     2.35–2.45 │   1.67× │    95 │       141.7 ║",
      "╚═════════════════╧══════════╧═══════════════╧═════════╧═══════╧═════════════╝",
    ].join("\n"),
  );
});

test("piped, the table is plain: no box, no trailing spaces", () => {
  expect(textTable(reportOf(clearRuns.slice(0, 2)), { columns: 90, boxed: false })).toBe(
    [
      "Approach    Time (s)  95 % interval  Speedup  CPU %  Memory (MB)",
      "Sequential      4.00      3.92–4.08    1.00×     50         62.0",
      "Event loop      4.02      3.94–4.10    1.00×     50         64.8",
    ].join("\n"),
  );
});

test("on a narrow terminal the interval goes first, then the names are cut, then the box, at last each row is a list", () => {
  const at = (columns: number) => textTable(clear, { columns, boxed: true });
  expect(at(70)).not.toContain("interval");
  expect(at(70)).toContain("Child processes");
  expect(at(58)).toContain("║ Child proc… │");
  expect(at(54)).not.toContain("║");
  expect(at(54)).toContain("Child processes  ");
  expect(at(30)).toContain(
    "Worker threads\n  Time (s)     2.08\n  Speedup      1.92×\n  CPU %        97\n  Memory (MB)  88.4",
  );
});

test.each([20, 30, 45, 60, 80, 120])("nothing is wider than a terminal of %d columns", (columns) => {
  const wide = reportOf(
    [...clearRuns, run("线程一二三四五六七八九十 👩‍💻", 3), run("python3.14t threads", 3)],
    {
      workload: "工作负载 described at some length, in words that have to be broken",
      notes: ["python3.13 was not found on this machine, so it has no row."],
    },
  );
  for (const boxed of [true, false]) {
    for (const line of textDashboard(wide, { columns, boxed }).split("\n"))
      expect(stringWidth(line)).toBeLessThanOrEqual(columns);
  }
});

test("every number of agents has its rows, with a line between", () => {
  const lines = textTable(scaled, { columns: 100, boxed: true }).split("\n");
  expect(lines.filter((line) => line.startsWith("╟"))).toHaveLength(3);
  expect(lines[1]).toContain("Agents");
});

test("what was not measured is a dash, what failed is counted and has no speedup", () => {
  const holes = reportOf([
    run("sequential", 4),
    run("worker-threads", 1, { failed: 2, succeeded: 6, cpuPercent: null, peakMemoryMB: null }),
    run("child-processes", null, { n: 0 }),
  ]);
  const [, sequential, threads, processes] = textTable(holes, { columns: 100, boxed: false }).split("\n");
  expect(sequential?.split(/ {2,}/)).toEqual([
    "Sequential",
    "4.00",
    "3.92–4.08",
    "1.00×",
    "50",
    "60.0",
    "0 of 8",
  ]);
  expect(threads?.split(/ {2,}/)).toEqual(["Worker threads", "1.00", "0.98–1.02", "–", "–", "–", "2 of 8"]);
  expect(processes?.split(/ {2,}/)).toEqual(["Child processes", "–", "–", "–", "50", "60.0", "0 of 8"]);
});

test("a column of times has one unit and enough digits for the smallest", () => {
  const times = (...seconds: number[]) =>
    textTable(reportOf(seconds.map((median) => run("sequential", median, { spread: null }))), {
      columns: 90,
      boxed: false,
    })
      .split("\n")
      .map((line) => line.split(/ {2,}/)[1]);
  expect(times(0.02, 0.0015)).toEqual(["Time (ms)", "20.00", "1.50"]);
  expect(times(12, 0.15)).toEqual(["Time (s)", "12.000", "0.150"]);
});

test("a name with line breaks or escape codes does not tear the table", () => {
  const table = textTable(reportOf([run("evil\n\u001b[31mred", 1), run("sequential", 2)]), {
    columns: 90,
    boxed: false,
  });
  expect(table.split("\n")).toHaveLength(3);
  expect(table).not.toContain("\u001b");
});

test("the analysis stands beneath the table, its sentences indented", () => {
  expect(textAnalysis(clear, 60)).toEqual([
    "Winner: Worker threads, 1.92× as fast as sequential.",
    "└─ It took 2.08 s (2.04 s to 2.12 s) for 8 agents; next came",
    "   child processes with 2.40 s (2.35 s to 2.45 s), and the",
    "   intervals do not overlap.",
    "└─ It kept 97 % of 2 cores busy, where sequential kept 50 %",
    "   busy: its agents ran at the same time.",
    "└─ At its peak it used 88 MB, 1.43 times what sequential",
    "   needed.",
  ]);
  const whole = textDashboard(
    { ...clear, notes: ["One round was repeated."] },
    { columns: 90, boxed: false },
  );
  expect(whole).toMatch(/^Mixed agents of 0\.5 s each · 2 cores \(Example CPU\), Node 26\.10\.0\n\nApproach/);
  expect(whole).toMatch(/\n\nOne round was repeated\.$/);
});
