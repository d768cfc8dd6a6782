import { ExploreError } from "../explore-error.ts";

/** The error of a thread that uses something unsupported. @param instead - what to do, as the end of a sentence */
export function unsupported(what: string, instead: string): ExploreError {
  return new ExploreError(
    "UNSUPPORTED",
    `A thread uses ${what}, which explore() cannot run in every order; ${instead}.`,
  );
}

/** The error of a thread that waits for an event outside its program. */
export function realWait(): ExploreError {
  return new ExploreError(
    "UNSUPPORTED",
    "A thread waits for something that comes from outside its program (a file, the network, a real promise), and explore() cannot make that happen in every order; explore the part that works on shared memory.",
  );
}
