import { afterAll, beforeAll, expect, test } from "vitest";
import type { AnswerCompiler } from "../../../../kit/checking/assembly/compile-answer.ts";
import { type AnswerJudge, SubmissionGrading } from "../../../../kit/checking/engine/submission-grading.ts";
import { locateExercises } from "../../../../kit/checking/submission/locate-exercises.ts";
import { readNotebook } from "../../../../kit/checking/submission/read-notebook.ts";
import { loadCourse } from "../../../../kit/lesson/index.ts";
import { type FixtureCourse, fixtureCourse, right } from "../fixtures/course.ts";

let fixture: FixtureCourse;
beforeAll(() => {
  fixture = fixtureCourse();
});
afterAll(() => fixture[Symbol.dispose]());

/** The exercises whose answers are compiled ahead. */
async function compiledAhead(cells: readonly string[]): Promise<string[]> {
  const submission = readNotebook(fixture.notebook(cells), loadCourse(fixture.root));
  const compiled: string[] = [];
  const grading = new SubmissionGrading({
    // Nothing is judged here.
    judge: {} as AnswerJudge,
    // The only method that is called.
    compiler: {
      compile: async (_: unknown, id: string) => {
        compiled.push(id);
        return { errors: [] };
      },
    } as unknown as AnswerCompiler,
    submission,
    located: locateExercises(submission),
  });
  await grading.compileAhead(submission.lesson.exercises.map(({ id }) => id));
  return compiled.sort();
}

test("answers that use no other exercise's answer are compiled ahead", async () => {
  expect(await compiledAhead([right.imports, right.add, right.sum, right.squarer])).toEqual(["01.1", "01.3"]);
});

test("an exercise without a cell is not compiled ahead", async () => {
  expect(await compiledAhead([right.imports, right.squarer])).toEqual(["01.3"]);
});
