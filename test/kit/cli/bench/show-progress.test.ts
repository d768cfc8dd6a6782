import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { showProgress } from "../../../../kit/cli/bench/show-progress.ts";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const run = (done: number) => ({
  approach: "sequential",
  agents: 2,
  seconds: 0.5,
  done,
  total: 4,
  elapsed: done,
});

function watched(size: { isTTY: boolean; columns?: number; rows?: number }) {
  const chunks: string[] = [];
  return { chunks, view: showProgress({ ...size, write: (text: string) => chunks.push(text) }) };
}

describe("progress in a terminal", () => {
  it("is redrawn in place, with the time left, and stays when it ends", () => {
    const { chunks, view } = watched({ isTTY: true, columns: 60, rows: 20 });
    view.tell(run(1));
    view.tell(run(2));
    const last = chunks.at(-1) ?? "";
    expect(last.startsWith("\x1b[3A\x1b[0J")).toBe(true);
    expect(last).toContain("2 of 4 runs");
    expect(last).toMatch(/about \d+ s left/);
    view.end("finished");
    const { length } = chunks;
    vi.advanceTimersByTime(10_000);
    expect(chunks).toHaveLength(length);
  });

  it("redraws at most twice a second by itself, and fits any terminal", () => {
    for (const columns of [0, 10, 40, 200]) {
      const { chunks, view } = watched({ isTTY: true, columns, rows: 5 });
      vi.advanceTimersByTime(5000);
      expect(chunks.length).toBeLessThanOrEqual(11);
      view.tell(run(1));
      view.end("interrupted");
      expect(chunks.join("")).toContain("\x1b[0J");
    }
  });
});

describe("progress that is piped", () => {
  it("is a plain line every five seconds at most, and the last one says how it ended", () => {
    const { chunks, view } = watched({ isTTY: false });
    for (const done of [1, 2, 3]) view.tell(run(done));
    vi.advanceTimersByTime(6000);
    view.tell(run(4));
    view.end("interrupted");
    const text = chunks.join("");
    expect(text).not.toContain("\x1b");
    expect(text.split("\n").filter((line) => /runs/.test(line))).toHaveLength(3);
    expect(text).toContain("interrupted: this is partial");
  });
});
