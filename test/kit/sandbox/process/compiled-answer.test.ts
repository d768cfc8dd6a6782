import { expect, test } from "vitest";
import { keepsOutTheSame } from "../../../../kit/sandbox/process/compiled-answer.ts";

test("a process serves the next check of an exercise, and of every other one where both forbid nothing", () => {
  const nothing = { exercise: "", names: [] };
  const free = { exercise: "02.2", names: [] };
  const lock = { exercise: "04.3", names: ["Mutex", "Semaphore"] };
  expect(keepsOutTheSame(nothing, free)).toBe(true);
  expect(keepsOutTheSame(lock, structuredClone(lock))).toBe(true);
  expect(keepsOutTheSame(nothing, lock)).toBe(false);
  expect(keepsOutTheSame(lock, free)).toBe(false);
  expect(keepsOutTheSame(lock, { exercise: "04.3", names: ["Mutex"] })).toBe(false);
  // The sentence names the exercise.
  expect(keepsOutTheSame(lock, { ...lock, exercise: "04.2" })).toBe(false);
});
