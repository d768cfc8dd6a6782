import { exercise, pretty, type Random, type RemoteSubmission, type Verdict } from "@swarmlab/kit/checks";
import { assert, expect } from "vitest";
import { additions, possibleEnds, wordAfter } from "./orders-of-steps.ts";
import { assertPrediction } from "./prediction.ts";
import { type Fields, objectFrom } from "./received.ts";
import { SmallMutex } from "./small-mutex.ts";
import { type Mover, standAfter } from "./two-movers.ts";

type Pair = readonly [number, number];
// What searches give to their threads and rules: scenes that are drawn, so that no table of their ends can be handed in.
declare const $orders: { readonly available: number; readonly wants: Pair; readonly ends: readonly string[] };
declare const $laps: { readonly before: number; readonly laps: Pair };
declare const $finds: { readonly before: number; readonly finds: Pair; readonly agents: Pair };
declare const $errands: {
  readonly balances: readonly number[];
  readonly from: number;
  readonly to: number;
  readonly amounts: Pair;
  readonly broken: number;
};
// What the answers define, for the type checker: explored threads run where the answer is.
declare const spend: (budget: Int32Array, amount: number) => boolean;
declare const TinyLock: new (word: Int32Array) => { lock(): void; unlock(): void };
declare const contribute: (
  desk: { lock: SmallMutex; board: Int32Array; tell: (score: number) => void },
  agentId: number,
  think: () => number,
) => void;
/** A lock that cannot be had, as a mutex is that its last holder has left in a bad state. */
class BrokenMutex {
  lock(): never {
    throw new Error("the lock is broken");
  }
  tryLock(): never {
    throw new Error("the lock is broken");
  }
  runExclusive(): never {
    throw new Error("the lock is broken");
  }
  unlock(): void {}
}

declare const move: (
  locks: readonly (SmallMutex | BrokenMutex)[],
  budgets: Int32Array,
  from: number,
  to: number,
  amount: number,
) => boolean;

/** Limits of a search: counted in steps, so that every machine comes to the same verdict. The seconds are for one that hardly runs. */
const search = { steps: 40_000, seconds: 45, failOnRace: false } as const;

/** Feedback shows so many characters of a sentence. */
const MOST_CHARACTERS = 400;

/**
 * Fails when a search found an order of steps that goes wrong; the feedback draws it.
 *
 * @param expected - what has to hold in every order
 * @param takes - what it takes, said after what was seen
 */
function assertInEveryOrder(verdict: Verdict, expected: string, takes = ""): void {
  const { failure } = verdict;
  if (failure === null) return;
  const what = failure.message.replace(/[.!?]?$/, ".");
  // An error before the first step has nothing to do with the order of steps.
  if (failure.length === 0) assert.fail(`${expected} Here it did not begin: ${what}`);

  const steps = failure.length === 1 ? "1 step" : `${failure.length} steps`;
  const seen = `${expected} In this order of ${steps} it goes wrong: ${what}`;
  const whole = `${seen} ${takes}`.trim();
  // A sentence that would be cut is left out.
  assert.fail(whole.length > MOST_CHARACTERS ? seen : whole);
}

/** Agents that race take their time in slow motion, and one that never ends is stopped after two seconds. */
const races = { timeout: 20_000 };

/** A check that searches. The steps are the limit: the seconds are for a machine that hardly runs. */
const searches = { timeout: 60_000 };

/** Fails with a helpful sentence when an agent of a race did not come to its end. */
function assertAllCameThrough(errors: unknown, ifStuck: string): void {
  if (!Array.isArray(errors))
    assert.fail(`The bench is given and tells the errors of its agents; it came: ${pretty(errors)}`);
  const error = errors.find((one) => one !== null) as Error | undefined;
  if (!error) return;
  const isStuck = /TIMEOUT|ABORTED|FROZEN|KILLED/.test(String((error as { code?: unknown }).code));
  const stopped = errors.filter((one) => one !== null).length;
  if (isStuck)
    assert.fail(`${stopped} of ${errors.length} agents never came back and had to be stopped. ${ifStuck}`);
  assert.fail(`${stopped} of ${errors.length} agents failed. The first said: ${error.message}`);
}

exercise(
  "04.1",
  {
    reread: "One line, three steps",
    expected: "Each prediction is what the word says after the turns it names.",
  },
  ({ check }) => {
    const ends = [...possibleEnds(additions(10), additions(10))];
    const cases = [
      {
        name: "oneAfterTheOther",
        what: "when A has finished before B begins",
        truth: wordAfter("A A B B"),
        reread: "B reads what A has written. Nothing is lost when nobody comes in between.",
      },
      {
        name: "bothReadFirst",
        what: "when both read before either writes",
        truth: wordAfter("A B A B"),
        reread:
          "What has each of them read, and what does each write? Look at the diagram of the lost update again.",
      },
      {
        name: "nested",
        what: "when B adds three times between A's read and A's write",
        truth: wordAfter("A B B B B B B A"),
        reread: "A does not look again. It writes what it read at the very beginning, plus 1.",
      },
      {
        name: "mostOfTen",
        what: "when ten additions each go as well as they can",
        truth: Math.max(...ends),
        reread: "What if, by good luck, nobody ever comes in between?",
      },
      {
        name: "leastOfTen",
        what: "when ten additions each go as badly as they can",
        truth: Math.min(...ends),
        reread:
          "A late write can wipe out many additions. It can happen to A and, later, to B. Which write is the very last one, and what can its agent have read?",
      },
    ];
    for (const { name, what, truth, reread } of cases) {
      const essential = name === "leastOfTen";
      check(`${name}: what the word says ${what}`, { essential }, async ({ submission }) => {
        assertPrediction((await submission.get("theWordSays"))?.[name], truth, reread);
      });
    }
  },
);

