import { once } from "node:events";
import { Worker } from "node:worker_threads";
import { expect, test } from "vitest";
import type { AgentContext } from "../../../labs/agents/index.ts";
import {
  observe,
  QueueWatch,
  queueAtLock,
  type RelayOrder,
  type RowRing,
  rehearse,
  type Stage,
  sendRows,
  ThreadAgent,
  type TrackWords,
  takeRows,
} from "../../../labs/instruments/index.ts";
import { AtomicCounter, StartGate } from "../../../labs/sharing/index.ts";

test("in slow motion memory works as before, and each step is followed by a rest of two milliseconds at most", async () => {
  const words = new Int32Array(new SharedArrayBuffer(8));
  const thread = new Worker(new URL("./support/slow-thread.ts", import.meta.url), { workerData: words });
  const [{ seen, restsAtTheGate, rests }] = await once(thread, "message");
  expect(seen).toEqual([1, 0, 5, 7, 2]);
  expect([...words]).toEqual([5, 7]);
  // A plain write, two atomic steps, two plain reads.
  expect(rests).toHaveLength(restsAtTheGate + 5);
  for (const rest of rests.slice(restsAtTheGate)) expect(rest).toBeLessThanOrEqual(2);
  await thread.terminate();
});

/** Thinks under the lock, and gives it back only where nothing fails. */
function careless({ lock, board, tell }: Stage, agentId: number, think: () => number): void {
  lock.lock();
  const score = think();
  if (score > (board[0] ?? 0)) {
    board.set([score, agentId]);
    tell(score);
  }
  lock.unlock();
}

test("a rehearsal writes down what happens, in its order", () => {
  expect(rehearse(careless, { finds: 50, board: [10, 0] })).toEqual({
    board: [50, 1],
    events: ["lock", "think, holding the lock", "tell 50", "unlock"],
    isHeld: false,
    error: null,
  });
});

test("a rehearsal shows that an error leaves the lock held", () => {
  const seen = rehearse(careless, { finds: 50, board: [10, 0], nobodyListens: true });
  expect(seen).toMatchObject({ isHeld: true, error: "nobody listens" });
});

test("in a rehearsal others write while the agent thinks, waits and has given the lock back", () => {
  const watch = ({ lock, board }: Stage, _agentId: number, think: () => number) => {
    think();
    const thought = board[0];
    lock.lock();
    const waited = board[0];
    lock.unlock();
    throw new Error([thought, waited, board[0]].join(" "));
  };
  const { error } = rehearse(watch, {
    finds: 1,
    board: [0, 0],
    whileThinking: [10, 7],
    whileWaiting: [20, 7],
    afterUnlock: [30, 7],
  });
  expect(error).toBe("10 20 30");
});

test("a rehearsal names what would stand still on real threads", () => {
  const twice = ({ lock }: Stage) => {
    lock.lock();
    lock.lock();
  };
  expect(rehearse(twice, { finds: 1, board: [0, 0] }).error).toContain("for itself for ever");
  expect(rehearse(({ lock }) => lock.unlock(), { finds: 1, board: [0, 0] }).error).toContain("does not hold");
  expect(rehearse(twice, { finds: 1, board: [0, 0], lockBreaks: true }).error).toBe("the lock is broken");
});

const FREE = 0;
const WANTED = 2;

/** Two tasks of this thread queue up in place of threads: they sleep at the word, and notify() counts them. */
function twoTasks(unlock: (lock: Int32Array) => void) {
  return async ({ lock, board }: TrackWords) => {
    const enter = async () => {
      while (Atomics.exchange(lock, 0, WANTED) !== FREE) await Atomics.waitAsync(lock, 0, WANTED).value;
      Atomics.add(board, 0, 1);
      unlock(lock);
      return { error: null };
    };
    return { results: await Promise.all([enter(), enter()]) };
  };
}

test("in front of a good lock all sleep, and nobody is forgotten", async () => {
  const good = twoTasks((lock) => {
    Atomics.store(lock, 0, FREE);
    Atomics.notify(lock, 0, 1);
  });
  expect(await queueAtLock(good, 2)).toEqual({
    asleep: 2,
    tooEarly: 0,
    forgotten: 0,
    errors: [null, null],
  });
});

