import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { randomFrom, seedOf } from "../../../../kit/checking/checks/random.ts";
import { speedupOf } from "../../../../kit/checking/checks/speedup.ts";
import type { Grader } from "../../../../kit/checking/engine/grader.ts";
import { notebookGrader } from "../../../../kit/checking/engine/graders.ts";
import type { CheckReport, ExerciseReport } from "../../../../kit/checking/report.ts";
import { readNotebook } from "../../../../kit/checking/submission/read-notebook.ts";
import { type FixtureCourse, fixtureCourse } from "../fixtures/course.ts";

/** Checks of the kinds that programs with several threads need. */
const checks = `
import { expect } from "vitest";
import { exercise, speedupOf } from "@swarmlab/kit/checks";

exercise("01.1", ({ check }) => {
  check("adds whatever numbers", { repeat: 12, timeout: 10_000 }, async ({ submission, random }) => {
    const [a, b] = [BigInt(Math.floor(random() * 1000)), BigInt(Math.floor(random() * 1000))];
    expect(await submission.call("add", a, b)).toBe(a + b);
  });
});

exercise("01.2", ({ check }) => {
  check("leaves no thread behind", { timeout: 120_000 }, async ({ submission }) => {
    await submission.call("sum", [1n]);
    await submission.noLeakedThreads({ within: 500 });
  });
  check("works little", { timeout: 120_000 }, async ({ submission }) => {
    await submission.call("sum", [2n]);
    const usage = submission.usage();
    if (!usage) return;
    expect(usage.cpuSeconds, "processor seconds").toBeLessThan(1);
    expect(usage.peakMemoryBytes, "peak memory").toBeLessThan(300e6);
  });
  check("is faster than itself", { alone: true, timeout: 120_000 }, async ({ submission }) => {
    const speedup = await speedupOf((workers) => submission.call("sum", [BigInt(workers)]), { workers: 2 });
    expect(speedup).toBeGreaterThan(0);
  });
  check("gives a sum", { timeout: 120_000, expected: "The sum is a number or a BigInt" }, async ({ submission }) => {
    const sum = await submission.call("sum", [3n]);
    if (typeof sum === "string") expect.fail("The sum came as a text");
  });
  check("is explored", { timeout: 120_000 }, async ({ submission }) => {
    const verdict = await submission.explore({
      shared: () => ({ word: new Int32Array(new SharedArrayBuffer(4)) }),
      threads: { A: ({ word }) => sum([BigInt(Atomics.load(word, 0))]), B: ({ word }) => sum([BigInt(Atomics.add(word, 0, 1))]) },
    });
    verdict.mustPass();
  });
  check("needs a thousand cores", { cores: 1000 }, () => {
    throw new Error("runs nowhere");
  });
});
`;

/** Only the check that must run out of time has a short limit. */
const checksAroundATimeout = `
import { expect } from "vitest";
import { exercise } from "@swarmlab/kit/checks";

exercise("01.2", ({ check }) => {
  check("comes before", { timeout: 120_000 }, async ({ submission }) => {
    expect(await submission.call("sum", [1n])).toBe(0n);
  });
  check("runs out of time", { timeout: 2_000 }, async ({ submission }) => {
    await submission.call("sum", [2n]);
  });
  check("comes after", { timeout: 120_000 }, async ({ submission }) => {
    expect(await submission.call("sum", [3n])).toBe(0n);
  });
});
`;

// Many repetitions, on what may be a busy machine.
vi.setConfig({ testTimeout: 300_000 });

let fixture: FixtureCourse;
let grader: Grader;
beforeAll(() => {
  fixture = fixtureCourse();
  writeFileSync(join(fixture.root, "test/checks/01.check.ts"), checks);
  grader = notebookGrader({ root: fixture.root });
});
afterAll(async () => {
  await grader.close();
  fixture[Symbol.dispose]();
});

type Id = "01.1" | "01.2";

async function judged(id: Id, body: string, use = grader, only?: readonly string[]): Promise<ExerciseReport> {
  const [report] = await use.check(submissionOf(id, body), { ids: [id], ...(only ? { only } : {}) });
  return report as ExerciseReport;
}

/** One check alone. The others would run as well, some of them to their limits on an answer that is not for them. */
async function judgedBy(name: string, body: string): Promise<CheckReport | undefined> {
  return of(await judged("01.2", body, grader, [name]), name);
}

