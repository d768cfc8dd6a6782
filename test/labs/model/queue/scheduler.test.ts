import { describe, expect, test } from "vitest";
import { Scheduler, type SchedulerLimits, type Ticket } from "../../../../labs/model/queue/scheduler.ts";
import fc from "../../../fast-check.ts";

interface Named extends Ticket {
  readonly name: string;
}

const LIMITS: SchedulerLimits = {
  concurrency: 2,
  maxQueued: 100,
  tokensAtOnce: Number.POSITIVE_INFINITY,
  tokensPerMinute: Number.POSITIVE_INFINITY,
  answerTimeout: 10,
  breaker: { failures: 3, pause: 2 },
};

const scheduler = (limits: Partial<SchedulerLimits> = {}) => new Scheduler<Named>({ ...LIMITS, ...limits });

const ticket = (name: string, more: Partial<Named> = {}): Named => ({
  name,
  caller: name,
  priority: 0,
  tokens: 10,
  deadline: 100,
  ...more,
});

const answered = { server: "answered" } as const;
const failed = { server: "failed" } as const;

/** The names of all tickets that start now. */
function started(queue: Scheduler<Named>, now: number): string[] {
  const names: string[] = [];
  for (let next = queue.next(now); next !== undefined; next = queue.next(now)) names.push(next.name);
  return names;
}

describe("limits", () => {
  test("so many are under way as the concurrency allows, and the next starts when one ends", () => {
    const queue = scheduler();
    const [a, ...others] = ["a", "b", "c", "d"].map((name) => ticket(name));
    for (const one of [a as Named, ...others]) queue.add(one, 0);
    expect(started(queue, 0)).toEqual(["a", "b"]);
    queue.finish(a as Named, answered, 1);
    expect(started(queue, 1)).toEqual(["c"]);
    expect(queue).toMatchObject({ waiting: 1, underWay: 2 });
  });

  test("so many wait as the queue may hold; one that starts at once needs no place in it", () => {
    const queue = scheduler({ concurrency: 1, maxQueued: 1 });
    expect(queue.add(ticket("a"), 0)).toBe(true);
    expect(started(queue, 0)).toEqual(["a"]);
    expect(queue.add(ticket("b"), 0)).toBe(true);
    expect(queue.add(ticket("c"), 0)).toBe(false);
    const none = scheduler({ concurrency: 1, maxQueued: 0 });
    expect(none.add(ticket("a"), 0)).toBe(true);
    expect(started(none, 0)).toEqual(["a"]);
    expect(none.add(ticket("b"), 0)).toBe(false);
  });

  test("tokens at once hold back the next ticket, and no smaller one overtakes it", () => {
    const queue = scheduler({ concurrency: 10, tokensAtOnce: 100 });
    const first = ticket("first", { tokens: 60 });
    for (const one of [first, ticket("large", { tokens: 50 }), ticket("small", { tokens: 1 })])
      queue.add(one, 0);
    expect(started(queue, 0)).toEqual(["first"]);
    queue.finish(first, answered, 1);
    expect(started(queue, 1)).toEqual(["large", "small"]);
  });

  test("tokens a minute make the next ticket wait for its time, and unused ones are given back", () => {
    const queue = scheduler({ concurrency: 10, tokensPerMinute: 600 });
    const [a, b] = [ticket("a", { tokens: 600 }), ticket("b", { tokens: 300 })];
    queue.add(a, 0);
    queue.add(b, 0);
    expect(started(queue, 0)).toEqual(["a"]);
    expect(queue.wakeAt(0)).toBe(10);
    queue.finish(a, { server: "answered", tokens: 400 }, 5);
    expect(queue.wakeAt(5)).toBe(10);
    expect(started(queue, 5)).toEqual([]);
    expect(started(queue, 10)).toEqual(["b"]);
  });

  test("the most tokens that can ever be let through are known", () => {
    expect(scheduler({ tokensAtOnce: 50, tokensPerMinute: 70 }).mostTokens).toBe(50);
  });
});

