import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import { AnswerProcess, loadAnswer } from "../../../../kit/sandbox/index.ts";

const root = join(import.meta.dirname, "../../../..");
let directory: string;
let answer: AnswerProcess;

beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), "swarmlab-insides-"));
  answer = new AnswerProcess({ root, directory, processes: true, preload: false });
});
afterAll(async () => {
  await answer.end();
  rmSync(directory, { recursive: true, force: true });
});

const load = (code: string) => loadAnswer(answer, { code, file: "/answer.js" });

/** Ways to look into the process. */
const LOOKS = {
  createHook: "require('node:async_hooks').createHook({ init() {} })",
  "createHook by import()": "(await import('async_hooks')).createHook({ init() {} })",
  "createHook by the process": "process.getBuiltinModule('async_hooks').createHook({ init() {} })",
  "createHook by the loader": "require('node:module')._load('async_hooks').createHook({ init() {} })",
  executionAsyncResource: "require('async_hooks').executionAsyncResource()",
  Session: "new (require('node:inspector').Session)()",
  "Session of promises": "new (require('node:inspector/promises').Session)()",
  "a debugger's port": "require('inspector').open(0)",
  "a heap snapshot": "require('node:v8').writeHeapSnapshot('/dev/null')",
  "objects of a class": "require('v8').queryObjects(Promise)",
  "V8's promise hooks": "require('v8').promiseHooks.onInit(() => {})",
  "V8's own functions": "require('v8').setFlagsFromString('--allow-natives-syntax')",
  tracing: "require('node:trace_events').createTracing({ categories: ['v8'] })",
  "Node's bindings": "process.binding('async_wrap')",
  "linked bindings": "process._linkedBinding('inspector')",
};

test("what looks into the process refuses, by whichever way an answer gets at it", async () => {
  const tries = Object.entries(LOOKS).map(
    ([name, look]) =>
      `try { ${look}; seen.push([${JSON.stringify(name)}, "open"]); } catch (error) { seen.push([${JSON.stringify(name)}, error.message]); }`,
  );
  const submission = await load(
    `exports.look = async () => { const seen = []; ${tries.join("\n")} return seen; };`,
  );
  const seen = (await submission.call("look")) as [string, string][];
  expect(seen.map(([name]) => name)).toEqual(Object.keys(LOOKS));
  for (const [name, message] of seen)
    expect(message, name).toMatch(
      / looks into the process that checks your answer, so an answer cannot use it\.$/,
    );
});

test("what honest code uses of the same modules works", async () => {
  const submission = await load(`
    const { AsyncLocalStorage, AsyncResource } = require("node:async_hooks");
    const v8 = require("node:v8");
    exports.use = async () => {
      const storage = new AsyncLocalStorage();
      const kept = await storage.run(7, async () => { await null; return storage.getStore(); });
      const bound = new AsyncResource("one").runInAsyncScope(() => 8);
      v8.setFlagsFromString("--expose-gc");
      v8.setFlagsFromString("--no-expose-gc");
      return [kept, bound, v8.deserialize(v8.serialize(9)), v8.getHeapStatistics().used_heap_size > 0];
    };`);
  expect(await submission.call("use")).toEqual([7, 8, 9, true]);
});

test("the sockets of the channel are not among what is open, and an answer's own are", async () => {
  const submission = await load(`const { createServer } = require("node:net");
    exports.open = async () => {
      const server = createServer();
      await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
      const handles = process._getActiveHandles();
      server.close();
      return [handles.includes(server), handles.map((handle) => handle._handle?.fd).filter((fd) => fd === 3 || fd === 4)];
    };`);
  expect(await submission.call("open")).toEqual([true, []]);
});

test("an answer does not change what the next one compiles", async () => {
  await load(`const vm = require("node:vm");
    const evil = () => async (exports) => { exports.f = () => "evil"; };
    for (const change of [
      () => { vm.runInThisContext = evil; },
      () => { vm.Script.prototype.runInThisContext = evil; },
      () => { Object.setPrototypeOf(vm.Script, class { runInThisContext() { return evil(); } }); },
      () => { Object.getPrototypeOf(vm.Script.prototype).runInContext = evil; },
    ]) try { change(); } catch {}
    require("node:module").syncBuiltinESMExports();`);
  const next = await load('exports.f = () => "honest";');
  expect(await next.call("f")).toBe("honest");
});

test("nor do hashes of its own seal anything: the next reply is as sealed as the last", async () => {
  const submission = await load(`const crypto = require("node:crypto");
    crypto.hash = () => "0".repeat(32);
    require("node:module").syncBuiltinESMExports();
    exports.f = () => 1;`);
  expect(await submission.call("f")).toBe(1);
});

test("a thread of the answer cannot debug the main thread, where the judge's runner is", async () => {
  const hostile = new AnswerProcess({ root, directory, preload: false });
  onTestFinished(() => hostile.end());
  const thread = `
    const { Session } = require("node:inspector");
    const session = new Session();
    session.connectToMainThread();
    session.post("Runtime.evaluate", { expression: "globalThis.reached = true" }, () => process.exit());`;
  const submission = await loadAnswer(hostile, {
    code: `const { Worker } = require("node:worker_threads");
      exports.reach = async () => {
        const worker = new Worker(${JSON.stringify(thread)}, { eval: true, execArgv: [], env: {} });
        await new Promise((resolve) => worker.once("exit", resolve).once("error", resolve));
        return globalThis.reached === true;
      };`,
    file: "/answer.js",
  });
  // Node ends the process where the main thread has no debugger.
  const reached = await submission.call("reach").catch(() => false);
  expect(reached).toBe(false);
});

test("no foreign function is at hand, and what an answer starts prints no warning of its own", async () => {
  const submission = await load(`const { spawnSync } = require("node:child_process");
    exports.look = () => {
      const { stdout, stderr } = spawnSync(process.execPath, ["-e", "console.log('started')"], { encoding: "utf8" });
      return [typeof process.getBuiltinModule("node:ffi"), stdout, stderr];
    };`);
  expect(await submission.call("look")).toEqual(["undefined", "started\n", ""]);
});
