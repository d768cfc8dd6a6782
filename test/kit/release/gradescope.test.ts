import { execFile } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { gradeSubmission } from "../../../kit/release/gradescope/autograder/grade-submission.ts";
import { placesIn } from "../../../kit/release/gradescope/autograder/places.ts";
import { writeAutograder } from "../../../kit/release/index.ts";
import { findSandbox, isSandbox, processesOf } from "../../../kit/sandbox/index.ts";
import { attackingAnswer } from "./attacking-answer.ts";
import { install } from "./install.ts";
import { entriesOf, unzip } from "./unzip.ts";

const root = join(import.meta.dirname, "../../..");
const run = promisify(execFile);
const notebookName = "01-one-agent.ipynb";
const solved = readFileSync(join(root, "solutions", notebookName), "utf8");

/** A folder as Gradescope's container has it: in the system's temporary folder, where other users may come. */
let autograder: string;
let zip: string;
beforeAll(async () => {
  autograder = mkdtempSync(join(tmpdir(), "swarmlab-gradescope-"));
  chmodSync(autograder, 0o755);
  zip = join(autograder, "autograder.zip");
  await writeAutograder(root, zip, { lessons: ["01"], seed: "one" });
  await writeAutograder(root, join(autograder, "again.zip"), { lessons: ["01"], seed: "one" });
  await unzip(zip, join(autograder, "source"));
}, 300_000);
afterAll(() => rmSync(autograder, { recursive: true, force: true }));

interface Cell {
  cell_type: string;
  source: string | string[];
}

/** The solved notebook with another answer to one of its exercises. */
function withAnswer(exercise: string, answer: (solution: string) => string): string {
  const notebook = JSON.parse(solved) as { cells: Cell[] };
  const text = ({ source }: Cell) => (Array.isArray(source) ? source.join("") : source);
  const cell = notebook.cells.find((one) => text(one).startsWith(`// exercise ${exercise} `));
  if (!cell) throw new Error(`There is no exercise ${exercise}.`);
  cell.source = answer(text(cell));
  return JSON.stringify(notebook);
}

const partial = withAnswer("01.2", (solution) => solution.replace("let sum = 0n;", "let sum = 1n;"));
const broken = solved.slice(0, solved.length / 2);

describe("the zip", () => {
  test("has the programs that Gradescope calls at its root, executable, and what grading needs", async () => {
    const entries = await entriesOf(zip);
    const modes = new Map(entries.map(({ name, mode }) => [name, mode]));
    expect([modes.get("setup.sh"), modes.get("run_autograder")]).toEqual([0o100755, 0o100755]);
    const names = entries.map(({ name }) => name);
    expect(names).toEqual(
      expect.arrayContaining([
        "autograder.json",
        "notebooks/course.json",
        "test/checks/01.check.ts",
        "solutions/01-one-agent.ts",
        "kit/checking/index.ts",
        "labs/index.ts",
        "package-lock.json",
      ]),
    );
    expect(names.filter((name) => /(^|\/)(dist|node_modules|work|docs)\//.test(name))).toEqual([]);
    expect(new Set(names).size).toBe(names.length);
    const source = join(autograder, "source");
    expect(readFileSync(join(source, "test/checks/01.check.ts"), "utf8")).toMatch(/\bhidden\(/);
    const lock = JSON.parse(readFileSync(join(source, "package-lock.json"), "utf8"));
    expect(Object.keys(lock.packages)).toContain("node_modules/vitest");
    expect(Object.keys(lock.packages)).not.toContain("node_modules/playwright-core");
  });

  test("is the same, byte for byte, when it is made again", () => {
    expect(readFileSync(join(autograder, "again.zip")).equals(readFileSync(zip))).toBe(true);
  });

  test.each(["setup.sh", "run_autograder"])(
    "has a %s that the shell can read, and that names no address",
    async (name) => {
      const program = join(autograder, "source", name);
      await run("bash", ["-n", program]);
      expect(readFileSync(program, "utf8")).not.toMatch(/https?:|registry|www\./);
    },
  );

  test("is not written over a folder, nor under another kind of name", async () => {
    const refused = (target: string) => expect(writeAutograder(root, target, { seed: "one" })).rejects;
    await refused(join(autograder, "source")).toMatchObject({ code: "BAD_TARGET" });
    await refused(join(autograder, "autograder.tar")).toMatchObject({ code: "BAD_TARGET" });
  });
});

interface Results {
  readonly score?: number;
  readonly output: string;
  readonly tests: readonly { name: string; score?: number; max_score?: number; status?: string }[];
  readonly extra_data?: { sandbox: string };
}

/** Puts files where Gradescope puts a submission. */
function handIn(files: Readonly<Record<string, string>>): void {
  rmSync(join(autograder, "submission"), { recursive: true, force: true });
  mkdirSync(join(autograder, "submission"));
  chmodSync(join(autograder, "submission"), 0o755);
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(autograder, "submission", name)), { recursive: true });
    writeFileSync(join(autograder, "submission", name), content);
  }
}

