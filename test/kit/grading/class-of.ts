import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { type GradeClassOptions, gradeClass } from "../../../kit/grading/index.ts";
import { findSandbox, isSandbox, type SandboxConfig } from "../../../kit/sandbox/index.ts";
import { type FixtureCourse, fixtureCourse } from "../checking/fixtures/course.ts";
import type { Notebook } from "./damaged/index.ts";

/** A tiny course, a folder for what is handed in, and a way to grade it. */
export interface TestClass extends AsyncDisposable {
  readonly course: FixtureCourse;
  readonly root: string;
  readonly submissions: string;
  /** The solved notebook of the course's only lesson. */
  solved(): Notebook;
  /** Writes a file into the submissions, or another folder of the class. */
  put(path: string, content: string | Buffer, folder?: string): string;
  grade(
    out: string,
    options?: Partial<Omit<GradeClassOptions, "out">>,
  ): Promise<Awaited<ReturnType<typeof gradeClass>>>;
  /** A row of the gradebook, as gradebook.json has it. */
  rows(out: string): GradebookRow[];
}

export interface GradebookRow {
  readonly student: string;
  readonly lesson: string;
  readonly status: string;
  readonly reason: string;
  readonly total: number | null;
  readonly max: number;
  readonly exercises: readonly {
    id: string;
    points: number;
    max: number;
    checks: readonly { name: string; status: string; message: string; hidden: boolean }[];
  }[];
}

/** No sandbox: these tests are about the rest of grading, and the project wrote all their answers. */
export async function noSandbox(root: string): Promise<SandboxConfig> {
  const found = await findSandbox({ root, prefer: "none" });
  if (!isSandbox(found)) throw new Error(found.sentence);
  return found.config;
}

export async function testClass(): Promise<TestClass> {
  const course = fixtureCourse();
  const root = mkdtempSync(join(tmpdir(), "swarmlab-class-"));
  const submissions = join(root, "submissions");
  mkdirSync(submissions);
  const sandbox = await noSandbox(course.root);
  return {
    course,
    root,
    submissions,
    solved: () => JSON.parse(readFileSync(join(course.root, "solutions/01-sums.ipynb"), "utf8")) as Notebook,
    put(path, content, folder = submissions) {
      const file = join(folder, path);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, content);
      return file;
    },
    grade: (out, options = {}) =>
      gradeClass({
        root: course.root,
        submissions: [submissions],
        out: join(root, out),
        sandbox,
        processes: 1,
        notebooksPerProcess: 2,
        ...options,
      }),
    rows: (out) => JSON.parse(readFileSync(join(root, out, "gradebook.json"), "utf8")).rows,
    async [Symbol.asyncDispose]() {
      course[Symbol.dispose]();
      rmSync(root, { recursive: true, force: true });
    },
  };
}

/** Every file below a folder with its content, but for what differs from run to run: the notes of the run, and measured times. */
export function contents(folder: string): Record<string, string> {
  const names = readdirSync(folder, { recursive: true, withFileTypes: true });
  return Object.fromEntries(
    names
      .filter((entry) => entry.isFile() && !join(entry.parentPath, "/").includes("/.grade/"))
      .map((entry) => join(entry.parentPath, entry.name))
      .filter((file) => !file.endsWith("class.html"))
      .sort()
      .map((file) => [file.slice(folder.length + 1), readFileSync(file, "latin1")]),
  );
}
