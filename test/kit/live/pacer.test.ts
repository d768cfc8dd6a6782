import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Pacer } from "../../../kit/live/pacer.ts";

let cpuMs = 0;
beforeEach(() => {
  cpuMs = 0;
  vi.useFakeTimers();
  vi.spyOn(process, "threadCpuUsage").mockImplementation(() => ({ user: cpuMs * 1000, system: 0 }));
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.useRealTimers();
});

/** Runs a pacer whose drawings cost so much CPU time; returns when it drew, in ms since its start. */
function drawings({
  costMs,
  forMs,
  everyMs,
}: {
  costMs: number;
  forMs: number;
  everyMs: number | null;
}): number[] {
  const at: number[] = [];
  const start = performance.now();
  const pacer = new Pacer(() => {
    at.push(performance.now() - start);
    cpuMs += costMs;
  });
  pacer.start();
  const step = everyMs ?? forMs;
  for (let passed = 0; passed < forMs; passed += step) {
    if (everyMs !== null) pacer.request();
    vi.advanceTimersByTime(step);
  }
  pacer.stop();
  return at;
}

test("a flood of events is drawn eight times a second", () => {
  const at = drawings({ costMs: 0.5, forMs: 4000, everyMs: 1 });
  expect(at).toHaveLength(32);
  for (const [index, time] of at.entries()) expect(time - (at[index - 1] ?? 0)).toBeGreaterThanOrEqual(125);
});

test("while nothing happens, only the time moves on", () => {
  expect(drawings({ costMs: 0.5, forMs: 1100, everyMs: null })).toEqual([250, 500, 750, 1000]);
});

test("an event after a pause is drawn at once", () => {
  const at: number[] = [];
  const pacer = new Pacer(() => at.push(performance.now()));
  pacer.start();
  vi.advanceTimersByTime(200);
  const asked = performance.now();
  pacer.request();
  vi.advanceTimersByTime(2);
  pacer.stop();
  expect(at).toHaveLength(1);
  expect((at[0] ?? 0) - asked).toBeLessThan(2);
});

test.each([2, 10, 40])("drawings of %i ms each take less than a hundredth of the time", (costMs) => {
  const forMs = 60_000;
  const at = drawings({ costMs, forMs, everyMs: 5 });
  expect(at.length).toBeGreaterThan(3);
  // The first drawing may take long: its cost is not known before.
  expect((at.length - 1) * costMs).toBeLessThanOrEqual(0.01 * forMs);
});

test("an event draws itself where the thread lets no timer through", () => {
  const at: number[] = [];
  let now = 1000;
  vi.spyOn(performance, "now").mockImplementation(() => now);
  const pacer = new Pacer(() => at.push(now));
  pacer.start();
  // Time passes, but no timer fires.
  for (now of [1100, 1170, 1290, 1500, 1510, 2000]) pacer.request();
  pacer.stop();
  // Due at 1125 and then at 1500; a little late is left to the timer.
  expect(at).toEqual([1290, 2000]);
});

test("nothing is drawn after the end, and no timer is left", () => {
  const draw = vi.fn();
  const pacer = new Pacer(draw);
  pacer.start();
  pacer.request();
  pacer.stop();
  pacer.request();
  vi.advanceTimersByTime(10_000);
  expect(draw).not.toHaveBeenCalled();
  expect(vi.getTimerCount()).toBe(0);
});
