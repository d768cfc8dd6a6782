import { describe, expect, test } from "vitest";
import { buildRow, isFinal, type RowRules } from "../../../../kit/grading/gradebook/build-row.ts";
import { LateRules, lateRulesOf } from "../../../../kit/grading/rules/late-rules.ts";
import { type ManualEntry, ManualPoints } from "../../../../kit/grading/rules/manual-points.ts";
import type { PlannedRow } from "../../../../kit/grading/rules/resolve.ts";
import { check, report } from "./rows.ts";

const due = "2026-10-05T21:59Z";
const upload = (handedInAt?: number): PlannedRow => ({
  student: { id: "ann" },
  lesson: "01",
  notes: [],
  notebook: {
    student: { id: "ann" },
    read: { lesson: "01" },
    upload: {
      layout: "folders",
      who: { folder: "ann" },
      fileName: "01.ipynb",
      attempt: 0,
      entry: { path: ["ann", "01.ipynb"], where: "ann/01.ipynb", size: 1, read: async () => Buffer.alloc(0) },
      ...(handedInAt === undefined ? {} : { handedInAt }),
    },
  },
});
const lesson = {
  id: "01",
  slug: "sums",
  title: "Sums",
  minutes: 1,
  version: "",
  boxes: [],
  exercises: [{ id: "01.1", title: "Add", names: [], starter: "", hints: [], forbids: [] }],
  manual: [{ id: "01.m1", title: "Why?", points: 5, rubric: ["Says why"], starter: "" }],
};
const rules = (more: Partial<RowRules> = {}, entries: Partial<ManualEntry>[] = []): RowRules => ({
  lesson,
  max: { "01.1": 4 },
  late: new LateRules(),
  manual: new ManualPoints(
    entries.map((entry) => ({ student: "ann", lesson: "01", cell: "01.m1", comment: "", line: 2, ...entry })),
  ),
  isUnlisted: false,
  isAskedFor: true,
  ...more,
});
const graded = {
  graded: {
    exercises: [report("01.1", [check("adds", { points: 4, maxPoints: 4 })])],
    manual: [{ id: "01.m1", text: "Because." }],
    seconds: 1,
    exerciseSeconds: {},
  },
};

describe("an exercise that the explorer could not run", () => {
  const checks = [
    check("adds", { points: 3, maxPoints: 3 }),
    check("in every order", { status: "open", points: 0, maxPoints: 1 }),
  ];
  const inPart = { graded: { ...graded.graded, exercises: [report("01.1", checks)] } };

  test("waits for a person with the points that are sure, and is not posted", () => {
    const row = buildRow(upload(), inPart, rules({}, [{ points: 5 }]));
    expect(row).toMatchObject({
      status: "waiting for a person",
      total: 8,
      reason:
        "Exercise 01.1 is judged in part, because the explorer could not run its answer: 1 of its 4 points are open.",
    });
    expect(row.exercises[0]).toMatchObject({ inPart: { points: 3, open: 1 } });
    expect(isFinal(row)).toBe(false);
  });

  test("is settled by points that a person gives", () => {
    const row = buildRow(upload(), inPart, rules({}, [{ points: 5 }, { cell: "01.1", points: 4 }]));
    expect(row).toMatchObject({ status: "graded", total: 9 });
    expect(isFinal(row)).toBe(true);
  });
});

describe("points by hand", () => {
  test("that are still open are said, and such a row is not posted", () => {
    const row = buildRow(upload(), graded, rules());
    expect(row).toMatchObject({
      status: "waiting for a person",
      total: 4,
      max: 9,
      reason: "Points by hand are still open for 01.m1.",
    });
    expect(row.manual[0]).toMatchObject({ text: "Because.", rubric: ["Says why"] });
    expect(isFinal(row)).toBe(false);
  });

  test("that were entered count", () => {
    const row = buildRow(upload(), graded, rules({}, [{ points: 3, comment: "Well said." }]));
    expect(row).toMatchObject({ total: 7, reason: "", manual: [{ points: 3, comment: "Well said." }] });
    expect(isFinal(row)).toBe(true);
  });

  test("of an exercise take the place of its checks' points", () => {
    const row = buildRow(upload(), graded, rules({}, [{ cell: "01.1", points: 1 }, { points: 0 }]));
    expect(row).toMatchObject({ total: 1, exercises: [{ points: 1, max: 4, byHand: { comment: "" } }] });
  });
});

test("an exercise without its essential check has at most half of its points", () => {
  const essential = check("parallel", { status: "failed", essential: true });
  const checks = [check("adds"), check("adds more"), check("adds all", { hidden: true }), essential];
  const { exercises, total } = buildRow(
    upload(),
    { graded: { ...graded.graded, exercises: [report("01.1", checks)] } },
    rules(),
  );
  expect(exercises).toMatchObject([{ id: "01.1", points: 2, max: 4 }]);
  expect(total).toBe(2);
});

test("lateness takes its share of everything that was reached", () => {
  const late = lateRulesOf({ due: { "01": due }, late: { percentPerDay: 10 } }, "r.json");
  const row = buildRow(upload(Date.parse(due) + 3_600_000), graded, rules({ late }, [{ points: 3 }]));
  expect(row).toMatchObject({ status: "late", total: 6.3, takenOff: 0.7 });
});

test("what was not handed in has no points, or 0 where the rules say so", () => {
  const planned = { student: { id: "ann" }, lesson: "01", notes: [] };
  expect(buildRow(planned, undefined, rules())).toMatchObject({
    status: "missing",
    reason: "Nothing was handed in.",
  });
  expect(buildRow(planned, undefined, rules())).not.toHaveProperty("total");
  const late = new LateRules({ missingCountsAsZero: true });
  const row = buildRow(planned, undefined, rules({ late }));
  expect(row.total).toBe(0);
  expect(isFinal(row)).toBe(true);
});

test("a check that failed by itself is never held against the answer", () => {
  const broken = report("01.1", [
    check("adds", { status: "error", message: "The check itself failed: TypeError: x" }),
    check("hides", { status: "error", hidden: true, message: "The check did not report: run it again." }),
  ]);
  const row = buildRow(upload(), { graded: { ...graded.graded, exercises: [broken] } }, rules());
  expect(row.status).toBe("needs attention");
  expect(row.reason).toContain("Exercise 01.1: the check “adds” could not be judged.");
  expect(row.reason).toContain("Exercise 01.1: a hidden check could not be judged.");
  expect(row.reason).not.toContain("hides");
  expect(isFinal(row)).toBe(false);
});

test("a row says that its student is not on the roster", () => {
  expect(buildRow(upload(), graded, rules({ isUnlisted: true })).reason).toContain("Is not on the roster.");
});
