import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type GradebookRow, type TestClass, testClass } from "./class-of.ts";
import { damages } from "./damaged/index.ts";

/** A student for each damage. */
const idOf = (index: number) => `student-${String(index).padStart(2, "0")}`;

let room: TestClass;
let rows: Map<string, GradebookRow>;
beforeAll(async () => {
  room = await testClass();
  damages.forEach(({ damage, fileName = "01-sums.ipynb" }, index) => {
    room.put(`${idOf(index)}/${fileName}`, damage(room.solved()));
  });
  await room.grade("gradebook");
  rows = new Map(room.rows("gradebook").map((row) => [row.student, row]));
}, 300_000);
afterAll(() => room[Symbol.asyncDispose]());

test("there are at least 25 kinds of damage, each with a name of its own", () => {
  expect(new Set(damages.map(({ what }) => what)).size).toBe(damages.length);
  expect(damages.length).toBeGreaterThanOrEqual(25);
});

test("each damaged notebook has one row, and no row is a 0 without a reason", () => {
  expect([...rows.keys()].sort()).toEqual(damages.map((_, index) => idOf(index)));
  for (const row of rows.values()) {
    if ((row.total ?? 0) === 0) expect(row.reason, row.student).not.toBe("");
  }
});

describe("a damaged notebook gets the points or the sentence that its damage must lead to:", () => {
  test.each(damages.map((damage, index) => ({ ...damage, index })))("$what", ({ outcome, index }) => {
    const row = rows.get(idOf(index)) as GradebookRow;
    const points = Object.fromEntries(row.exercises.map((exercise) => [exercise.id, exercise.points]));
    if (outcome === "full") {
      expect(row).toMatchObject({ status: "graded", total: 9, max: 9 });
    } else if ("attention" in outcome) {
      expect(row).toMatchObject({ status: "needs attention", total: null });
      expect(row.reason).toMatch(outcome.attention);
      expect(row.reason).not.toContain(room.root);
    } else {
      const full = { "01.1": 6, "01.2": 2, "01.3": 1 };
      const lost = Object.fromEntries(outcome.without.map((number) => [`01.${number}`, 0]));
      expect(points).toEqual({ ...full, ...lost });
      expect(row.status).toBe("graded");
      expect(row.reason).toMatch(outcome.says);
    }
  });
});
