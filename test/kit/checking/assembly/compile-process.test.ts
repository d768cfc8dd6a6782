import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { type CompileOutcome, CompileProcess } from "../../../../kit/checking/assembly/compile-process.ts";
import { blockUntilEnded } from "../../../labs/swarm/processes/support/block-until-ended.ts";
import { expectNoProcessNaming, processesNaming } from "../../sandbox/process/processes.ts";

vi.setConfig({ testTimeout: 300_000 });

const OPTIONS = { seconds: 20, batchSize: 8 };

let root: string;
let compiler: CompileProcess;
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), "swarmlab-compile-"));
  mkdirSync(join(root, "solutions"));
  writeFileSync(join(root, "solutions/01-secret.ts"), "export const secret = 42 as const;\n");
  symlinkSync(join(import.meta.dirname, "../../../../node_modules"), join(root, "node_modules"));
  compiler = new CompileProcess(root, OPTIONS);
});
afterAll(async () => {
  compiler.end();
  await expectNoProcessNaming(root);
  rmSync(root, { recursive: true, force: true });
});

const wordsOf = (outcome: CompileOutcome) =>
  "errors" in outcome ? outcome.errors.map(({ message }) => message).join() : outcome;

test("a text is compiled, or refused with its errors", async () => {
  expect(
    await compiler.compile('import { AIAgent } from "@swarmlab/labs";\nconst kind = typeof AIAgent;'),
  ).toMatchObject({ js: expect.stringContaining("AIAgent") });
  expect(wordsOf(await compiler.compile("const n: number = 'text';"))).toContain("not assignable");
});

test("texts that come at once are compiled one after the other, each with its own outcome", async () => {
  const outcomes = await Promise.all([1, 2, 3, 4].map((n) => compiler.compile(`const n${n} = ${n};`)));
  const ours = [1, 2, 3, 4].map((n) => ({ js: expect.stringContaining(`n${n}`) }));
  expect(outcomes).toMatchObject(ours);
});

test("among texts that come at once only the one that is too much is refused", async () => {
  const deep = `const x = ${"(".repeat(100_000)}0${")".repeat(100_000)};`;
  const sources = ["const same = 1;", deep, "const same = 'a';", "const wrong: number = 'text';"];
  const [first, tooDeep, third, wrong] = await Promise.all(sources.map((source) => compiler.compile(source)));
  expect(first).toMatchObject({ js: expect.stringContaining("same = 1") });
  expect(third).toMatchObject({ js: expect.stringContaining("same = 'a'") });
  expect(tooDeep).toEqual({ problem: "It is nested too deeply for the compiler." });
  expect(wordsOf(wrong as CompileOutcome)).toContain("not assignable");
});

test("what is nested too deeply is said in a sentence", async () => {
  const deep = `const x = ${"(".repeat(100_000)}0${")".repeat(100_000)};`;
  expect(await compiler.compile(deep)).toEqual({ problem: "It is nested too deeply for the compiler." });
  expect(await compiler.compile("const fine = 1;")).toMatchObject({ js: expect.any(String) });
});

test.each([
  ["an import", 'import { secret } from "./solutions/01-secret";\nconst wrong: string = secret;'],
  [
    "an import by its whole path",
    () =>
      `import { secret } from ${JSON.stringify(join(root, "solutions/01-secret"))};\nconst wrong: string = secret;`,
  ],
  ["a type's import", 'const wrong: import("./solutions/01-secret").secret = "";'],
  [
    "a directive",
    '/// <reference path="./solutions/01-secret.ts" />\nimport * as all from "./solutions/01-secret";',
  ],
])("what is neither a package nor the lab cannot be named: %s", async (_name, source) => {
  const said = wordsOf(await compiler.compile(typeof source === "string" ? source : source()));
  expect(said).toMatch(/Cannot find module|not found/);
  expect(said).not.toContain("42");
});

test("a compiler that is killed is not said to have used too much memory, and the next text starts another", async () => {
  const others = processesNaming(root);
  const killed = new CompileProcess(root, OPTIONS);
  await killed.compile("const first = 1;");
  const mine = processesNaming(root).filter((pid) => !others.includes(pid));
  expect(mine).toHaveLength(1);
  const [pid] = mine as [number];
  process.kill(pid, "SIGKILL");
  blockUntilEnded(pid);
  // This text is sent to a process that has ended already.
  expect(await killed.compile("const second = 2;")).toEqual({
    problem: "The process that compiles was ended (SIGKILL) before it was done.",
    lost: { seconds: 0 },
  });
  expect(await killed.compile("const third = 3;")).toMatchObject({ js: expect.any(String) });
  killed.end();
});

test("a compiler that is ended answers all that wait and all that come later, and leaves no process", async () => {
  const others = processesNaming(root);
  const ended = new CompileProcess(root, OPTIONS);
  const waiting = [1, 2, 3].map((n) => ended.compile(`const n${n} = ${n};`));
  // It stands still, so that it answers nothing meanwhile.
  await expect.poll(() => processesNaming(root).filter((pid) => !others.includes(pid))).toHaveLength(1);
  for (const pid of processesNaming(root)) if (!others.includes(pid)) process.kill(pid, "SIGSTOP");
  const late = ended.compile("const late = 1;");
  ended.end();
  const after = ended.compile("const after = 1;");
  const problem = { problem: "The compiler was ended." };
  expect(await Promise.all([...waiting, late, after])).toEqual(Array(5).fill(problem));
  compiler.end();
  await expectNoProcessNaming(root);
});

test("a compiler that holds more memory than it may is ended, whatever its heap's limit sees", async () => {
  // Less than a process of Node takes at all.
  const small = new CompileProcess(root, { ...OPTIONS, memoryMegabytes: 20 });
  expect(await small.compile("const a = 1;")).toEqual({
    problem: "It took the compiler more than 20 MB of memory.",
  });
  small.end();
});
