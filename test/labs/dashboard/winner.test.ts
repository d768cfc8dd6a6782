import { expect, test } from "vitest";
import { analyseWinner, type BenchReport } from "../../../labs/dashboard/index.ts";
import fc from "../../fast-check.ts";
import { clear, clearRuns, reportOf, run, scaled } from "./sample-report.ts";

test("a clear winner is named with its lead, the reasons and its memory", () => {
  expect(analyseWinner(clear)).toEqual({
    agents: 8,
    verdict: "Winner: Worker threads, 1.92× as fast as sequential.",
    leader: "worker-threads",
    winner: {
      approach: "worker-threads",
      because: [
        "It took 2.08 s (2.04 s to 2.12 s) for 8 agents; next came child processes with 2.40 s (2.35 s to 2.45 s), and the intervals do not overlap.",
        "It kept 97 % of 2 cores busy, where sequential kept 50 % busy: its agents ran at the same time.",
        "At its peak it used 88 MB, 1.43 times what sequential needed.",
      ],
    },
    caveats: [],
  });
});

const undecided: [what: string, report: BenchReport, verdict: RegExp, leader: string | null][] = [
  [
    "two whose intervals overlap, and what is known of them",
    reportOf([run("sequential", 4), run("worker-threads", 2.1), run("child-processes", 2.12)]),
    /^Worker threads and child processes are both 1\.9 times as fast as sequential; between the two it is noise\.$/,
    "worker-threads",
  ],
  [
    "the very same time twice",
    reportOf([run("worker-threads", 2), run("child-processes", 2)]),
    /^No winner: the intervals .* overlap/,
    "worker-threads",
  ],
  [
    "intervals that only touch",
    reportOf([
      run("worker-threads", 2, { seconds: { median: 2, low: 1.9, high: 2.1, n: 8 } }),
      run("sequential", 2.2, { seconds: { median: 2.2, low: 2.1, high: 2.3, n: 8 } }),
    ]),
    /overlap/,
    "worker-threads",
  ],
  [
    "three rounds, for which no interval is claimed",
    reportOf(
      clearRuns.map((each) => ({ ...each, seconds: { ...each.seconds, low: null, high: null, n: 3 } })),
    ),
    /^No winner yet: worker threads leads \(1.15× as fast as child processes\), but 3 rounds cannot tell that from noise\.$/,
    "worker-threads",
  ],
  [
    "one variant alone",
    reportOf([run("worker-threads", 2)]),
    /^No winner: worker threads has nothing to be compared with/,
    "worker-threads",
  ],
  [
    "a single run without failures",
    reportOf([run("worker-threads", 2, { failed: 1, succeeded: 7 }), run("sequential", 4)]),
    /^No winner: sequential has nothing to be compared with/,
    "sequential",
  ],
  [
    "failures everywhere",
    reportOf(clearRuns.map((each) => ({ ...each, failed: 8, succeeded: 0 }))),
    /^No winner: no run finished without failures\.$/,
    null,
  ],
  [
    "nothing measured",
    reportOf([run("sequential", null), run("worker-threads", null)]),
    /^No winner: no run finished/,
    null,
  ],
];

test.each(undecided)("there is no winner with %s", (_what, report, verdict, leader) => {
  const analysis = analyseWinner(report);
  expect(analysis.winner).toBeNull();
  expect(analysis.verdict).toMatch(verdict);
  expect(analysis.leader).toBe(leader);
});

test.each([
  [
    "with the event loop where it is apart",
    [run("sequential", 4), run("event-loop", 3.8), run("worker-threads", 2.1), run("child-processes", 2.12)],
    "Worker threads and child processes are both 1.8 times as fast as the event loop; between the two it is noise.",
  ],
  [
    "with two factors where they differ",
    [
      run("event-loop", 4),
      run("worker-threads", 2.1, { spread: 0.1 }),
      run("child-processes", 2.3, { spread: 0.1 }),
    ],
    "Worker threads and child processes are 1.9 and 1.7 times as fast as the event loop; between the two it is noise.",
  ],
  [
    "of three in front",
    [run("sequential", 4), run("event-loop", 2.12), run("worker-threads", 2.1), run("child-processes", 2.12)],
    "Worker threads, event loop and child processes are all 1.9 times as fast as sequential; among them it is noise.",
  ],
  [
    "but nothing of one that overlaps with any of those in front",
    [
      run("event-loop", 2.3, { spread: 0.05 }),
      run("worker-threads", 2.1, { spread: 0.05 }),
      run("child-processes", 2.12, { spread: 0.2 }),
    ],
    "No winner: the intervals of worker threads, child processes and event loop overlap, so the difference may be noise.",
  ],
])("without a winner, the verdict compares those in front %s", (_what, runs, verdict) => {
  expect(analyseWinner(reportOf(runs)).verdict).toBe(verdict);
});

