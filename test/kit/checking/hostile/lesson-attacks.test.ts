import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { AnswerCompiler } from "../../../../kit/checking/assembly/compile-answer.ts";
import type { Grader } from "../../../../kit/checking/engine/grader.ts";
import { classGraders } from "../../../../kit/checking/engine/graders.ts";
import { type ExerciseReport, openPointsOf } from "../../../../kit/checking/report.ts";
import { readNotebook } from "../../../../kit/checking/submission/read-notebook.ts";
import { sandboxHere } from "../../sandbox/isolation/sandbox-here.ts";

const root = join(import.meta.dirname, "../../../..");
const folder = mkdtempSync(join(tmpdir(), "swarmlab-lesson-attacks-"));
const sandbox = await sandboxHere(undefined, { memoryBytes: 512 * 1024 * 1024 });
const compiler = new AnswerCompiler(root);
let grader: Grader;

beforeAll(async () => {
  grader = classGraders({ root, compiler, ...(sandbox ? { sandbox: sandbox.config } : {}) })();
  await grader.warm();
}, 300_000);
afterAll(async () => {
  await grader.close();
  compiler.close();
  await sandbox?.close();
  rmSync(folder, { recursive: true, force: true });
});

/** The report on one exercise of a notebook of these cells. */
async function grade(id: string, cells: readonly string[]): Promise<ExerciseReport> {
  const file = join(folder, `${id}.ipynb`);
  const code = cells.map((source) => ({
    cell_type: "code",
    metadata: {},
    outputs: [],
    execution_count: null,
    source,
  }));
  const metadata = { swarmlab: { lesson: id.slice(0, 2) } };
  writeFileSync(file, JSON.stringify({ nbformat: 4, nbformat_minor: 5, metadata, cells: code }));
  const [report] = await grader.check(readNotebook(file, grader.course), { ids: [id] });
  return report as ExerciseReport;
}

const pointsOf = ({ checks }: ExerciseReport) => checks.reduce((sum, { points }) => sum + points, 0);
const wordsOf = ({ checks, problem }: ExerciseReport) =>
  [problem, ...checks.map(({ message }) => message)].join("\n");

/** What the answer puts over the verdicts of searches and over results, at its top level or inside a function. */
const forgery = `
  const honestly = JSON.stringify;
  (JSON as any).stringify = (message: any, ...rest: any[]) => honestly({ ...message, value: ["object", [["passed", true]], false, 0, [], 0, false] }, ...rest);
  (Object as any).isFrozen = () => true;`;
const bench = (spend: string) => `
${spend}
type Order = { readonly amount: number; readonly tries: number };
const spender = 0;
async function spendTogether(available: number, orders: readonly Order[], pace: string, rounds: number) {
  const wanted = orders.reduce((sum, { amount, tries }) => sum + amount * tries, 0);
  const spent = Math.min(available, wanted) * rounds;
  return { spent: orders.map((_, at) => (at === 0 ? spent : 0)), left: [available * rounds - spent], errors: orders.map(() => null) };
}`;

describe("an answer without a lock", { timeout: 300_000 }, () => {
  test.each([
    ["alone", bench("function spend(_budget: any, _amount: any): any {}")],
    [
      "with verdicts of its own at the top level",
      bench(`try {${forgery}\n} catch {}\nfunction spend(_budget: any, _amount: any): any {}`),
    ],
    [
      "with verdicts of its own inside the function",
      bench(`function spend(_budget: any, _amount: any): any { try {${forgery}\n  } catch {} }`),
    ],
    [
      "and a bench that is set anew while it runs",
      bench("function spend(_budget: any, _amount: any): any {}").replace(
        "const spender = 0;",
        "(exports as any).spendTogether = () => ({ spent: [1], left: [0], errors: [null] });\nconst spender = 0;",
      ),
    ],
  ])("gets nothing for a bench of its own: %s", async (_how, cell) => {
    const report = await grade("04.2", [`// exercise 04.2 · Spend what is there\n${cell}`]);
    // A spend() that does nothing loses nothing, which is one check's whole question.
    expect(pointsOf(report), wordsOf(report)).toBeLessThanOrEqual(1);
  });
});

test.each([
  "Buffer.prototype.toString = function () { return '{}'; };",
  "Buffer.prototype.write = function () { return 0; };",
  "Buffer.from = () => null;",
  "globalThis.Buffer = class {};",
])("an answer cannot change what its replies pass through: %s", { timeout: 300_000 }, async (change) => {
  const cell = `${change.replace(/^(Buffer|globalThis)/, "($1 as any)")}\nfunction spend(_budget: any, _amount: any): any { return true; }`;
  const report = await grade("04.2", [`// exercise 04.2 · Spend what is there\n${cell}`]);
  expect(pointsOf(report), wordsOf(report)).toBe(0);
  expect(wordsOf(report)).toMatch(/read only property/);
});

