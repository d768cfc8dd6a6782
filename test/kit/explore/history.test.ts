import { expect, test } from "vitest";
import { explore, type Operation } from "../../../kit/explore/index.ts";
import { historyLines, isLinearizable } from "../../../kit/explore/report/linearizability.ts";
import { words } from "./programs/program.ts";

type Words = Int32Array<SharedArrayBuffer>;
interface Shared {
  readonly words: Words;
}

const shared = () => ({ words: words(4) });

/** Words: the number of items, then the items. Every step is atomic, but the whole is not. */
const push = (stack: Words, value: number) => {
  const at = Atomics.add(stack, 0, 1);
  Atomics.store(stack, at + 1, value);
};
const pop = (stack: Words) => {
  for (;;) {
    const size = Atomics.load(stack, 0);
    if (size === 0) return undefined;
    const value = Atomics.load(stack, size);
    if (Atomics.compareExchange(stack, 0, size, size - 1) === size) return value;
  }
};
const stack = () => ({
  items: [] as number[],
  push(value: number) {
    this.items.push(value);
  },
  pop() {
    return this.items.pop();
  },
});
const scope = { push, pop };

test("a stack that shows an item before it is stored is not linearizable, and the history is drawn", async () => {
  const { failure } = await explore({
    shared,
    threads: {
      Ada: ({ words }: Shared, _thread: number, operation: Operation) =>
        operation("push", [7], (value) => push(words, value)),
      Grace: ({ words }: Shared, _thread: number, operation: Operation) =>
        operation("pop", [], () => pop(words)),
    },
    scope,
    history: { model: stack },
  });
  expect(failure?.kind).toBe("not linearizable");
  expect(failure?.message).toContain("A push(7) → undefined");
  expect(failure?.message).toContain("B pop() → 0");
  expect(failure?.history).toEqual([
    expect.stringMatching(/^A {2}├─+┤ push\(7\) → undefined$/),
    expect.stringMatching(/^B {2} +├─+┤ pop\(\) → 0$/),
  ]);
});

test("a counter made of one atomic step is linearizable, in every order", async () => {
  const count = ({ words }: Shared, _thread: number, operation: Operation) => [
    operation("next", [], () => Atomics.add(words, 0, 1)),
    operation("next", [], () => Atomics.add(words, 0, 1)),
  ];
  const verdict = await explore({
    shared,
    threads: [count, count],
    history: {
      model: () => ({
        count: 0,
        next() {
          return this.count++;
        },
      }),
    },
  });
  expect(verdict.failure).toBeNull();
  expect(verdict.covered).toBe("all");
});

test("a register that answers from an old copy after a write has returned is found, though each step is right", async () => {
  // A reader may cache the register, and a writer does not reach the copy.
  const verdict = await explore({
    shared,
    threads: [
      ({ words }: Shared, _thread: number, operation: Operation) =>
        operation("write", [1], (value) => {
          Atomics.store(words, 0, value);
        }),
      ({ words }: Shared, _thread: number, operation: Operation) => {
        const copy = Atomics.load(words, 0);
        return operation("read", [], () => {
          Atomics.load(words, 1);
          return copy;
        });
      },
    ],
    history: {
      model: () => ({
        value: 0,
        write(value: number) {
          this.value = value;
        },
        read() {
          return this.value;
        },
      }),
    },
  });
  expect(verdict.failure?.kind).toBe("not linearizable");
});

test("an operation of a thread that died may have taken effect or not", async () => {
  const verdict = await explore({
    shared,
    threads: [
      ({ words }: Shared, _thread: number, operation: Operation) =>
        operation("next", [], () => Atomics.add(words, 0, 1)),
      ({ words }: Shared, _thread: number, operation: Operation) =>
        operation("next", [], () => Atomics.add(words, 0, 1)),
    ],
    crash: true,
    history: {
      model: () => ({
        count: 0,
        next() {
          return this.count++;
        },
      }),
    },
  });
  expect(verdict.failure).toBeNull();
});

test("a model without a method for an operation, and a history that is none, are refused", async () => {
  const one = ({ words }: Shared, _thread: number, operation: Operation) =>
    operation("next", [], () => Atomics.add(words, 0, 1));
  const options = { shared, threads: [one, one] };
  await expect(explore({ ...options, history: { model: () => ({}) } })).rejects.toThrow(
    "without a method next()",
  );
  await expect(explore({ ...options, history: {} as never })).rejects.toThrow("history must be");
});

const record = (
  thread: number,
  name: string,
  args: unknown[],
  from: number,
  to: number,
  result?: unknown,
) => ({
  thread,
  name,
  args,
  from,
  to,
  result,
  hasThrown: false,
});

test("the checker puts concurrent operations in any order, and those one after the other only in theirs", () => {
  const pop = (from: number, to: number, result: number) => record(1, "pop", [], from, to, result);
  const push = (from: number, to: number, value: number) => record(0, "push", [value], from, to);
  expect(isLinearizable([push(1, 5, 1), push(2, 6, 2), pop(7, 8, 1), pop(9, 10, 2)], stack)).toBe(true);
  expect(isLinearizable([push(1, 2, 1), push(3, 4, 2), pop(7, 8, 1), pop(9, 10, 2)], stack)).toBe(false);
  expect(isLinearizable([push(1, Number.POSITIVE_INFINITY, 1), pop(7, 8, 1)], stack)).toBe(true);
});

test("the lines of a history show who overlapped whom", () => {
  const lines = historyLines(
    [record(0, "push", [1], 1, 4), record(1, "pop", [], 3, 6, 1)],
    (thread) => "AB"[thread] as string,
  );
  expect(lines).toEqual(["A  ├────────┤ push(1) → undefined", "B      ├────────┤ pop() → 1"]);
});

test("an operation that comes before every step is at the beginning of the lines", () => {
  const lines = historyLines(
    [record(0, "pop", [], 0, 0), record(1, "push", [1], 1, 2)],
    (thread) => "AB"[thread] as string,
  );
  expect(lines).toEqual(["A  ├─┤ pop() → undefined", "B  ├────┤ push(1) → undefined"]);
});
