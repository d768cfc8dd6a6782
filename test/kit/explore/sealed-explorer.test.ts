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
declare const Reached: { natively: Record<string, string> };

/** What code of an answer tries in the explorer's process: an expression that ought to throw or to be undefined. */
const reaches: Record<string, string> = {
  "process, by its name": 'process.getBuiltinModule("node:fs")',
  "process, by the global object": 'globalThis.process.getBuiltinModule("node:fs")',
  "process, by `global`": 'global.process.getBuiltinModule("node:fs")',
  "the global object, by a sloppy `this`": "(function () { return this; })()",
  "the global object, by apply": "Reflect.apply(function () { return this; }, undefined, [])",
  "a caller, by `arguments.callee`": "(function () { return arguments.callee.caller; })()",
  "a caller, by `caller`": "(function own() { return own.caller; })()",
  "code, by new Function": 'new Function("return process")()',
  "code, by a function's constructor": '(() => {}).constructor("return process")()',
  "code, by a built-in function's constructor": '[].map.constructor("return process")()',
  "code, by Reflect.construct": 'Reflect.construct(Function, ["return process"])()',
  "code, by a generator's constructor": '(function* () {}).constructor("yield process")().next().value',
  "code, by an asynchronous function's constructor": '(async () => {}).constructor("return process")',
  "code, by an asynchronous generator's constructor": '(async function* () {}).constructor("yield process")',
  "code, by a lent constructor": 'structuredClone.constructor("return process")()',
  "code, by the console": 'console.log.constructor("return process")()',
  "code, by a class of Node":
    'new AbortController().signal.constructor.timeout.constructor("return process")()',
  "code, by what every object has": 'constructor.constructor("return process")()',
  "code, by eval": '(0, eval)("process")',
  "code, by eval in place": 'eval("process")',
  "code, by a module's constructor": 'module.constructor._load("node:fs")',
  "a module of Node, by require": 'require("node:fs")',
  "a module of Node, by require of a require": 'require("node:module").createRequire("/x.js")',
  "a module of Node, by what require has": "require.cache ?? require.main ?? require.resolve",
  "a module of Node, by what a module has": "module.parent ?? module.require ?? module.children",
  "a thread": 'new (require("@swarmlab/labs").ThreadExecutor)()',
  "a swarm": 'require("@swarmlab/labs").runMultiAgentSystem({ agents: [] })',
  "what reads functions for the explorer":
    'require("@swarmlab/labs/swarm/transfer").Program.prototype.add.call',
  "a thread, by its class": "new Worker('1', { eval: true })",
  messages: "new MessageChannel()",
  "messages to all": "new BroadcastChannel('x')",
  "the network": "fetch('http://127.0.0.1:1/')",
  "code of another kind": "WebAssembly.compile",
  "a microtask that outlives the search": "queueMicrotask(() => {})",
  "frames of the stack with what they hold":
    "(() => { Error.prepareStackTrace = (_, sites) => sites; return new Error().stack[0].getFunction; })()",
  "keys of this program": 'globalThis[Symbol.for("swarmlab.answerScope")]',
  "names of the explorer": "ǂS ?? ǂown",
};

/** What code of an answer tries to change for all that runs there: a statement that ought to throw. */
const changes: Record<string, string> = {
  "how a verdict is written": "JSON.stringify = () => '{}'",
  "how bytes are made": "Buffer.from = () => null",
  "how bytes are read": "Buffer.prototype.toString = () => ''",
  "what every object is written as": "Object.prototype.toJSON = () => true",
  "what every list is written as": "Array.prototype.toJSON = () => true",
  "what every big number is written as": "BigInt.prototype.toJSON = () => true",
  "what a promise waits for": "Object.prototype.then = (go) => go(true)",
  "how promises go on": "Promise.prototype.then = () => {}",
  "what a map holds": "Map.prototype.get = () => true",
  "what a weak map holds": "WeakMap.prototype.get = () => true",
  "a member of maps": "Map.prototype.own = 1",
  "a member of functions": "Function.prototype.own = 1",
  "a member of numbers": "Number.prototype.own = 1",
  "how a function is called": "Reflect.apply = () => true",
  "how memory is read": "Atomics.load = () => 2",
  "how memory is added to": "Atomics.add = () => 2",
  "what an error says": "Error.prototype.toString = function () { return ''; }; throw 0",
  "how stacks are made": "Error.prepareStackTrace = () => []",
  "how deep stacks are": "Error.stackTraceLimit = 0",
  "a lock of the lab": 'require("@swarmlab/labs").Mutex.prototype.lock = () => {}',
  "a class of Node": "EventTarget.prototype.dispatchEvent = () => true",
  "a lent function": "structuredClone.call = () => true",
};

// A statement that does not throw counts as a change, also where the object has ignored it.
const table = (rows: Record<string, string>, isStatement: boolean) =>
  Object.entries(rows)
    .map(([name, code]) =>
      isStatement
        ? `${JSON.stringify(name)}: () => { ${code}; return "took place"; }`
        : `${JSON.stringify(name)}: () => ${code}`,
    )
    .join(",\n");
