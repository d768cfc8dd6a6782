import { expect, test } from "vitest";
import { analysisMarkdown, type BenchReport } from "../../../labs/dashboard/index.ts";
import { reportOf, run } from "./sample-report.ts";

const fits = [{ approach: "worker-threads", serialShare: 0.125, contention: 0.125, coherence: null }];

/** Worker threads with 2, 4 and 8 agents on so many cores. */
function scaled(cores: number, more: { spread?: number | null; ofCeiling?: number } = {}): BenchReport {
  const runs = [2, 4, 8].flatMap((agents) => [
    run("sequential", agents / 2, { agents }),
    run("worker-threads", agents / 3.6, { agents, speedup: 1.8, ...more }),
  ]);
  return { ...reportOf(runs), machine: { cores, cpu: "a", node: "26", memoryMB: 1 }, scaling: { fits } };
}

test("a limit is claimed of several numbers of workers with intervals", () => {
  expect(analysisMarkdown(scaled(8))).toContain("no number of cores makes it more than 8 times as fast");
});

test("no limit is claimed from two cores alone, where one number of workers was measured", () => {
  expect(analysisMarkdown(scaled(2))).not.toContain("no number of cores");
  expect(analysisMarkdown(scaled(2))).not.toContain("How it scales");
});

test("nothing is claimed of rows without an interval", () => {
  expect(analysisMarkdown(scaled(8, { spread: null }))).not.toContain("How it scales");
});

test("on two cores the share of what the machine can do is said instead", () => {
  expect(analysisMarkdown(scaled(2, { ofCeiling: 0.98 }))).toContain(
    "Worker threads: 1.80× with 8 agents, 98 % of what this machine can do.",
  );
});