describe("time", () => {
  test("a deadline counts while a ticket waits and while it is under way", () => {
    const queue = scheduler({ concurrency: 1 });
    const [a, b] = [ticket("a", { deadline: 8 }), ticket("b", { deadline: 5 })];
    queue.add(a, 0);
    queue.add(b, 0);
    started(queue, 0);
    expect(queue.wakeAt(0)).toBe(5);
    expect(queue.expired(4)).toBeUndefined();
    expect(queue.expired(5)).toBe(b);
    expect(queue.isUnderWay(b)).toBe(false);
    expect(queue.drop(b)).toBe(true);
    expect(queue.expired(8)).toBe(a);
    expect(queue.isUnderWay(a)).toBe(true);
    queue.finish(a, answered, 8);
    expect(queue).toMatchObject({ waiting: 0, underWay: 0 });
    expect(queue.wakeAt(8)).toBe(Number.POSITIVE_INFINITY);
  });

  test("an attempt has a time of its own, and the next attempt has it anew", () => {
    const queue = scheduler({ answerTimeout: 3 });
    const a = ticket("a", { deadline: 50 });
    queue.add(a, 0);
    started(queue, 1);
    expect(queue.wakeAt(1)).toBe(4);
    queue.retry(a, 6, failed, 2);
    expect(queue.wakeAt(2)).toBe(6);
    expect(started(queue, 5.9)).toEqual([]);
    expect(started(queue, 6)).toEqual(["a"]);
    expect(queue.expired(9)).toBe(a);
  });

  test("a ticket that is tried again goes before those that have not begun", () => {
    const queue = scheduler({ concurrency: 1 });
    const a = ticket("a");
    for (const one of [a, ticket("b"), ticket("c")]) queue.add(one, 0);
    started(queue, 0);
    queue.retry(a, 1, answered, 0.5);
    expect(started(queue, 0.5)).toEqual(["b"]);
    queue.finish(ticketNamed(queue, "b"), answered, 2);
    expect(started(queue, 2)).toEqual(["a"]);
  });

  test("when the server asks to wait, all wait, at most half a minute", () => {
    const queue = scheduler();
    queue.hold(5, 0);
    queue.add(ticket("a"), 0);
    expect(queue.wakeAt(0)).toBe(5);
    expect(started(queue, 4.9)).toEqual([]);
    queue.hold(1000, 4.9);
    expect(queue.wakeAt(4.9)).toBeCloseTo(34.9);
    expect(started(queue, 35)).toEqual(["a"]);
  });
});

describe("a server that fails", () => {
  test("is left alone; then one ticket tries, and with its answer the others go on", () => {
    const queue = scheduler({ concurrency: 3 });
    for (const name of ["a", "b", "c", "d", "e"]) queue.add(ticket(name), 0);
    for (const name of started(queue, 0)) queue.finish(ticketNamed(queue, name), failed, 1);
    expect(queue.breakerState(1)).toBe("open");
    expect(started(queue, 2)).toEqual([]);
    expect(queue.wakeAt(2)).toBe(3);
    expect(queue.isDown(2)).toBe(false);
    expect(started(queue, 3)).toEqual(["d"]);
    queue.finish(ticketNamed(queue, "d"), answered, 4);
    expect(started(queue, 4)).toEqual(["e"]);
  });

  test("is down after a failed trial, until the next one", () => {
    const queue = scheduler();
    for (const name of ["a", "b", "c", "d", "e"]) queue.add(ticket(name), 0);
    for (let i = 0; i < 3; i++) queue.finish(queue.next(0) as Named, failed, 0);
    queue.finish(queue.next(2) as Named, failed, 2);
    expect(queue.isDown(2)).toBe(true);
    expect([...queue.allWaiting()].map(({ name }) => name)).toEqual(["e"]);
    expect(queue.trialAt(2)).toBe(6);
    expect(queue.isDown(6)).toBe(false);
  });

  test("a cancelled trial leaves the place to the next ticket", () => {
    const queue = scheduler();
    for (const name of ["a", "b", "c", "d", "e"]) queue.add(ticket(name), 0);
    for (let i = 0; i < 3; i++) queue.finish(queue.next(0) as Named, failed, 0);
    queue.finish(queue.next(2) as Named, { server: "unknown" }, 2);
    expect(started(queue, 2)).toEqual(["e"]);
  });
});

