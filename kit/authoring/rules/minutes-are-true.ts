import { exerciseMinutesIn, type Lesson, lessonLength, STOP_MARK } from "../../lesson/index.ts";
import { proseCells } from "../prose/prose-cells.ts";
import { about, type LessonRule } from "./rule.ts";

/** A lesson that takes longer names a place to stop. */
const LONG_MINUTES = 30;
/** The share of a lesson that may lie before its place to stop. */
const FIRST_HALF = { atLeast: 0.3, atMost: 0.7 };

/** A lesson says how long it takes, as it is computed, each exercise says so too, and a long lesson has a place to stop halfway. */
export const minutesAreTrue: LessonRule = (lesson) => {
  const finding = about("minutes-are-true", lesson);
  const { minutes, halfway, words, cells, lines, exerciseMinutes } = lessonLength(lesson.cells);
  const found = exercisesWithoutMinutes(lesson).map((exercise) =>
    finding("its text does not say how long it takes: write a line such as *10 minutes · build.*", {
      exercise,
    }),
  );
  if (!isNear(lesson.minutes, minutes))
    found.push(
      finding(
        `it says ${lesson.minutes} minutes and takes about ${minutes}: ${words} words, ${cells} cells to run with ${lines} lines, and ${exerciseMinutes} minutes for its exercises. Write \`minutes: ${minutes}\` in its header, and *About ${minutes} minutes* below the title.`,
      ),
    );
  if (minutes <= LONG_MINUTES) return found;
  if (halfway === undefined) {
    found.push(
      finding(`it names no place to stop: write a box that begins with > ${STOP_MARK} near its middle.`),
    );
    return found;
  }
  const [first, second] = halfway.minutes;
  const share = first / minutes;
  if (share < FIRST_HALF.atLeast || share > FIRST_HALF.atMost)
    found.push(
      finding(
        `its place to stop comes after ${first} of ${minutes} minutes: move the box nearer to the middle.`,
      ),
    );
  const [said] = proseCells(lesson, ["text"]).flatMap(({ source }) =>
    [...source.matchAll(/About (\d+) minutes lie behind you, and (\d+) before you/g)].map(([, a, b]) => [
      Number(a),
      Number(b),
    ]),
  );
  if (said === undefined || !isNear(said[0] ?? 0, first) || !isNear(said[1] ?? 0, second))
    found.push(
      finding(
        `its place to stop does not say how long both halves take: write "About ${first} minutes lie behind you, and ${second} before you."`,
      ),
    );
  return found;
};

/** Whether a number of minutes is right, but for a step or a tenth: small changes of a text need no new numbers. */
function isNear(said: number, minutes: number): boolean {
  return Math.abs(said - minutes) <= Math.max(5, minutes / 10);
}

/** The exercises between which and the one before no text gives minutes. */
function exercisesWithoutMinutes({ cells, exercises }: Lesson): string[] {
  let from = 0;
  return exercises.flatMap(({ id }) => {
    const at = cells.findIndex(({ role, exercise }) => role === "exercise" && exercise === id);
    const texts = cells.slice(from, at).filter(({ role }) => role === "text");
    from = at + 1;
    return texts.some(({ source }) => exerciseMinutesIn(source).length > 0) ? [] : [id];
  });
}
