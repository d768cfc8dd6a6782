import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import {
  AnswerFault,
  AnswerProcess,
  answerErrors,
  loadAnswer,
  type RemoteSubmission,
} from "../../../../kit/sandbox/index.ts";
import { blockUntilEnded } from "../../../labs/swarm/processes/support/block-until-ended.ts";
import { expectNoProcessNaming, processesNaming } from "./processes.ts";

const root = join(import.meta.dirname, "../../../..");
let directory: string;
let running: AnswerProcess[] = [];

beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), "swarmlab-answer-"));
});
afterEach(async () => {
  await Promise.all(running.map((answer) => answer.end()));
  running = [];
});
afterAll(() => rmSync(directory, { recursive: true, force: true }));

function start(processes = false): AnswerProcess {
  const answer = new AnswerProcess({ root, directory, processes });
  running.push(answer);
  return answer;
}

async function load(code: string, answer = start()): Promise<RemoteSubmission> {
  return loadAnswer(answer, { code, file: "/answer.js" });
}

describe("an answer in its own process", () => {
  test("says what it defines", async () => {
    const submission = await load(
      "exports.A = class {}; exports.f = () => 1; exports.x = 1n; exports.nothing = null;",
    );
    expect(["A", "f", "x", "nothing", "other"].map((name) => submission.kind(name))).toEqual([
      "class",
      "function",
      "bigint",
      "null",
      "missing",
    ]);
    expect([submission.has("f"), submission.has("other")]).toEqual([true, false]);
  });

  test("gets no folder of compiled code that other processes load", async () => {
    vi.stubEnv("NODE_COMPILE_CACHE", directory);
    try {
      const submission = await load("exports.names = () => Object.keys(process.env);");
      expect(await submission.call("names")).not.toContain("NODE_COMPILE_CACHE");
    } finally {
      vi.unstubAllEnvs();
    }
  });

  test("is called, read and constructed", async () => {
    const submission = await load(`
      exports.add = (a, b) => a + b;
      exports.table = Promise.resolve(new Map([[1, "one"]]));
      exports.Counter = class { #n; step = 2; constructor(n) { this.#n = n; } increase() { return (this.#n += this.step); } get now() { return this.#n; } };
    `);
    expect(await submission.call("add", 1n, 2n)).toBe(3n);
    expect(await submission.get("table")).toEqual(new Map([[1, "one"]]));
    const counter = await submission.new("Counter", 5);
    expect(await counter.increase()).toBe(7);
    expect(await counter.increase()).toBe(9);
    expect([await counter.now, await counter.get("now"), await counter.step]).toEqual([9, 9, 2]);
  });

  test("an instance's own get() is called, not taken for a field", async () => {
    const submission = await load("exports.Store = class { get(key) { return 'value of ' + key; } };");
    expect(await (await submission.new("Store")).get("a")).toBe("value of a");
  });

  test("a missing name or method is named in the error", async () => {
    const submission = await load("exports.A = class A {};");
    await expect(submission.call("add")).rejects.toThrow("Your answer does not define add.");
    await expect((await submission.new("A")).fly()).rejects.toThrow("A has no method fly()");
  });

  test("functions cross both ways and call back", async () => {
    const submission = await load(
      "exports.map = async (list, f) => { const out = []; for (const x of list) out.push(await f(x)); return out; }; exports.adder = (n) => (m) => n + m; exports.same = (f) => f;",
    );
    const seen: number[] = [];
    const twice = (x: number) => {
      seen.push(x);
      return x * 2;
    };
    expect(await submission.call("map", [1, 2], twice)).toEqual([2, 4]);
    expect(seen).toEqual([1, 2]);
    const add = await submission.call("adder", 10);
    expect(await add(5)).toBe(15);
    expect(await submission.call("same", twice)).toBe(twice);
  });

  test("instances that are passed back arrive as themselves", async () => {
    const submission = await load(
      "class A { n = 1 } exports.A = A; exports.make = () => { const a = new A(); a.grow = () => a.n++; return a; }; exports.isA = (x) => x instanceof A;",
    );
    expect(await submission.call("isA", await submission.new("A"))).toBe(true);
    expect(await submission.call("isA", { n: 1 })).toBe(false);
  });

  test("async iterators are pulled, and returned when the check stops early", async () => {
    const submission = await load(
      "exports.log = []; exports.count = async function* () { try { for (let i = 0; ; i++) yield i; } finally { exports.log.push('closed'); } };",
    );
    const seen: unknown[] = [];
    for await (const value of await submission.call("count")) {
      seen.push(value);
      if (value === 2) break;
    }
    expect(seen).toEqual([0, 1, 2]);
    expect(await submission.get("log")).toEqual(["closed"]);
  });

  test("its errors arrive with class, code and the place where they arose", async () => {
    const submission = await load(
      "exports.boom = () => {\n  throw Object.assign(new RangeError('no'), { code: 'E_NO' });\n};",
    );
    const error = await submission.call("boom").catch((error: unknown) => error);
    expect(error).toBeInstanceOf(RangeError);
    expect(error).toMatchObject({ message: "no", code: "E_NO" });
    expect(answerErrors.get(error as Error)?.[0]).toBe(2);
  });

  test("awaits at top level, imports the lab, and finds its top-level names for workers", async () => {
    const submission = await load(
      'const labs = require("@swarmlab/labs"); exports.waited = await Promise.resolve(4); exports.kind = typeof labs.runMultiAgentSystem; const scope = globalThis[Symbol.for("swarmlab.scope")]; exports.seen = () => [scope.has("waited"), scope.get("waited"), scope.has("toString")];',
    );
    expect(await submission.get("waited")).toBe(4);
    expect(await submission.get("kind")).toBe("function");
    expect(await submission.call("seen")).toEqual([true, 4, false]);
  });

  test("an agent class of the answer runs on a real worker thread", async () => {
    const submission = await load(`
      const labs_1 = require("@swarmlab/labs");
      Object.defineProperty(exports, "AIAgent", { enumerable: true, get: () => labs_1.AIAgent });
      function square(n) { return n * n; } exports.square = square;
      class Squarer extends labs_1.AIAgent { think(n) { return square(n); } } exports.Squarer = Squarer;
      exports.swarm = () => labs_1.runMultiAgentSystem({ agents: [labs_1.agent(Squarer, 1, 12)], executor: "worker-threads", announce: () => {} });
    `);
    const run = await submission.call("swarm");
    expect(run.results[0]).toMatchObject({ result: 144, success: true });
    expect(run.results[0].worker).toMatch(/^thread/);
  });

  test("an import under another name reaches a worker thread as well", async () => {
    const submission = await load(`
      const labs_1 = require("@swarmlab/labs");
      const node_path_1 = require("node:path");
      Object.defineProperty(exports, "glue", { enumerable: true, get: function () { return node_path_1.join; } });
      const glued = (name) => (0, node_path_1.join)("a", name); exports.glued = glued;
      exports.swarm = () => labs_1.runMultiAgentSystem({ agents: [labs_1.agent(glued, 1, "b")], announce: false });
    `);
    expect((await submission.call("swarm")).results[0]).toMatchObject({ result: "a/b", success: true });
  });

  test("watch() of the kit runs the swarm there, without a picture", async () => {
    const submission = await load(`
      const labs_1 = require("@swarmlab/labs");
      const { watch } = require("@swarmlab/kit");
      exports.swarm = () => watch({ agents: [labs_1.agent((n) => n + 1, 1, 41)], announce: false });
    `);
    expect((await submission.call("swarm")).results[0]).toMatchObject({ result: 42 });
  });

  test("check() and show() of the kit do nothing there", async () => {
    const submission = await load(
      'const kit = require("@swarmlab/kit"); exports.result = await kit.check("01.1"); kit.show(1);',
    );
    expect(await submission.get("result")).toEqual({});
  });

  test("each load is a fresh module", async () => {
    const answer = start();
    const code = "let n = 0; exports.next = () => ++n;";
    const first = await load(code, answer);
    expect([await first.call("next"), await first.call("next")]).toEqual([1, 2]);
    answer.reset();
    expect(await (await load(code, answer)).call("next")).toBe(1);
  });

  test("what it prints is kept to a limit and counted", async () => {
    const answer = start();
    const submission = await load(
      "exports.talk = (n) => { console.log('x'.repeat(n)); console.error('!'); };",
      answer,
    );
    await submission.call("talk", 3);
    expect(submission.output).toBe("xxx\n!\n");
    await submission.call("talk", 1_000_000);
    await vi.waitFor(() => expect(answer.output.length).toBe(1_000_009), 60_000);
    expect(submission.output.length).toBeLessThan(70_000);
  });
});

