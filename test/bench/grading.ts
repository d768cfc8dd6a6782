import { availableParallelism, cpus } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { type CourseLesson, loadCourse } from "../../kit/lesson/index.ts";
import { breakdownOf, breakdownText } from "./support/grading-profile.ts";
import { hasAllPoints, isJudged, runGrade } from "./support/grading-run.ts";
import { treeMegabytes } from "./support/grading-tree.ts";

const help = `Usage: npm run bench:grading -- [options]
       npm run bench:grading -- --attacks [NAME…]

Measures npm run grade on a generated class: wall time, notebooks a minute, and the memory of all its
processes together, each beside its goal, and how busy the cores were. No two students hand in the same
bytes, and every answer is compiled and run. Then it grades again, watched, and says where the time goes.

Options:
  --students N     students (default: 100)
  --lesson ID      lesson to grade, as 01; "heaviest" tries every lesson once and takes the slowest (default: 01)
  --rounds N       how often (default: 1)
  --jobs N         passed on to npm run grade (default: its own)
  --sandbox KIND   passed on to npm run grade (default: the best there is)
  --profile N      students of the watched run; 0 for no watched run (default: 20, of lesson 12 it is 4)
  --attacks        instead, grades 12 honest students beside each attack that wants to cost others time or
                   memory, and says how much longer the worst of them waits; or beside those that are named
  --json           print the numbers as JSON
  --help           this text

For comparison: nbgrader 0.9.6 autograded 41 notebooks a minute on the 2 cores where this was written.
`;

/** Notebooks a minute that nbgrader's autograde did on 2 cores, one process, notebooks of the size of lesson 01. */
const nbgradersRate = 41;

const root = join(import.meta.dirname, "../..");

/** The goals for two quiet cores: so many notebooks of a lesson in so many seconds, within so much memory. */
const goals: Readonly<Record<string, { readonly students: number; readonly seconds: number }>> = {
  "01": { students: 100, seconds: 12 },
  "12": { students: 20, seconds: 60 },
};
const goalMegabytes = 1200;

/** The measurements of one run. */
interface Measured {
  readonly lesson: string;
  readonly students: number;
  readonly seconds: number;
  readonly notebooksPerMinute: number;
  /** The peak of all processes together. A page that several processes share counts once. */
  readonly peakMegabytes: number;
  /** Share of the time in which the cores of the machine worked, for whatever program, from 0 to 1. */
  readonly busy: number;
  readonly graded: number;
  /** Rows that have all points. */
  readonly full: number;
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    students: { type: "string", default: "100" },
    lesson: { type: "string", default: "01" },
    rounds: { type: "string", default: "1" },
    jobs: { type: "string" },
    sandbox: { type: "string" },
    profile: { type: "string" },
    attacks: { type: "boolean", default: false },
    json: { type: "boolean", default: false },
    help: { type: "boolean", short: "h" },
  },
});
if (values.help) {
  process.stdout.write(help);
  process.exit(0);
}
const say = (text: string) => (values.json ? process.stderr : process.stdout).write(`${text}\n`);

const passedOn = (["jobs", "sandbox"] as const).flatMap((name) => {
  const value = values[name];
  return value === undefined ? [] : [`--${name}`, value];
});
if (values.attacks) {
  const { isWithinGoal, neighbours } = await import("./support/neighbours.ts");
  const delays = await neighbours(positionals, passedOn, say);
  if (values.json) process.stdout.write(`${JSON.stringify(delays, null, 2)}\n`);
  process.exit(isWithinGoal(delays) ? 0 : 1);
}
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
const watched = values.profile === undefined ? (lesson.id === "12" ? 4 : 20) : Number(values.profile) || 0;
const breakdown = watched > 0 ? await breakdownOf(lesson, Math.min(watched, students), passedOn) : undefined;
if (breakdown) say(breakdownText(breakdown, lesson.id));
if (values.json) {
  // The breakdown stands with the last run.
  const runs = results.map((run, at) => (breakdown && at === rounds - 1 ? { ...run, breakdown } : run));
  process.stdout.write(`${JSON.stringify(runs, null, 2)}\n`);
}
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
  let peak = 0;
  const before = coreTimes();
  const { seconds, rows } = await runGrade({
    ...{ lesson: of, students: count, args: passedOn },
    watch: (child) => {
      const timer = setInterval(() => {
        peak = Math.max(peak, treeMegabytes(child.pid as number));
      }, 1000);
      return () => clearInterval(timer);
    },
  });
  const after = coreTimes();
  return {
    lesson: of.id,
    students: count,
    seconds,
    busy: 1 - (after.idle - before.idle) / (after.all - before.all),
    notebooksPerMinute: (60 * count) / seconds,
    peakMegabytes: peak,
    graded: rows.filter(isJudged).length,
    full: rows.filter(hasAllPoints).length,
  };
}

/** The time of all cores together since the machine started, and what of it they had nothing to do, in milliseconds. */
function coreTimes(): { readonly idle: number; readonly all: number } {
  const times = cpus().map((core) => core.times);
  const sumOf = (numbers: readonly number[]) => numbers.reduce((sum, one) => sum + one, 0);
  return {
    idle: sumOf(times.map(({ idle }) => idle)),
    all: sumOf(times.flatMap((one) => Object.values(one))),
  };
}

function resultText({
  lesson: id,
  seconds,
  busy,
  notebooksPerMinute,
  peakMegabytes,
  graded,
  full,
  students: count,
}: Measured): string {
  const times = notebooksPerMinute / nbgradersRate;
  const goal = goals[id];
  const ofGoal =
    goal?.students === count
      ? ` (${(seconds / goal.seconds).toFixed(2)} of the goal, ${goal.seconds} s on two quiet cores)`
      : "";
  return [
    `${seconds.toFixed(1)} s${ofGoal}, the machine's cores ${(100 * busy).toFixed(0)} % busy`,
    `${notebooksPerMinute.toFixed(0)} notebooks a minute, ${times.toFixed(1)} times nbgrader's ${nbgradersRate}`,
    `${peakMegabytes.toFixed(0)} MB at most, in all processes together (${(peakMegabytes / goalMegabytes).toFixed(2)} of the goal)`,
    `${graded} of ${count} graded, ${full} with all points of the checks`,
  ].join("; ");
}
