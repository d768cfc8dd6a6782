import { Mutex } from "@swarmlab/labs/sharing";
import { expect, test } from "vitest";
import { explore } from "../../../kit/explore/index.ts";
import { Doubler, Tally } from "./fixtures/tally.ts";
import { words } from "./programs/program.ts";

type Words = Int32Array<SharedArrayBuffer>;

/** The names of threads may come from modules: of TypeScript, with a state for each thread, loaded only as far as they are needed. */

test("a class names its own module, and every thread and every run gets a fresh copy of that module", async () => {
  const counting = ({ w }: { w: Words }) => {
    const tally = new Tally(w);
    tally.add();
    tally.add(5);
    return tally.own;
  };
  const verdict = await explore({
    shared: () => ({ w: words() }),
    threads: [counting, counting],
    scope: { Tally },
    finally: ({ w }, results) => {
      expect([w[0], ...results]).toEqual([12, 2, 2]);
    },
  });
  expect(verdict).toMatchObject({ passed: true, covered: "all" });
  expect(verdict.interleavings).toBeGreaterThan(3);
});

test("what a class inherits from another module's class is there, too", async () => {
  const verdict = await explore({
    shared: () => ({ w: words() }),
    threads: [({ w }) => new Doubler(w).add(), ({ w }) => new Doubler(w).add()],
    scope: { Doubler },
    finally: ({ w }, results) => w[0] === 6 && results.some((sum) => sum === 1),
  });
  expect(verdict.failure?.preemptions).toBe(1);
  expect(verdict.finalStates).toEqual([{ state: "w: 6", runs: expect.any(Number) }]);
});

test("an object of the labs reaches each thread as an object of its own, over the same memory", async () => {
  const verdict = await explore({
    shared: () => ({ mutexes: [new Mutex()], settings: { step: 3 }, w: words() }),
    threads: [
      ({ mutexes: [mutex], settings, w }) => {
        settings.step = 0;
        mutex?.runExclusive(() => Atomics.add(w, 0, 1));
        return mutex?.holder;
      },
      ({ mutexes: [mutex], settings, w }) => {
        mutex?.runExclusive(() => Atomics.add(w, 0, 1));
        return settings.step;
      },
    ],
    finally: ({ mutexes: [mutex], w }, [, step]) => w[0] === 2 && step === 3 && mutex?.holder === null,
    bound: 1,
    steps: 40_000,
  });
  expect(verdict.failure).toBeNull();
});

test("a class with share() and from() crosses; without, it is refused by name", async () => {
  class Cell {
    readonly words: Words;
    constructor(memory: Words = words()) {
      this.words = memory;
    }
    static from(memory: Words) {
      return new Cell(memory);
    }
    share() {
      return this.words;
    }
    add() {
      this.words[0] = (this.words[0] as number) + 1;
    }
  }
  const adding = ({ cell }: { cell: Cell }) => cell.add();
  const verdict = await explore({
    shared: () => ({ cell: new Cell() }),
    threads: [adding, adding],
    scope: { words },
    finally: ({ cell }) => cell.words[0] === 2,
  });
  expect(verdict.failure).toMatchObject({ kind: "wrong end", preemptions: 1 });
});

test("two names of one function in scope are one function in the threads", async () => {
  const step = ({ w }: { w: Words }) => Atomics.add(w, 0, 1);
  const verdict = await explore({
    shared: () => ({ w: words() }),
    threads: [({ w }) => first({ w }), ({ w }) => second({ w })],
    scope: { first: step, second: step },
    finally: ({ w }) => w[0] === 2,
  });
  expect(verdict).toMatchObject({ passed: true, covered: "all" });
});

declare const first: (shared: { w: Words }) => number;
declare const second: (shared: { w: Words }) => number;
