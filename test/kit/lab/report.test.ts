import { Writable } from "node:stream";
import { expect, test, vi } from "vitest";
import { createReport } from "../../../kit/lab/setup/report.mjs";

function sink(isTTY: boolean) {
  const chunks: string[] = [];
  const stream = new Writable({
    write(chunk, _encoding, done) {
      chunks.push(String(chunk));
      done();
    },
  });
  return { stream: Object.assign(stream, { isTTY, columns: 80 }), text: () => chunks.join("") };
}

test("a log gets a line at the start, a sign of life on long work, and a line with the seconds at the end", async () => {
  vi.useFakeTimers();
  try {
    const { stream, text } = sink(false);
    const step = createReport(stream).step(
      "installing",
      () => new Promise<void>((end) => setTimeout(end, 20_000)),
    );
    await vi.advanceTimersByTimeAsync(20_000);
    await step;
    expect(text().split("\n")).toEqual([
      "  … installing",
      "  … installing: 15.0 s",
      "  ✓ installing (20.0 s)",
      "",
    ]);
  } finally {
    vi.useRealTimers();
  }
});

test("a terminal gets one line that is renewed while the work goes on", async () => {
  vi.useFakeTimers();
  try {
    const { stream, text } = sink(true);
    const step = createReport(stream).step(
      "installing",
      () => new Promise<void>((end) => setTimeout(end, 1_000)),
    );
    await vi.advanceTimersByTimeAsync(1_000);
    await step;
    expect(text()).toContain("… installing: 0.4 s");
    expect(text().trimEnd().split("\n")).toHaveLength(1);
  } finally {
    vi.useRealTimers();
  }
});

test("work that fails is marked and its error goes on", async () => {
  const { stream, text } = sink(false);
  const failing = createReport(stream).step("installing", () => Promise.reject(new Error("no network")));
  await expect(failing).rejects.toThrow("no network");
  expect(text()).toContain("✗ installing");
});
