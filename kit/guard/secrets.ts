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
  return {
    version: 1,
    salt,
    exercises: Object.fromEntries(
      exercises.map(({ id, starter, solution, answers, handedOut }) => {
        const known = allShingles([...handedOut, starter]);
        return [
          id,
          {
            fingerprints: [
              fingerprint("solution", solution, known, salt),
              ...answers.map((answer) => fingerprint("answer", answer, known, salt)),
            ].filter((one) => one !== undefined),
            statements: [solution, ...answers].map((answer) =>
              secretStatements(answer, [...handedOut, starter], salt),
            ),
            values: rightValues(solution, starter, salt),
          },
        ];
      }),
    ),
  };
}

function secretStatements(answer: string, handedOut: readonly string[], salt: string): number[] {
  return [...statementHashes(answer, "dropped", salt).difference(ownStatements(handedOut, salt))].sort(
    (a, b) => a - b,
  );
}

function rightValues(solution: string, starter: string, salt: string): number[] {
  const keys = tableKeys(starter);
  const given = tableValues(starter, keys, salt);
  return [...tableValues(solution, keys, salt)].filter((hash) => !given.has(hash)).sort((a, b) => a - b);
}
