import { expect, test } from "vitest";
import { buildNotebooks } from "../../../../kit/lesson/index.ts";
import { autogradedAnswer, autograderTests } from "../../../../kit/lesson/notebook/nbgrader.ts";
import { sampleLesson, samplePoints } from "../support/sample.ts";

// The sums below were computed by nbgrader 0.9.6 (ComputeChecksums) for the same cells.
test("a check cell is what nbgrader calls autograder tests, with the sum that nbgrader computes", () => {
  expect(autograderTests("check-07-1", 'await check("07.1");', 3)).toEqual({
    schema_version: 3,
    grade: true,
    solution: false,
    locked: true,
    task: false,
    grade_id: "check-07-1",
    cell_type: "code",
    points: 3,
    checksum: "9037657fc87b30ef535ff6f5147e1829",
  });
});

test("half points have nbgrader's sum too", () => {
  expect(autograderTests("check-07-2", 'await check("07.2");', 2.5).checksum).toBe(
    "8e7ef8b802136402368719ef0d4c02f5",
  );
});

test("an exercise cell is what nbgrader calls an autograded answer, without points", () => {
  const source = sampleLesson().exercises[0]?.starter as string;
  expect(autogradedAnswer("exercise-07-1", source)).toEqual({
    schema_version: 3,
    grade: false,
    solution: true,
    locked: false,
    task: false,
    grade_id: "exercise-07-1",
    cell_type: "code",
    checksum: "ed028e7b2806996d250b1b20682d9d14",
  });
});

test("the points of a check cell are those of the exercise's visible checks, and 0 without checks", () => {
  const points = (given: Record<string, number>) =>
    buildNotebooks(sampleLesson(), given)
      .learner.cells.map((cell) => (cell.metadata.nbgrader as { points?: number } | undefined)?.points)
      .filter((value) => value !== undefined);
  expect(points(samplePoints)).toEqual([3, 2.5]);
  expect(points({ "07.2": 1 })).toEqual([0, 1]);
});
