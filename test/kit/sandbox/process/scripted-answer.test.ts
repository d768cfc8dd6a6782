import { mkdtempSync, rmSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { AnswerProcess, loadAnswer, type RemoteSubmission } from "../../../../kit/sandbox/index.ts";

const root = join(import.meta.dirname, "../../../..");
let directory: string;
let answer: AnswerProcess | undefined;

beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), "swarmlab-started-"));
});
afterEach(() => answer?.end());
afterAll(() => rmSync(directory, { recursive: true, force: true }));

async function load(code: string, processes = false): Promise<RemoteSubmission> {
  answer = new AnswerProcess({ root, directory, processes });
  return loadAnswer(answer, { code, file: "/answer.js" });
}

const threads = `const { Worker } = require("node:worker_threads");
const ended = (worker) => new Promise((resolve) => worker.on("exit", resolve));
const thread = (code) => new Worker(code, { eval: true });`;

test("threads are counted, with whether they ended by themselves or were ended", async () => {
  const submission = await load(`${threads}
    exports.run = async () => {
      await ended(thread("1"));
      await ended(thread("process.exit(3)"));
      const endless = thread("for (;;) {}");
      await new Promise((resolve) => endless.on("online", resolve));
      await endless.terminate();
    };`);
  expect(await submission.started()).toEqual({ threads: 0, processes: 0, ended: [] });
  await submission.call("run");
  expect(await submission.started()).toEqual({
    threads: 3,
    processes: 0,
    ended: [
      { exitCode: 0, terminated: false },
      { exitCode: 3, terminated: false },
      { exitCode: 1, terminated: true },
    ],
  });
});

test("the threads of an earlier answer are not counted for the next", async () => {
  const submission = await load(`${threads}\nexports.start = () => { thread("for (;;) {}"); };`);
  await submission.call("start");
  const next = await loadAnswer(answer as AnswerProcess, { code: "exports.f = () => 1;", file: "/next.js" });
  expect(await next.started()).toEqual({ threads: 0, processes: 0, ended: [] });
});

test("processes are counted", async () => {
  const start = `const { spawn } = require("node:child_process");
    exports.run = () => new Promise((resolve) => spawn(process.execPath, ["--version"]).on("exit", resolve));`;
  const submission = await load(start, true);
  expect(await submission.call("run")).toBe(0);
  expect((await submission.started()).processes).toBe(1);
});

test("a function of a check computes in the answer's process before it is called, where the check wants that", async () => {
  const submission = await load(`exports.launch = (f) => {
    const start = performance.now();
    const promise = f(4);
    const launching = performance.now() - start;
    return promise.then((value) => [value, launching]);
  };`);
  const twice = (value: number) => 2 * value;
  // A busy machine may hold up one of them, but not each.
  const quick = [];
  for (let i = 0; i < 5; i++) quick.push(await submission.call("launch", twice));
  const slow = await submission.call("launch", await submission.computing(twice, 300));
  expect([quick[0][0], slow[0]]).toEqual([8, 8]);
  expect(slow[1]).toBeGreaterThanOrEqual(300);
  expect(Math.min(...quick.map(([, launching]) => launching))).toBeLessThan(slow[1]);
});

test("a function of a check takes its time by the answer's stopwatches, until the next answer is loaded", async () => {
  const code = `exports.time = async (f) => {
    const [start, since] = [performance.now(), process.hrtime.bigint()];
    const value = await f();
    const pair = process.hrtime([Number(since / 1000000000n), Number(since % 1000000000n)]);
    return [value, performance.now() - start, Number(process.hrtime.bigint() - since) / 1e6, 1000 * pair[0]];
  };`;
  const submission = await load(code);
  const taking = await submission.taking(() => "done", 3600);
  const [value, ...slow] = await submission.call("time", taking);
  expect(value).toBe("done");
  for (const milliseconds of slow) expect(milliseconds).toBeGreaterThanOrEqual(3_600_000);
  const next = await loadAnswer(answer as AnswerProcess, { code, file: "/next.js" });
  const [, ...quick] = await next.call("time", () => "done");
  for (const milliseconds of quick) expect(milliseconds).toBeLessThan(3_600_000);
});

test("methods of a check's object throw unless they are called on it", async () => {
  const submission = await load(`exports.on = (list) => list[0].start();
    exports.off = ([{ start }]) => start();
    exports.copied = ([one]) => ({ ...one }).start();`);
  const agents = [await submission.withMethods({ start: () => "started" })];
  expect(await submission.call("on", agents)).toBe("started");
  for (const name of ["off", "copied"])
    await expect(submission.call(name, agents)).rejects.toThrow("Cannot read private member");
});

test("an answer sees the cores that a check names, also through the lab, and the next one sees the machine's own", async () => {
  const code = `const os = require("node:os");
    const { runtimeStatus } = require("@swarmlab/labs");
    exports.cores = () => [os.availableParallelism(), os.cpus().length, runtimeStatus().cores];`;
  const submission = await load(code);
  await submission.simulateCores(7);
  expect(await submission.call("cores")).toEqual([7, 7, 7]);
  const next = await loadAnswer(answer as AnswerProcess, { code, file: "/next.js" });
  const [cores] = (await next.call("cores")) as number[];
  expect(cores).toBe(availableParallelism());
});

test("a function of the check stands in for one of the answer, also on a thread, until the next check", async () => {
  const code = `const { agent, runMultiAgentSystem } = require("@swarmlab/labs");
    exports.twice = (n) => 2 * n;
    exports.here = (n) => exports.twice(n);
    exports.there = async (n) => {
      const { results } = await runMultiAgentSystem({ agents: [agent(exports.twice, 0, n)], executor: "worker-threads" });
      return results[0].result;
    };`;
  const submission = await load(code);
  await submission.replace("twice", "(n) => own_twice(n) + 1");
  expect([await submission.call("here", 3), await submission.call("there", 3)]).toEqual([7, 7]);
  // A second one stands in for the answer's own as well, and not for the first.
  await submission.replace("twice", "(n) => own_twice(n) + 2");
  expect(await submission.call("here", 3)).toBe(8);
  await expect(submission.replace("thrice", "(n) => n")).rejects.toThrow("does not define thrice");
  const next = await loadAnswer(answer as AnswerProcess, { code, file: "/next.js" });
  expect(await next.call("here", 3)).toBe(6);
});
