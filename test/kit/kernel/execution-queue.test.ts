import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { ExecutionQueue } from "../../../kit/kernel/session/execution-queue.ts";

beforeEach(() => vi.useFakeTimers({ now: 10_000, toFake: ["Date"] }));
afterEach(() => vi.useRealTimers());

/** A queue whose requests log whether they run or are aborted. */
function loggingQueue() {
  const queue = new ExecutionQueue();
  const log: string[] = [];
  const add = (name: string, { fails = false, sentAt = Date.now() } = {}) =>
    queue.add(
      sentAt,
      async () => {
        log.push(`${name} starts`);
        await Promise.resolve();
        log.push(`${name} ends`);
        if (fails) queue.fail();
      },
      () => log.push(`${name} aborted`),
    );
  return { add, log };
}

test("requests run one after the other", async () => {
  const { add, log } = loggingQueue();
  await Promise.all([add("a"), add("b")]);
  expect(log).toEqual(["a starts", "a ends", "b starts", "b ends"]);
});

test("those that wait behind a failing one are aborted", async () => {
  const { add, log } = loggingQueue();
  await Promise.all([add("a", { fails: true }), add("b"), add("c")]);
  expect(log).toEqual(["a starts", "a ends", "b aborted", "c aborted"]);
});

test("one that was sent before the failure and arrives after it is aborted", async () => {
  const { add, log } = loggingQueue();
  await add("a", { fails: true });
  vi.setSystemTime(10_300);
  await add("late", { sentAt: 9_999 });
  expect(log.at(-1)).toBe("late aborted");
});

test("one that was sent after the failure runs at once", async () => {
  const { add, log } = loggingQueue();
  await add("a", { fails: true });
  await add("b");
  expect(log.slice(-2)).toEqual(["b starts", "b ends"]);
});

test("a front-end whose clock is behind is not locked out for long", async () => {
  const { add, log } = loggingQueue();
  await add("a", { fails: true });
  vi.setSystemTime(11_500);
  await add("b", { sentAt: 5_000 });
  expect(log.slice(-2)).toEqual(["b starts", "b ends"]);
});

test("a request that cannot even fail in order is reported and does not block the rest", async () => {
  const queue = new ExecutionQueue();
  const broken = queue.add(
    Date.now(),
    () => Promise.reject(new Error("broken")),
    () => {},
  );
  await expect(broken).rejects.toThrow("broken");
  const { promise, resolve } = Promise.withResolvers<void>();
  await queue.add(
    Date.now(),
    async () => {
      resolve();
    },
    () => {},
  );
  await promise;
});
