import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Mutex } from "@swarmlab/labs/sharing";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { runCheck } from "../../../kit/checking/checks/run-check.ts";
import { lessonResult } from "../../../kit/checking/index.ts";
import { readVerdict } from "../../../kit/explore/index.ts";
import { AnswerProcess, loadAnswer, type RemoteSubmission } from "../../../kit/sandbox/index.ts";

// What the answers define, for the type checker: the threads below run where the answer is.
declare const SpinLock: new (words: Int32Array) => { lock(): void; unlock(): void };
declare const increment: (counter: Int32Array) => void;

const root = join(import.meta.dirname, "../../..");
let directory: string;
let answer: AnswerProcess;

beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), "swarmlab-explore-"));
  answer = new AnswerProcess({ root, directory });
});
afterAll(async () => {
  await answer.end();
  rmSync(directory, { recursive: true, force: true });
});

const load = (code: string): Promise<RemoteSubmission> => loadAnswer(answer, { code, file: "/answer.js" });
const words = () => ({
  counter: new Int32Array(new SharedArrayBuffer(4)),
  lock: new Int32Array(new SharedArrayBuffer(4)),
});

const rightLock = `
exports.SpinLock = class SpinLock {
  #words;
  constructor(words) { this.#words = words; }
  lock() { while (Atomics.compareExchange(this.#words, 0, 0, 1) !== 0) Atomics.wait(this.#words, 0, 1); }
  unlock() { Atomics.store(this.#words, 0, 0); Atomics.notify(this.#words, 0, 1); }
};
exports.increment = (counter) => { counter[0] += 1; };`;
const looseLock = rightLock.replace(
  /lock\(\) \{ while.*\n/,
  "lock() { while (Atomics.load(this.#words, 0) !== 0) {} Atomics.store(this.#words, 0, 1); }\n",
);

const critical = ({ counter, lock }: ReturnType<typeof words>) => {
  const mine = new SpinLock(lock);
  mine.lock();
  increment(counter);
  mine.unlock();
};

describe("a check explores an answer", () => {
  test("in the answer's process, where threads may use the names that the answer defines", async () => {
    const submission = await load(rightLock);
    const verdict = await submission.explore({
      shared: words,
      threads: { first: critical, second: critical },
      finally: ({ counter }) => counter[0] === 2,
    });
    expect(verdict).toMatchObject({ passed: true, covered: "all", threads: ["first", "second"] });
    expect(verdict.finalStates.map(({ state }) => state)).toEqual(["counter: 2, lock: 0"]);
    expect(verdict.mustPass()).toBe(verdict);
  });

  test("a lock that lets two threads in fails, with the interleaving", async () => {
    const submission = await load(looseLock);
    const verdict = await submission.explore({
      shared: words,
      threads: [critical, critical],
      finally: ({ counter }) => counter[0] === 2,
    });
    expect(verdict.failure).toMatchObject({ kind: "wrong end", preemptions: 2 });
    expect(verdict.toString()).toContain("Atomics.load(this.#words, 0)");
    expect(() => verdict.mustPass()).toThrow(/^Fails: /);
  });

  test("threads may use the kit's classes, and values that the check gives", async () => {
    const submission = await load(rightLock);
    const rounds = 2;
    const verdict = await submission.explore({
      shared: () => ({ mutex: new Mutex(), counter: new Int32Array(new SharedArrayBuffer(4)) }),
      threads: [0, 1].map(() => ({ mutex, counter }: { mutex: Mutex; counter: Int32Array }) => {
        for (let i = 0; i < rounds; i++) mutex.runExclusive(() => increment(counter));
      }),
      scope: { rounds },
      finally: ({ counter }) => counter[0] === 4,
      bound: 1,
      steps: 20_000,
    });
    expect(verdict.passed).toBe(true);
  });

  test("an answer that loops for ever, or cannot be explored, is one sentence", async () => {
    const submission = await load(
      "exports.increment = (counter) => { Atomics.load(counter, 0); for (;;) {} };",
    );
    const verdict = await submission.explore({
      shared: words,
      threads: [0, 1].map(
        () =>
          ({ counter }: ReturnType<typeof words>) =>
            increment(counter),
      ),
    });
    expect(verdict.failure?.message).toMatch(/^A loops for ever .*without touching shared memory/);
    await expect(submission.explore({ shared: words, threads: [critical, critical] })).rejects.toThrow(
      "Your answer does not define SpinLock.",
    );
    const idle = await load("exports.increment = () => {};");
    await expect(
      idle.explore({ shared: words, threads: [({ counter }) => increment(counter), () => {}] }),
    ).rejects.toThrow("No thread touched shared memory");
  });
});

describe("feedback on a check that explored", () => {
  const identity = { exercise: "04.1", name: "excludes", points: 1, timeout: 20_000, processes: false };
  const body = async ({ submission }: { submission: RemoteSubmission }) => {
    const verdict = await submission.explore({
      shared: words,
      threads: [critical, critical],
      finally: ({ counter }) => counter[0] === 2,
    });
    verdict.mustPass();
  };
  const one = { take: async () => answer, putBack() {} };

  test("shows the failing interleaving; of a hidden check without its code", async () => {
    const compiled = { code: looseLock, file: "/answer.js" };
    const shown = await runCheck({ ...identity, hidden: false }, body, compiled, one as never);
    expect(shown).toMatchObject({ status: "failed", message: expect.stringMatching(/^Fails: In the end/) });
    expect(shown.picture?.text).toContain("Atomics.store(this.#words, 0, 1)");
    expect(shown.picture?.svg).toMatch(/^<svg[\s\S]*<\/svg>$/);
    const hidden = await runCheck({ ...identity, hidden: true }, body, compiled, one as never);
    expect(hidden.picture?.text).toContain("loads lock[0]: 0");
    expect(`${hidden.picture?.text}${hidden.picture?.svg}`).not.toMatch(/Atomics|critical\(/);
  });

  test("--json prints the interleaving as text, in the field `drawing` of the check alone", async () => {
    const compiled = { code: looseLock, file: "/answer.js" };
    const outcome = await runCheck({ ...identity, hidden: false }, body, compiled, one as never);
    const check = { ...outcome, name: "excludes", points: 0, maxPoints: 1, hidden: false };
    const exercise = { id: "04.1", title: "A lock", code: looseLock, notes: [], state: "written" } as const;
    const report = { ...exercise, checks: [check], hiddenChecks: 0, hiddenPoints: 0 };
    const printed = JSON.stringify(lessonResult("04", [report]));
    const [shown] = JSON.parse(printed).exercises[0].checks;
    expect(Object.keys(shown).join(" ")).toBe("name status points maxPoints message drawing");
    expect(shown.drawing).toContain("Atomics.store(this.#words, 0, 1)");
    expect(printed).not.toContain("<svg");
  });

  test("an answer that passes has no picture", async () => {
    const outcome = await runCheck(
      { ...identity, hidden: false },
      body,
      { code: rightLock, file: "/answer.js" },
      one as never,
    );
    expect(outcome).toMatchObject({ status: "passed" });
    expect(outcome.picture).toBeUndefined();
  });
});

describe("a search whose limit comes before it has covered anything", () => {
  const long = `exports.increment = (counter) => { for (let i = 0; i < 30; i += 1) Atomics.add(counter, 0, 1); };`;
  const program = {
    shared: words,
    threads: [0, 1].map(
      () =>
        ({ counter }: ReturnType<typeof words>) =>
          increment(counter),
    ),
    finally: ({ counter }: ReturnType<typeof words>) => counter[0] === 60,
    steps: 20,
  };
  const judged = (code: string, options: object = {}) =>
    runCheck(
      { exercise: "04.1", name: "counts", points: 1, timeout: 60_000, processes: false, hidden: false },
      async ({ submission }) =>
        (await submission.explore({ ...program, seconds: 60, ...options })).mustPass(),
      { code, file: "/answer.js" },
      { take: async () => answer, putBack() {} } as never,
    );

  test("leaves the check open, and says how far it came", async () => {
    expect(await judged(long)).toMatchObject({
      status: "open",
      unexplored: true,
      message:
        "Could not be explored: 1 interleaving and 1 random one did not fail, then the limit of steps was reached; nothing is proved.",
    });
  });

  test("passes where one bound is covered, and where one run is all that was asked for", async () => {
    expect(await judged(long, { steps: 1000 })).toMatchObject({ status: "passed" });
    expect(await judged(long, { replay: "A30 B30" })).toMatchObject({ status: "passed" });
  });

  test("fails where it has found a failure by then", async () => {
    const finallyLess = ({ counter }: ReturnType<typeof words>) => counter[0] === 59;
    expect(await judged(long, { finally: finallyLess })).toMatchObject({ status: "failed" });
  });
});

describe("a verdict that another process sent", () => {
  test("is rebuilt from plain data, and counts as a failure where the data is invalid", () => {
    const verdict = readVerdict({
      passed: "yes",
      summary: "x".repeat(10_000),
      threads: Array(99).fill("t"),
      failure: { kind: "nothing", steps: Array(1000).fill({ thread: 99, source: { toString: () => "no" } }) },
      covered: "everything",
    });
    expect(verdict).toMatchObject({
      passed: false,
      covered: null,
      failure: { kind: "exception", trace: "" },
    });
    expect([verdict.summary.length, verdict.threads.length, verdict.failure?.steps.length]).toEqual([
      2000, 8, 200,
    ]);
    expect(verdict.failure?.steps[0]).toMatchObject({ thread: 7, source: "" });
    expect(readVerdict(undefined).passed).toBe(false);
    expect(readVerdict({ passed: true, failure: null }).passed).toBe(true);
  });
});