const answerCode = `
exports.attempts = {
${table(reaches, false)},
${table(changes, true)},
};
exports.outcome = (attempt) => {
  try {
    const value = attempt();
    if (value instanceof Promise) value.catch(() => {});
    return value === undefined || value === null ? "nothing" : "reached";
  } catch {
    return "nothing";
  }
};
exports.Reached = class Reached {
  // What is run while the class is defined, as it is.
  static natively = {};
  static {
    for (const [name, attempt] of Object.entries(exports.attempts)) Reached.natively[name] = exports.outcome(attempt);
  }
};
`;

const root = join(import.meta.dirname, "../../..");
let directory: string;
let answer: AnswerProcess;
let submission: RemoteSubmission;
/** How many tries the definitions made, and those that got something. */
let tried = 0;
let natively: readonly string[] = [];

const shared = () => ({ word: new Int32Array(new SharedArrayBuffer(4)) });

beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), "swarmlab-sealed-"));
  answer = new AnswerProcess({ root, directory, preload: false });
  // The answer's own process would run the definitions too.
  submission = await loadAnswer(answer, { code: "", file: "/answer.js" });
  submission = await loadAnswer(answer, {
    code: `if (globalThis.process) return;\n${answerCode}`,
    file: "/answer.js",
  });
  const verdict = await submission.explore({
    shared,
    threads: [({ word }) => Atomics.add(word, 0, 1), ({ word }) => Atomics.load(word, 0)],
    finally: () => {
      const all = Object.entries(Reached.natively);
      const got = all.flatMap(([name, outcome]) => (outcome === "nothing" ? [] : [name]));
      throw new Error(`tried ${all.length}, got <${got.join("|")}>`);
    },
  });
  const [, count, got] = /tried (\d+), got <(.*)>/s.exec(verdict.failure?.message ?? "") ?? [];
  tried = Number(count);
  natively = got?.split("|") ?? [];
}, 300_000);
afterAll(async () => {
  await answer.end();
  rmSync(directory, { recursive: true, force: true });
});

test("every try was made while a class was defined, and none got anything", () => {
  expect(tried).toBe(Object.keys(reaches).length + Object.keys(changes).length);
  expect(natively).toEqual([""]);
});

describe("definitions of an answer do not reach", () => {
  test.each(Object.keys(reaches))("%s", (name) => {
    expect(natively).not.toContain(name);
  });
});

describe("definitions of an answer do not change", () => {
  test.each(Object.keys(changes))("%s", (name) => {
    expect(natively).not.toContain(name);
  });
});

/** Runs an expression in a virtual thread. @returns "refused" where the explorer does not run it at all */
async function virtually(code: string): Promise<string> {
  const thread = `({ word }) => {
    Atomics.add(word, 0, 1);
    try {
      const value = ${code};
      return value === undefined || value === null ? "nothing" : "reached";
    } catch {
      return "nothing";
    }
  }`;
  try {
    const verdict = await submission.explore({
      shared,
      threads: { A: thread as never, B: ({ word }) => Atomics.load(word, 0) },
      finally: (_shared, [outcome]) => {
        throw new Error(`outcome: ${outcome}.`);
      },
    });
    return /outcome: (\w+)\./.exec(verdict.failure?.message ?? "")?.[1] ?? String(verdict.failure?.message);
  } catch (error) {
    if (UnexploredError.is(error)) return "refused";
    // A name that the explorer does not know is refused as well.
    return ["CANNOT_TRANSFER", "MISSING_NAME"].includes((error as { code: string }).code)
      ? "refused"
      : String(error);
  }
}

describe("a virtual thread does not reach", () => {
  test.each(Object.entries(reaches))("%s", async (_name, code) => {
    expect(await virtually(code)).toMatch(/^(?:nothing|refused)$/);
  });
});

describe("a virtual thread does not change", () => {
  test.each(Object.entries(changes))("%s", async (_name, code) => {
    expect(await virtually(`(() => { ${code}; return "took place"; })()`)).toMatch(/^(?:nothing|refused)$/);
  });
});

test("a name that an answer gives one of its functions does not become code of the explorer", async () => {
  const named = `
    const evil = () => 1;
    const name = "x; ǂown.changes = globalThis; throw 0";
    Object.defineProperty(evil, "name", { value: name });
    exports[name] = evil;
    exports.carrier = { evil };`;
  const other = await loadAnswer(answer, { code: named, file: "/named.js" });
  const verdict = await other.explore({
    shared,
    threads: {
      A: "({ word }) => Atomics.add(word, 0, carrier.evil())" as never,
      B: ({ word }) => Atomics.load(word, 0),
    },
    finally: ({ word }) => word[0] === 1,
  });
  expect(verdict).toMatchObject({ passed: true, covered: "all" });
});

test("a wrong answer stays wrong beside all of these tries", async () => {
  const verdict = await submission.explore({
    shared,
    threads: [
      ({ word }) => {
        word[0] = (word[0] as number) + 1;
      },
      ({ word }) => {
        word[0] = (word[0] as number) + 1;
      },
    ],
    finally: ({ word }) => Object.keys(Reached.natively).length > 50 && word[0] === 2,
  });
  expect(verdict.passed).toBe(false);
  expect(verdict.failure?.trace).toBeTruthy();
});
