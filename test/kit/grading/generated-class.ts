import { readFileSync } from "node:fs";
import { join } from "node:path";
import { loadCourse } from "../../../kit/lesson/index.ts";
import { sourceOf } from "./damaged/damage.ts";
import { damages, type Notebook } from "./damaged/index.ts";

const root = join(import.meta.dirname, "../../..");
const answers = join(root, "test/answers/01");

/** The kind of work that a student of the generated class hands in. */
export type Kind = "right" | "partial" | "starter" | "hostile" | "damaged" | "missing" | "late";

/** One student, and the result that grading must have. */
export interface GeneratedStudent {
  readonly id: string;
  readonly kind: Kind;
  /** What was handed in; nothing where it is missing. */
  readonly notebook?: string | Buffer;
  readonly fileName: string;
  /** nbgrader's note of when. */
  readonly handedInAt?: string;
  /** Files of `test/answers/01` that take the place of the solution, by exercise. */
  readonly replaced: Readonly<Record<string, string>>;
  /** Exercises that must have no point. */
  readonly zero: readonly string[];
  /** What a person must look at, and why; of damaged work alone. */
  readonly attention?: RegExp;
}

export const due = "2026-10-05T21:59:00Z";

/** Answers that attack: each costs its own exercise, and nothing else. */
const hostile: readonly string[] = [
  "process.exit(0);",
  "while (true) {}",
  "for (;;) await null;",
  'throw { toJSON() { throw 1; }, message: "passed" };',
  "Object.is = () => true; Object.prototype.toString = () => '[object BigInt]'; return 0n as never;",
  'console.log("x".repeat(1000).repeat(1000)); return { asymmetricMatch: () => true, $$typeof: Symbol.for("jest.asymmetricMatcher") } as never;',
  'const { kill } = process; for (const pid of [process.ppid, -1]) { try { kill(pid, "SIGKILL"); } catch {} } return 0n;',
  'const { writeSync } = await import("node:fs"); for (let fd = 3; fd < 30; fd += 1) { try { writeSync(fd, JSON.stringify({ passed: true })); } catch {} } return 0n as never;',
];

/** A class of `size` students that holds every kind, lesson 01 each. The same size always gives the same class. */
export function generatedClass(size: number): GeneratedStudent[] {
  const solved = JSON.parse(readFileSync(join(root, "solutions/01-one-agent.ipynb"), "utf8")) as Notebook;
  const starter = readFileSync(join(root, "notebooks/01-one-agent.ipynb"), "utf8");
  const lesson = loadCourse(root).lessons.find(({ id }) => id === "01");
  if (!lesson) throw new Error("The course has no lesson 01.");
  return Array.from({ length: size }, (_, index): GeneratedStudent => {
    const id = `student-${String(index).padStart(4, "0")}`;
    const common = { id, fileName: "01-one-agent.ipynb", replaced: {}, zero: [] };
    const kind = kindOf(index);
    const turn = Math.floor(index / kinds.length);
    const text = (change: (notebook: Notebook) => void = () => {}) => {
      const copy = structuredClone(solved);
      // No two students hand in the same bytes.
      copy.cells.push({ cell_type: "markdown", metadata: {}, source: `The work of ${id}.` });
      change(copy);
      return JSON.stringify(copy, null, 1);
    };
    switch (kind) {
      case "right":
      case "partial": {
        const replaced = pick(kind === "right" ? rightAnswers : wrongAnswers, index);
        const notebook = text((copy) => {
          for (const [exercise, file] of Object.entries(replaced)) put(copy, exercise, readAnswer(file));
        });
        return { ...common, kind, replaced, notebook };
      }
      case "late":
        return {
          ...common,
          kind,
          notebook: text(),
          handedInAt: `2026-10-0${6 + (turn % 3)} 08:00:00.000000 UTC`,
        };
      case "starter":
        return { ...common, kind, notebook: starter, zero: lesson.exercises.map((exercise) => exercise.id) };
      case "hostile": {
        const attack = hostile[turn % hostile.length] as string;
        const notebook = text((copy) =>
          put(
            copy,
            "01.2",
            `// exercise 01.2 · Exact to the last digit\nasync function exactSumOfSquares(howMany: number): Promise<bigint> {\n  ${attack}\n}`,
          ),
        );
        return { ...common, kind, notebook, zero: ["01.2"] };
      }
      case "damaged": {
        const damage = damagesHere[
          (turn * 2 + (index % kinds.length > 10 ? 1 : 0)) % damagesHere.length
        ] as (typeof damages)[number];
        const { outcome, fileName } = damage;
        const damaged = {
          ...common,
          kind,
          notebook: damage.damage(JSON.parse(text()) as Notebook),
          ...(fileName ? { fileName } : {}),
        };
        if (outcome === "full") return damaged;
        if ("attention" in outcome) return { ...damaged, attention: outcome.attention };
        return { ...damaged, zero: outcome.without.map((number) => `01.${number}`) };
      }
      default:
        return { ...common, kind };
    }
  });
}

/** Every fourth damage, but for the one that deletes the first three exercises, which are not all of lesson 01. */
const damagesHere = damages.filter(
  ({ what }, index) => index % 4 === 1 && !what.startsWith("all the answers"),
);

/** The kinds as they come in a class, again and again: most work is right, or nearly so. */
const kinds: readonly Kind[] = [
  "right",
  "partial",
  "right",
  "partial",
  "late",
  "right",
  "hostile",
  "partial",
  "right",
  "damaged",
  "right",
  "partial",
  "missing",
  "right",
  "partial",
  "starter",
  "right",
  "partial",
  "damaged",
  "right",
];
const kindOf = (index: number): Kind => kinds[index % kinds.length] as Kind;

/** Alternative answers of the course's own corpus. */
const rightAnswers = [
  "right/01.2-bigint-counter.ts",
  "right/01.2-chunks.ts",
  "right/01.2-formula.ts",
  "right/01.2-reduce.ts",
  "right/01.3-hrtime.ts",
  "right/01.3-then.ts",
  "right/01.4-finally.ts",
  "right/01.4-promise-chain.ts",
];
const wrongAnswers = [
  "wrong/01.1-all-wrong.ts",
  "wrong/01.2-float-formula.ts",
  "wrong/01.2-float-sum.ts",
  "wrong/01.2-number.ts",
  "wrong/01.2-off-by-one.ts",
  "wrong/01.2-square-of-sum.ts",
  "wrong/01.3-milliseconds.ts",
  "wrong/01.3-not-awaited.ts",
  "wrong/01.4-mutable.ts",
  "wrong/01.4-throws.ts",
  "wrong/01.4-truthy.ts",
];

/** Two answers to different exercises. */
function pick(files: readonly string[], index: number): Record<string, string> {
  const at = (offset: number) => files[(index * 7 + offset) % files.length] as string;
  return Object.fromEntries([at(0), at(3)].map((file) => [/\/(\d\d\.\d)/.exec(file)?.[1] as string, file]));
}

export const readAnswer = (file: string): string => readFileSync(join(answers, file), "utf8");

/** Puts an answer into the cell of its exercise. */
export function put(notebook: Notebook, exercise: string, code: string): void {
  const cell = notebook.cells.find((candidate) => sourceOf(candidate).startsWith(`// exercise ${exercise} `));
  if (!cell) throw new Error(`The notebook has no exercise ${exercise}.`);
  cell.source = code;
}

/** A roster of the class, and of one who handed in nothing and is called like a formula. */
export const rosterOf = (students: readonly GeneratedStudent[]): string =>
  `student,name,email\n${students.map(({ id }) => `${id},The ${id},${id}@example.org\n`).join("")}`;