describe("an instance's stand-in", () => {
  test("answers undefined where promises, printers and matchers look", async () => {
    const submission = await load(
      "exports.A = class { then() {} toJSON() {} asymmetricMatch() { return true; } get $$typeof() { return 1; } };",
    );
    const instance = await submission.new("A");
    for (const name of ["then", "toJSON", "asymmetricMatch", "$$typeof"])
      expect(instance[name]).toBeUndefined();
    expect(() => expect(42).toEqual(instance)).toThrow();
    expect(() => expect(instance).toEqual(42)).toThrow();
  });
});

describe("the end of an answer's process is one plain sentence", () => {
  const fault = async (promise: Promise<unknown>) => {
    const error = await promise.catch((error: unknown) => error);
    expect(error).toBeInstanceOf(AnswerFault);
    return error as AnswerFault;
  };

  test("process.exit", async () => {
    const submission = await load("exports.f = () => process.exit(3);");
    expect((await fault(submission.call("f"))).message).toContain("called process.exit(3)");
  });

  test("process.exit, also when the grader writes to the process before it has read that it exits", async () => {
    const submission = await load("exports.f = () => process.exit(3); exports.g = () => 1;");
    const first = fault(submission.call("f"));
    // The grader is busy until the process has ended, and the next request meets a closed pipe.
    await new Promise((resolve) => setImmediate(resolve));
    const { pid } = running.at(-1) as AnswerProcess;
    blockUntilEnded(pid as number);
    const second = fault(submission.call("g"));
    for (const { code, message } of [await first, await second]) {
      expect(message).toContain("called process.exit(3)");
      expect(code).toBe("EXITED");
    }
  });

  test("process.exit while the grader writes more than the pipe holds", async () => {
    const submission = await load("exports.f = () => process.exit(4); exports.g = () => 1;");
    const calls = [
      submission.call("f"),
      ...Array.from({ length: 3 }, () => submission.call("g", "x".repeat(7e6))),
    ];
    for (const { message } of await Promise.all(calls.map(fault)))
      expect(message).toContain("called process.exit(4)");
  });

  test("process.exit at top level", async () => {
    expect((await fault(load("process.exit();"))).message).toContain("called process.exit(0)");
  });

  test("a signal", async () => {
    const submission = await load(
      "exports.f = async () => { process.kill(process.pid, 'SIGTERM'); await new Promise(() => setInterval(() => {}, 1000)); };",
    );
    expect((await fault(submission.call("f"))).message).toMatch(/was killed \(SIGTERM\)/);
  });

  test("an error in a timer ends the call at once", async () => {
    const submission = await load(
      "exports.f = () => new Promise(() => setTimeout(() => { throw new TypeError('late'); }, 5));",
    );
    await expect(submission.call("f")).rejects.toThrow("late");
  });

  test("a value too large to cross is the call's error alone", async () => {
    const submission = await load("exports.f = () => 'x'.repeat(9e6); exports.g = () => 1;");
    await expect(submission.call("f")).rejects.toThrow(/8 MB/);
    expect(await submission.call("g")).toBe(1);
  });

  test.each([
    ["bytes that are no message", "require('fs').writeSync(3, 'garbage that is no message at all')"],
    [
      "a reply to a call that nobody made",
      "const b = Buffer.from(JSON.stringify({ id: 999, value: 1 })); const h = Buffer.alloc(4); h.writeUInt32LE(b.length); require('fs').writeSync(3, Buffer.concat([h, b]))",
    ],
    [
      "a call to a function it was not given",
      "const b = Buffer.from(JSON.stringify({ call: 1, callback: 7, args: [] })); const h = Buffer.alloc(4); h.writeUInt32LE(b.length); require('fs').writeSync(3, Buffer.concat([h, b]))",
    ],
  ])("%s", async (_name, code) => {
    const submission = await load(
      `exports.f = async () => { ${code}; await new Promise(() => setInterval(() => {}, 1000)); };`,
    );
    expect((await fault(submission.call("f"))).code).toBe("BAD_MESSAGE");
  });
});

