import { expect, test } from "vitest";
import { ReadingBudget } from "../../../kit/grading/schedule/reading-budget.ts";

const lost = { problem: "It takes more than that.", isLost: true };

test("the notebooks of one student share their processor time, and what is behind it is not read", async () => {
  const budget = new ReadingBudget(15);
  const given: number[] = [];
  const read = (seconds: number) => {
    given.push(seconds);
    return Promise.resolve({ ...lost, seconds });
  };
  expect(await budget.spend("a.ipynb", undefined, read)).toEqual({
    read: lost,
    keep: { read: lost, seconds: 10 },
  });
  expect(await budget.spend("b.ipynb", undefined, read)).toEqual({
    read: lost,
    keep: { read: lost, seconds: 5 },
  });
  expect(await budget.spend("c.ipynb", undefined, read)).toEqual({
    read: {
      problem:
        "c.ipynb was not read: reading one student's notebooks may take 15 s of processor time, and others took them.",
    },
  });
  expect(given).toEqual([10, 5]);
});

test("what took long is kept, is not read again, and counts as it did", async () => {
  const budget = new ReadingBudget(15);
  const found = { lesson: "01" };
  expect(await budget.spend("a", undefined, async () => ({ ...found, seconds: 0.1 }))).toEqual({
    read: found,
  });
  const { keep } = await budget.spend("b", undefined, async () => ({ ...found, seconds: 9 }));
  expect(keep).toEqual({ read: found, seconds: 9 });
  const never = () => Promise.reject(new Error("read again"));
  const next = new ReadingBudget(15);
  expect(await next.spend("b", keep, never)).toEqual({ read: found });
  // Six seconds are left, and it had more when it was given up.
  expect(await next.spend("c", { read: lost, seconds: 10 }, never)).toEqual({ read: lost });
  expect((await next.spend("d", undefined, never)).read.problem).toMatch(/was not read/);
});

test("a notebook that was given up is read again where it may take longer than it had", async () => {
  const kept = { read: lost, seconds: 4 };
  const read = async () => ({ lesson: "01", seconds: 12 });
  expect(await new ReadingBudget(15).spend("a", kept, read)).toMatchObject({ read: { lesson: "01" } });
});
