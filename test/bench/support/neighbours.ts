import { spawn } from "node:child_process";
import { createHash, randomBytes } from "node:crypto";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { loadavg, tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { type CostlyAttack, costlyAttacks } from "./costly-attacks.ts";

const root = join(import.meta.dirname, "../../..");
const program = join(root, "kit/dist/cli/grade.js");
const HONEST = 12;
/** How often the journal is looked at. */
const LOOK_MS = 100;
/** When a class is given up. */
const MAX_SECONDS = 1500;
/** The most that an honest neighbour may wait, as a multiple of the same class without the attacker. */
const GOAL = 2;

/** The secret of the classes of this run, by which the turns of their students are drawn. */
const TURNS = process.env.SWARMLAB_BENCH_TURNS ?? randomBytes(8).toString("hex");

/** What an attack costs the honest of its class. */
export interface Delay {
  readonly attack: string;
  readonly wants: string;
  /** The time of the honest student who lost most, as a multiple of the same student's without the attacker. */
  readonly worst: number;
  /** The same of the last honest grade of the class. */
  readonly last: number;
  /** Seconds until the last honest grade. */
  readonly seconds: number;
  /** Honest students who did not get what they get without the attacker. */
  readonly harmed: number;
  readonly load: number;
}

/** Grades 12 honest students alone, and beside each attack; prints a row for each */
export async function neighbours(
  names: readonly string[],
  args: readonly string[],
  say: (text: string) => void,
): Promise<readonly Delay[]> {
  const unknown = names.find((name) => !costlyAttacks.some((attack) => attack.name === name));
  if (unknown !== undefined)
    throw new Error(
      `There is no attack ${unknown}: give some of ${costlyAttacks.map(({ name }) => name).join(", ")}.`,
    );
  const alone = async () => {
    const honest = await classOf(undefined, args);
    say(`${HONEST} honest students alone: ${seconds(Math.max(...honest.times))} (load ${load()})`);
    return honest;
  };
  const delays: Delay[] = [];
  let before = await alone();
  for (const attack of costlyAttacks.filter(({ name }) => names.length === 0 || names.includes(name))) {
    const beside = await classOf(attack, args);
    const after = await alone();
    // A machine does not stay as busy as it was: the class without the attacker is graded before and after.
    const usual = before.times.map((time, at) => (time + (after.times[at] as number)) / 2);
    const delay: Delay = {
      attack: attack.name,
      wants: attack.wants,
      worst: Math.max(...beside.times.map((time, at) => time / (usual[at] as number))),
      last: Math.max(...beside.times) / Math.max(...usual),
      seconds: Math.max(...beside.times),
      harmed: beside.points.filter((points, at) => points !== before.points[at]).length,
      load: load(),
    };
    delays.push(delay);
    say(rowOf(delay));
    before = after;
  }
  const worst = delays.toSorted((a, b) => b.worst - a.worst)[0];
  if (worst) say(`worst of all: ${worst.worst.toFixed(2)} times, beside ${worst.attack} (goal: ${GOAL})`);
  return delays;
}

/** Whether no honest neighbour lost a point, or waited longer than the goal allows. */
export const isWithinGoal = (delays: readonly Delay[]): boolean =>
  delays.every(({ worst, harmed }) => worst <= GOAL && harmed === 0);

const load = () => Math.round((loadavg()[0] as number) * 10) / 10;
const seconds = (value: number) => (value >= MAX_SECONDS ? `over ${MAX_SECONDS} s` : `${value.toFixed(1)} s`);

const rowOf = ({ attack, wants, worst, last, seconds: time, harmed, load: beside }: Delay) =>
  `${attack.padEnd(20)} worst ${worst.toFixed(2).padStart(6)}  last ${last.toFixed(2).padStart(6)}  ${seconds(time).padStart(10)}  ${harmed === 0 ? "every point kept" : `${harmed} HARMED`}  load ${beside}  ${wants}`;

interface HonestClass {
  /** Seconds until each honest student's grade was complete. */
  readonly times: readonly number[];
  readonly points: readonly (number | undefined)[];
}

async function classOf(attack: CostlyAttack | undefined, args: readonly string[]): Promise<HonestClass> {
  const folder = mkdtempSync(join(tmpdir(), "swarmlab-bench-attacks-"));
  try {
    const put = (path: string, content: string | Buffer) => {
      const file = join(folder, "submissions", path);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, content);
    };
    const students = honestStudents();
    for (const { id, content } of students) put(`${id}/01-one-agent.ipynb`, content);
    for (const [path, content] of Object.entries((await attack?.files()) ?? {})) put(path, content);
    const out = join(folder, "gradebook");
    const start = performance.now();
    // Every class of a run has the same turns.
    const all = [join(folder, "submissions"), "--out", out, "--seed", TURNS, ...args];
    const child = spawn(process.execPath, [program, ...all], {
      cwd: root,
      stdio: ["ignore", "ignore", "ignore"],
    });
    const ended = once(child, "close");
    const times = students.map(() => MAX_SECONDS);
    const points: (number | undefined)[] = students.map(() => undefined);
    let isOver = false;
    void ended.then(() => (isOver = true));
    // What the attacker's own grade takes after that is the attacker's time.
    while (!isOver && points.includes(undefined) && (performance.now() - start) / 1000 < MAX_SECONDS) {
      await Promise.race([wait(LOOK_MS), ended]);
      const complete = completeIn(join(out, ".grade/journal.jsonl"));
      for (const [at, { hash }] of students.entries()) {
        if (points[at] !== undefined || !complete.has(hash)) continue;
        times[at] = (performance.now() - start) / 1000;
        points[at] = complete.get(hash);
      }
    }
    if (!isOver) child.kill("SIGINT");
    await ended;
    return { times, points };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Solved notebooks of lesson 01, which differ in a line. */
function honestStudents(): { readonly id: string; readonly content: string; readonly hash: string }[] {
  const solved = readFileSync(join(root, "solutions/01-one-agent.ipynb"), "utf8");
  return Array.from({ length: HONEST }, (_, at) => {
    const notebook = JSON.parse(solved) as {
      cells: { source: string[]; metadata: { swarmlab?: { role?: string } } }[];
    };
    for (const cell of notebook.cells)
      if (cell.metadata.swarmlab?.role === "exercise")
        cell.source = [...cell.source, `\nconst studentsOwn = ${at};`];
    const content = JSON.stringify(notebook);
    return {
      id: `honest-${String(at).padStart(2, "0")}`,
      content,
      hash: createHash("sha256").update(content).digest("hex"),
    };
  });
}

/** The points of the notebooks whose last grade is in the journal, by the notebooks' hashes. */
function completeIn(journal: string): ReadonlyMap<string, number> {
  const complete = new Map<string, number>();
  let text = "";
  try {
    text = readFileSync(journal, "utf8");
  } catch {
    return complete;
  }
  for (const line of text.split("\n").slice(0, -1)) {
    // A line begins with its own mark, and a key of round, lesson, hash and version.
    const [, hash] = /^\w+ \["\d+ \d\d ([0-9a-f]{64}) /.exec(line) ?? [];
    if (hash === undefined || line.includes('"alone":')) continue;
    const [, record] = JSON.parse(line.slice(line.indexOf(" ") + 1)) as [string, JournalRecord];
    const checks = record.graded?.exercises.flatMap((exercise) => exercise.checks) ?? [];
    complete.set(
      hash,
      checks.reduce((sum, { points }) => sum + points, 0),
    );
  }
  return complete;
}

interface JournalRecord {
  readonly graded?: {
    readonly exercises: readonly { readonly checks: readonly { readonly points: number }[] }[];
  };
}
