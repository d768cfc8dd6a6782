import { assert } from "vitest";

/** How long an answer may keep a check waiting before that counts as hanging, in milliseconds. Right answers need a few. */
const PATIENCE = 3000;

/** What happened on a stage, in its order, and who waits for it to happen. */
export class Log {
  readonly events: string[] = [];
  readonly #waiting = new Set<() => void>();

  note(event: string): void {
    this.events.push(event);
    for (const look of this.#waiting) look();
  }

  /** Resolves once an event has happened so many times. */
  until(event: string, times = 1): Promise<void> {
    return new Promise((resolve) => {
      const look = () => {
        if (this.count(event) < times) return;
        this.#waiting.delete(look);
        resolve();
      };
      this.#waiting.add(look);
      look();
    });
  }

  count(event: string): number {
    return this.events.filter((each) => each === event).length;
  }
}

/** A clock that a check holds in its hand: no time passes unless it says so. */
export class HandClock {
  readonly #log: Log;
  readonly #passesAtOnce: (seconds: number) => boolean;
  readonly #sleepers: { seconds: number; wake: () => void }[] = [];

  /** @param passesAtOnce - which sleeps are over as soon as they begin; none if not said */
  constructor(log: Log, passesAtOnce: (seconds: number) => boolean = () => false) {
    this.#log = log;
    this.#passesAtOnce = passesAtOnce;
  }

  /** What the answer gets as its `sleep`. */
  readonly sleep = (seconds: number): Promise<void> =>
    new Promise((wake) => {
      this.#sleepers.push({ seconds, wake });
      this.#log.note(`sleep ${seconds}`);
      if (this.#passesAtOnce(seconds)) wake();
    });

  /** Lets so many seconds pass for everybody who sleeps just that long; for all sleepers when no number is given. */
  pass(seconds?: number): void {
    for (const each of this.#sleepers) if (seconds === undefined || each.seconds === seconds) each.wake();
  }
}

/** A work, or an agent, that does what a check tells it to, and keeps account of what is done to it. */
export class StagedWork {
  running = 0;
  starts = 0;
  /** What `start` was called with, each time. */
  readonly flags: unknown[] = [];
  onStart: () => void = () => {};
  onAsk: () => void = () => {};
  /** A killed work ends when this is over. */
  dying: Promise<void> = Promise.resolve();
  readonly #log: Log;
  readonly #name: string;
  #end = Promise.withResolvers<unknown>();

  constructor(log: Log, name = "") {
    this.#log = log;
    this.#name = name === "" ? "" : ` ${name}`;
  }

  /** What the answer gets. */
  get handed(): { start(flag?: unknown): Promise<unknown>; ask(): void; kill(): Promise<void> } {
    return {
      start: (flag) => {
        this.starts += 1;
        this.running += 1;
        this.flags.push(flag);
        this.#end = Promise.withResolvers();
        const { promise } = this.#end;
        promise.catch(() => {});
        this.#log.note(`start${this.#name}`);
        this.onStart();
        return promise;
      },
      ask: () => {
        this.#log.note(`ask${this.#name}`);
        this.onAsk();
      },
      kill: async () => {
        this.#log.note(`kill${this.#name}`);
        await this.dying;
        this.fail("was killed");
      },
    };
  }

  answer(value: unknown): void {
    this.running = 0;
    this.#end.resolve(value);
  }

  fail(message: string): void {
    this.running = 0;
    this.#end.reject(new Error(message));
  }
}

/** A call of the answer that is under way. */
export interface UnderWay<Value> {
  readonly ending: Promise<Value>;
  /** `undefined` while it goes on. */
  settled: { readonly value: Value } | { readonly error: Error } | undefined;
}

export function underWay<Value>(ending: Promise<Value>): UnderWay<Value> {
  const call: UnderWay<Value> = { ending, settled: undefined };
  ending.then(
    (value) => {
      call.settled = { value };
    },
    (error) => {
      call.settled = { error };
    },
  );
  return call;
}

/**
 * Waits for something that has to happen while a call of the answer goes on. When the call is over before it, or nothing happens at
 * all, the check fails with the sentence.
 */
export async function happensDuring(
  call: UnderWay<unknown>,
  happening: Promise<unknown>,
  sentence: string,
): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<"late">((resolve) => {
    timer = setTimeout(() => resolve("late"), PATIENCE);
  });
  const over = call.ending.then(
    () => "over" as const,
    () => "over" as const,
  );
  const first = await Promise.race([happening.then(() => "happened" as const), over, late]);
  clearTimeout(timer);
  if (first === "happened") return;
  // An answer that throws because it is not written, or by mistake, says more than the sentence.
  const error = call.settled && "error" in call.settled ? call.settled.error : undefined;
  if (error && !("code" in error && error.code === "TIMEOUT")) throw error;
  assert.fail(sentence);
}

/** Waits for the end of a call. When it does not come, the check fails with the sentence; the answer's own error passes through. */
export async function endOf<Value>(call: UnderWay<Value>, sentence: string): Promise<Value> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      try {
        assert.fail(sentence);
      } catch (failure) {
        reject(failure);
      }
    }, PATIENCE);
  });
  try {
    return await Promise.race([call.ending, late]);
  } finally {
    clearTimeout(timer);
  }
}
