import { barChart } from "@swarmlab/labs/dashboard";
import { expect, test } from "vitest";
import { type BenchWatch, watchBench } from "../../../kit/live/index.ts";
import { FakeBridge } from "./support/fake-bridge.ts";
import { VirtualTerminal } from "./support/virtual-terminal.ts";

const total = 6;
const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** A benchmark of two approaches in turns, which measures nothing and reports its progress as a real one does. */
async function bench({ onProgress, signal }: BenchWatch): Promise<string> {
  let done = 0;
  while (done < total && !signal.aborted) {
    await pause(150);
    done++;
    const approach = done % 2 === 1 ? "sequential" : "worker-threads";
    const seconds = approach === "sequential" ? 2 : 1;
    onProgress({ approach, agents: 4, seconds, done, total, elapsed: done * 0.15 });
  }
  return `${done} runs`;
}

const chart = () =>
  barChart(
    [
      { label: "Sequential", value: 2 },
      { label: "Worker threads", value: 1 },
    ],
    { title: "Two ways", axisTitle: "seconds" },
  );

test("in a notebook one output tells how far it is and ends as the chart asked for", async () => {
  using bridge = new FakeBridge();
  expect(await watchBench(bench, { chart })).toBe("6 runs");
  expect(new Set(bridge.shown.map(({ displayId }) => displayId)).size).toBe(1);
  expect(bridge.pages.length).toBeGreaterThan(1);
  expect(bridge.pages.at(-1)).toContain("6 of 6 runs");
  expect(bridge.pages.at(-1)).toContain("Worker threads");
  expect(bridge.shown.at(-1)?.data).toHaveProperty(["application/vnd.vegalite.v5+json"]);
  expect(bridge.listeners).toBe(0);
});

test("without a chart the last state stays, and with a known total it begins at once", async () => {
  using bridge = new FakeBridge();
  await watchBench(bench, { total });
  expect(bridge.pages[0]).toContain("0 of 6 runs");
  expect(bridge.pages).toHaveLength(bridge.shown.length);
});

test("a chart that fails costs neither the report nor the last state", async () => {
  using bridge = new FakeBridge();
  const report = await watchBench(bench, {
    chart: () => {
      throw new Error("no picture");
    },
  });
  expect(report).toBe("6 runs");
  expect(bridge.pages.at(-1)).toContain("6 of 6 runs");
});

test("an aborted signal reaches the benchmark, and the view says that it is partial", async () => {
  using bridge = new FakeBridge();
  const controller = new AbortController();
  const report = await watchBench(
    (live) =>
      bench({
        ...live,
        onProgress: (event) => {
          live.onProgress(event);
          if (event.done === 2) controller.abort();
        },
      }),
    { signal: controller.signal },
  );
  expect(report).toBe("2 runs");
  expect(bridge.pages.at(-1)).toContain("2 of 6 runs, interrupted: this is partial");
});

test("an interrupt of the cell does the same, and is shown at once", async () => {
  using bridge = new FakeBridge();
  const first = Promise.withResolvers<void>();
  const report = watchBench((live) =>
    bench({
      ...live,
      onProgress: (event) => {
        live.onProgress(event);
        first.resolve();
      },
    }),
  );
  await first.promise;
  bridge.interrupt();
  expect(bridge.pages.at(-1)).toContain("interrupted: this is partial");
  const count = bridge.shown.length;
  expect(await report).toMatch(/^[12] runs$/);
  expect(bridge.shown).toHaveLength(count);
});

test("an error of the benchmark comes out, and nothing is left listening", async () => {
  using bridge = new FakeBridge();
  const failing = watchBench(async ({ onProgress }) => {
    onProgress({ approach: "sequential", agents: 1, seconds: null, done: 1, total, elapsed: 0.1 });
    throw new RangeError("out of cores");
  });
  await expect(failing).rejects.toThrow("out of cores");
  expect(bridge.pages.at(-1)).toContain("1 of 6 runs, interrupted");
  expect(bridge.listeners).toBe(0);
});

test("in a terminal it is a few lines, redrawn", async () => {
  const terminal = new VirtualTerminal({ columns: 70 });
  await watchBench(bench, { stream: terminal });
  expect(terminal.screen).toEqual([
    expect.stringMatching(/^6 of 6 runs · /),
    "━".repeat(60),
    expect.stringMatching(/^Sequential +2\.00 s {2}median of 3 runs$/),
    expect.stringMatching(/^Worker threads +1\.00 s {2}median of 3 runs$/),
  ]);
});