function submissionOf(id: Id, body: string) {
  const cell =
    id === "01.1"
      ? `// exercise 01.1 · Add two numbers\nfunction add(a: bigint, b: bigint): any {\n${body}\n}`
      : `// exercise 01.2 · Sum a list\nfunction sum(list: bigint[]): any {\n${body}\n}`;
  return readNotebook(fixture.notebook([cell]), grader.course);
}
const of = (report: ExerciseReport, name: string) => report.checks.find((check) => check.name === name);

describe("a check that repeats itself", () => {
  test("passes when every repetition passes", async () => {
    const reports = [await judged("01.1", "return a + b;"), await judged("01.2", "return list.length;")];
    expect(reports.flatMap(({ checks }) => checks.map(({ name, status }) => [name, status]))).toEqual([
      ["adds whatever numbers", "passed"],
      ["leaves no thread behind", "passed"],
      ["works little", "passed"],
      ["gives a sum", "passed"],
      ["is explored", "passed"],
      ["is faster than itself", "passed"],
    ]);
  });

  test("is flaky when only some pass, and says how to repeat a failure", async () => {
    const wrong = "return a % 3n === 0n ? 0n : a + b;";
    const check = of(await judged("01.1", wrong), "adds whatever numbers");
    expect(check).toMatchObject({ status: "failed", points: 0 });
    const [, passed, seed] =
      /^flaky (\d+)\/12: .+ --exercise 01\.1 --seed (\d+)$/.exec(check?.message ?? "") ?? [];
    expect(Number(passed), check?.message).toBeGreaterThan(0);
    expect(Number(passed)).toBeLessThan(12);

    const again = notebookGrader({ root: fixture.root, seed: Number(seed) });
    try {
      const replayed = of(await judged("01.1", wrong, again), "adds whatever numbers");
      expect(replayed).toMatchObject({ status: "failed" });
      expect(replayed?.message).not.toContain("flaky");
    } finally {
      await again.close();
    }
  });

  test("is failed, and not called flaky, when no repetition passes", async () => {
    const check = of(await judged("01.1", "return -1n;"), "adds whatever numbers");
    expect(check).toMatchObject({ status: "failed" });
    expect(check?.message).not.toContain("flaky");
    expect(check?.message).toMatch(/--seed \d+$/);
  });

  test("has not passed when one repetition ran past its limit", async () => {
    const check = of(
      await judged("01.1", "return a % 2n === 1n ? new Promise(() => {}) : a + b;"),
      "adds whatever numbers",
    );
    expect(check).toMatchObject({ status: "timeout", points: 0 });
  });
});

test("a failure that compares no values says what the check expects", async () => {
  const check = await judgedBy("gives a sum", "return 'three';");
  expect(check?.message).toBe("The sum came as a text. Expected: The sum is a number or a BigInt.");
});

describe("a program that the explorer cannot run", () => {
  const blocks = "const word = new Int32Array(new SharedArrayBuffer(4));\n";
  const inText = `${blocks}JSON.stringify({ toJSON() { Atomics.wait(word, 0, 0, 1); } });\nreturn 0n;`;

  test("is open for a person, and the feedback says why", async () => {
    const check = await judgedBy("is explored", inText);
    expect(check).toMatchObject({ status: "open", points: 0, unexplored: true });
    expect(check?.message).toMatch(
      /^Could not be explored: .*such as JSON.stringify.* So this point waits for a person\.$/,
    );
  });

  test("is not what an answer claims by an error of its own", async () => {
    const claims = 'throw Object.assign(new Error("cannot"), { name: "ExploreError", code: "UNSUPPORTED" });';
    expect(await judgedBy("is explored", claims)).toMatchObject({ status: "failed", points: 0 });
    expect(await judgedBy("gives a sum", claims)).toMatchObject({ status: "failed" });
  });
});

test("an error that an answer leaves behind in a promise fails a check that saw nothing else", async () => {
  const check = await judgedBy("gives a sum", 'Promise.reject(new Error("left"));\nreturn 0n;');
  expect(check).toMatchObject({ status: "failed", points: 0 });
  expect(check?.message).toMatch(
    /^Outside any call, your answer left an error that nothing handles: Error: left\. It ends a program of Node\./,
  );
  const handled = 'Promise.reject(new Error("left")).catch(() => {});\nreturn 0n;';
  expect(await judgedBy("gives a sum", handled)).toMatchObject({ status: "passed" });
});