exercise("04.2", { reread: "Check, then act" }, ({ check, hidden }) => {
  interface Order {
    readonly amount: number;
    readonly tries: number;
  }

  async function spendTogether(
    submission: RemoteSubmission,
    available: number,
    orders: readonly Order[],
    pace: "fast" | "slow",
    rounds = 1,
  ) {
    const seen = await submission.call("spendTogether", available, orders, pace, rounds);
    const { spent, left, errors } = objectFrom(seen, "spendTogether() is given and tells what was spent");
    assertAllCameThrough(
      errors,
      "Is the budget read anew each time round the loop? And is an agent turned away when there is not enough?",
    );
    const total = (numbers: readonly number[]) => numbers.reduce((sum, one) => sum + one, 0);
    return { spent: spent as number[], left: total(left), sum: total(spent) };
  }

  /** What spend() answers on one thread, and what is left of the budget. */
  async function spendAlone(submission: RemoteSubmission, available: number, amount: number) {
    const { sum, left } = await spendTogether(submission, available, [{ amount, tries: 1 }], "fast");
    return { sum, left };
  }

  check(
    "takes the whole amount when there is enough, and answers true",
    races,
    async ({ submission, random }) => {
      const budget = new Int32Array(new SharedArrayBuffer(4));
      budget[0] = 10;
      const answer = await submission.call("spend", budget, 3);
      expect(answer, "There are 10, so 3 can be spent. spend() answers with true or false. The answer").toBe(
        true,
      );
      const message = "An agent spends 3 of 10. What it got, and what is left";
      expect(await spendAlone(submission, 10, 3), message).toEqual({ sum: 3, left: 7 });
      const [amount, rest] = [random.int(4, 900), random.int(1, 900)];
      const any = `An agent spends ${amount} of ${amount + rest}. What it got, and what is left`;
      expect(await spendAlone(submission, amount + rest, amount), any).toEqual({ sum: amount, left: rest });
    },
  );

  check("the last one can be spent, and not one more", races, async ({ submission, random }) => {
    const { sum, left } = await spendTogether(submission, 3, [{ amount: 1, tries: 5 }], "fast");
    const message = "Exactly enough is enough. One agent tries 5 times to spend 1 of 3. Spent, and left";
    expect([sum, left], message).toEqual([3, 0]);
    const exactly = random.int(5, 900);
    const any = `Exactly enough is enough. An agent spends ${exactly} of ${exactly}. What it got, and what is left`;
    expect(await spendAlone(submission, exactly, exactly), any).toEqual({ sum: exactly, left: 0 });
  });

  check(
    "what is too much is refused, and the budget stays as it is",
    races,
    async ({ submission, random }) => {
      const budget = new Int32Array(new SharedArrayBuffer(4));
      budget[0] = 5;
      const answer = await submission.call("spend", budget, 6);
      expect(answer, "There are 5, so 6 cannot be spent. The answer").toBe(false);
      const message =
        "Take all of the amount or nothing. An agent asks for 6 of 5. What it got, and what is left";
      expect(await spendAlone(submission, 5, 6), message).toEqual({ sum: 0, left: 5 });
      const little = random.int(6, 900);
      const [much, any] = [little + random.int(1, 9), "Take all of the amount or nothing."];
      const what = `${any} An agent asks for ${much} of ${little}. What it got, and what is left`;
      expect(await spendAlone(submission, little, much), what).toEqual({ sum: 0, left: little });
    },
  );

  check(
    "four agents never spend more than there is",
    { ...races, essential: true },
    async ({ submission }) => {
      const order = { amount: 1, tries: 1 };
      const { sum, left } = await spendTogether(submission, 2, [order, order, order, order], "slow", 15);
      const message = `In slow motion, four agents tried 15 times, with 2 to spend each time. They spent ${sum} in all, and ${left} were left. Too much: somebody came in between the check and the act, which belong into one step (reread “Check, then act”). Too little: does an agent look again when somebody was faster? Spent, and left`;
      expect([sum, left], message).toEqual([30, 0]);
    },
  );

  check("nobody is turned away while there is enough", races, async ({ submission }) => {
    const orders = Array.from({ length: 3 }, () => ({ amount: 2, tries: 10 }));
    const { spent } = await spendTogether(submission, 60, orders, "slow");
    const message = `There are 60, and 3 agents want 2, 10 times each: enough for all. They got ${pretty(spent)}. If that is less, does an agent look again when somebody was faster? They got`;
    expect(spent, message).toEqual([20, 20, 20]);
  });

  check("what is spent is gone from the budget, whoever else spends", races, async ({ submission }) => {
    const orders = Array.from({ length: 3 }, () => ({ amount: 1, tries: 10 }));
    const { sum, left } = await spendTogether(submission, 100, orders, "slow");
    const message = `In slow motion, 3 agents spent ${sum} of 100 together, and ${left} are left. If that is more or less than 100, updates were lost: reading and writing are two steps (reread “One line, three steps”). Spent plus left`;
    expect(sum + left, message).toBe(100);
  });

  check("an order that is far too large does not disturb the small ones", races, async ({ submission }) => {
    const orders = [
      { amount: 1, tries: 30 },
      { amount: 1_000, tries: 30 },
      { amount: 1_000, tries: 30 },
    ];
    const { spent } = await spendTogether(submission, 40, orders, "slow");
    const message = `There are 40. One agent wants 1, thirty times, and two want 1,000. They got ${pretty(spent)}. If the small orders got less, does an agent take first and give back later? Then others believe that there is nothing. They got`;
    expect(spent, message).toEqual([30, 0, 0]);
  });

  /** What two agents may get, and what is left then: `"true false 3"`. */
  function endsOf(available: number, [a, b]: Pair): string[] {
    const inTurn = (first: number, second: number) => {
      const left = first <= available ? available - first : available;
      return [first <= available, second <= left, second <= left ? left - second : left] as const;
    };
    const [gotA, thenB, left] = inTurn(a, b);
    const [gotB, thenA, rest] = inTurn(b, a);
    return [`${gotA} ${thenB} ${left}`, `${thenA} ${gotB} ${rest}`];
  }

  check(
    "in every order of steps, two agents get what they must",
    { ...searches, essential: true },
    async ({ submission, random }) => {
      const [some, more] = [random.int(2, 40), random.int(42, 90)];
      const [a, b] = random.shuffle([some, more]) as unknown as Pair;
      const isA = random.pick([true, false]);
      const scenes: { available: number; wants: Pair; must: string }[] = [
        // Each alone could have it, and both together never.
        {
          available: random.int(more, some + more - 1),
          wants: [a, b],
          must: "one gets it, and the other one is refused",
        },
        { available: some + more + random.int(0, 90), wants: [a, b], must: "both get it" },
        {
          available: some + random.int(0, 1),
          wants: isA ? [some, more] : [more, some],
          must: `${isA ? "A" : "B"} gets it, and the other one is refused`,
        },
      ];
      for (const { available, wants, must } of scenes) {
        const verdict = await submission.explore({
          shared: () => ({ budget: new Int32Array(new SharedArrayBuffer(4)).fill($orders.available) }),
          threads: {
            A: ({ budget }) => spend(budget, $orders.wants[0]),
            B: ({ budget }) => spend(budget, $orders.wants[1]),
          },
          finally: ({ budget }, [a, b]) => {
            if ($orders.ends.includes(`${a} ${b} ${budget[0]}`)) return;
            throw new Error(`A got ${a}, B got ${b}, and ${budget[0]} are left`);
          },
          scope: { $orders: { available, wants, ends: endsOf(available, wants) } },
          ...search,
        });
        assertInEveryOrder(
          verdict,
          `There are ${available}. A wants ${wants[0]}, and B wants ${wants[1]}: ${must}.`,
          "Nobody may come in between the check and the act.",
        );
      }
    },
  );

  check(
    "in every order of steps, nobody is turned away while there is enough",
    searches,
    async ({ submission, random }) => {
      const [once, often, rest] = [random.int(11, 90), random.int(1, 10), random.int(1, 90)];
      const available = once + 8 * often + rest;
      const verdict = await submission.explore({
        shared: () => ({ budget: new Int32Array(new SharedArrayBuffer(4)).fill($orders.available) }),
        threads: {
          A: ({ budget }) => spend(budget, $orders.wants[0]),
          // It spends again and again: each time it may come in between A's look and its act.
          B: ({ budget }) => {
            for (let i = 0; i < 8; i += 1) spend(budget, $orders.wants[1]);
          },
        },
        finally: ({ budget }, [a]) => {
          if ($orders.ends.includes(`${a} ${budget[0]}`)) return;
          throw new Error(`A got ${a}, and ${budget[0]} are left`);
        },
        scope: { $orders: { available, wants: [once, often], ends: [`true ${rest}`] } },
        ...search,
      });
      assertInEveryOrder(
        verdict,
        `There are ${available}. B spends ${often} eight times, and A wants ${once} and gets it, however often B is faster: there is always enough.`,
      );
    },
  );

  hidden("different amounts at once leave just what they must", races, async ({ submission, random }) => {
    // Twelve times 3 is more than there is: so the first agent tries once when less than 3 are left, however fast the others are.
    const orders = [
      { amount: 3, tries: 12 },
      { amount: 5, tries: 6 },
      { amount: 7, tries: 6 },
    ];
    for (const available of [17, random.int(11, 35)]) {
      const { sum, left } = await spendTogether(submission, available, orders, "slow");
      expect(sum + left, `Spent plus left, of ${available}`).toBe(available);
      expect(left, "What is left is less than the smallest order").toBeLessThan(3);
      expect(left, "A budget never falls below zero. It").toBeGreaterThanOrEqual(0);
    }
  });

  hidden("at full speed nothing is lost either", races, async ({ submission }) => {
    const tries = 100_000;
    const order = { amount: 1, tries };
    const { sum, left } = await spendTogether(submission, 3 * tries, [order, order], "fast");
    expect([sum, left], "Two agents spend 100,000 each, of 300,000. Spent, and left").toEqual([
      2 * tries,
      tries,
    ]);
  });

  hidden("nothing at all can always be spent, from an empty budget too", races, async ({ submission }) => {
    const empty = new Int32Array(new SharedArrayBuffer(4));
    expect(await submission.call("spend", empty, 0), "Spending 0 of 0").toBe(true);
    expect(await submission.call("spend", empty, 1), "Spending 1 of 0").toBe(false);
  });
});

