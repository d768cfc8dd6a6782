import { expect, test } from "vitest";
import {
  advanceBench,
  type BenchProgressLike,
  benchHtml,
  benchLine,
  benchText,
  endBench,
  secondsLeft,
  startBench,
} from "../../../labs/dashboard/index.ts";
import { parseXml } from "./svg.ts";

const measured = (
  approach: string,
  seconds: number | null,
  done: number,
  elapsed: number,
  total = 8,
): BenchProgressLike => ({
  approach,
  agents: 8,
  seconds,
  done,
  total,
  elapsed,
});
const events = [
  measured("sequential", 4, 1, 4),
  measured("worker-threads", 2.2, 2, 6),
  measured("sequential", 4.2, 3, 10),
  measured("worker-threads", 2, 4, 12),
];
const halfway = advanceBench(startBench(8), events);

test("the time left is estimated from the runs so far, and counts down in between", () => {
  expect(secondsLeft(startBench(8))).toBeNull();
  expect(secondsLeft(halfway)).toBe(12);
  expect(secondsLeft(advanceBench(halfway, [], 15))).toBe(9);
  expect(secondsLeft(advanceBench(halfway, [], 99))).toBe(0);
  expect(secondsLeft(endBench(halfway, "finished"))).toBeNull();
});

test("the medians so far stand beneath the bar", () => {
  expect(benchText(halfway, { columns: 44 })).toEqual([
    "4 of 8 runs · 12.0 s · about 12 s left",
    "━━━━━━━━━━━━━━━━━━━━━━──────────────────────",
    "Sequential      4.10 s  median of 2 runs",
    "Worker threads  2.10 s  median of 2 runs",
  ]);
});

test("a failed run is counted and is no time; a repeated round makes the whole longer", () => {
  const more = advanceBench(halfway, [measured("child-processes", null, 5, 13, 10)]);
  expect(benchText(more).at(-1)).toBe("Child processes       –  median of 0 runs, 1 failed");
  expect(benchLine(more)).toBe("5 of 10 runs · 13.0 s · about 13 s left");
});

test("interrupted, it says that it is partial, and nothing changes any more", () => {
  const ended = endBench(halfway, "interrupted");
  expect(benchLine(ended)).toBe("4 of 8 runs, interrupted: this is partial · 12.0 s");
  expect(advanceBench(ended, events)).toBe(ended);
});

test("never more lines than asked for, the latest rows kept", () => {
  const many = advanceBench(
    startBench(99),
    Array.from({ length: 30 }, (_, i) => ({ ...measured("a", 1, i, i), agents: i })),
  );
  const lines = benchText(many, { lines: 6, columns: 30 });
  expect(lines).toHaveLength(6);
  expect(lines.at(-1)).toContain("29 agents");
});

test("as HTML it is well-formed, whatever the name of a variant", () => {
  const html = benchHtml(advanceBench(startBench(2), [measured(`<b>"&'`, 1, 1, 1, 2)]));
  expect(parseXml(html)[0]).toBe("div");
  expect(html).toContain('<rect width="50" height="1"');
});
