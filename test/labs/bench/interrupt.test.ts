import { afterEach, expect, it } from "vitest";
import { runBenchmark } from "../../../labs/bench/index.ts";

const kernel = Symbol.for("swarmlab.kernel");

afterEach(() => {
  Reflect.deleteProperty(globalThis, kernel);
});

it("a learner who interrupts the cell ends the benchmark, and gets what is measured", {
  timeout: 300_000,
}, async () => {
  const listeners = new Set<() => void>();
  Reflect.set(globalThis, kernel, {
    onInterrupt(listener: () => void) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  });
  const { report } = await runBenchmark({
    agents: 2,
    approaches: ["sequential"],
    rounds: 100,
    secondsPerAgent: 0.05,
    onProgress: ({ done }) => {
      if (done === 2) for (const listener of listeners) listener();
    },
  });
  expect(report.partial).toBe(true);
  expect(report.runs[0]?.seconds.n).toBe(2);
  expect(report.notes?.join(" ")).toContain("median of 2 rounds instead of 100");
  expect(listeners.size).toBe(0);
});
