import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  AnswerProcess,
  loadAnswer,
  type RemoteSubmission,
  UnexploredError,
} from "../../../kit/sandbox/index.ts";

// What the answer below defines, for the type checker.
declare const change: (shared: unknown) => string;

/** What an answer does beside counting, and what its thread returns. The rule asks for the text "fine". */
const answers = {
  "reads a stack": 'String(new Error("x").stack); return "fine"',
  "reads a caught error's stack": 'try { null.x } catch (e) { e.stack } return "fine"',
  "captures a stack": 'const at = {}; Error.captureStackTrace(at); at.stack; return "fine"',
  "reads its own text": 'own.toString(); return "fine"',
  "puts its own text into a template": 'const text = "" + own + `' + "$" + '{own}`; return "fine"',
  "asks how deep calls can go": "const f = () => f(); try { f() } catch {} return 'fine'",
  "asks for its process": 'process.execArgv; return "fine"',
  "catches a refusal": 'try { process.chdir("/") } catch {} return "fine"',
  "asks for the text of a list of its functions": '[own].join(); return "fine"',
  "takes a text of a function of the language": 'new Error(Atomics.wait).message; return "fine"',
  "asks for symbols of its functions": 'Object.getOwnPropertySymbols(own); return "fine"',
  "asks whether the language can be changed": 'Object.isFrozen(Math); return "fine"',
  "asks for more than the clock": 'performance.toJSON; return "fine"',
  "measures its own work":
    'const at = performance.now(); for (let i = 0; i < 5000; i++); return performance.now() > at ? "fine" : 0',
  "reads the clock and draws":
    'const end = performance.now() + 5; while (performance.now() < end); return Date.now() > 0 && new Date() > 0 && Math.random() < 1 ? "fine" : 0',
  "reads what an error says":
    'try { throw new RangeError("no") } catch (error) { return error.message === "no" ? "fine" : 0 }',
  // Each item is a difference that was there.
  "looks at models": `
    const odd = [
      Date.now() < ${Date.now() - 3_600_000},
      new Date() - Date.now() < -60_000,
      new Date().constructor !== Date,
      new Date().constructor.now() - Date.now() > 60_000,
      performance.now() < 1,
      performance.now.name !== "now" || "prototype" in performance.now,
      Math.random() * 2 ** 32 % 1 === 0,
      "prototype" in Math.random || Math.random.name !== "random",
      Object.getPrototypeOf(Math) !== Object.prototype || !Object.hasOwn(Math, "sin"),
      Object.keys(Math).length > 0 || !Object.getOwnPropertyNames(Math).includes("max"),
      Object.getPrototypeOf(Atomics) !== Object.prototype || Object.keys(Atomics).length > 0,
      String(Atomics) !== "[object Atomics]" || Atomics.add.name !== "add" || Atomics.add.length !== 3,
      Promise.name !== "Promise" || Promise.length !== 1,
      ["state", "value", "settled", "functions", "isHandled"].some((name) => name in Promise.prototype),
      Object.getOwnPropertyNames(Promise.prototype).join() !== "constructor,then,catch,finally",
      Object.getOwnPropertyDescriptor(Promise.prototype, Symbol.toStringTag).value !== "Promise",
      (() => { try { return new Promise() } catch { return false } })(),
      setTimeout.name !== "setTimeout" || queueMicrotask.name !== "queueMicrotask",
    ];
    return odd.some(Boolean) ? odd.map(Number).join("") : "fine";`,
  "tells a stack": 'throw new Error(String(new Error("inside").stack))',
  "gives an object with a toString": 'return { toString: () => "fine" }',
  "gives an object with a getter": 'return { get it() { word[0] = 2; return "fine"; } }',
  "gives a proxy": 'return new Proxy([], { get: () => () => "fine" })',
  "gives an object that contains itself": "const a = []; a[0] = a; return a",
  "throws what throws when it is read": 'throw { get message() { throw new Error("mine") } }',
};
type Answer = keyof typeof answers;
const names = Object.keys(answers) as Answer[];

/** A function that a rule calls with what the threads share. The rule asks for a word that says 2. */
const changing = `exports.change = (shared) => {
  const said = [];
  const tried = (name, change) => { try { change(); said.push(name); } catch {} };
  tried("field", () => { shared.word = [2]; });
  tried("new field", () => { shared.more = [2]; });
  tried("item", () => { shared.rows[0] = 2; });
  tried("field of an item", () => { shared.rows[0].n = 2; });
  tried("method of a view", () => { shared.word.at = () => 2; });
  tried("methods of a view", () => { Object.setPrototypeOf(shared.word, { at: () => 2 }); });
  tried("collection", () => { shared.all.get = () => 2; });
  shared.all.set("n", shared.all.get("n") + 1);
  said.push(shared.all.get("n"));
  return said.join();
};`;

const root = join(import.meta.dirname, "../../..");
let directory: string;
let answer: AnswerProcess;
let submission: RemoteSubmission;

beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), "swarmlab-told-"));
  answer = new AnswerProcess({ root, directory, preload: false });
  const functions = Object.values(answers).map(
    (code, i) => `exports.say${i} = function own(word) { Atomics.add(word, 0, 1); ${code} };`,
  );
  submission = await loadAnswer(answer, { code: [...functions, changing].join("\n"), file: "/answer.js" });
}, 300_000);
afterAll(async () => {
  await answer.end();
  rmSync(directory, { recursive: true, force: true });
});

/** What comes of two threads that run a text: "passed", the failure, or why the check is open. */
async function told(thread: string): Promise<string> {
  try {
    const verdict = await submission.explore({
      shared: () => ({ word: new Int32Array(new SharedArrayBuffer(4)) }),
      threads: [thread as never, thread as never],
      finally: ({ word }, results) => word[0] === 2 && results.every((one) => String(one) === "fine"),
    });
    return verdict.passed ? "passed" : String(verdict.failure?.message);
  } catch (error) {
    return UnexploredError.is(error) ? `open: ${error.message}` : String(error);
  }
}

const of = (name: Answer) => told(`({ word }) => say${names.indexOf(name)}(word)`);

describe("what an answer shows in the explorer counts for nothing when it", () => {
  test.each<[Answer, string]>([
    ["reads a stack", "the stack of an error"],
    ["reads a caught error's stack", "the stack of an error"],
    ["captures a stack", "the stack of an error"],
    ["reads its own text", "the text of a function"],
    ["puts its own text into a template", "the text of a function"],
    ["asks how deep calls can go", "how deep calls can go"],
    ["asks for its process", "process.execArgv"],
    ["catches a refusal", "process.chdir"],
    ["asks for the text of a list of its functions", "the text of a function"],
    ["takes a text of a function of the language", "the text of a function"],
    ["asks for symbols of its functions", "the names in a function"],
    ["asks whether the language can be changed", "whether the language can be changed"],
    ["asks for more than the clock", "performance.toJSON"],
    ["measures its own work", "how long its own work takes"],
  ])("%s", { timeout: 300_000 }, async (name, words) => {
    const outcome = await of(name);
    expect(outcome).toMatch(/^open: /);
    expect(outcome).toContain(words);
  });
});

describe("an answer passes that", () => {
  test.each<[Answer]>([["reads what an error says"], ["reads the clock and draws"], ["looks at models"]])(
    "%s",
    { timeout: 300_000 },
    async (name) => {
      expect(await of(name)).toBe("passed");
    },
  );
});

test("a stack says what the error says, and has no place of the explorer", { timeout: 300_000 }, async () => {
  const message = await of("tells a stack");
  expect(message).toContain("Error: inside");
  expect(message).not.toMatch(/kit[\\/]|node:|explored-/);
});

describe("a rule gets plain data, so that an answer fails that", () => {
  test.each<[Answer, string]>([
    ["gives an object with a toString", "came: a function at toString"],
    ["gives an object with a getter", "came: an object with a getter at it"],
    ["gives a proxy", "came: a Proxy"],
    ["gives an object that contains itself", "came: an object that contains itself at [0]"],
    [
      "throws what throws when it is read",
      "A threw what is no error (came: an object with a getter at message)",
    ],
  ])("%s", { timeout: 300_000 }, async (name, words) => {
    expect(await of(name)).toContain(words);
  });
});

test("what threads share cannot be changed by an answer that a rule calls", {
  timeout: 300_000,
}, async () => {
  const verdict = await submission.explore({
    shared: () => ({
      word: new Int32Array(new SharedArrayBuffer(4)),
      rows: [{ n: 1 }],
      all: new Map([["n", 0]]),
    }),
    threads: [({ word }) => Atomics.add(word, 0, 1), ({ word }) => Atomics.load(word, 0)],
    finally: (shared) => {
      const done = change(shared);
      if (done !== "1") throw new Error(`changed ${done}`);
      return shared.word[0] === 1 && shared.word.at(0) === 1 && shared.rows[0]?.n === 1;
    },
  });
  expect(verdict.failure).toBeNull();
});

test.each([
  ["a global name", "exports.isHere = globalThis.process === undefined;", "globalThis.process"],
  [
    "an object of Node",
    "exports.isHere = false; try { process.pid } catch { exports.isHere = true }",
    "process",
  ],
  [
    "a module of Node",
    'exports.isHere = false; try { require("node:fs") } catch { exports.isHere = true }',
    "node:fs",
  ],
  [
    "the text of a function, by a class",
    "exports.isHere = class { static text = [Atomics.wait].join(); };",
    "the text of a function",
  ],
])("what definitions look at counts: %s", { timeout: 300_000 }, async (_name, code, words) => {
  submission = await loadAnswer(answer, { code, file: "/early.js" });
  const outcome = await told('({ word }) => { Atomics.add(word, 0, 1); return isHere ? "fine" : "fine"; }');
  expect(outcome).toMatch(/^open: /);
  expect(outcome).toContain(words);
});

test("a stack counts that is read while definitions are read", { timeout: 300_000 }, async () => {
  const early = 'exports.isHere = String(new Error("x").stack).length > 0;';
  submission = await loadAnswer(answer, { code: early, file: "/early.js" });
  const outcome = await told('({ word }) => { Atomics.add(word, 0, 1); return isHere ? "fine" : "fine"; }');
  expect(outcome).toContain("open: A thread looks at the stack of an error");
});