describe("what the kernel counts of an answer", () => {
  const worker =
    "const { Worker } = require('node:worker_threads');\nconst thread = new Worker('setInterval(() => {}, 1000)', { eval: true });\n";

  test.skipIf(process.platform !== "linux")("a thread that still runs is counted", async () => {
    expect(await judgedBy("leaves no thread behind", `${worker}return 0n;`)).toMatchObject({
      status: "failed",
      message: expect.stringContaining("1 thread of your answer still ran 0.5 s after it was done"),
    });
  });

  test("a thread that has ended is not counted, and neither are Node's own threads", async () => {
    const check = await judgedBy(
      "leaves no thread behind",
      `${worker}const read = require('node:fs').promises.readFile(process.execPath).catch(() => {});\nreturn read.then(() => thread.terminate()).then(() => 0n);`,
    );
    expect(check).toMatchObject({ status: "passed" });
  });

  test.skipIf(process.platform !== "linux")(
    "processor time and memory are counted for all threads",
    async () => {
      const work = "while (process.threadCpuUsage().user < 1_200_000);";
      const busy = await judgedBy(
        "works little",
        `const { Worker } = require('node:worker_threads');\nreturn new Promise((resolve) => new Worker(${JSON.stringify(work)}, { eval: true }).on('exit', () => resolve(0n)));`,
      );
      expect(busy?.message).toContain("processor seconds");
      const large = await judgedBy("works little", "Buffer.alloc(400e6, 1);\nreturn 0n;");
      expect(large).toMatchObject({ status: "failed" });
    },
  );
});

describe("a check that must be alone", () => {
  test("runs in a phase of its own, and the two reports make one", async () => {
    const submission = submissionOf("01.2", "return 0n;");
    const [together] = await grader.checkTogether(submission, { ids: ["01.2"] });
    const [alone] = await grader.checkAlone(submission, { ids: ["01.2"] });
    expect(together?.checks.map(({ name }) => name)).not.toContain("is faster than itself");
    expect(alone?.checks.map(({ name, status }) => [name, status])).toEqual([
      ["is faster than itself", "passed"],
    ]);
  });

  test("compares an answer with itself", async () => {
    vi.useFakeTimers({ toFake: ["setTimeout", "performance"] });
    try {
      const pause = (workers: number) =>
        new Promise((resolve) => setTimeout(resolve, workers === 1 ? 120 : 20));
      const speedup = speedupOf(pause, { workers: 4 });
      await vi.runAllTimersAsync();
      expect(await speedup).toBeCloseTo(6);
    } finally {
      vi.useRealTimers();
    }
  });
});

test("other work may come in behind a check that ran out of time, and every check is judged once", async () => {
  using own = fixtureCourse();
  writeFileSync(join(own.root, "test/checks/01.check.ts"), checksAroundATimeout);
  const judge = notebookGrader({ root: own.root });
  const timeouts: number[] = [];
  try {
    const body = "if (list[0] === 2n) return new Promise(() => {});\nreturn 0n;";
    const [report] = await judge.checkTogether(submissionOf("01.2", body), {
      ids: ["01.2"],
      between: async (count) => {
        timeouts.push(count);
        return judge;
      },
    });
    expect(report?.checks.map(({ name, status }) => [name, status])).toEqual([
      ["comes before", "passed"],
      ["runs out of time", "timeout"],
      ["comes after", "passed"],
    ]);
    expect(timeouts).toEqual([1]);
  } finally {
    await judge.close();
  }
});

test("a seed determines a sequence, and each check and repetition has a seed of its own", () => {
  const first = randomFrom(7);
  const again = randomFrom(7);
  const numbers = Array.from({ length: 1000 }, first);
  expect(Array.from({ length: 1000 }, again)).toEqual(numbers);
  expect(numbers.every((number) => number >= 0 && number < 1)).toBe(true);
  expect(Math.abs(numbers.reduce((a, b) => a + b) / 1000 - 0.5)).toBeLessThan(0.05);
  const seeds = ["a", "b"].flatMap((check) =>
    [0, 1, 2].map((repetition) => seedOf("01.1", check, repetition)),
  );
  expect(new Set(seeds).size).toBe(6);
});