exercise("04.3", { reread: "How a lock is built" }, ({ check, hidden }) => {
  const FREE = 0;
  const wakeOthers =
    "Whoever unlocks when somebody may be asleep has to notify, also if it was woken itself. That is what the state WANTED is for.";

  /** Fails when threads slept on although nothing moved any more, or had to be stopped. */
  function assertNobodyForgotten(seen: Fields): void {
    if (seen.forgotten > 0)
      assert.fail(
        `A thread slept in front of the lock, nothing moved any more, and no unlock() woke it. ${wakeOthers}`,
      );
    assertAllCameThrough(seen.errors, `Does unlock() make the lock free? ${wakeOthers}`);
  }

  async function testTrack(
    submission: RemoteSubmission,
    threads: number,
    laps: number,
    pace: "fast" | "slow",
  ): Promise<{ laps: number; word: number }> {
    const what = "testTrack() is given and tells what happened on it";
    const {
      laps: inside,
      word,
      ...rest
    } = objectFrom(await submission.call("testTrack", threads, laps, pace), what);
    assertNobodyForgotten(rest);
    return { laps: inside, word };
  }

  const queueUp = async (submission: RemoteSubmission, threads: number) =>
    objectFrom(
      await submission.call("queueUpHere", threads),
      "queueUpHere() is given and tells who was asleep",
    );

  check(
    "a thread that is alone gets in and out again, as often as it likes",
    races,
    async ({ submission, random }) => {
      const times = random.int(900, 1100);
      const { laps, word } = await testTrack(submission, 1, times, "fast");
      expect(laps, `A single thread locks and unlocks ${times} times. It was inside`).toBe(times);
      expect(word, "After the last unlock() the lock is FREE, that is 0. The word says").toBe(FREE);
    },
  );

  check("two threads are never inside together", { ...races, essential: true }, async ({ submission }) => {
    // So many that a few which go well by luck, on a busy machine, are not all of them.
    const { laps } = await testTrack(submission, 4, 10, "slow");
    const message = `In slow motion, 4 threads added 1 ten times each, inside the lock. That gave ${pretty(laps)}. Adding takes three steps: it is lost when two are in there at once. The additions`;
    expect(laps, message).toBe(40);
  });

  check("whoever has to wait falls asleep, and does not run in circles", races, async ({ submission }) => {
    const { asleep } = await queueUp(submission, 3);
    const message = `The notebook held the lock, and 3 threads came. Of them, ${pretty(asleep)} fell asleep. Atomics.wait() sleeps only if the word says what its third argument says: is that the value that you have just written? So many were asleep`;
    expect(asleep, message).toBe(3);
  });

  check("being woken is not getting in: a woken thread looks again", races, async ({ submission }) => {
    const { asleep, tooEarly } = await queueUp(submission, 2);
    const message = `The notebook held the lock all the time and woke 2 sleepers for nothing: ${pretty(tooEarly)} went in. An \`if\` looks once, a \`while\` looks again. So many went in`;
    expect(asleep, "The notebook held the lock, 2 threads came, and so many were asleep").toBe(2);
    expect(tooEarly, message).toBe(0);
  });

  check("unlock() makes the lock free and wakes whoever sleeps", races, async ({ submission }) => {
    const { laps, word } = await testTrack(submission, 2, 6, "slow");
    expect(laps, "2 threads, 6 times each, in slow motion: so many were inside").toBe(12);
    expect(word, "After the last unlock() the lock is FREE, that is 0. The word says").toBe(FREE);
  });

  check(
    "several sleepers are woken one after the other, and none is forgotten",
    races,
    async ({ submission }) => {
      assertNobodyForgotten(await queueUp(submission, 4));
    },
  );

  check(
    "in every order of steps, two threads get in one after the other",
    { ...searches, essential: true },
    async ({ submission, random }) => {
      const before = random.int(1, 900);
      const laps = random.pick([
        [1, 2],
        [2, 1],
      ] as const);
      const verdict = await submission.explore({
        shared: () => ({
          lock: new Int32Array(new SharedArrayBuffer(4)),
          board: new Int32Array(new SharedArrayBuffer(4)).fill($laps.before),
        }),
        threads: {
          A: ({ lock, board }) => {
            const tiny = new TinyLock(lock);
            for (let i = 0; i < $laps.laps[0]; i += 1) {
              tiny.lock();
              board[0] = (board[0] as number) + 1;
              tiny.unlock();
            }
          },
          B: ({ lock, board }) => {
            const tiny = new TinyLock(lock);
            for (let i = 0; i < $laps.laps[1]; i += 1) {
              tiny.lock();
              board[0] = (board[0] as number) + 1;
              tiny.unlock();
            }
          },
        },
        finally: ({ lock, board }) => {
          if (board[0] === $laps.before + 3 && lock[0] === 0) return;
          throw new Error(`the board says ${board[0]}, and the lock ${lock[0]}`);
        },
        locks: ({ lock }) => [[lock, 0]],
        scope: { $laps: { before, laps } },
        ...search,
      });
      assertInEveryOrder(
        verdict,
        `The board says ${before}. A locks, adds 1 and unlocks${laps[0] === 2 ? ", twice" : ""}, and B does so ${laps[1] === 2 ? "twice" : "once"}: then the board says ${before + 3}, and the lock is FREE.`,
      );
    },
  );

  check(
    "unlock() wakes whoever sleeps in front of a lock that is WANTED",
    searches,
    async ({ submission }) => {
      const verdict = await submission.explore({
        shared: () => ({ lock: new Int32Array(new SharedArrayBuffer(4)).fill(2) }),
        threads: {
          // It does not look again by itself: without notify() it sleeps for ever.
          sleeper: ({ lock }) => Atomics.wait(lock, 0, 2),
          holder: ({ lock }) => new TinyLock(lock).unlock(),
        },
        finally: ({ lock }) => {
          if (lock[0] === 0) return;
          throw new Error(`the lock says ${lock[0]}`);
        },
        ...search,
      });
      assertInEveryOrder(
        verdict,
        "The lock is WANTED and a thread sleeps until it is woken: unlock() makes the lock FREE and wakes it.",
      );
    },
  );

  check("in every order of steps, none of three threads is forgotten", searches, async ({ submission }) => {
    const verdict = await submission.explore({
      shared: () => ({ lock: new Int32Array(new SharedArrayBuffer(4)) }),
      threads: {
        A: ({ lock }) => {
          const tiny = new TinyLock(lock);
          tiny.lock();
          tiny.unlock();
        },
        B: ({ lock }) => {
          const tiny = new TinyLock(lock);
          tiny.lock();
          tiny.unlock();
        },
        C: ({ lock }) => {
          const tiny = new TinyLock(lock);
          tiny.lock();
          tiny.unlock();
        },
      },
      finally: ({ lock }) => {
        if (lock[0] === 0) return;
        throw new Error(`the lock says ${lock[0]}`);
      },
      locks: ({ lock }) => [[lock, 0]],
      ...search,
    });
    const isAsleep = ["lost wake-up", "deadlock"].includes(verdict.failure?.kind ?? "");
    assertInEveryOrder(
      verdict,
      "Three threads lock and unlock, and all come through.",
      isAsleep ? wakeOthers : "",
    );
  });

  hidden("four threads in slow motion all come through", races, async ({ submission, random }) => {
    const times = random.int(4, 6);
    const { laps, word } = await testTrack(submission, 4, times, "slow");
    expect(laps, `4 threads, ${times} times each, in slow motion: so many were inside`).toBe(4 * times);
    expect(word, "After the last unlock() the lock is FREE, that is 0. The word says").toBe(FREE);
  });

  hidden("three threads at full speed all come through", races, async ({ submission, random }) => {
    const times = random.int(18_000, 22_000);
    const { laps } = await testTrack(submission, 3, times, "fast");
    expect(laps, `3 × ${times} additions gave`).toBe(3 * times);
  });
});

