import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { parseArgs } from "node:util";
import { type CourseLesson, loadCourse, notebookName } from "../../kit/lesson/index.ts";

const help = `Usage: npm run bench:grading -- [options]

Measures npm run grade on a generated class: wall time, notebooks a minute, and the memory of all its
processes together. No two students hand in the same bytes, and every answer is compiled and run.

Options:
  --students N     students (default: 100)
  --lesson ID      lesson to grade, as 01; "heaviest" tries every lesson once and takes the slowest (default: 01)
  --rounds N       how often (default: 1)
  --jobs N         passed on to npm run grade (default: its own)
  --sandbox KIND   passed on to npm run grade (default: the best there is)
  --json           print the numbers as JSON
  --help           this text

For comparison: nbgrader 0.9.6 autograded 41 notebooks a minute on the 2 cores where this was written.
`;

/** Notebooks a minute that nbgrader's autograde did on 2 cores, one process, notebooks of the size of lesson 01. */
const nbgradersRate = 41;

const root = join(import.meta.dirname, "../..");
const program = join(root, "kit/dist/cli/grade.js");

/** The measurements of one run. */
interface Measured {
  readonly lesson: string;
  readonly students: number;
  readonly seconds: number;
  readonly notebooksPerMinute: number;
  /** The peak of all processes together. A page that several processes share counts once. */
  readonly peakMegabytes: number;
  readonly graded: number;
  /** Rows that have all points. */
  readonly full: number;
}

const { values } = parseArgs({
  options: {
    students: { type: "string", default: "100" },
    lesson: { type: "string", default: "01" },
    rounds: { type: "string", default: "1" },
    jobs: { type: "string" },
    sandbox: { type: "string" },
    json: { type: "boolean", default: false },
    help: { type: "boolean", short: "h" },
  },
});
if (values.help) {
  process.stdout.write(help);
  process.exit(0);
}
const say = (text: string) => (values.json ? process.stderr : process.stdout).write(`${text}\n`);

const course = loadCourse(root);
const [students, rounds] = [wholeNumber("students"), wholeNumber("rounds")];
const lesson = values.lesson === "heaviest" ? await heaviestLesson() : lessonOf(values.lesson);
say(`${students} students, lesson ${lesson.id} (${lesson.title}), ${availableParallelism()} cores`);
const results: Measured[] = [];
for (let round = 0; round < rounds; round += 1) {
  const result = await measure(lesson, students);
  results.push(result);
  say(resultText(result));
}
if (values.json) process.stdout.write(`${JSON.stringify(results, null, 2)}\n`);
process.exitCode = results.every(({ graded }) => graded === students) ? 0 : 1;

function wholeNumber(name: "students" | "rounds"): number {
  const number = Number(values[name]);
  if (Number.isInteger(number) && number > 0) return number;
  process.stderr.write(`--${name} is a whole number above 0, not ${values[name]}.\n`);
  process.exit(2);
}

function lessonOf(id: string): CourseLesson {
  const found = course.lessons.find((candidate) => candidate.id === id.padStart(2, "0"));
  if (found) return found;
  process.stderr.write(
    `There is no lesson ${id}: give one of ${course.lessons.map((one) => one.id).join(", ")}.\n`,
  );
  process.exit(2);
}

/** The lesson whose notebooks take the longest to grade. */
async function heaviestLesson(): Promise<CourseLesson> {
  let slowest: { lesson: CourseLesson; seconds: number } | undefined;
  for (const candidate of course.lessons) {
    if (candidate.exercises.length === 0) continue;
    const { seconds } = await measure(candidate, 4);
    say(`  lesson ${candidate.id}: ${seconds.toFixed(1)} s for 4`);
    if (slowest === undefined || seconds > slowest.seconds) slowest = { lesson: candidate, seconds };
  }
  return slowest?.lesson ?? lessonOf("01");
}

async function measure(of: CourseLesson, count: number): Promise<Measured> {
  const folder = mkdtempSync(join(tmpdir(), "swarmlab-bench-grading-"));
  try {
    writeClass(join(folder, "submissions"), of, count);
    const args = [program, join(folder, "submissions"), "--out", join(folder, "gradebook")];
    for (const name of ["jobs", "sandbox"] as const) {
      const value = values[name];
      if (value !== undefined) args.push(`--${name}`, value);
    }
    const start = performance.now();
    const child = spawn(process.execPath, args, { cwd: root, stdio: ["ignore", "ignore", "pipe"] });
    let errors = "";
    child.stderr.setEncoding("utf8").on("data", (text) => {
      errors = (errors + text).slice(-2000);
    });
    let peak = 0;
    const watch = setInterval(() => {
      peak = Math.max(peak, treeMegabytes(child.pid as number));
    }, 1000);
    const [code] = await once(child, "close");
    clearInterval(watch);
    const seconds = (performance.now() - start) / 1000;
    if (code !== 0) throw new Error(`npm run grade ended with ${code}: ${errors}`);
    const { rows } = JSON.parse(readFileSync(join(folder, "gradebook/gradebook.json"), "utf8")) as {
      rows: { status: string; total: number; max: number }[];
    };
    return {
      lesson: of.id,
      students: count,
      seconds,
      notebooksPerMinute: (60 * count) / seconds,
      peakMegabytes: peak,
      graded: rows.filter(({ status }) => status === "graded").length,
      full: rows.filter(({ total, max }) => total === max).length,
    };
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

/** Megabytes of a process and all below it, as Linux counts shared pages in shares; 0 elsewhere. */
function treeMegabytes(pid: number): number {
  const parents = new Map<number, number>();
  try {
    for (const name of readdirSync("/proc")) {
      if (!/^\d+$/.test(name)) continue;
      const stat = readOr(`/proc/${name}/stat`);
      parents.set(Number(name), Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1]));
    }
  } catch {
    return 0;
  }
  const isBelow = (one: number): boolean => one === pid || (one > 1 && isBelow(parents.get(one) ?? 0));
  const kilobytes = [...parents.keys()].filter(isBelow).map((one) => {
    return Number(/^Pss:\s+(\d+)/m.exec(readOr(`/proc/${one}/smaps_rollup`))?.[1] ?? 0);
  });
  return kilobytes.reduce((sum, value) => sum + value, 0) / 1024;
}

function readOr(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
}

function resultText({
  seconds,
  notebooksPerMinute,
  peakMegabytes,
  graded,
  full,
  students: count,
}: Measured): string {
  const times = notebooksPerMinute / nbgradersRate;
  return [
    `${seconds.toFixed(1)} s: ${notebooksPerMinute.toFixed(0)} notebooks a minute, ${times.toFixed(1)} times nbgrader's ${nbgradersRate}`,
    `${peakMegabytes.toFixed(0)} MB at most, in all processes together`,
    `${graded} of ${count} graded, ${full} with all points`,
  ].join("; ");
}
