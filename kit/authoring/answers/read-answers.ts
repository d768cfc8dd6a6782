import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseExerciseLine } from "../../lesson/index.ts";

/** `right`: a correct answer, written in another way than the solution. `wrong`: a mistake that learners make. */
export type AnswerKind = "right" | "wrong";

/** One alternative answer to an exercise. */
export interface AuthoredAnswer {
  readonly kind: AnswerKind;
  /** Path from the course's root. */
  readonly file: string;
  /** The lesson's two digits, from the folder. */
  readonly lesson: string;
  /** From its first line; undefined where that is no exercise line. */
  readonly exercise: string | undefined;
  readonly code: string;
  /** The checks that are meant to catch it, from its lines `// fails: …`. */
  readonly fails: readonly string[];
}

/** Answers to several exercises at once, as a learner hands in a lesson. */
export interface AuthoredSet {
  /** Whether its answers count as right or as wrong ones. */
  readonly kind: AnswerKind;
  readonly file: string;
  readonly lesson: string;
  /** The exercises that its cells answer. */
  readonly exercises: readonly string[];
}

/** The folder of the answers, from the course's root. */
const FOLDER = "test/answers";

/** Reads `test/answers/NN/right/*.ts` and `test/answers/NN/wrong/*.ts`, in the order of their paths. */
export function readAnswers(root: string): AuthoredAnswer[] {
  return answerFiles(root).flatMap((name) => {
    const [, lesson, kind] = /^(\d\d)\/(right|wrong)\/[^/]+\.ts$/.exec(name) ?? [];
    return lesson === undefined ? [] : [readAnswer(root, `${FOLDER}/${name}`, lesson, kind as AnswerKind)];
  });
}

/** Reads `test/answers/NN/complete/*.ts` and `test/answers/NN/flawed/*.ts`, whose cells are parted by `// %%`. */
export function readSets(root: string): AuthoredSet[] {
  return answerFiles(root).flatMap((name): AuthoredSet[] => {
    const [, lesson, folder] = /^(\d\d)\/(complete|flawed)\/[^/]+\.ts$/.exec(name) ?? [];
    if (lesson === undefined) return [];
    const file = `${FOLDER}/${name}`;
    const cells = readFileSync(join(root, file), "utf8").split(/^\/\/ %%.*\n/m);
    return [
      {
        kind: folder === "complete" ? "right" : "wrong",
        file,
        lesson,
        exercises: cells.flatMap((cell) => parseExerciseLine(cell.split("\n", 1)[0] as string)?.id ?? []),
      },
    ];
  });
}

function answerFiles(root: string): string[] {
  try {
    return readdirSync(join(root, FOLDER), { recursive: true, encoding: "utf8" })
      .map((name) => name.replaceAll("\\", "/"))
      .sort();
  } catch {
    return [];
  }
}

function readAnswer(root: string, file: string, lesson: string, kind: AnswerKind): AuthoredAnswer {
  const code = readFileSync(join(root, file), "utf8");
  return {
    kind,
    file,
    lesson,
    exercise: parseExerciseLine(code.split(/\r?\n/, 1)[0] as string)?.id,
    code,
    fails: [...code.matchAll(/^\/\/ fails: (.+?)\s*$/gm)].map((match) => match[1] as string),
  };
}
