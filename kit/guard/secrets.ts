import { type Fingerprint, fingerprint } from "./fingerprint.ts";
import { allShingles } from "./shingles.ts";
import { ownStatements, statementHashes } from "./statements.ts";
import { tableKeys, tableValues } from "./table-values.ts";

/** What the guard knows of the answers of one exercise. */
export interface ExerciseSecrets {
  readonly fingerprints: readonly Fingerprint[];
  /** Hashes of the statements of each answer. */
  readonly statements: readonly (readonly number[])[];
  /** Hashes of the right `key = value` of a table that learners fill in. */
  readonly values: readonly number[];
}

/** What the guard knows of all answers of a course. It holds no text. */
export interface CourseSecrets {
  readonly version: 1;
  readonly salt: string;
  readonly exercises: Readonly<Record<string, ExerciseSecrets>>;
}

/** The secret texts of one exercise. */
export interface ExerciseAnswers {
  readonly id: string;
  readonly starter: string;
  readonly solution: string;
  /** Other answers that are right. */
  readonly answers: readonly string[];
  /** Code that every learner has by then, such as the cells of the notebooks up to this one. */
  readonly handedOut: readonly string[];
}

/** Makes the secrets of a course from its answers. */
export function courseSecrets(exercises: readonly ExerciseAnswers[], salt: string): CourseSecrets {
  // The same cells are handed out with many exercises, so what is made of a text is kept.
  const shinglesOf = remembered((text) => allShingles([text]));
  const statementsOf = remembered((text) => ownStatements([text], salt));
  return {
    version: 1,
    salt,
    exercises: Object.fromEntries(
      exercises.map(({ id, starter, solution, answers, handedOut }) => {
        const given = [...handedOut, starter];
        const known = union(given.map(shinglesOf));
        const knownStatements = union(given.map(statementsOf));
        return [
          id,
          {
            fingerprints: [
              fingerprint("solution", solution, known, salt),
              ...answers.map((answer) => fingerprint("answer", answer, known, salt)),
            ].filter((one) => one !== undefined),
            statements: [solution, ...answers].map((answer) =>
              secretStatements(answer, knownStatements, salt),
            ),
            values: rightValues(solution, starter, salt),
          },
        ];
      }),
    ),
  };
}

function secretStatements(answer: string, known: ReadonlySet<number>, salt: string): number[] {
  return [...statementHashes(answer, "dropped", salt).difference(known)].sort((a, b) => a - b);
}

/** A function of a text that computes each text once. */
function remembered<Result>(compute: (text: string) => Result): (text: string) => Result {
  const results = new Map<string, Result>();
  return (text) => {
    const known = results.get(text) ?? compute(text);
    results.set(text, known);
    return known;
  };
}

function union<Item>(sets: readonly ReadonlySet<Item>[]): Set<Item> {
  const all = new Set<Item>();
  for (const set of sets) for (const item of set) all.add(item);
  return all;
}

function rightValues(solution: string, starter: string, salt: string): number[] {
  const keys = tableKeys(starter);
  const given = tableValues(starter, keys, salt);
  return [...tableValues(solution, keys, salt)].filter((hash) => !given.has(hash)).sort((a, b) => a - b);
}
