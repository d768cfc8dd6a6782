import { allShingles, handedOutCode, shingles } from "../../guard/index.ts";
import type { Course } from "../../lesson/index.ts";

/** Longer answers are compared by their beginning, so that one answer cannot hold up a class. */
const MOST_COMPARED = 64_000;

/** Gives the runs of an answer's code that were not handed out with its lesson. */
export function ownRuns(root: string, course: Course): (lesson: string) => (code: string) => string[] {
  const handedOut = new Map<string, ReadonlySet<string>>();
  return (lesson) => {
    const known = handedOut.get(lesson) ?? allShingles(handedOutCode(root, course, lesson));
    handedOut.set(lesson, known);
    return (code) =>
      shingles(code.slice(0, MOST_COMPARED), "dropped").filter((run) => run !== "" && !known.has(run));
  };
}