test("a winner's share of what the machine can do is one of the reasons", () => {
  const runs = [run("sequential", 4), run("worker-threads", 2, { ofCeiling: 0.984 })];
  expect(analyseWinner(reportOf(runs)).winner?.because).toContain(
    "It reached 98 % of what this machine can do with these agents.",
  );
});

test("the fastest time does not win if one of its agents failed, and a caveat says so", () => {
  const [sequential, loop, threads, processes] = clearRuns;
  const lossy = { ...threads, seconds: { median: 0.1, low: 0.1, high: 0.1, n: 8 }, failed: 3, succeeded: 5 };
  const analysis = analyseWinner(reportOf([sequential, loop, lossy, processes] as never));
  expect(analysis.winner?.approach).toBe("child-processes");
  expect(analysis.caveats).toContain("Worker threads lost 3 of 8 agents, so its time does not count.");
});

test("a lead of under 5 % is called small", () => {
  const { winner } = analyseWinner(
    reportOf([run("worker-threads", 2, { spread: 0.001 }), run("sequential", 2.06, { spread: 0.001 })]),
  );
  expect(winner?.because).toContain("The lead over sequential is real but small: 3 % less time.");
});

test("the event loop wins because its agents wait, sequential because the work is small", () => {
  const waiting = reportOf([
    run("sequential", 4, { cpuPercent: 2 }),
    run("event-loop", 0.5, { cpuPercent: 3 }),
  ]);
  expect(analyseWinner(waiting).winner?.because.join(" ")).toContain(
    "3 % of 2 cores: the agents mostly wait",
  );
  const tiny = reportOf([run("sequential", 0.001), run("worker-threads", 0.05)]);
  expect(analyseWinner(tiny).verdict).toBe("Winner: Sequential, 50.0× as fast as worker threads.");
  expect(analyseWinner(tiny).winner?.because.join(" ")).toContain(
    "too small to pay for starting or feeding workers",
  );
});

test("caveats name what limits a result", () => {
  const caveats = (report: BenchReport) => analyseWinner(report).caveats.join(" ");
  expect(caveats({ ...clear, partial: true })).toContain("stopped midway");
  expect(caveats({ ...clear, machine: { ...clear.machine, cores: 1 } })).toContain(
    "1 core: agents that compute cannot run at the same time",
  );
  expect(caveats({ ...clear, machine: { ...clear.machine, cores: 64 } })).toContain(
    "8 agents cannot fill 64 cores",
  );
  const impossible = clearRuns.map((each) =>
    each.approach === "worker-threads" ? { ...each, speedup: 2.6 } : each,
  );
  expect(caveats(reportOf(impossible))).toContain("2.60× on 2 cores is more than cores can explain");
  expect(caveats(reportOf([...clearRuns, run("python3.14 threads", null)]))).toContain(
    "python3.14 threads was not measured.",
  );
  expect(
    caveats(reportOf(clearRuns.map((each) => ({ ...each, seconds: { ...each.seconds, n: 3 } })))),
  ).toContain("3 rounds bear no interval");
});

test("the comparison is made at the largest number of agents that two variants have, or at the requested one", () => {
  expect(analyseWinner(scaled).agents).toBe(8);
  expect(analyseWinner(reportOf([...scaled.runs, run("sequential", 9, { agents: 16 })])).agents).toBe(8);
  expect(analyseWinner(scaled, 2).verdict).toContain("Worker threads");
  expect(analyseWinner(scaled, 2).agents).toBe(2);
  expect(analyseWinner(scaled, 3).verdict).toBe("No winner: no run finished without failures.");
});

const anyRun = fc.record({
  approach: fc.constantFrom(
    "sequential",
    "event-loop",
    "worker-threads",
    "child-processes",
    "python3.14t threads",
  ),
  median: fc.option(fc.double({ min: 0.001, max: 100, noNaN: true }), { nil: null }),
  spread: fc.option(fc.double({ min: 0, max: 0.5, noNaN: true }), { nil: null }),
  failed: fc.nat({ max: 2 }),
});

test("whatever was measured, a winner has no failures and its interval lies below every other", () => {
  fc.assert(
    fc.property(fc.uniqueArray(anyRun, { selector: (each) => each.approach, minLength: 1 }), (drafts) => {
      const runs = drafts.map(({ approach, median, spread, failed }) =>
        run(approach, median, { spread, failed, succeeded: 8 - failed }),
      );
      const { winner, caveats, verdict } = analyseWinner(reportOf(runs));
      for (const sentence of [verdict, ...caveats, ...(winner?.because ?? [])]) {
        expect(sentence).toMatch(/^[^\n]+\.$/);
        expect(sentence).not.toMatch(/NaN|Infinity|undefined|null/);
      }
      if (!winner) return;
      const won = runs.find((each) => each.approach === winner.approach);
      expect(won?.failed).toBe(0);
      for (const other of runs) {
        if (other === won || other.failed > 0 || other.seconds.median === null) continue;
        expect(won?.seconds.high).toBeLessThan(other.seconds.low ?? Number.NEGATIVE_INFINITY);
      }
    }),
  );
});
