import { join } from "node:path";
import { beforeAll, expect, test } from "vitest";
import { TIMED_OUT_LIMIT_MS } from "../../kit/checking/checks/timed-out.ts";
import { type CollectedChecks, collectChecks } from "../../kit/checking/index.ts";
import { GRADING_TIMEOUT_SECONDS } from "../../kit/grading/schedule/limits.ts";
import { loadCourse } from "../../kit/lesson/index.ts";

const root = join(import.meta.dirname, "../..");
const { lessons } = loadCourse(root);
let collected: CollectedChecks;
beforeAll(async () => {
  collected = await collectChecks(root);
});

/** Seconds that an exercise takes when each of its checks runs out of time. */
function secondsWhereNothingEnds(exercise: string): number {
  let spentMs = 0;
  for (const { timeout } of collected[exercise]?.checks ?? [])
    if (spentMs < TIMED_OUT_LIMIT_MS) spentMs += timeout;
  return spentMs / 1000;
}

test.each(lessons.map(({ id }) => id))(
  "lesson %s: answers that never end leave the notebook enough time to be graded to its end",
  (id) => {
    const { exercises } = lessons.find((lesson) => lesson.id === id) as (typeof lessons)[number];
    const seconds = exercises.map((exercise) => secondsWhereNothingEnds(exercise.id));
    // The rest is for all that is not a check.
    expect(seconds.reduce((sum, one) => sum + one, 0)).toBeLessThan(GRADING_TIMEOUT_SECONDS * 0.85);
  },
);
