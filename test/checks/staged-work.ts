import { assert } from "vitest";

/** After this time an answer that keeps a check waiting counts as hanging. Right answers need a few milliseconds. */
const HANGING_MS = 3000;
/** The time is counted in short pieces: where the whole machine stands still for a while, the answer had one of them, and not all. */
const PIECE_MS = 50;

/** Calls back when an answer has had time enough. @returns what stops it */
function afterPatience(hangs: () => void): () => void {
  let pieces = HANGING_MS / PIECE_MS;
  const timer = setInterval(() => {
    pieces -= 1;
    if (pieces > 0) return;
    clearInterval(timer);
    hangs();
  }, PIECE_MS);
  return () => clearInterval(timer);
}

/** The events of a check, in their order. A check can wait for the next ones. */
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

/** A clock that a check moves by hand. */
export class HandClock {
  readonly #log: Log;
  readonly #passesAtOnce: (seconds: number) => boolean;
  readonly #sleepers: { seconds: number; wake: () => void }[] = [];

  /** @param passesAtOnce - which sleeps are over as soon as they begin. Default: none */
  constructor(log: Log, passesAtOnce: (seconds: number) => boolean = () => false) {
    this.#log = log;
    this.#passesAtOnce = passesAtOnce;
  }

  /** The answer gets this as its `sleep`. */
  readonly sleep = (seconds: number): Promise<void> =>
    new Promise((wake) => {
      this.#sleepers.push({ seconds, wake });
      this.#log.note(`sleep ${seconds}`);
      if (this.#passesAtOnce(seconds)) wake();
    });

  /** Wakes the sleepers that asked for exactly this many seconds; all sleepers where no number is given. */
  pass(seconds?: number): void {
    for (const each of this.#sleepers) if (seconds === undefined || each.seconds === seconds) each.wake();
  }
}

/** A work, or an agent, that a check controls. It records what the answer does to it. */
export class StagedWork {
  running = 0;
  starts = 0;
  /** What `start` was called with, each time. */
  readonly flags: unknown[] = [];
  onStart: () => void = () => {};
  onAsk: () => void = () => {};
  /** A killed work ends when this promise settles. */
  dying: Promise<void> = Promise.resolve();
  readonly #log: Log;
  readonly #name: string;
  #end = Promise.withResolvers<unknown>();

  constructor(log: Log, name = "") {
    this.#log = log;
    this.#name = name === "" ? "" : ` ${name}`;
  }

  /** The work as the answer gets it. */
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

/** A call of the answer that has not settled yet. */
export interface PendingCall<Value> {
  readonly ending: Promise<Value>;
  /** `undefined` until the call settles. */
  settled: { readonly value: Value } | { readonly error: Error } | undefined;
}

export function pendingCall<Value>(ending: Promise<Value>): PendingCall<Value> {
  const call: PendingCall<Value> = { ending, settled: undefined };
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
 * Waits for something that has to happen before a call of the answer settles. The check fails with the sentence when the call settles first, or when
 * neither happens.
 */
export async function happensDuring(
  call: PendingCall<unknown>,
  happening: Promise<unknown>,
  sentence: string,
): Promise<void> {
  let stop = () => {};
  const late = new Promise<"late">((resolve) => {
    stop = afterPatience(() => resolve("late"));
  });
  const over = call.ending.then(
    () => "over" as const,
    () => "over" as const,
  );
  const first = await Promise.race([happening.then(() => "happened" as const), over, late]);
  stop();
  if (first === "happened") return;
  // The error of an answer that is not written, or throws by mistake, says more than the sentence.
  const error = call.settled && "error" in call.settled ? call.settled.error : undefined;
  if (error && !("code" in error && error.code === "TIMEOUT")) throw error;
  assert.fail(sentence);
}

/** Waits until a call settles. Otherwise the check fails with the sentence. An error of the answer passes through. */
export async function endOf<Value>(call: PendingCall<Value>, sentence: string): Promise<Value> {
  let stop = () => {};
  const late = new Promise<never>((_, reject) => {
    stop = afterPatience(() => {
      try {
        assert.fail(sentence);
      } catch (failure) {
        reject(failure);
      }
    });
  });
  try {
    return await Promise.race([call.ending, late]);
  } finally {
    stop();
  }
}
