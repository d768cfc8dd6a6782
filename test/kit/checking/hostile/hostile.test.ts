import { createHash } from "node:crypto";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { type AddressInfo, createServer } from "node:net";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { AnswerCompiler } from "../../../../kit/checking/assembly/compile-answer.ts";
import { classGraders } from "../../../../kit/checking/engine/graders.ts";
import type { ExerciseReport } from "../../../../kit/checking/report.ts";
import { readNotebook } from "../../../../kit/checking/submission/read-notebook.ts";
import { isSandboxKind } from "../../../../kit/sandbox/index.ts";
import { sandboxHere } from "../../sandbox/isolation/sandbox-here.ts";
import { expectNoProcessNaming } from "../../sandbox/process/processes.ts";
import { type Attack, readAttacks } from "./attacks.ts";
import { honest, hostileCourse } from "./course.ts";

const secret = "what the neighbour wrote";
/** Words that judge a person. Feedback tells what happened. */
const motives = /cheat|hack|attack|malicious|hostile|suspicious|tamper|forge|steal|exploit|bypass/i;

const course = hostileCourse();
const neighbour = course.notebook("neighbour", honest(secret));
let connections = 0;
const server = createServer((socket) => {
  connections += 1;
  socket.destroy();
});
await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
const port = (server.address() as AddressInfo).port;
const attacks = readAttacks({ course: course.root, neighbour, port });

// No dangerous attack runs unless the sandbox has passed its self-test in this run.
// SWARMLAB_SANDBOX names another kind of sandbox than the default one.
const { SWARMLAB_SANDBOX: named = "" } = process.env;
const sandbox = await sandboxHere(isSandboxKind(named) ? named : undefined, {
  memoryBytes: 512 * 1024 * 1024,
});
const selfTest = await sandbox?.selfTest();
if (selfTest && !selfTest.held) console.warn(`Dangerous attacks are refused: ${selfTest.sentence}`);
const mayRun = ({ dangerous }: Attack) => dangerous === undefined || selfTest?.held === true;

const reports = new Map<string, ExerciseReport>();
const neighbours: ExerciseReport[][] = [];
let before = "";

beforeAll(async () => {
  const queue = attacks.filter(mayRun);
  for (const { name, cells } of queue) course.notebook(name, cells);
  before = contents(course.root);
  const compiler = new AnswerCompiler(course.root);
  const makeGrader = classGraders({
    root: course.root,
    compiler,
    ...(sandbox ? { sandbox: sandbox.config } : {}),
  });
  const lane = async () => {
    const grader = makeGrader();
    const grade = (file: string, ids?: readonly string[]) =>
      grader.check(readNotebook(file, grader.course), ids ? { ids } : {});
    try {
      for (let turn = 0, attack = queue.shift(); attack; attack = queue.shift(), turn += 1) {
        const file = join(course.root, "work", `${attack.name}.ipynb`);
        const [report] = await grade(file, [attack.exercise]);
        if (report) reports.set(attack.name, report);
        if (turn % 8 === 0) neighbours.push(await grade(neighbour));
      }
      neighbours.push(await grade(neighbour));
    } finally {
      await grader.close();
    }
  };
  await Promise.all([lane(), lane()]);
  compiler.close();
}, 600_000);

afterAll(async () => {
  await new Promise((resolve) => server.close(resolve));
  await sandbox?.close();
  course[Symbol.dispose]();
});

const pointsOf = ({ checks }: ExerciseReport) => checks.reduce((sum, { points }) => sum + points, 0);
const wordsOf = ({ checks, notes, problem }: ExerciseReport) =>
  [problem, ...notes, ...checks.map((check) => check.message)].join("\n");

describe("a hostile answer", () => {
  for (const attack of attacks) {
    test.skipIf(!mayRun(attack))(`${attack.name}: ${attack.attack}`, () => {
      const report = reports.get(attack.name) as ExerciseReport;
      expect(pointsOf(report), wordsOf(report)).toBe(attack.points);
      // On a busy machine a slow attack may run past the time limit before its own effect shows.
      const facts = attack.points === 0 ? [...attack.says, "ran past 3 s"] : attack.says;
      if (attack.says.length > 0 && !facts.some((words) => wordsOf(report).includes(words)))
        expect(wordsOf(report)).toContain(attack.says.join(" | "));
      expect(wordsOf(report)).not.toMatch(motives);
      // Feedback shows neither what a hidden check is about nor anything of this machine.
      const shown = JSON.stringify(report.checks.filter((check) => !check.hidden));
      expect(shown).not.toContain("a number below zero");
      expect(shown).not.toContain(secret);
      expect(shown.length).toBeLessThan(40_000);
    });
  }
});

describe("whatever was handed in beside it", () => {
  test("an honest neighbour has every point each time", () => {
    expect(neighbours.length).toBeGreaterThan(3);
    for (const reports of neighbours) expect(reports.map(pointsOf)).toEqual([6, 4]);
  });

  test("no file of the course changed", () => {
    expect(contents(course.root)).toBe(before);
  });

  test("no answer reached the grader's port", () => {
    expect(connections).toBe(0);
  });

  test("no process of an answer is left", async () => {
    await expectNoProcessNaming(course.root);
    await expectNoProcessNaming(
      sandbox && "image" in sandbox.config ? sandbox.config.image.folder : course.root,
    );
  });
});

/** A hash of all files in a folder. */
function contents(folder: string): string {
  const hash = createHash("sha256");
  for (const name of readdirSync(folder, { recursive: true, encoding: "utf8" }).sort()) {
    if (name.startsWith("node_modules")) continue;
    const file = join(folder, name);
    hash.update(`${name} ${statSync(file).mode}\n`);
    if (statSync(file).isFile()) hash.update(readFileSync(file));
  }
  return hash.digest("hex");
}
