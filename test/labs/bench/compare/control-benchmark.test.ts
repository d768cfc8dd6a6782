import { expect, it } from "vitest";
import { controlBenchmark } from "../../../../labs/bench/index.ts";

it("the control with real measurements ends when it is stopped, with the comparisons so far", async () => {
  const controller = new AbortController();
  const control = controlBenchmark({
    workload: "tiny",
    agents: 2,
    signal: controller.signal,
    onComparison: () => controller.abort(),
  });
  setTimeout(() => controller.abort(), 5000);
  const report = await control;
  expect(report.comparisons).toBeLessThanOrEqual(1);
  expect(report.falseWinners).toBeLessThanOrEqual(report.comparisons);
}, 300_000);
