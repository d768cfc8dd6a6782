import { withDecoded } from "./decoded.ts";
import { definitionIn, knownCode, namesToWrite } from "./definitions.ts";
import { foreignCode } from "./foreign-code.ts";
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
import { ownStatements } from "./statements.ts";
import { tableKeys, tableValues } from "./table-values.ts";

/** How much of a secret a talk may hold. Measured on hints, lessons and other exercises' solutions: docs/coteacher.md. */
export const LEAK_LIMITS = {
  /** A share of what the learner does not have yet; of a short answer more, because every program has a part of it. */
  share: 0.25,
  shareOfShort: 0.5,
  shortShingles: 12,
  /** Shingles in a row; six are ten words of code. */
  run: 6,
  /** Whole statements of one answer; one is enough where it has no other. */
  statements: 2,
  /** Values of a table that the learner does not have yet: this share of them, and at least so many. */
  tableShare: 0.5,
  tableValues: 2,
} as const;

/** What a reply may not do. */
export interface Leak {
  /** The exercise of which it holds the answer. */
  readonly exercise: string;
  /**
   * `code`: the solution's structure; `statements`: lines of it; `definition`: what the learner shall write, written out; `values`: the entries of a
   * table; `foreign`: a piece of any program that the learner does not have.
   */
  readonly kind: "code" | "statements" | "definition" | "values" | "foreign";
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

/** The guard of a course, for learners who have the same texts. Preparing it takes longer than a judgement. */
export interface Guard {
  /**
   * Makes the judge of a talk about one exercise.
   *
   * @param known what the learner has beside what was handed out: own code of all exercises, own messages
   */
  judgeFor(exercise: GuardedExercise, known: readonly string[]): Judge;
}

/**
 * Prepares the guard of a course.
 *
 * @param all every exercise: the answer of another one than the talk is about is a leak too
 * @param secrets undefined where the course has neither solutions nor fingerprints of them; then any block of code is a leak
 * @param handedOut the code and the texts that the learners have, such as the cells of the notebooks so far
 */
export function courseGuard(
  all: readonly GuardedExercise[],
  secrets: CourseSecrets | undefined,
  handedOut: readonly string[],
): Guard {
  if (secrets === undefined)
    return {
      judgeFor:
        ({ id }) =>
        (replies) =>
          codeWithoutSecrets(id, replies),
    };
  const { salt } = secrets;
  const given = owned(handedOut, salt);
  const givenCode = knownCode(handedOut);
  const searches = all.map((one) => prepare(one, secrets, given, handedOut.join("\n")));
  return {
    judgeFor(exercise, known) {
      const own = owned([...known, exercise.starter], salt);
      const code = [givenCode, knownCode([...known, exercise.starter])];
      const isOwned = (hash: number | undefined) => given.all.has(hash) || own.all.has(hash);
      const said = known.join("\n");
      // The exercise itself first, so that its own name stands in the reason.
      const ordered = [...searches].sort(
        (one, other) => Number(other.id === exercise.id) - Number(one.id === exercise.id),
      );
      const learnersSearches = ordered.map((search) => search.without(own, said));
      const written = ordered.map(({ id, names }) => ({
        id,
        names: id === exercise.id ? names : { ...names, methods: [] },
      }));
      return (replies) => {
        const talk = withDecoded(replies.join("\n\n"));
        for (const { id, names } of written) {
          const name = definitionIn(talk, names, code);
          if (name !== undefined) return { exercise: id, kind: "definition", found: name };
        }
        const heard: Heard = {
          talk,
          shingles: hashedReplies(talk, salt),
          statements: ownStatements([talk, codeOf(talk)], salt),
          isOwned,
        };
        for (const search of learnersSearches) {
          const leak = search(heard);
          if (leak) return leak;
        }
        const foreign = foreignCode(replies, code);
        return foreign === undefined ? undefined : { exercise: exercise.id, kind: "foreign", found: foreign };
      };
    },
  };
}

/** The judge of a talk about one exercise, for a learner of whom all is known at once. */
export function judgeFor(
  exercise: GuardedExercise,
  all: readonly GuardedExercise[],
  secrets: CourseSecrets | undefined,
  known: readonly string[],
): Judge {
  const others = all.filter(({ id }) => id !== exercise.id);
  return courseGuard([exercise, ...others], secrets, []).judgeFor(exercise, known);
}

/** All replies of a talk, read for the searches. */
interface Heard {
  readonly talk: string;
  readonly shingles: HashedText;
  readonly statements: ReadonlySet<number>;
  /** Whether the learner has a shingle. */
  isOwned(hash: number | undefined): boolean;
}

type Search = (heard: Heard) => Leak | undefined;

/** Prepares the search for the answers of one exercise: what is handed out is no part of it, nor what one learner has. */
function prepare(
  { id, starter, names }: GuardedExercise,
  { exercises, salt }: CourseSecrets,
  given: Owned,
  text: string,
) {
  const { fingerprints = [], values = [], statements = [] } = exercises[id] ?? {};
  const secrets = fingerprints.map(({ of, bits, hashes }) => ({
    of,
    bits,
    unknown: unknownTo(given, new Set(hashes), bits),
  }));
  const keys = tableKeys(starter);
  const saidBefore = tableValues(text, keys, salt);
  return {
    id,
    names: namesToWrite(starter, names),
    without(own: Owned, said: string): Search {
      const ownSaid = tableValues(said, keys, salt);
      const wantedValues = values.filter((hash) => !saidBefore.has(hash) && !ownSaid.has(hash));
      const wantedStatements = statements.map((ones) =>
        new Set(ones).difference(own.statements).difference(given.statements),
      );
      const wanted = secrets.map(({ of, bits, unknown }) => ({
        of,
        bits,
        unknown: unknownTo(own, unknown, bits),
      }));
      return ({ talk, shingles, statements: heardStatements, isOwned }) => {
        for (const { of, bits, unknown } of wanted) {
          const found = overlap(unknown, bits, shingles, isOwned);
          if (isLeak(found, unknown.size)) return { exercise: id, kind: "code", found: foundText(found, of) };
        }
        for (const statements of wantedStatements) {
          const said = statements.intersection(heardStatements).size;
          if (said >= Math.min(LEAK_LIMITS.statements, statements.size) && said > 0)
            return { exercise: id, kind: "statements", found: `${said} of ${statements.size} statements` };
        }
        return valuesLeak(id, wantedValues, tableValues(talk, keys, salt));
      };
    },
  };
}

const foundText = ({ share, run }: Overlap, of: string): string =>
  `${Math.round(share * 100)} % of ${of === "answer" ? "an answer" : "the solution"}, ${run} in a row`;

/** Whether an overlap with a secret of so many shingles is a leak. */
export function isLeak({ share, run }: Overlap, shingles: number): boolean {
  const most = shingles <= LEAK_LIMITS.shortShingles ? LEAK_LIMITS.shareOfShort : LEAK_LIMITS.share;
  return share >= most || run >= LEAK_LIMITS.run;
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