test("On a scripted clock every ticket ends once, in time, whatever the server does, and the limits hold at every moment.", () => {
  const asked = fc.record({
    at: fc.nat(20),
    caller: fc.constantFrom("a", "b", "c"),
    priority: fc.constantFrom(0, 0, 1),
    tokens: fc.integer({ min: 1, max: 40 }),
    patience: fc.integer({ min: 1, max: 30 }),
    /** What the server does at each attempt, and how long it takes. */
    attempts: fc.array(fc.record({ ends: fc.constantFrom("answer", "fail", "hang"), takes: fc.nat(5) }), {
      minLength: 1,
      maxLength: 3,
    }),
  });
  fc.assert(
    fc.property(fc.array(asked, { maxLength: 25 }), (script) => {
      const limits = {
        concurrency: 3,
        tokensAtOnce: 60,
        tokensPerMinute: 300,
        maxQueued: 10,
        answerTimeout: 4,
      };
      const queue = new Scheduler<Named>({ ...LIMITS, ...limits });
      const attempts = new Map<Named, { ends: string; takes: number }[]>();
      const ends = new Map<Named, string>();
      const running = new Map<Named, { at: number; ends: string }>();
      const end = (one: Named, how: string) => {
        expect(ends.has(one)).toBe(false);
        ends.set(one, how);
        running.delete(one);
      };
      for (let now = 0; now <= 120; now += 0.5) {
        for (const [i, one] of script.entries()) {
          if (one.at !== now) continue;
          const made = ticket(`${i}`, { ...one, deadline: now + one.patience });
          attempts.set(made, [...one.attempts]);
          if (!queue.add(made, now)) end(made, "full");
        }
        for (const [one, { at, ends: how }] of [...running]) {
          if (at > now) continue;
          running.delete(one);
          if (how === "answer") {
            queue.finish(one, { server: "answered", tokens: 1 }, now);
            end(one, "answered");
          } else if ((attempts.get(one) ?? []).length > 0) queue.retry(one, now + 1, failed, now);
          else {
            queue.finish(one, failed, now);
            end(one, "failed");
          }
        }
        for (let late = queue.expired(now); late !== undefined; late = queue.expired(now)) {
          if (queue.isUnderWay(late)) queue.finish(late, failed, now);
          else expect(queue.drop(late)).toBe(true);
          end(late, "late");
        }
        if (queue.isDown(now))
          for (const one of [...queue.allWaiting()]) {
            queue.drop(one);
            end(one, "down");
          }
        for (let next = queue.next(now); next !== undefined; next = queue.next(now)) {
          const attempt = attempts.get(next)?.shift() ?? { ends: "hang", takes: 0 };
          const at = attempt.ends === "hang" ? Number.POSITIVE_INFINITY : now + attempt.takes;
          running.set(next, { at, ends: attempt.ends });
        }
        const tokens = [...running.keys()].reduce((sum, one) => sum + one.tokens, 0);
        expect(running.size).toBeLessThanOrEqual(3);
        expect(tokens).toBeLessThanOrEqual(60);
        expect(queue.underWay).toBe(running.size);
        expect(queue.wakeAt(now)).toBeGreaterThan(now - 1e-9);
        for (const one of attempts.keys()) if (one.deadline < now) expect(ends.has(one)).toBe(true);
      }
      expect(ends.size).toBe(script.length);
      expect(queue).toMatchObject({ waiting: 0, underWay: 0 });
      expect(queue.wakeAt(121)).toBe(Number.POSITIVE_INFINITY);
    }),
    { numRuns: 60 },
  );
});

function ticketNamed(queue: Scheduler<Named>, name: string): Named {
  const found = [...queue.allUnderWay()].find((one) => one.name === name);
  if (found === undefined) throw new Error(`${name} is not under way`);
  return found;
}
