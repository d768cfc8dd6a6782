/**
 * What a learner waits for a check, beside the goals for two quiet cores: the first check of a notebook, whose check server
 * has just been started; further checks of the same exercise; and the first line of `npm run check`. Run
 * `npm run build` first: it runs the kit as built, as a notebook does.
 */
import { spawn, spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { median } from "../../kit/common/median.ts";
import { loadCourse, notebookName } from "../../kit/lesson/index.ts";

const root = join(import.meta.dirname, "../..");
const exercise = "01.1";
const STARTS = 5;
const CHECKS = 15;
const goals = { first: 1.2, warm: 0.25, line: 1 };

// The types are the same in source and as built.
const { CheckClient } = (await import(
  join(root, "kit/dist/notebook/server/check-client.js")
)) as typeof import("../../kit/notebook/server/check-client.ts");

const lesson = loadCourse(root).lessons[1];
if (!lesson) throw new Error("The course has no lesson 01.");
const notebook = join(root, "solutions", notebookName(lesson));
const { cells } = JSON.parse(readFileSync(notebook, "utf8")) as {
  cells: { cell_type: string; source: string | string[] }[];
};
const executed = cells
  .filter(({ cell_type }) => cell_type === "code")
  .map(({ source }, at) => ({
    executionCount: at + 1,
    code: typeof source === "string" ? source : source.join(""),
  }));

async function secondsOf(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return (performance.now() - start) / 1000;
}

/** Starts a check server, and checks. @returns seconds of the first check with the start, and of those after it */
async function checks(): Promise<{ first: number; warm: number[] }> {
  const client = new CheckClient(root);
  try {
    const check = async () => {
      const { report } = await client.check(exercise, executed, false);
      if (!report.checks.every(({ status }) => status === "passed")) throw new Error(`${exercise} fails`);
    };
    const first = await secondsOf(check);
    const warm: number[] = [];
    while (warm.length < CHECKS) warm.push(await secondsOf(check));
    return { first, warm };
  } finally {
    await client.close();
  }
}

/** Seconds until `npm run check` has said what it checks. */
async function firstLine(): Promise<number> {
  const start = performance.now();
  const child = spawn("npm", ["run", "--silent", "check", "--", notebook, "--exercise", exercise], {
    cwd: root,
    stdio: ["ignore", "pipe", "ignore"],
    detached: true,
  });
  const seconds = await new Promise<number>((resolve) =>
    child.stdout.once("data", () => resolve((performance.now() - start) / 1000)),
  );
  await new Promise((resolve) => child.once("close", resolve));
  return seconds;
}

/** One figure beside its goal. */
function row(what: string, seconds: readonly number[], goal: number): void {
  const middle = median(seconds);
  const range = `${Math.min(...seconds).toFixed(2)} to ${Math.max(...seconds).toFixed(2)}`;
  console.log(
    `${what.padEnd(44)} ${middle.toFixed(2)} s (${range}), goal ${goal} s: ${(middle / goal).toFixed(2)} of it`,
  );
}

// The first start of all fills the compile cache, as the set-up of the lab does.
await checks();
const rounds: { first: number; warm: number[] }[] = [];
while (rounds.length < STARTS) rounds.push(await checks());
row(
  `first check(“${exercise}”), server's start included`,
  rounds.map(({ first }) => first),
  goals.first,
);
row(
  `check(“${exercise}”) again`,
  rounds.flatMap(({ warm }) => warm),
  goals.warm,
);
// Set up and built, if it is not.
spawnSync("npm", ["run", "--silent", "check", "--", "--help"], { cwd: root, stdio: "ignore" });
const lines: number[] = [];
while (lines.length < STARTS) lines.push(await firstLine());
row("first line of `npm run check`", lines, goals.line);
