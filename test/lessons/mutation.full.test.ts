import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { readAuthoredCourse } from "../../kit/authoring/index.ts";
import { type JudgedMutant, judgeMutants } from "../../kit/authoring/mutation/judge-mutants.ts";
import { mutantsOf } from "../../kit/authoring/mutation/mutants.ts";
import { readMutationRecord, updatedRecord } from "../../kit/authoring/mutation/mutation-record.ts";

/** Every solution is changed in small ways. The checks notice at least nine of ten changes, and the record has a reason for each of the others. */

const root = join(import.meta.dirname, "../..");
const course = readAuthoredCourse(root, {});
const committed = readMutationRecord(root);
/** All mutants of the course, on a busy machine. */
const MUTANTS_MS = 3_600_000;

let judged: readonly JudgedMutant[];
beforeAll(async () => {
  const mutants = (await Promise.all(course.lessons.map(mutantsOf))).flat();
  judged = await judgeMutants(root, course.lessons, mutants);
}, MUTANTS_MS);

describe.each(course.lessons.map(({ id, title }) => ({ id, title })))("lesson $id · $title", ({ id }) => {
  const now = () =>
    updatedRecord(
      committed,
      judged.filter(({ mutant }) => mutant.lesson === id),
    )[id];

  test("notices at least 90 % of the mutants of its solutions", () => {
    const { killed = 0, asked = 0 } = now() ?? {};
    expect(killed).toBeGreaterThan(0);
    expect(asked).toBeGreaterThanOrEqual(90);
  });

  test("gives a reason for every mutant that survives", () => {
    for (const survivor of now()?.survivors ?? []) {
      const { exercise, line, original, replacement, reason } = survivor;
      expect(reason, `${exercise}, line ${line}: ${original} → ${replacement}`).toMatch(
        /^(?:equivalent|check to add|not asked): \S/,
      );
    }
  });

  test("has a committed score that reaches 90 %", () => {
    expect(committed[id]?.asked).toBeGreaterThanOrEqual(90);
  });
});
