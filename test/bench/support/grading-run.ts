import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { type CourseLesson, notebookName } from "../../../kit/lesson/index.ts";

const root = join(import.meta.dirname, "../../..");
const program = join(root, "kit/dist/cli/grade.js");

/** One run of `npm run grade`. */
export interface GradeRun {
  readonly lesson: CourseLesson;
  readonly students: number;
  /** Options passed on. */
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** Called with the process that was started. @returns ends what it began */
  readonly watch: (child: ChildProcess) => () => void;
}

/** What the gradebook says of one notebook. */
export interface GradedRow {
  readonly status: string;
  readonly total: number;
  readonly max: number;
  readonly exercises: readonly {
    readonly points: number;
    readonly max: number;
    readonly checks: readonly { readonly status: string }[];
  }[];
}

/** Whether every check has judged. Points that a person gives, as for the capstone's texts, may be open. */
export const isJudged = ({ status, exercises }: GradedRow): boolean =>
  status === "graded" ||
  (status === "waiting for a person" &&
    exercises.every(({ checks }) => checks.every((check) => check.status !== "open")));

/** Whether the checks have given all their points. */
export const hasAllPoints = ({ exercises }: GradedRow): boolean =>
  exercises.every(({ points, max }) => points === max);

/** Grades a generated class. No two students hand in the same bytes. @throws Error when the command fails */
export async function runGrade({ lesson, students, args, env, watch }: GradeRun): Promise<{
  readonly seconds: number;
  readonly rows: readonly GradedRow[];
}> {
  const folder = mkdtempSync(join(tmpdir(), "swarmlab-bench-grading-"));
  try {
    writeClass(join(folder, "submissions"), lesson, students);
    const out = join(folder, "gradebook");
    const start = performance.now();
    const child = spawn(process.execPath, [program, join(folder, "submissions"), "--out", out, ...args], {
      cwd: root,
      stdio: ["ignore", "ignore", "pipe"],
      env: { ...process.env, ...env },
    });
    let errors = "";
    child.stderr.setEncoding("utf8").on("data", (text) => {
      errors = (errors + text).slice(-2000);
    });
    const endWatch = watch(child);
    const [code] = await once(child, "close");
    endWatch();
    const seconds = (performance.now() - start) / 1000;
    if (code !== 0) throw new Error(`npm run grade ended with ${code}: ${errors}`);
    const book = JSON.parse(readFileSync(join(out, "gradebook.json"), "utf8")) as {
      rows: readonly GradedRow[];
    };
    return { seconds, rows: book.rows };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Writes solved notebooks. Every exercise has a definition that differs from student to student, so that every answer is compiled and run. */
function writeClass(folder: string, of: CourseLesson, count: number): void {
  const solved = readFileSync(join(root, "solutions", notebookName(of)), "utf8");
  for (let index = 0; index < count; index += 1) {
    const notebook = JSON.parse(solved) as {
      cells: { source: string[]; metadata: { swarmlab?: { role?: string } } }[];
    };
    for (const cell of notebook.cells) {
      if (cell.metadata.swarmlab?.role !== "exercise") continue;
      cell.source = [...cell.source, `\nconst studentsOwn = ${index};`];
    }
    const file = join(folder, `student-${String(index).padStart(5, "0")}`, notebookName(of));
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, JSON.stringify(notebook));
  }
}