/** Calls the autograder as Gradescope does. */
async function autograde(...options: string[]): Promise<Results> {
  await run(join(autograder, "source/run_autograder"), options, {
    cwd: autograder,
    env: { ...process.env, SWARMLAB_AUTOGRADER: autograder },
  });
  return JSON.parse(readFileSync(join(autograder, "results/results.json"), "utf8"));
}

describe("the unpacked autograder", () => {
  beforeAll(async () => {
    // What setup.sh does, without asking for packages.
    const source = join(autograder, "source");
    install(source);
    await run(process.execPath, [join(root, "node_modules/typescript/bin/tsc"), "-b", "labs", "kit"], {
      cwd: source,
    });
    chmodSync(source, 0o700);
  }, 300_000);

  test("gives the points that npm run grade gives: solved, partly wrong, and damaged", async () => {
    const submissions = join(autograder, "class");
    const notebooks = { ann: solved, bob: partial, cem: broken };
    for (const [student, notebook] of Object.entries(notebooks)) {
      mkdirSync(join(submissions, student), { recursive: true });
      writeFileSync(join(submissions, student, notebookName), notebook);
    }
    const out = join(autograder, "gradebook");
    await run(process.execPath, [join(root, "kit/dist/cli/grade.js"), submissions, "--out", out]);
    const { rows } = JSON.parse(readFileSync(join(out, "gradebook.json"), "utf8"));
    const [ann, bob, cem] = rows;
    expect([ann.status, bob.status, cem.status]).toEqual(["graded", "graded", "needs attention"]);
    expect(bob.total).toBeGreaterThan(0);
    expect(bob.total).toBeLessThan(ann.total);

    handIn({ [notebookName]: solved });
    const full = await autograde();
    expect([full.score, pointsOf(full)]).toEqual([ann.total, exercisesOf(ann)]);
    // In a folder, under a name of its own, beside something else.
    handIn({ "my work/lesson.ipynb": partial, "my work/notes.txt": "thoughts" });
    const some = await autograde();
    expect([some.score, pointsOf(some)]).toEqual([bob.total, exercisesOf(bob)]);
    expect(some.tests.filter(({ status }) => status === "failed").length).toBeGreaterThan(0);
    // Damaged: no score, and the gradebook's own words.
    handIn({ [notebookName]: broken });
    const none = await autograde();
    expect(none).not.toHaveProperty("score");
    expect(none.output).toBe(cem.reason);
    expect(none.tests).toHaveLength(1);
  }, 300_000);

  test("says what to hand in where there is no notebook", async () => {
    handIn({ "essay.pdf": "words" });
    const results = await autograde();
    expect(results).not.toHaveProperty("score");
    expect(results.output).toBe(
      "This submission was not graded: it holds essay.pdf, and no notebook. Hand in 01-one-agent.ipynb.",
    );
  }, 300_000);

  test("leaves results also where it could not even start", async () => {
    const empty = mkdtempSync(join(tmpdir(), "swarmlab-gradescope-"));
    const program = join(autograder, "source/run_autograder");
    await run(program, { env: { ...process.env, SWARMLAB_AUTOGRADER: empty } }).catch(() => {});
    const results = JSON.parse(readFileSync(join(empty, "results/results.json"), "utf8"));
    rmSync(empty, { recursive: true });
    expect(results).not.toHaveProperty("score");
    expect(results.output).toContain("was not graded: the autograder ended");
  });

  test("where no namespaces can be had, runs answers as a user who reaches neither checks nor results", async (context) => {
    if (process.platform !== "linux" || process.getuid?.() !== 0) {
      console.warn("Skipped: only root can run answers as another user.");
      context.skip();
    }
    const evidence = mkdtempSync(join(tmpdir(), "swarmlab-evidence-"));
    chmodSync(evidence, 0o777);
    handIn({
      [notebookName]: withAnswer("01.2", (solution) => attackingAnswer(solution, autograder, evidence)),
    });
    const results = await autograde("--sandbox", "user");
    expect(results.extra_data).toEqual({ sandbox: "user" });
    const seen: Record<string, string> = JSON.parse(readFileSync(join(evidence, "seen.json"), "utf8"));
    rmSync(evidence, { recursive: true });
    // It ran as another user, and the operating system refused each attempt.
    expect(Number(seen.user)).toBeGreaterThan(1000);
    const { user: _user, ...attempts } = seen;
    expect(Object.keys(attempts)).toHaveLength(9);
    for (const [attempt, outcome] of Object.entries(attempts))
      expect(outcome, attempt).toMatch(/^(EACCES|EPERM)$/);
    // Its answer is right all the same, and gets its points.
    expect(results.score).toBe(results.tests.reduce((sum, one) => sum + (one.max_score ?? 0), 0));
    expect(processesOf(Number(seen.user))).toEqual([]);
  }, 300_000);
});