exercise("04.4", { reread: "How much goes under the lock?" }, ({ check, hidden }) => {
  interface Rehearsal {
    readonly board: readonly number[];
    readonly events: readonly string[];
    readonly isHeld: boolean;
    readonly error: string | null;
  }

  async function rehearse(submission: RemoteSubmission, scene: object): Promise<Rehearsal> {
    const told = await submission.call("rehearsal", { finds: 50, board: [10, 0], ...scene });
    const seen = objectFrom(told, "rehearsal() is given and tells what happened") as unknown as Rehearsal;
    if (!Array.isArray(seen.events))
      assert.fail(`rehearsal() is given and tells what happened; it came: ${pretty(told)}`);
    // A prop that is misused throws: what it says is the reason for all that follows.
    if (/locks what it holds already|unlocks what it does not hold/.test(String(seen?.error)))
      assert.fail(
        `Each lock() needs one unlock(), and nothing else. In the rehearsal, ${seen.error}. What happened: ${seen.events.join(" · ") || "nothing"}.`,
      );
    return seen;
  }
  const story = ({ events }: Rehearsal) => `What happened: ${events.join(" · ") || "nothing"}.`;

  check("a record is written with its finder, and told", async ({ submission, random }) => {
    const seen = await rehearse(submission, {});
    expect(seen.error, `Nothing goes wrong in this scene. ${story(seen)} The error`).toBe(null);
    const message = `Agent 1 finds 50, and the best so far is 10. ${story(seen)} The board`;
    expect(seen.board, message).toEqual([50, 1]);
    expect(
      seen.events.filter((event) => event.startsWith("tell")).length,
      `A record is told once. ${story(seen)} Told`,
    ).toBe(1);
    const [least, more] = [random.int(20, 400), random.int(1, 400)];
    const other = await rehearse(submission, { finds: least + more, board: [least, 3] });
    const any = `Agent 1 finds ${least + more}, and the best so far is ${least}. ${story(other)} The board`;
    expect(other.board, any).toEqual([least + more, 1]);
  });

  check("the agent thinks while the lock is free", { essential: true }, async ({ submission }) => {
    const seen = await rehearse(submission, {});
    const thoughts = seen.events.filter((event) => event.startsWith("think"));
    const message = `Others wait for as long as you hold the lock, so think before you take it. ${story(seen)} The thinking`;
    expect(thoughts, message).toEqual(["think"]);
  });

  check("a better score that came while it thought stays", async ({ submission, random }) => {
    const better = random.int(51, 900);
    const seen = await rehearse(submission, { whileThinking: [better, 7] });
    const message = `While agent 1 thought up its 50, agent 7 wrote ${better}. What you read before that is stale. ${story(seen)} The board`;
    expect(seen.board, message).toEqual([better, 7]);
  });

  check(
    "a better score that came while it waited for the lock stays",
    { essential: true },
    async ({ submission, random }) => {
      const better = random.int(51, 900);
      const seen = await rehearse(submission, { whileWaiting: [better, 7] });
      const message = `While agent 1 waited for the lock, agent 7 wrote ${better}. Look at the board when you have the lock, not before. ${story(seen)} The board`;
      expect(seen.board, message).toEqual([better, 7]);
    },
  );

  check("nothing is written or told after the lock was given back", async ({ submission }) => {
    const seen = await rehearse(submission, { afterUnlock: [99, 7] });
    const message = `As soon as agent 1 gave the lock back, agent 7 wrote 99. Look and write belong under one lock. ${story(seen)} The board`;
    expect(seen.board, message).toEqual([99, 7]);
    const plain = await rehearse(submission, {});
    const told = plain.events.find((event) => event.startsWith("tell"));
    expect(told, `Records are told while the lock is held. ${story(plain)} The record`).toBe("tell 50");
  });

  check("when telling fails, the lock is free again and the error goes on", async ({ submission }) => {
    const seen = await rehearse(submission, { nobodyListens: true });
    const message = `tell() threw an error. Whatever happens, the lock is given back: reread “Give it back, whatever happens”. ${story(seen)} Is the lock still held`;
    expect(seen.isHeld, message).toBe(false);
    const swallowed = `An error that nobody sees helps nobody: use finally, not catch (reread “Give it back, whatever happens”). ${story(seen)} The error that came out`;
    expect(seen.error, swallowed).toBe("nobody listens");
  });

  check("a score that is no record changes nothing, and the lock is free again", async ({ submission }) => {
    for (const finds of [9, 10]) {
      const seen = await rehearse(submission, { finds });
      const message = `Agent 1 finds ${finds}, and the best so far is 10: no better. ${story(seen)} The board`;
      expect(seen.board, message).toEqual([10, 0]);
      const left = `Is there a way out past unlock()? ${story(seen)} Is the lock still held`;
      expect(seen.isHeld, left).toBe(false);
      const told = seen.events.filter((event) => event.startsWith("tell"));
      expect(told, `No record, nothing to tell. ${story(seen)} Told`).toEqual([]);
      expect(seen.error, `Nothing goes wrong in this scene. ${story(seen)} The error`).toBe(null);
    }
  });

  check("when thinking fails, the error goes on and the lock is free", async ({ submission }) => {
    const seen = await rehearse(submission, { finds: null });
    expect(seen.error, `think() threw “no idea”. ${story(seen)} The error that came out`).toBe("no idea");
    expect(seen.isHeld, `${story(seen)} Is the lock still held`).toBe(false);
  });

  /** Two different findings, the better one last, which both are better than what the board says. */
  function drawFinds(random: Random) {
    const [before, less] = [random.int(1, 40), random.int(41, 400)];
    const agents = random.shuffle([1, 2, 3, 4, 5]).slice(0, 2) as unknown as Pair;
    return { before, finds: [less, random.int(401, 900)] as const, agents };
  }

  check(
    "in every order of steps, the best of two findings stays",
    searches,
    async ({ submission, random }) => {
      const drawn = drawFinds(random);
      const finds = random.shuffle(drawn.finds) as unknown as Pair;
      const [a, b] = finds;
      const scene = { ...drawn, finds };
      const verdict = await submission.explore({
        shared: () => ({
          lock: new Int32Array(new SharedArrayBuffer(4)),
          board: new Int32Array(new SharedArrayBuffer(8)).fill($finds.before, 0, 1),
        }),
        threads: {
          A: ({ lock, board }) =>
            contribute(
              { lock: new SmallMutex(lock, 0), board, tell: () => {} },
              $finds.agents[0],
              () => $finds.finds[0],
            ),
          B: ({ lock, board }) =>
            contribute(
              { lock: new SmallMutex(lock, 0), board, tell: () => {} },
              $finds.agents[1],
              () => $finds.finds[1],
            ),
        },
        finally: ({ board }) => {
          const best = Math.max(...$finds.finds);
          if (board[0] === best && board[1] === $finds.agents[$finds.finds.indexOf(best)]) return;
          throw new Error(`the board says ${board[0]}, by agent ${board[1]}`);
        },
        locks: ({ lock }) => [[lock, 0]],
        scope: { SmallMutex, $finds: scene },
        ...search,
      });
      assertInEveryOrder(
        verdict,
        `The board says ${scene.before}. Agent ${scene.agents[0]} finds ${a} and agent ${scene.agents[1]} finds ${b}: then the board says ${Math.max(a, b)}, by agent ${scene.agents[a > b ? 0 : 1]}.`,
        "Look and write belong under one lock.",
      );
    },
  );

  check(
    "in every order of steps, an agent that fails leaves the lock to the next",
    searches,
    async ({ submission, random }) => {
      const scene = drawFinds(random);
      const verdict = await submission.explore({
        shared: () => ({
          lock: new Int32Array(new SharedArrayBuffer(4)),
          board: new Int32Array(new SharedArrayBuffer(8)).fill($finds.before, 0, 1),
        }),
        threads: {
          clumsy: ({ lock, board }) => {
            const tell = () => {
              throw new Error("nobody listens");
            };
            try {
              contribute(
                { lock: new SmallMutex(lock, 0), board, tell },
                $finds.agents[0],
                () => $finds.finds[0],
              );
            } catch {
              return;
            }
          },
          next: ({ lock, board }) =>
            contribute(
              { lock: new SmallMutex(lock, 0), board, tell: () => {} },
              $finds.agents[1],
              () => $finds.finds[1],
            ),
        },
        finally: ({ board }) => {
          if (board[0] === $finds.finds[1] && board[1] === $finds.agents[1]) return;
          throw new Error(`the board says ${board[0]}, by agent ${board[1]}`);
        },
        locks: ({ lock }) => [[lock, 0]],
        scope: { SmallMutex, $finds: scene },
        ...search,
      });
      assertInEveryOrder(
        verdict,
        `The tell() of agent ${scene.agents[0]} throws. Agent ${scene.agents[1]} finds more, ${scene.finds[1]}, and still gets in.`,
        "Whatever happens, the lock is given back.",
      );
    },
  );

  check("a lock that cannot be had is not given back, and its error goes on", async ({ submission }) => {
    const seen = await rehearse(submission, { lockBreaks: true });
    const message = `lock() threw “the lock is broken”, so there is nothing to give back: it stands in front of the \`try\`. ${story(seen)} The error that came out`;
    expect(seen.error, message).toBe("the lock is broken");
    expect(seen.board, `Without the lock nothing is written. ${story(seen)} The board`).toEqual([10, 0]);
  });

  check(
    "agents on threads leave the best of all findings, told in rising order",
    races,
    async ({ submission, random }) => {
      const scores = random.shuffle(Array.from({ length: 90 }, (_, at) => at + 2)).slice(0, 12);
      const findings = [scores.slice(0, 4), scores.slice(4, 8), scores.slice(8)];
      const seen = await submission.call("contributeTogether", findings, "slow");
      const what = "contributeTogether() is given and tells the board";
      const { board, told, errors } = objectFrom(seen, what);
      assertAllCameThrough(errors, "Is the lock given back on every way out?");
      const best = Math.max(...scores);
      const finder = findings.findIndex((found) => found.includes(best));
      const message = `The best of all findings is ${best}, by agent ${finder}. The board`;
      expect(board, message).toEqual([best, finder]);
      if (!Array.isArray(told) || !told.every(Array.isArray))
        assert.fail(`Each agent's records are a list; it came: ${pretty(told)}`);
      for (const records of told as number[][]) {
        const rising = [...records].sort((one, other) => one - other);
        expect(records, "Each agent's records, in the order in which it told them").toEqual(rising);
      }
    },
  );

  hidden(
    "a record of another board, with another finder",
    { expected: "A score below zero is a record on a board that is lower, and is written with its finder." },
    async ({ submission, random }) => {
      const [finds, best] = [-random.int(1, 50), -random.int(51, 900)];
      const seen = await rehearse(submission, { finds, board: [best, 4] });
      const message = `Agent 1 finds ${finds}, and the best so far is ${best}. The board`;
      expect(seen.board, message).toEqual([finds, 1]);
      expect(seen.events.at(-1), "The last thing that happens").toBe("unlock");
    },
  );
});