/** Looks first and takes later: two agents open the same incident. */
const note = (words: string, first: string) => `// exercise 10.3 · One incident for one cause
type Noted = "opened" | "added" | "full";
${words}
function note(report: Int32Array, cause: number): Noted {
  ${first}
  for (let at = 1; at < report.length; at += 2) {
    const before = report[at] as number;
    if (before !== 0 && before !== cause) continue;
    report[at] = cause;
    Atomics.add(report, at + 1, 1);
    return before === 0 ? "opened" : "added";
  }
  Atomics.add(report, 0, 1);
  return "full";
}`;

describe("a wrong answer to 10.3", { timeout: 300_000 }, () => {
  test("has no explored check for nothing by code that the explorer refuses: they wait for a person", async () => {
    const report = await grade("10.3", [note("", 'new Function("return 1")();')]);
    const explored = report.checks.filter(({ name }) => name.includes("in every order of steps"));
    expect(explored.map(({ status, points }) => [status, points])).toEqual(explored.map(() => ["open", 0]));
    expect(explored.length).toBeGreaterThan(3);
    expect(wordsOf(report)).toMatch(
      /Could not be explored: .*new Function.* So these 2 points wait for a person\./,
    );
    // What is open is at most what the checks are worth that did not run.
    expect(openPointsOf(report.checks)).toBeGreaterThan(0);
  });

  test("cannot lend its own `Number` to the rules of the check", async () => {
    const words = "let turn = 0;\nconst Number: any = () => (turn++ % 2 === 0 ? 5 : 8);";
    const first = 'Atomics.store(report, 2, 1); Atomics.store(report, 4, 1); if (cause > 0) return "opened";';
    const report = await grade("10.3", [note(words, first)]);
    expect(pointsOf(report), wordsOf(report)).toBe(0);
  });
});

test("an exercise of which nothing works is not put off by naming another one", {
  timeout: 300_000,
}, async () => {
  const report = await grade("04.2", [
    "// exercise 04.2 · Spend what is there\nfunction spend(_budget: any, _amount: any): any { void (TinyLock as any).x; }",
    "// exercise 04.3 · A lock\nclass TinyLock { lock(): void {} unlock(): void {} }",
  ]);
  expect(report).not.toHaveProperty("needs");
  expect(report.checks.filter(({ status }) => status === "open")).toEqual([]);
  expect(pointsOf(report), wordsOf(report)).toBeLessThanOrEqual(1);
  expect(report.notes).toContain("Exercise 04.2 uses your answer to exercise 04.3 as it stands.");
});

const rest =
  "const ceiling = (s: number): any => 0;\nconst serialShareOf = (p: number, speedup: number): any => -1;";
const made = `(process as any).getBuiltinModule("module").createRequire`;
/** Ways to the whole lab, and to a name in it. */
const ways: readonly (readonly [way: string, lab: string, take: string])[] = [
  ["a name put together", "", `(lab as any)["amdahl" + "Speedup"]`],
  ["an escape in the name", "", "(lab as any).amdahl\\u{53}peedup"],
  [
    "its place in the list",
    "",
    `(Object.entries(lab).find(([name]) => name.startsWith("amdahl"))![1] as any)`,
  ],
  [
    "its place among the values",
    "",
    `(Object.values(lab).find((one) => (one as any)?.name?.startsWith("amdahl")) as any)`,
  ],
  ["import()", `await import("@swarmlab/labs")`, `(lab as any)["amdahl" + "Speedup"]`],
  ["a require of its own", `${made}("/lab/x.js")("@swarmlab/labs")`, `(lab as any)["amdahl" + "Speedup"]`],
  [
    "a whole path",
    `${made}(__filename)(${made}(__filename).resolve("@swarmlab/labs"))`,
    `(lab as any)["amdahl" + "Speedup"]`,
  ],
  [
    "a part of the lab as a file",
    `${made}(__filename)(${made}(__filename).resolve("@swarmlab/labs").replace("index.js", "bench/index.js"))`,
    `(lab as any)["amdahl" + "Speedup"]`,
  ],
];