describe("a submission that is not what was asked for", () => {
  /** Grades in this process and without a sandbox: all files here belong to this user. */
  async function graded(files: Readonly<Record<string, string>>): Promise<Results> {
    handIn(files);
    const found = await findSandbox({ root: join(autograder, "source"), prefer: "none" });
    if (!isSandbox(found)) throw new Error(found.sentence);
    const options = { seconds: 100, findSafe: async () => ({ sandbox: found }) };
    return (await gradeSubmission(placesIn(autograder), options)) as Results;
  }

  test("gets a sentence and no score: another lesson's notebook, and one of no lesson", async () => {
    const second = readFileSync(join(root, "solutions/02-a-swarm.ipynb"), "utf8");
    const other = await graded({ "02-a-swarm.ipynb": second });
    expect(other).not.toHaveProperty("score");
    expect(other.output).toMatch(/has no notebook of lesson 01\. Hand in 01-one-agent\.ipynb\./);
    const foreign = JSON.stringify({ nbformat: 4, nbformat_minor: 5, metadata: {}, cells: [] });
    const nothing = await graded({ "diary.ipynb": foreign });
    expect(nothing).not.toHaveProperty("score");
    expect(nothing.output).toMatch(/diary\.ipynb/);
  }, 300_000);

  test("is not graded at all where no sandbox holds", async () => {
    handIn({ [notebookName]: solved });
    const findSafe = async () => ({ problem: "The sandbox did not hold: files can be read." });
    const results = await gradeSubmission(placesIn(autograder), { seconds: 100, findSafe });
    expect(results).not.toHaveProperty("score");
    expect(results.output).toContain("no safe way to run its code here");
    expect(results.output).toContain("The sandbox did not hold: files can be read.");
  });

  test("restores the submission folder's permissions after grading", () => {
    expect(statSync(join(autograder, "submission")).mode & 0o777).toBe(0o755);
  });
});

/** The points of each exercise, hidden checks included, as Gradescope adds them up. */
function pointsOf({ tests }: Results): Record<string, number> {
  const points: Record<string, number> = {};
  for (const { name, score = 0 } of tests) {
    const exercise = name.slice(0, 4);
    points[exercise] = (points[exercise] ?? 0) + score;
  }
  return points;
}

const exercisesOf = ({ exercises }: { exercises: readonly { id: string; points: number }[] }) =>
  Object.fromEntries(exercises.map(({ id, points }) => [id, points]));
