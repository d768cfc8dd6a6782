import { ExploreError } from "../explore-error.ts";
import { noteTold } from "./told-apart.ts";

/** The error of a thread that uses something unsupported. @param instead - what to do, as the end of a sentence */
export function unsupported(what: string, instead: string): ExploreError {
  const error = new ExploreError(
    "UNSUPPORTED",
    `A thread uses ${what}, which explore() cannot run in every order; ${instead}.`,
  );
  // Code that catches it knows where it runs.
  noteTold(() => error);
  return error;
}

/** Notes that code of an answer looks at something that is another one in its own threads. */
export function noteDifferent(what: string): void {
  noteTold(() => differs(what));
}

/** The error of a search whose program looked at something that is another one in real threads. */
export function differs(what: string): ExploreError {
  return new ExploreError(
    "UNSUPPORTED",
    `A thread looks at ${what}, which is another one in explore() than in real threads, so what it does here shows nothing about them; leave it out.`,
  );
}

/** The error of a thread that waits for an event outside its program. */
export function realWait(): ExploreError {
  return new ExploreError(
    "UNSUPPORTED",
    "A thread waits for something that comes from outside its program (a file, the network, a real promise), and explore() cannot make that happen in every order; explore the part that works on shared memory.",
  );
}
