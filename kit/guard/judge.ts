import { withDecoded } from "./decoded.ts";
import { definitionIn, namesToWrite } from "./definitions.ts";
import {
  type HashedText,
  hashedReplies,
  type Overlap,
  type Owned,
  overlap,
  owned,
  unknownTo,
} from "./overlap.ts";
import { codeOf } from "./readings.ts";
import type { CourseSecrets } from "./secrets.ts";
import { tableKeys, tableValues } from "./table-values.ts";

/** How much of a secret a talk may hold. Measured on hints, lessons and other exercises' solutions: docs/coteacher.md. */
export const LEAK_LIMITS = {
  /** A share of what the learner does not have yet. */
  share: 0.35,
  /** Shingles in a row; eight are twelve words of code. */
  run: 8,
  /** Values of a table that the learner does not have yet: this share of them, and at least so many. */
  tableShare: 0.5,
  tableValues: 2,
} as const;

/** What a reply may not do. */
export interface Leak {
  /** The exercise of which it holds the answer. */
  readonly exercise: string;
  /** `code`: the solution's structure; `definition`: what the learner shall write, written out; `values`: the entries of a table. */
  readonly kind: "code" | "definition" | "values";
  /** For the log and tests: how much of it, and where the limit is. */
  readonly found: string;
}

/** What the guard knows of one exercise. */
export interface GuardedExercise {
  readonly id: string;
  readonly names: readonly string[];
  /** The exercise cell as it is handed out. */
  readonly starter: string;
}

/** Judges all replies of a talk together. */
export type Judge = (replies: readonly string[]) => Leak | undefined;

/**
 * Makes the judge of a talk about one exercise.
 *
 * @param all every exercise of the course: the answer of another one is a leak too
 * @param secrets undefined where the course has neither solutions nor fingerprints of them; then any block of code is a leak
 * @param known what the learner has: own code of all exercises, own messages, and what was handed out
 */
export function judgeFor(
  exercise: GuardedExercise,
  all: readonly GuardedExercise[],
  secrets: CourseSecrets | undefined,
  known: readonly string[],
): Judge {
  if (secrets === undefined) return (replies) => codeWithoutSecrets(exercise.id, replies);
  const given = [...known, exercise.starter];
  const names = namesToWrite(exercise.starter, exercise.names);
  const learner = owned(given, secrets.salt);
  // The exercise itself first, so that its own name stands in the reason.
  const searches = [exercise, ...all.filter(({ id }) => id !== exercise.id)].map((one) =>
    searchFor(one, secrets, learner, given.join("\n")),
  );
  return (replies) => {
    const talk = withDecoded(replies.join("\n\n"));
    const name = definitionIn(talk, names, given);
    if (name !== undefined) return { exercise: exercise.id, kind: "definition", found: name };
    const text = hashedReplies(talk, secrets.salt);
    for (const search of searches) {
      const leak = search(talk, text);
      if (leak) return leak;
    }
    return undefined;
  };
}

/** Makes the search for the answers of one exercise. */
function searchFor(
  { id, starter }: GuardedExercise,
  { exercises, salt }: CourseSecrets,
  learner: Owned,
  given: string,
): (talk: string, text: HashedText) => Leak | undefined {
  const { fingerprints = [], values = [] } = exercises[id] ?? {};
  const secrets = fingerprints.map((one) => ({ ...one, unknown: unknownTo(learner, one) }));
  const keys = tableKeys(starter);
  const said = tableValues(given, keys, salt);
  const unknownValues = values.filter((hash) => !said.has(hash));
  return (talk, text) => {
    for (const { of, bits, unknown } of secrets) {
      const found = overlap(unknown, bits, text, learner);
      if (isLeak(found))
        return {
          exercise: id,
          kind: "code",
          found: `${Math.round(found.share * 100)} % of a ${of}, ${found.run} in a row`,
        };
    }
    return valuesLeak(id, unknownValues, tableValues(talk, keys, salt));
  };
}

/** Whether an overlap is a leak. */
export function isLeak({ share, run }: Overlap): boolean {
  return share >= LEAK_LIMITS.share || run >= LEAK_LIMITS.run;
}

function valuesLeak(
  exercise: string,
  wanted: readonly number[],
  said: ReadonlySet<number>,
): Leak | undefined {
  const found = wanted.filter((hash) => said.has(hash)).length;
  const enough = Math.max(LEAK_LIMITS.tableValues, wanted.length * LEAK_LIMITS.tableShare);
  return wanted.length > 0 && found >= Math.min(wanted.length, enough)
    ? { exercise, kind: "values", found: `${found} of ${wanted.length} values` }
    : undefined;
}

/** Without anything to compare with, no block of code is shown. */
function codeWithoutSecrets(exercise: string, replies: readonly string[]): Leak | undefined {
  return replies.some(
    (reply) =>
      codeOf(reply)
        .split("\n")
        .some((line) => line.length > 60) || /^\s*(```|~~~)/m.test(reply),
  )
    ? {
        exercise,
        kind: "code",
        found: "a block of code, and this course has no fingerprints to compare it with",
      }
    : undefined;
}
