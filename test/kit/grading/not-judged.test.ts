import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { reviewItems } from "../../../kit/grading/review/review-items.ts";
import { ManualPoints } from "../../../kit/grading/rules/manual-points.ts";
import { expectNoProcessNaming } from "../sandbox/process/processes.ts";
import { type TestClass, testClass } from "./class-of.ts";
import { exerciseCell } from "./damaged/damage.ts";

/** The hidden check asks for numbers of 15 digits that begin with 7, and nothing else does. */
const checks = `
import { expect } from "vitest";
import { exercise } from "@swarmlab/kit/checks";

exercise("01.1", ({ check, hidden }) => {
  hidden("adds whatever numbers", { points: 3 }, async ({ submission, random }) => {
    const [a, b] = [random.int(7e14, 7.9e14), 1];
    expect(await submission.call("add", BigInt(a), BigInt(b)), \`asked for \${a}\`).toBe(BigInt(a) + 1n);
  });
  check("adds small numbers", async ({ submission }) => {
    expect(await submission.call("add", 2n, 3n)).toBe(5n);
  });
});
exercise("01.2", ({ check }) => {
  check("sums three numbers", { points: 2 }, async ({ submission }) => {
    expect(await submission.call("sum", [1n, 2n, 3n])).toBe(6n);
  });
});
exercise("01.3", ({ check }) => {
  check("squares its input", async ({ submission }) => {
    expect(await (await submission.new("Squarer", 7)).reason(12)).toMatchObject({ result: 144 });
  });
});
`;
const HIDDEN_INPUT = /\b7\d{14}n?\b/;
/** Lines of the course's own solutions that a submission cannot have by chance. */
const REFERENCE = ["total = add(total, number)", "return input * input"];

const add = "const add = (a: bigint, b: bigint): bigint => a + b;";
const sum = "const sum = (all: readonly bigint[]) => all.reduce((a, b) => add(a, b), 0n);";

/** What each student writes into the cells of 01.1, 01.2 and 01.3. */
const students: Record<string, readonly [string, string, string]> = {
  // Each answer leaves what the checks asked in the process, and later ones tell it.
  carries: [
    `const add = (a: bigint, b: bigint) => { ((globalThis as any).seen ??= []).push(a); console.log("printed " + (globalThis as any).seen); return a + b; };`,
    `const sum = () => { throw new Error("told " + (globalThis as any).seen); };`,
    `class Squarer { reason() { console.log("printed " + (globalThis as any).seen); throw new Error("told " + (globalThis as any).seen); } }`,
  ],
  // The hidden check itself is told its own input, in an error and as output.
  tells: [
    `const add = (a: bigint, b: bigint) => { if (a < 9n) return a + b; console.log("printed " + a); throw new Error("told " + a); };`,
    sum,
    "class Squarer {}",
  ],
  // The first answer knows nothing. It names the second one, which is honest and leaves the first one's reference where it finds it.
  launders: [
    `typeof sum;\nconst add = (a: bigint, b: bigint): bigint => (globalThis as any).stolen.add(a, b);`,
    `${sum}\n(globalThis as any).stolen = { add };`,
    "class Squarer {}",
  ],
  // Names what the others ask for, and prints it.
  prints: [
    `const add = (): never => { console.log(String(sum), String(Squarer)); throw new Error(String(sum) + Squarer); };`,
    `const sum = (): never => { throw new Error(String(add)); };`,
    `class Squarer { reason() { throw new Error(String(add) + sum); } }`,
  ],
  honest: [add, sum, "class Squarer { async reason(n: number) { return { result: n * n }; } }"],
  // Has not solved the first one, and uses it.
  later: ["const add = (a: bigint, b: bigint) => a - b;", sum, "class Squarer {}"],
};

let room: TestClass;
beforeAll(async () => {
  room = await testClass();
  writeFileSync(join(room.course.root, "test/checks/01.check.ts"), checks);
  for (const [student, answers] of Object.entries(students)) {
    const notebook = room.solved();
    for (const [at, answer] of answers.entries()) {
      const cell = exerciseCell(notebook, at + 1);
      cell.source = `// exercise 01.${at + 1} · x\n${answer}`;
    }
    room.put(`${student}/01-sums.ipynb`, JSON.stringify(notebook));
  }
  await room.grade("out", { seed: "a secret" });
}, 300_000);
afterAll(async () => {
  await expectNoProcessNaming(room.course.root);
  await room[Symbol.asyncDispose]();
});