test("a sleeper whom nobody wakes is counted, and woken by the track", async () => {
  const forgetful = twoTasks((lock) => Atomics.store(lock, 0, FREE));
  expect(await queueAtLock(forgetful, 2)).toMatchObject({ asleep: 2, forgotten: 1, errors: [null, null] });
});

test("a queue's watch notes what was sent and not yet received, every sixty messages", () => {
  const sent = new AtomicCounter();
  const watch = new QueueWatch(sent);
  expect(watch.worst).toBe(0);
  for (let i = 0; i < 100; i += 1) sent.increment();
  for (let i = 0; i < 120; i += 1) watch.see();
  expect(watch.received).toBe(120);
  expect(watch.points.map(({ y }) => y)).toEqual([99, 39]);
  expect(watch.worst).toBe(99);
});

test("a message that is received before it was counted does not make a queue of less than nothing", () => {
  const watch = new QueueWatch(new AtomicCounter());
  watch.see();
  expect(watch.points).toMatchObject([{ x: expect.any(Number), y: 0 }]);
});

/** Sends all rows and then takes them, on this thread: the ring has room for them all. */
function relay(take: (list: Int32Array[]) => Int32Array | undefined): (number | string)[] {
  const order: RelayOrder = { count: 3, capacity: 3, width: 2, slow: "nobody" };
  const list: Int32Array[] = [];
  class ListRing implements RowRing {
    put(row: ArrayLike<number>): boolean {
      list.push(Int32Array.from(row));
      return true;
    }
    take(): Int32Array | undefined {
      return take(list);
    }
  }
  const shared = {
    memory: new SharedArrayBuffer(8),
    gate: new StartGate(1),
    calls: new Int32Array(new SharedArrayBuffer(8)),
  };
  // Of its context the bench reads only what agents share.
  const context = { shared } as unknown as AgentContext;
  sendRows(ListRing, order, context);
  return takeRows(ListRing, order, context);
}

test("the bench tells the numbers of the rows as they arrived", () => {
  expect(relay((list) => list.shift())).toEqual([1, 2, 3]);
});

test("the bench says of a row that was torn what stands in it", () => {
  const half = (list: Int32Array[]) => {
    const row = list.shift();
    if (row?.[0] === 2) row[1] = 9;
    return row;
  };
  expect(relay(half)).toEqual([1, "torn: 2 and 9", 3]);
});

test("the bench looks at rows only in the end, so one that was given out without a copy shows it", () => {
  const slot = new Int32Array(2);
  const view = (list: Int32Array[]) => {
    slot.set(list.shift() ?? []);
    return slot;
  };
  expect(relay(view)).toEqual([3, 3, 3]);
});

test("a thread's agent answers, fails, or stops when it is asked, by its habit", async () => {
  const listens = new ThreadAgent("listens");
  const answer = listens.start();
  listens.ask();
  expect(await new ThreadAgent("quick").start()).toBe(1);
  await expect(new ThreadAgent("breaks").start()).rejects.toThrow("the model is not loaded");
  expect(await answer).toBeGreaterThan(0);
});

test("a flag for several agents stops all of them", async () => {
  const shutdown = new Int32Array(new SharedArrayBuffer(4)).fill(1);
  const agents = [new ThreadAgent("listens"), new ThreadAgent("listens")];
  for (const pieces of await Promise.all(agents.map((one) => one.start(shutdown)))) expect(pieces).toBe(1);
});

test("an agent that does not listen is killed", async () => {
  const deaf = new ThreadAgent("deaf");
  const work = expect(deaf.start()).rejects.toThrow("was killed");
  await deaf.kill();
  await work;
});

test("the processor time of an agent that has ended can still be read", async () => {
  const quick = new ThreadAgent("quick");
  await quick.start();
  const points = await observe(quick, 0);
  expect(points[0]).toEqual({ x: expect.any(Number), y: expect.any(Number) });
  expect(await quick.cpuSeconds()).toBe(points.at(-1)?.y);
});
