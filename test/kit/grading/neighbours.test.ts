import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { expectNoProcessNaming } from "../sandbox/process/processes.ts";
import { type TestClass, testClass } from "./class-of.ts";
import { exerciseCell } from "./damaged/damage.ts";

/** Its check waits for an hour: what never ends keeps its lane for as long as any run of this test takes. */
const checks = `
import { expect } from "vitest";
import { exercise } from "@swarmlab/kit/checks";

exercise("01.1", ({ check }) => {
  check("adds small numbers", { timeout: 3_600_000 }, async ({ submission }) => {
    expect(await submission.call("add", 2n, 3n)).toBe(5n);
  });
});
`;
const HONEST = 4;

let room: TestClass;
beforeAll(async () => {
  room = await testClass();
  writeFileSync(join(room.course.root, "test/checks/01.check.ts"), checks);
  const handIn = (student: string, answer: string) => {
    const notebook = room.solved();
    exerciseCell(notebook, 1).source = `// exercise 01.1 · x\n${answer} // ${student}`;
    room.put(`${student}/01-sums.ipynb`, JSON.stringify(notebook));
  };
  // By its name it comes first.
  handIn(
    "a-block",
    "const add = (): bigint => { for (;;) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0); };",
  );
  handIn("a-wait", "const add = (): Promise<bigint> => new Promise(() => {});");
  for (let at = 0; at < HONEST; at++)
    handIn(`honest-${at}`, "const add = (a: bigint, b: bigint): bigint => a + b;");
});
afterAll(async () => {
  await expectNoProcessNaming(room.course.root);
  await room[Symbol.asyncDispose]();
});

test("as many answers that never end as there are lanes hold nobody up for longer than one of their checks", {
  timeout: 900_000,
}, async () => {
  await using other = await testClass();
  const check = (name: string, timeout: number, call: string) => `
  check("${name}", { timeout: ${timeout} }, async ({ submission }) => {
    expect(await submission.call(${call})).toBe(3n);
  });`;
  // The first check is over soon. The second one, and the second exercise, would keep their lane for an hour.
  const soon = check("one", 500, '"add", 1n, 2n');
  const again = check("two", 3_600_000, '"add", 1n, 2n');
  const late = check("adds a list", 3_600_000, '"sum", [1n, 2n]');
  const exercise = (id: string, all: string) => `exercise("${id}", ({ check }) => {${all}\n});\n`;
  writeFileSync(
    join(other.course.root, "test/checks/01.check.ts"),
    `import { expect } from "vitest";\nimport { exercise } from "@swarmlab/kit/checks";\n${exercise("01.1", soon + again)}${exercise("01.2", late)}`,
  );
  const answers = (student: string, add: string, sum: string, padding = 0) => {
    const notebook = other.solved();
    exerciseCell(notebook, 1).source = `// exercise 01.1 · x\n${add}`;
    exerciseCell(notebook, 2).source = `// exercise 01.2 · x\n${sum}\n// ${student}`;
    notebook.metadata.padding = "x".repeat(padding);
    other.put(`${student}/01-sums.ipynb`, JSON.stringify(notebook));
  };
  const never = "(): Promise<bigint> => new Promise(() => {});";
  for (const at of [0, 1]) answers(`a-never-${at}`, `const add = ${never}`, `const sum = ${never}`);
  // They have no first answer, which no slow machine can count as a share, and are so large that the small ones begin.
  for (let at = 0; at < HONEST; at++)
    answers(
      `honest-${at}`,
      "",
      "const sum = (all: bigint[]): bigint => all.reduce((one, other) => one + other, 0n);",
      1_100_000,
    );
  const run = new AbortController();
  let graded = 0;
  const grading = other.grade("out", {
    notebooksPerProcess: 2,
    signal: run.signal,
    onProgress: ({ stage, done }) => {
      if (stage !== "grading") return;
      graded = done;
      if (done === HONEST) run.abort();
    },
  });
  await expect(grading).rejects.toMatchObject({ code: "INTERRUPTED" });
  expect(graded).toBe(HONEST);
  await expectNoProcessNaming(other.course.root);
});

test("beside answers that never end, every honest neighbour is graded as long as one lane is left", {
  timeout: 900_000,
}, async () => {
  const run = new AbortController();
  let graded = 0;
  const grading = room.grade("out", {
    notebooksPerProcess: 3,
    signal: run.signal,
    onProgress: ({ stage, done }) => {
      if (stage !== "grading") return;
      graded = done;
      // The two others can not be done: their check waits for an hour.
      if (done === HONEST) run.abort();
    },
  });
  await expect(grading).rejects.toMatchObject({ code: "INTERRUPTED" });
  expect(graded).toBe(HONEST);
});
