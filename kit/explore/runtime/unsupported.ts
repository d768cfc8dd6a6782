import { ExploreError } from "../explore-error.ts";

/** What threads may not do. @param instead - what to do about it, as the end of a sentence */
export function unsupported(what: string, instead: string): ExploreError {
  return new ExploreError(
    "UNSUPPORTED",
    `A thread uses ${what}, which explore() cannot run in every order; ${instead}.`,
  );
}
