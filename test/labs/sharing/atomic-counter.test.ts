import { expect, test } from "vitest";
import { AtomicCounter, SharingError } from "../../../labs/sharing/index.ts";
import fc from "../../fast-check.ts";
import { onThread } from "./support/threads.ts";

test("threads that count together lose nothing", async () => {
  const counter = new AtomicCounter();
  const threads = Array.from({ length: 3 }, () =>
    onThread({ counter }, ({ counter }) => {
      for (let i = 0; i < 100_000; i++) counter.increment();
    }),
  );
  await Promise.all(threads.map((thread) => thread.result));
  expect(counter.value).toBe(300_000);
});

test("each number that is drawn is drawn by one thread only", async () => {
  const counter = new AtomicCounter();
  const threads = Array.from({ length: 3 }, () =>
    onThread({ counter }, ({ counter }) => Array.from({ length: 3000 }, () => counter.draw())),
  );
  const drawn = (await Promise.all(threads.map((thread) => thread.result))).flat();
  expect(drawn.sort((a, b) => a - b)).toEqual(Array.from({ length: 9000 }, (_, i) => i));
});

test("on one thread it is an ordinary number of 32 bits; a sum outside is refused and changes nothing", () => {
  const int32 = fc.integer({ min: -0x8000_0000, max: 0x7fff_ffff });
  fc.assert(
    fc.property(int32, fc.array(int32), (start, amounts) => {
      const counter = new AtomicCounter(start);
      let value = start;
      for (const amount of amounts) {
        const sum = value + amount;
        if (sum > 0x7fff_ffff || sum < -0x8000_0000) {
          expect(() => counter.add(amount)).toThrow(expect.objectContaining({ code: "OVERFLOW" }));
        } else {
          expect(counter.add(amount)).toBe(sum);
          value = sum;
        }
        expect(counter.value).toBe(value);
      }
    }),
  );
});

test("compareAndSet changes the value only from what was expected", () => {
  const counter = new AtomicCounter(5);
  expect(counter.compareAndSet(4, 9)).toBe(false);
  expect(counter.compareAndSet(5, 9)).toBe(true);
  expect(counter.value).toBe(9);
  expect(counter.decrement()).toBe(8);
});

test("a view of the same counter sees the same value and does not reset it", () => {
  const counter = new AtomicCounter(3);
  const view = AtomicCounter.from(counter.share());
  view.increment();
  expect(counter.value).toBe(4);
});

test("a value that is not a whole number of 32 bits is refused by name", () => {
  expect(() => new AtomicCounter(0.5)).toThrow("The value of a counter must be a whole number");
  expect(() => new AtomicCounter().add(Number.NaN)).toThrow(SharingError);
  expect(() => new AtomicCounter().add(2 ** 31)).toThrow("but is 2147483648 (number).");
});

test("compareAndSet refuses what is no whole number of 32 bits as the expected value, and changes nothing", () => {
  const counter = new AtomicCounter(0);
  for (const expected of [2 ** 32, 0.5, Number.NaN, -(2 ** 32), "0" as never])
    expect(() => counter.compareAndSet(expected, 5)).toThrow(
      "The expected value of a counter must be a whole",
    );
  expect(counter.value).toBe(0);
});

test("threads that count past the limit get OVERFLOW each, and no thread ever sees a value from the other end", async () => {
  const shared = { counter: new AtomicCounter(2 ** 31 - 3) };
  const threads = Array.from({ length: 3 }, () =>
    onThread(shared, ({ counter }) => {
      const seen: number[] = [];
      let refused = 0;
      for (let i = 0; i < 20_000; i++) {
        try {
          seen.push(counter.increment());
        } catch {
          refused++;
        }
        if (counter.value < 0) seen.push(counter.value);
      }
      return { seen, refused };
    }),
  );
  const ends = await Promise.all(threads.map(({ result }) => result));
  expect(ends.flatMap(({ seen }) => seen).sort()).toEqual([2 ** 31 - 2, 2 ** 31 - 1]);
  expect(ends.reduce((sum, { refused }) => sum + refused, 0)).toBe(3 * 20_000 - 2);
  expect(shared.counter.value).toBe(2 ** 31 - 1);
});