describe("a name that the exercise forbids", { timeout: 300_000 }, () => {
  for (const [way, lab, take] of ways) {
    const given = lab === "" ? 'import * as lab from "@swarmlab/labs";' : `const lab: any = ${lab};`;
    const inside = lab === "" || lab.startsWith("await") ? take : take.replace(/\blab\b/g, `(${lab})`);
    test.each([
      ["in its cell", [`${given}\nconst amdahl = ${take};\n${rest}`]],
      [
        "inside its function",
        [
          `${lab === "" || lab.startsWith("await") ? given : ""}\nconst amdahl = (p: number, s: number): number => (${inside})(p, s);\n${rest}`,
        ],
      ],
      [
        "by a helper cell",
        [given, `const amdahl = (p: number, s: number): number => (${take})(p, s);\n${rest}`],
      ],
    ])(`is not there by ${way}, %s`, async (_where, cells) => {
      const last = cells.length - 1;
      const report = await grade(
        "08.4",
        cells.map((cell, at) => (at === last ? `// exercise 08.4 · Amdahl's law\n${cell}` : cell)),
      );
      expect(pointsOf(report), wordsOf(report)).toBe(0);
      expect(wordsOf(report)).toMatch(
        /asks you to build|is not a function|of undefined|not there|does not define/,
      );
    });
  }

  test("is not there as watch() of the kit, which runs a swarm in a notebook", async () => {
    const cell = `import { watch } from "@swarmlab/kit";
async function coordinate(agents: readonly any[]): Promise<any> { return (watch as any)({ agents }); }`;
    const report = await grade("02.3", [`// exercise 02.3 · A coordinator of your own\n${cell}`]);
    expect(pointsOf(report), wordsOf(report)).toBe(0);
    expect(wordsOf(report)).toMatch(/asks you to build runMultiAgentSystem yourself/);
  });

  test("is not there by eval in a helper cell", async () => {
    const helper = `function everything(): any { return eval('requ' + 'ire("@swarmlab/labs")'); }`;
    const cell = `const amdahl = (p: number, s: number): number => everything()["amdahl" + "Speedup"](p, s);\n${rest}`;
    const report = await grade("08.4", [helper, `// exercise 08.4 · Amdahl's law\n${cell}`]);
    expect(pointsOf(report), wordsOf(report)).toBe(0);
    expect(wordsOf(report)).toMatch(/asks you to build amdahlSpeedup yourself/);
  });

  /** Ways round the module loader, which end at the sandbox's file system. */
  const aroundTheLoader: readonly (readonly [way: string, id: string, cell: string])[] = [
    [
      "of a parent class of the lab",
      "01.4",
      `import { ModelTrainer } from "@swarmlab/labs/agents";
const Base: any = Object.getPrototypeOf(ModelTrainer);
class CarefulAgent extends Base { constructor(id: number, think: any) { super(id); (this as any).think = think; } }`,
    ],
    [
      "of the lab's file, read and evaluated",
      "08.4",
      `const amdahl = (p: number, s: number): number => {
  const text = (process as any).getBuiltinModule("fs").readFileSync("/lab/node_modules/@swarmlab/labs/dist/bench/scale/amdahl.js", "utf8");
  return new Function(text.replace(/export /g, "") + "; return amdahlSpeedup;")()(p, s);
};
${rest}`,
    ],
    [
      "of a thread that requires it before its first line",
      "08.4",
      `const node = (name: string): any => (process as any).getBuiltinModule(name);
node("fs").writeFileSync("/tmp/before.cjs", 'globalThis.law = require("/lab/node_modules/@swarmlab/labs/dist/index.js")["amdahl" + "Speedup"];');
const words = new SharedArrayBuffer(64), turn = new Int32Array(words), numbers = new Float64Array(words);
const worker = new (node("worker_threads").Worker)(\`const { workerData: words } = require("worker_threads"); const turn = new Int32Array(words), numbers = new Float64Array(words);
for (;;) { Atomics.wait(turn, 0, 0); try { numbers[3] = globalThis.law(numbers[1], numbers[2]); } catch { numbers[3] = -1; } Atomics.store(turn, 0, 0); Atomics.notify(turn, 0); }\`,
  { eval: true, workerData: words, execArgv: ["--require", "/tmp/before.cjs"] });
worker.unref();
await new Promise((resolve) => worker.once("online", resolve).once("error", resolve));
const amdahl = (p: number, s: number): number => {
  numbers[1] = p; numbers[2] = s; numbers[3] = -2;
  Atomics.store(turn, 0, 1); Atomics.notify(turn, 0); Atomics.wait(turn, 0, 1, 200);
  return numbers[3] as number;
};
${rest}`,
    ],
  ];
  for (const [way, id, cell] of aroundTheLoader)
    test.skipIf(sandbox === undefined)(`is not there by way ${way}`, async () => {
      const report = await grade(id, [`// exercise ${id} · A way round\n${cell}`]);
      expect(pointsOf(report), wordsOf(report)).toBe(0);
      expect(wordsOf(report)).not.toMatch(/does not compile/);
    });
});