describe("ending an answer's process leaves nothing behind", () => {
  test.each([
    ["a loop", "for (;;) {}"],
    ["a loop after an await", "await null; for (;;) {}"],
    [
      "a loop in a worker thread",
      "const { Worker } = require('worker_threads'); new Worker('for (;;) {}', { eval: true }); await new Promise(() => {});",
    ],
    [
      "a child process",
      "require('child_process').spawn('sleep', ['987']); await new Promise(() => setInterval(() => {}, 1000));",
    ],
    [
      "a child process in a group of its own",
      "require('child_process').spawn('sleep', ['987'], { detached: true }); await new Promise(() => setInterval(() => {}, 1000));",
    ],
    [
      "a grandchild whose parent is gone",
      "require('child_process').spawn('sh', ['-c', 'sleep 987 &'], { detached: true, stdio: 'ignore' }); await new Promise(() => setInterval(() => {}, 1000));",
    ],
  ])("%s", async (_name, body) => {
    const answer = start(body.includes("child_process"));
    const submission = await load(`exports.f = async () => { ${body} };`, answer);
    const call = submission.call("f").catch((error: unknown) => error);
    await new Promise((resolve) => setTimeout(resolve, 300));
    await answer.end(new AnswerFault("TIMEOUT", "stopped"));
    expect(await call).toMatchObject({ code: "TIMEOUT" });
    await expectNoProcessNaming(directory);
  });

  test("an answer that loops ends when the process that started it is killed", async () => {
    const { spawn } = await import("node:child_process");
    const script = `
      import { AnswerProcess, loadAnswer } from ${JSON.stringify(join(root, "kit/sandbox/index.ts"))};
      const answer = new AnswerProcess({ root: ${JSON.stringify(root)}, directory: ${JSON.stringify(directory)} });
      const submission = await loadAnswer(answer, { code: "exports.f = () => { for (;;) {} };", file: "/a.js" });
      void submission.call("f");
      setTimeout(() => console.log("looping"), 500);
      setInterval(() => {}, 1000);`;
    const parent = spawn(
      process.execPath,
      ["--disable-warning=ExperimentalWarning", "--input-type=module", "-e", script],
      { stdio: ["ignore", "pipe", "inherit"] },
    );
    await new Promise((resolve) => parent.stdout.once("data", resolve));
    expect(processesNaming(directory).length).toBeGreaterThan(0);
    parent.kill("SIGKILL");
    await expectNoProcessNaming(directory);
  });
});
