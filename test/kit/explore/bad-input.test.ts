import { readFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { Worker } from "node:worker_threads";
import { describe, expect, test } from "vitest";
import { explore } from "../../../kit/explore/index.ts";
import { words } from "./programs/program.ts";

type Words = Int32Array<SharedArrayBuffer>;
const shared = () => ({ words: words() });
const touch = ({ words }: { words: Words }) => Atomics.add(words, 0, 1);

/** What `explore` says of these threads. */
const said = async (options: object): Promise<{ code: string; message: string }> => {
  try {
    await explore({ shared, ...options } as never);
  } catch (error) {
    return error as { code: string; message: string };
  }
  throw new Error("nothing was said");
};

describe("one sentence for what cannot be explored", () => {
  test.for<[string, object, string, RegExp]>([
    ["no options", { threads: undefined }, "INVALID_OPTIONS", /threads must be an array of functions/],
    ["one thread", { threads: [touch] }, "INVALID_OPTIONS", /threads must be 2 to 8 functions, but is 1/],
    [
      "no function",
      { threads: [touch, 5] },
      "INVALID_OPTIONS",
      /thread 1 must be a function, but got 5 \(number\)/,
    ],
    [
      "a bad bound",
      { threads: [touch, touch], bound: -1 },
      "INVALID_OPTIONS",
      /bound must be a whole number from 0 to 10, but got -1/,
    ],
    [
      "no shared memory",
      { shared: { count: 0 }, threads: [touch, touch] },
      "NO_SHARED_MEMORY",
      /there is no SharedArrayBuffer in shared, and plain data reaches each thread as a copy/,
    ],
    [
      "shared memory that nobody touches",
      { threads: [() => 1, () => 2] },
      "NO_SHARED_MEMORY",
      /No thread touched shared memory/,
    ],
    [
      "an instance of a class",
      { shared: { words: words(), lock: new (class Lock {})() }, threads: [touch, touch] },
      "CANNOT_TRANSFER",
      /lock cannot cross to another thread: it is an instance of Lock, whose methods do not cross/,
    ],
    [
      "a name that is not known",
      { threads: [touch, ({ words: w }: { words: Words }) => helper(w)] },
      "CANNOT_TRANSFER",
      /thread 1 refers to `helper`, which it does not define itself\. Name it in the option scope/,
    ],
    ["a bound function", { threads: [touch, touch.bind(undefined)] }, "CANNOT_TRANSFER", /bound function/],
    [
      "a file that is read",
      {
        threads: [touch, () => readFileSync("/etc/hostname")],
        scope: { readFileSync },
      },
      "UNSUPPORTED",
      /uses node:fs \(files, the network, other processes\)/,
    ],
    [
      "a worker of its own",
      { threads: [touch, () => new Worker("x.js")], scope: { Worker } },
      "UNSUPPORTED",
      /uses a worker of its own/,
    ],
    [
      "the network",
      { threads: [touch, () => fetch("http://localhost")] },
      "UNSUPPORTED",
      /uses the network \(fetch\)/,
    ],
    [
      "the end of the process",
      { threads: [touch, () => process.exit()] },
      "UNSUPPORTED",
      /uses process\.exit\(\)/,
    ],
    [
      "a module on demand",
      { threads: [touch, () => import("node:fs")] },
      "UNSUPPORTED",
      /uses import\("node:fs"\)/,
    ],
    [
      "a wait inside a function that JSON.stringify calls",
      {
        threads: [
          touch,
          ({ words: w }: { words: Words }) =>
            JSON.stringify({
              toJSON() {
                Atomics.wait(w, 0, 0);
              },
            }),
        ],
      },
      "UNSUPPORTED",
      /function that built-in code calls, such as JSON.stringify/,
    ],
    [
      "a trace that is none",
      { threads: [touch, touch], replay: "X1" },
      "BAD_TRACE",
      /"X1" is no stretch of one of 2 threads/,
    ],
    [
      "a trace of other threads",
      { threads: [touch, touch], replay: "A9" },
      "BAD_TRACE",
      /cannot be replayed: at step 2/,
    ],
    [
      "a promise at the end",
      { threads: [touch, touch], finally: async () => true },
      "INVALID_OPTIONS",
      /finally must answer at once/,
    ],
  ])("%s", async ([, options, code, message]) => {
    const error = await said(options);
    expect(error.message).toMatch(message);
    expect(error.code).toBe(code);
    expect(error.message).not.toMatch(/\n/);
  });

  test("a thread that awaits real I/O is refused, not waited for", async () => {
    const error = await said({
      threads: [touch, async () => outside],
      scope: { outside: undefined },
    }).catch((reason) => reason);
    // A promise is no plain data, so it cannot even be handed over.
    expect(String(error.message)).toMatch(/nothing was said|cannot cross|comes from outside/);
    const promise = await said({
      shared: { words: words(), file: readFile(import.meta.filename) },
      threads: [touch, touch],
    });
    expect(promise).toMatchObject({
      code: "CANNOT_TRANSFER",
      message: expect.stringMatching(/file cannot cross to another thread/),
    });
  });
});

describe("what is found in the threads themselves is a verdict", () => {
  test("an endless loop that touches nothing", async () => {
    const verdict = await explore({
      shared,
      threads: [
        touch,
        ({ words: w }: { words: Words }) => {
          touch2(w);
          for (let turns = 0; turns < Number.POSITIVE_INFINITY; turns++);
        },
      ],
      scope: { touch2: (w: Words) => Atomics.load(w, 0) },
    });
    expect(verdict.failure).toMatchObject({
      kind: "endless loop",
      message: expect.stringMatching(/^B loops for ever/),
    });
  });

  test("endless recursion", async () => {
    const verdict = await explore({
      shared,
      threads: [
        touch,
        function again({ words: w }: { words: Words }): number {
          return Atomics.load(w, 0) + again({ words: w });
        },
      ],
      stepsPerRun: 20_000,
    });
    expect(verdict.failure).toMatchObject({
      kind: "exception",
      message: expect.stringMatching(/Maximum call stack size exceeded/),
    });
  });

  test("a run that is too long", async () => {
    const verdict = await explore({
      shared,
      threads: [
        touch,
        ({ words: w }: { words: Words }) => {
          for (let i = 0; i < 10_000; i++) Atomics.add(w, 0, 1);
        },
      ],
    });
    expect(verdict.failure).toMatchObject({
      kind: "livelock",
      message: expect.stringMatching(/after 5,000 steps .* give them less, or raise stepsPerRun/),
    });
  });

  test("random numbers and the clock are the same in every run, and the verdict says so", async () => {
    const verdict = await explore({
      shared: () => ({ words: words(2) }),
      threads: [0, 1].map(() => ({ words: w }: { words: Words }, me: number) => {
        Atomics.store(w, me, Math.floor(Math.random() * 1e9));
        return Date.now();
      }),
    });
    expect(verdict.finalStates).toHaveLength(1);
    expect(verdict.notes.join(" ")).toMatch(
      /Math\.random\(\) gave the same numbers in every run \(seed 1\)\. The clock was a model/,
    );
  });

  test("what a run changes in the threads' own data does not reach the next run", async () => {
    const verdict = await explore({
      shared,
      threads: [0, 1].map(() => ({ words: w }: { words: Words }) => {
        cache.push(1);
        Atomics.add(w, 0, cache.length);
      }),
      scope: { cache: [] as number[] },
      finally: ({ words: w }) => w[0] === 2,
    });
    expect(verdict).toMatchObject({ passed: true, covered: "all" });
  });
});

declare const helper: (words: Words) => void;
declare const touch2: (words: Words) => number;
declare const outside: Promise<void>;
declare const cache: number[];