exercise("04.5", { reread: "Two locks, and nobody moves" }, ({ check, hidden }) => {
  check("standstill: after these turns, neither A nor B can take its next step", async ({ submission }) => {
    const turns = await submission.get("standstill");
    if (!Array.isArray(turns) || turns.some((who) => who !== "A" && who !== "B"))
      assert.fail('standstill is a list of turns, such as ["A", "A", "B"].');
    if (turns.length === 0)
      assert.fail("There are no turns yet: write whose turn it is, step by step, then check again.");
    const { impossible, canGoOn, done } = standAfter(turns as Mover[]);
    if (impossible) {
      const { turn, who, because } = impossible;
      assert.fail(
        `Turn ${turn} is ${who}'s, but ${who} cannot take it: ${because}. Take only turns that can be taken. You gave ${turns.join(", ")}.`,
      );
    }
    if (done.length === 2)
      assert.fail("After these turns both have done all of their steps. Nobody stands still.");
    const free = canGoOn[0];
    if (free)
      assert.fail(
        `After these turns ${free.who} can still go on: its next step is “${free.step}”. Which lock would have to be taken so that it cannot?`,
      );
  });

  async function moveOnce(
    submission: RemoteSubmission,
    balances: readonly number[],
    from: number,
    to: number,
    amount: number,
  ) {
    const seen = objectFrom(
      await submission.call("moveOnce", balances, from, to, amount),
      "moveOnce() is given and tells the balances",
    );
    return seen as { moved: unknown; balances: number[]; held: number };
  }
  const circle =
    "Do they wait for each other in a circle? Take the locks in one and the same order, whichever way the money goes. And is each lock given back, on every way out?";

  async function moveTogether(
    submission: RemoteSubmission,
    balances: readonly number[],
    errands: readonly { from: number; to: number; times: number }[],
    pace: "fast" | "slow",
    rounds = 1,
  ) {
    const what = "moveTogether() is given and tells the balances";
    const seen = objectFrom(await submission.call("moveTogether", balances, errands, pace, rounds), what);
    assertAllCameThrough(seen.errors, circle);
    if (!Array.isArray(seen.balances) || !seen.balances.every(Array.isArray))
      assert.fail(`${what}; it came: ${pretty(seen)}`);
    const each = seen.balances as number[][];
    return { balances: each[0] as number[], each, moved: seen.moved as number[] };
  }
  const sum = (numbers: readonly number[]) => numbers.reduce((total, one) => total + one, 0);

  check("moves the amount, answers true, and gives both locks back", async ({ submission, random }) => {
    const message = "Moving 30 from a budget of 100 to one of 5";
    for (const [from, to] of [
      [0, 1],
      [1, 0],
    ] as const) {
      const balances = from === 0 ? [100, 5] : [5, 100];
      const expected = from === 0 ? [70, 35] : [35, 70];
      const seen = await moveOnce(submission, balances, from, to, 30);
      expect(seen, message).toEqual({ moved: true, balances: expected, held: 0 });
    }
    const [have, amount, other] = [random.int(50, 900), random.int(1, 49), random.int(0, 90)];
    const any = `Moving ${amount} from a budget of ${have} to one of ${other}`;
    expect(await moveOnce(submission, [other, 7, have], 2, 0, amount), any).toEqual({
      ...{ moved: true, balances: [other + amount, 7, have - amount], held: 0 },
    });
  });

  check(
    "without enough it changes nothing, answers false, and gives both locks back",
    async ({ submission, random }) => {
      const little = random.int(20, 400);
      const much = little + random.int(1, 400);
      const other = await moveOnce(submission, [little, 5], 0, 1, much);
      const any = `Moving ${much} from a budget of ${little} to one of 5: nothing changes, and no lock stays held. What came of it`;
      expect(other, any).toEqual({ moved: false, balances: [little, 5], held: 0 });
      const seen = await moveOnce(submission, [10, 5], 0, 1, 11);
      const message =
        "Moving 11 from a budget of 10 to one of 5: nothing changes, and no lock stays held. What came of it";
      expect(seen, message).toEqual({ moved: false, balances: [10, 5], held: 0 });
      const exactly = await moveOnce(submission, [10, 5], 0, 1, 10);
      expect(exactly.balances, "Exactly enough is enough. Moving 10 of 10: the balances").toEqual([0, 15]);
    },
  );

  check("from a budget to itself changes nothing, and nobody waits for itself", async ({ submission }) => {
    const seen = await moveOnce(submission, [10, 5], 1, 1, 3).catch((error: Error & { code?: unknown }) => {
      if (error.code !== "DEADLOCK") throw error;
      return assert.fail(
        "Moving 3 from budget 1 to budget 1, your agent took the one lock that is there twice: it would wait for itself for ever. Here, move changes nothing.",
      );
    });
    const message = "Moving 3 from budget 1 to budget 1: balances, and locks still held";
    expect([seen.balances, seen.held], message).toEqual([[10, 5], 0]);
  });

  check("agents that move in opposite directions both come through", races, async ({ submission }) => {
    const errands = [
      { from: 0, to: 1, times: 2 },
      { from: 1, to: 0, times: 2 },
    ];
    // They begin at the same moment in each of twelve rounds: one meeting may go well by luck.
    const { moved, each } = await moveTogether(submission, [50, 50], errands, "slow", 12);
    expect(moved, "There is enough for all. How many of 24 moves each agent made").toEqual([24, 24]);
    const wrong = each.find((balances) => balances.join() !== "50,50");
    expect(wrong ?? each.at(-1), "As much went there as came back. The balances").toEqual([50, 50]);
  });

  check("no money appears or is lost when several give to the same budget", races, async ({ submission }) => {
    const errands = [0, 2, 3, 4].map((from) => ({ from, to: 1, times: 4 }));
    // One round may go well by luck: three that do are one in many thousands.
    const { each } = await moveTogether(submission, [4, 0, 4, 4, 4], errands, "slow", 3);
    const wrong = each.find((balances) => balances.join() !== "0,16,0,0,0") ?? each.at(-1);
    const message = `In slow motion, four agents moved 1 to the same budget, 4 times each. The balances became ${pretty(wrong)}. If some of the 16 are missing, an update was lost: are the locks of both budgets held while they are read and written? The balances`;
    expect(wrong, message).toEqual([0, 16, 0, 0, 0]);
  });

  check("a budget never falls below zero, however many want it", races, async ({ submission }) => {
    const errands = [
      { from: 0, to: 1, times: 1 },
      { from: 0, to: 2, times: 1 },
      { from: 0, to: 1, times: 1 },
    ];
    const { each, moved } = await moveTogether(submission, [1, 0, 0], errands, "slow", 20);
    const left = each.map(([first]) => first);
    const wrong = left.find((one) => one !== 0) ?? 0;
    const message = `In slow motion, three agents wanted 1 of a budget of 1, twenty times over. It came to ${pretty(wrong)} in the end. If that is below 0: does an agent look whether there is enough before it holds the lock (reread “Check, then act”)? What was left`;
    expect(left, message).toEqual(Array(20).fill(0));
    expect(sum(moved), "Each time, one of them gets it. So many moves were made").toBe(20);
  });

  check(
    "in every order of steps, two agents in opposite directions come through",
    { ...searches, essential: true },
    async ({ submission, random }) => {
      const balances = [random.int(20, 90), random.int(20, 90)];
      const [from, to] = random.shuffle([0, 1]) as unknown as Pair;
      const amounts = [random.int(1, 9), random.int(10, 20)] as const;
      const moved = amounts[1] - amounts[0];
      const after = balances.map((balance, at) => balance + (at === from ? moved : -moved));
      const verdict = await submission.explore({
        shared: () => {
          const budgets = new Int32Array(new SharedArrayBuffer(8));
          budgets.set($errands.balances);
          return { locks: new Int32Array(new SharedArrayBuffer(8)), budgets };
        },
        threads: {
          A: ({ locks, budgets }) =>
            move(
              [new SmallMutex(locks, 0), new SmallMutex(locks, 1)],
              budgets,
              $errands.from,
              $errands.to,
              $errands.amounts[0],
            ),
          B: ({ locks, budgets }) =>
            move(
              [new SmallMutex(locks, 0), new SmallMutex(locks, 1)],
              budgets,
              $errands.to,
              $errands.from,
              $errands.amounts[1],
            ),
        },
        finally: ({ budgets }, [a, b]) => {
          const { balances, from, amounts } = $errands;
          const moved = amounts[1] - amounts[0];
          const isRight = balances.every(
            (balance, at) => budgets[at] === balance + (at === from ? moved : -moved),
          );
          if (isRight && a === true && b === true) return;
          throw new Error(`A got ${a}, B got ${b}, and the balances are ${budgets[0]} and ${budgets[1]}`);
        },
        locks: ({ locks }) => [
          [locks, 0],
          [locks, 1],
        ],
        scope: { SmallMutex, $errands: { balances, from, to, amounts } },
        ...search,
      });
      assertInEveryOrder(
        verdict,
        `The balances are ${balances.join(" and ")}. A moves ${amounts[0]} from ${from} to ${to}, B moves ${amounts[1]} back: then the balances are ${after.join(" and ")}.`,
        "Hold both locks, and take them in the same order.",
      );
    },
  );

  check(
    "in every order of steps, nobody who holds both locks sees money on its way",
    { ...searches, essential: true },
    async ({ submission, random }) => {
      const balances = [random.int(20, 90), random.int(20, 90), random.int(20, 90)];
      const [from, to] = random.shuffle([0, 1, 2]) as unknown as Pair;
      const amounts = [random.int(1, 20), 0] as const;
      const both = (balances[from] as number) + (balances[to] as number);
      const verdict = await submission.explore({
        shared: () => {
          const budgets = new Int32Array(new SharedArrayBuffer(12));
          budgets.set($errands.balances);
          return { locks: new Int32Array(new SharedArrayBuffer(12)), budgets };
        },
        threads: {
          mover: ({ locks, budgets }) => {
            const all = [0, 1, 2].map((at) => new SmallMutex(locks, at));
            return move(all, budgets, $errands.from, $errands.to, $errands.amounts[0]);
          },
          // It waits for no lock, so it may take them in any order. Where it does not get both, it has seen nothing.
          auditor: ({ locks, budgets }) => {
            const { from, to } = $errands;
            const [one, two] = [new SmallMutex(locks, from), new SmallMutex(locks, to)];
            if (!one.tryLock()) return "nothing";
            if (!two.tryLock()) {
              one.unlock();
              return "nothing";
            }
            const sum = (budgets[from] as number) + (budgets[to] as number);
            two.unlock();
            one.unlock();
            return sum;
          },
        },
        finally: ({ budgets }, [moved, sum]) => {
          const { balances, from, to, amounts } = $errands;
          const both = (balances[from] as number) + (balances[to] as number);
          const isRight = balances.every(
            (balance, at) =>
              budgets[at] === balance + (at === from ? -amounts[0] : at === to ? amounts[0] : 0),
          );
          if (moved === true && isRight && (sum === both || sum === "nothing")) return;
          throw new Error(
            `the auditor saw ${sum}, move() gave ${moved}, and the balances are ${budgets.join(", ")}`,
          );
        },
        scope: { SmallMutex, $errands: { balances, from, to, amounts } },
        ...search,
      });
      assertInEveryOrder(
        verdict,
        `Budgets ${from} and ${to} hold ${balances[from]} and ${balances[to]}, and ${amounts[0]} are moved from ${from} to ${to}. An auditor that holds both of their locks adds up ${both}, always.`,
        "Hold *both* locks while you look and move.",
      );
    },
  );

  check(
    "when the second lock cannot be had, the first is given back",
    searches,
    async ({ submission, random }) => {
      const { moved } = await moveOnce(submission, [5, 5], 0, 1, 2);
      expect(moved, "With two sound locks, moving 2 of 5 answers").toBe(true);
      // Whichever of the two is taken first: in one of the two searches it is the other one that is broken.
      for (const broken of random.shuffle([0, 1])) {
        const balances = [random.int(20, 90), random.int(20, 90)];
        const [from, to] = random.shuffle([0, 1]) as unknown as Pair;
        const verdict = await submission.explore({
          shared: () => {
            const budgets = new Int32Array(new SharedArrayBuffer(8));
            budgets.set($errands.balances);
            return { locks: new Int32Array(new SharedArrayBuffer(8)), budgets };
          },
          threads: {
            A: ({ locks, budgets }) => {
              const { from, to, amounts, broken } = $errands;
              const all = [0, 1].map((at) => (at === broken ? new BrokenMutex() : new SmallMutex(locks, at)));
              try {
                move(all, budgets, from, to, amounts[0]);
              } catch {
                return;
              }
            },
            B: ({ locks }) => Atomics.load(locks, 1 - $errands.broken),
          },
          finally: ({ locks, budgets }) => {
            const { balances, broken } = $errands;
            const other = 1 - broken;
            if (locks[other] === 0 && balances.every((balance, at) => budgets[at] === balance)) return;
            throw new Error(
              `lock ${other} is ${locks[other] === 0 ? "free" : "held"}, and the balances are ${budgets[0]} and ${budgets[1]}`,
            );
          },
          scope: {
            SmallMutex,
            BrokenMutex,
            $errands: { balances, from, to, amounts: [random.int(1, 20), 0], broken },
          },
          ...search,
        });
        assertInEveryOrder(
          verdict,
          `The balances are ${balances.join(" and ")}, and taking lock ${broken} throws an error. The other lock is free afterwards, and nothing has moved.`,
          "Give back what you hold, whatever happens.",
        );
      }
    },
  );

  hidden("three agents in a circle all come through", races, async ({ submission, random }) => {
    const errands = [
      { from: 0, to: 1, times: 5 },
      { from: 1, to: 2, times: 5 },
      { from: 2, to: 0, times: 5 },
    ];
    const before = [random.int(20, 90), random.int(20, 90), random.int(20, 90)];
    const { balances } = await moveTogether(submission, before, errands, "slow");
    expect(balances, "Each gives 5 and gets 5. The balances").toEqual(before);
  });

  hidden("heavy traffic in all directions keeps the sum", races, async ({ submission }) => {
    const errands = [0, 1, 2].flatMap((from) =>
      [0, 1, 2].filter((to) => to !== from).map((to) => ({ from, to, times: 1_500 })),
    );
    const { balances } = await moveTogether(submission, [300, 300, 300], errands.slice(0, 4), "fast");
    expect(sum(balances), "The sum of all balances").toBe(900);
    expect(Math.min(...balances), "The smallest balance").toBeGreaterThanOrEqual(0);
  });
});
