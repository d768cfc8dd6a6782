import { join } from "node:path";
import { beforeAll, expect, test } from "vitest";
import type { CheckIdentity, TimedOut } from "../../kit/checking/checks/request.ts";
import { isUsedUp, NONE_TIMED_OUT } from "../../kit/checking/checks/timed-out.ts";
import { type CollectedChecks, collectChecks } from "../../kit/checking/index.ts";
import { GRADING_TIMEOUT_SECONDS } from "../../kit/grading/schedule/limits.ts";
import { loadCourse } from "../../kit/lesson/index.ts";

const root = join(import.meta.dirname, "../..");
const { lessons } = loadCourse(root);
let collected: CollectedChecks;
beforeAll(async () => {
  collected = await collectChecks(root);
});

const inRunningOrder = (checks: readonly CheckIdentity[]) =>
  checks.toSorted((one, other) => Number(one.hidden) - Number(other.hidden));

/** Each different state that some choice of checks that never end leads to, behind a check. */
function afterCheck(states: readonly TimedOut[], { timeout }: CheckIdentity): TimedOut[] {
  const all = states.flatMap((state) =>
    isUsedUp(state) ? [state] : [state, { ...state, checks: state.checks + 1, ms: state.ms + timeout }],
  );
  return [...new Map(all.map((state) => [JSON.stringify(state), state])).values()];
}

/** Seconds that a notebook's checks take for the worst choice of checks that never end, where the others take no time. */
function worstSeconds(exercises: readonly string[]): number {
  let spentMs = [0];
  for (const id of exercises) {
    const checks = inRunningOrder(collected[id]?.checks ?? []);
    const ends = spentMs.flatMap((elsewhereMs) =>
      checks.reduce(afterCheck, [{ ...NONE_TIMED_OUT, elsewhereMs }]),
    );
    spentMs = [...new Set(ends.map(({ ms, elsewhereMs }) => ms + elsewhereMs))];
  }
  return Math.max(...spentMs) / 1000;
}

test.each(lessons.map(({ id }) => id))(
  "lesson %s: whichever checks never end, the notebook has enough time to be graded to its end",
  (id) => {
    const { exercises } = lessons.find((lesson) => lesson.id === id) as (typeof lessons)[number];
    const seconds = worstSeconds(exercises.map((exercise) => exercise.id));
    // The rest is for all that is not a check that never ends.
    expect(seconds).toBeLessThan(GRADING_TIMEOUT_SECONDS * 0.87);
  },
);