const rowOf = (student: string, out = "out") => {
  const row = room.rows(out).find((one) => one.student === student);
  if (row === undefined) throw new Error(`There is no row for ${student}.`);
  return row;
};
const pointsOf = (student: string, out = "out") => rowOf(student, out).exercises.map(({ points }) => points);
/** The files below a folder of the gradebook, by their paths. */
function filesIn(...parts: string[]): [string, string][] {
  const folder = join(room.root, ...parts);
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .map((file) => [file, readFileSync(file, "utf8")]);
}
const hiddenInput = (student: string, out = "out") =>
  HIDDEN_INPUT.exec(
    rowOf(student, out).exercises[0]?.checks.find(({ hidden }) => hidden)?.message ?? "",
  )?.[0];

test("an honest notebook has all points", () => {
  expect(rowOf("honest")).toMatchObject({ status: "graded", total: 7, max: 7 });
});

test("what a hidden check asked is in no file that a learner gets, and in the instructor's own", () => {
  expect(hiddenInput("tells")).toMatch(HIDDEN_INPUT);
  const shown = [...filesIn("out", "feedback"), ...filesIn("out", "lms")];
  expect(shown.length).toBeGreaterThan(5);
  expect(shown.filter(([, text]) => HIDDEN_INPUT.test(text)).map(([file]) => file)).toEqual([]);
});

test("no exercise finds in its process what another one left there", () => {
  const [, summed, squared] = rowOf("carries").exercises;
  expect(summed?.checks[0]?.message).toContain("told undefined");
  expect(squared?.checks[0]?.message).toContain("told undefined");
  expect(pointsOf("carries")).toEqual([4, 0, 0]);
});

test("an answer that names the exercise that uses it gets no reference and no points, and waits for no person", () => {
  expect(pointsOf("launders")).toEqual([0, null, 0]);
  expect(rowOf("launders")).toMatchObject({ status: "waiting for a person", total: 0 });
});

test("the course's own solutions are in no file of the gradebook, whatever an answer prints", () => {
  expect(pointsOf("prints").every((points) => !points)).toBe(true);
  const files = filesIn("out");
  for (const line of REFERENCE)
    expect(files.filter(([, text]) => text.includes(line)).map(([file]) => file)).toEqual([]);
});

test("an answer that uses an exercise that does not pass is not judged: the row waits, and says for what", () => {
  const row = rowOf("later");
  expect(pointsOf("later")).toEqual([0, null, 0]);
  expect(row).toMatchObject({ status: "waiting for a person", total: 0, max: 7 });
  expect(row.reason).toContain(
    "Exercise 01.2 is not judged, because its answer uses 01.1, which does not pass: its points are open.",
  );
  const feedback = filesIn("out", "feedback", "later").map(([, text]) => text);
  expect(feedback.join()).toContain("Solve 01.1 first; then 01.2 is judged.");
  expect(feedback.join()).toContain("not judged, 2 open");
});

test("a person gives the open points by hand, in the page or in manual.csv", async () => {
  const items = reviewItems(join(room.root, "out"), new ManualPoints());
  expect(
    items.map(({ student, cell, max, text }) => [student, cell, max, text.split("\n")[1]]),
  ).toContainEqual(["later", "01.2", 2, sum]);
  const file = join(room.root, "out/manual.csv");
  const line = /^later,01,01\.2,2,,.*$/m;
  expect(readFileSync(file, "utf8")).toMatch(line);
  writeFileSync(file, readFileSync(file, "utf8").replace(line, "later,01,01.2,2,1.5,half of it"));
  await room.grade("out");
  expect(rowOf("later")).toMatchObject({ status: "graded", total: 1.5 });
  const after = reviewItems(join(room.root, "out"), new ManualPoints());
  expect(after.filter(({ student }) => student === "later").map(({ cell }) => cell)).toEqual(["01.2"]);
}, 300_000);

test("the secret is kept for its owner alone, and another grading with it asks the same", async () => {
  const file = join(room.root, "out/.grade/seed");
  expect(readFileSync(file, "utf8")).toBe("a secret\n");
  expect(statSync(file).mode & 0o777).toBe(0o600);
  const few = join(room.root, "few");
  const notebook = readFileSync(join(room.submissions, "tells/01-sums.ipynb"));
  room.put("tells/01-sums.ipynb", notebook, few);
  await room.grade("other", { submissions: [few] });
  const first = hiddenInput("tells", "other");
  expect(first).toMatch(HIDDEN_INPUT);
  expect(first).not.toBe(hiddenInput("tells"));
  await room.grade("other", { submissions: [few], regrade: true });
  expect(hiddenInput("tells", "other")).toBe(first);
  // Another secret asks anew, also where the notebook is the same.
  await room.grade("other", { submissions: [few], seed: "a secret" });
  expect(hiddenInput("tells", "other")).toBe(hiddenInput("tells"));
}, 300_000);
