import { expect, test } from "vitest";
import { changesText, pointsChanges, rowScore, scoreKey } from "../../../../kit/grading/gradebook/changes.ts";
import { check, report, row } from "./rows.ts";

const scores = (...rows: Parameters<typeof row>[]) =>
  Object.fromEntries(rows.map((parts) => row(...parts)).map((one) => [scoreKey(one), rowScore(one)]));

test("a change of points is reported with the checks that changed, and no other row is", () => {
  const before = scores(
    ["ann", [report("01.1", [check("adds"), check("fast", { status: "failed" })])]],
    ["bob", [report("01.1", [check("adds"), check("fast")])]],
  );
  const after = scores(
    [
      "ann",
      [
        report("01.1", [
          check("adds"),
          check("fast"),
          check("new", { hidden: true, points: 2, maxPoints: 2 }),
        ]),
      ],
    ],
    ["bob", [report("01.1", [check("adds"), check("fast")])]],
    ["cid", [report("01.1", [check("adds")])]],
  );
  const found = pointsChanges(before, after);
  expect(found).toEqual([
    {
      student: "ann",
      lesson: "01",
      before: 1,
      after: 4,
      because: ["01.1: fast (+1)", "01.1: new (hidden) (+2)"],
    },
  ]);
  expect(changesText(found)).toBe("ann, lesson 01: 1 → 4 (+3): 01.1: fast (+1); 01.1: new (hidden) (+2)");
});

test("points that an exercise loses beside those of its essential check have a reason", () => {
  const held = ["adds", "adds more", "adds all"].map((name) => check(name));
  const essential = (status: "passed" | "failed") => check("parallel", { status, essential: true });
  const before = scores(["ann", [report("01.1", [...held, essential("passed")])]]);
  const after = scores(["ann", [report("01.1", [...held, essential("failed")])]]);
  expect(pointsChanges(before, after)).toMatchObject([
    { because: ["01.1: parallel (−1)", "01.1: without what is essential (−1)"] },
  ]);
});

test("lateness, points by hand and another status are reasons, too", () => {
  const passed = report("01.1", [check("adds")]);
  const before = scores(["ann", [passed]], ["bob", [passed]], ["cid", [passed]]);
  const after = scores(
    ["ann", [passed], { status: "late", takenOff: 0.5, total: 0.5 }],
    [
      "bob",
      [passed],
      { total: 3, exercises: [{ id: "01.1", title: "", points: 3, max: 1, byHand: { comment: "" } }] },
    ],
    ["cid", [], { status: "missing", total: undefined as never }],
  );
  expect(pointsChanges(before, after).map(({ because }) => because)).toEqual([
    ["taken off for lateness (−0.5)", "graded → late"],
    ["01.1: adds (−1)", "01.1: by hand (+3)"],
    ["01.1: adds (−1)", "graded → missing"],
  ]);
});
