import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Stage } from "../../../kit/common/timed-stage.ts";
import type { CourseLesson } from "../../../kit/lesson/index.ts";
import { runGrade } from "./grading-run.ts";
import { type Part, TreeTimes } from "./grading-tree.ts";

/** Where the time of a run went, in seconds. */
interface Profile {
  readonly students: number;
  readonly seconds: number;
  /** Processor time by part. */
  readonly processor: Partial<Record<Part, number>>;
  /** Time that lanes waited, by stage, of all notebooks together. */
  readonly stages: Partial<Record<Stage, number>>;
}

/** Where the time of grading goes: what one notebook costs with the start of all processes, and what each further one adds. */
export interface Breakdown {
  readonly first: Profile;
  readonly all: Profile;
}

/** Grades one notebook and then a class, and sees where the time goes. These runs are not timed, because watching takes time itself. */
export async function breakdownOf(
  lesson: CourseLesson,
  students: number,
  args: readonly string[],
): Promise<Breakdown> {
  return {
    first: await profileOf(lesson, 1, args),
    all: await profileOf(lesson, Math.max(2, students), args),
  };
}

async function profileOf(lesson: CourseLesson, students: number, args: readonly string[]): Promise<Profile> {
  const folder = mkdtempSync(join(tmpdir(), "swarmlab-bench-stages-"));
  try {
    let processor: Profile["processor"] = {};
    const { seconds } = await runGrade({
      ...{ lesson, students, args },
      env: {
        NODE_OPTIONS: `--import ${pathToFileURL(join(import.meta.dirname, "record-stages.mjs")).href}`,
        SWARMLAB_STAGES: folder,
      },
      watch: (child) => {
        const times = new TreeTimes(child.pid as number);
        return () => {
          processor = times.stop();
        };
      },
    });
    return { students, seconds, processor, stages: stagesIn(folder) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function stagesIn(folder: string): Profile["stages"] {
  const sums: Partial<Record<Stage, number>> = {};
  for (const name of readdirSync(folder)) {
    const stages = JSON.parse(readFileSync(join(folder, name), "utf8")) as Record<
      Stage,
      { milliseconds: number }
    >;
    for (const [stage, { milliseconds }] of Object.entries(stages) as [Stage, { milliseconds: number }][])
      sums[stage] = (sums[stage] ?? 0) + milliseconds / 1000;
  }
  return sums;
}

/** Processor time of a further notebook of lesson 01, in seconds: 1.3 times what it took when the answers of a notebook shared a process. */
const GOAL_SECONDS = { "01": 0.92 } as Readonly<Record<string, number>>;

/** A breakdown as lines. */
export function breakdownText({ first, all }: Breakdown, lesson: string): string {
  const further = all.students - 1;
  const added = (part: Part) => ((all.processor[part] ?? 0) - (first.processor[part] ?? 0)) / further;
  const parts = (Object.keys(all.processor) as Part[]).sort((a, b) => added(b) - added(a));
  const sumOf = (of: Partial<Record<string, number>>) =>
    Object.values(of).reduce<number>((sum, one = 0) => sum + one, 0);
  const total = (sumOf(all.processor) - sumOf(first.processor)) / further;
  const goal = GOAL_SECONDS[lesson];
  const ofGoal = goal === undefined ? "" : ` (${(total / goal).toFixed(2)} of the goal, ${goal})`;
  const each = (stage: Stage) => (all.stages[stage] ?? 0) / all.students;
  // A check holds the load of its answer; a run holds the checks and the start of processes.
  const stages: readonly [string, number][] = [
    ["assembling", each("assemble")],
    ["compiling", each("compile")],
    ["start of the answer's process", each("start")],
    ["loading the answer", each("load")],
    ["checks", each("check") - each("load")],
    ["vitest around the checks", each("run") - each("start") - each("check")],
  ];
  return [
    `Where processor time goes (seconds, read every 40 ms; the first notebook has the start of everything in it;`,
    `what a process uses behind its last reading is missing: of the answers, which end soon, a fifth to a quarter):`,
    `  ${"".padEnd(38)} ${"first".padStart(7)} ${"each further".padStart(13)}`,
    ...parts.map(
      (part) => `  ${part.padEnd(38)} ${figure(first.processor[part] ?? 0, 7)} ${figure(added(part), 13)}`,
    ),
    `  ${"in all".padEnd(38)} ${figure(sumOf(first.processor), 7)} ${figure(total, 13)}${ofGoal}`,
    `Where one of ${all.students} notebooks waits in its lane (seconds, ${each("notebook").toFixed(2)} in all):`,
    ...stages.map(([name, seconds]) => `  ${name.padEnd(38)} ${figure(seconds, 7)}`),
  ].join("\n");
}

const figure = (seconds: number, width: number) => seconds.toFixed(3).padStart(width);
