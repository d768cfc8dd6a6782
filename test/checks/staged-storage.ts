import type { RemoteSubmission } from "@swarmlab/kit/checks";
import { assert, expect } from "vitest";

/** After this time an answer that takes no further step counts as hanging. Right answers need a few milliseconds. */
const HANGING_MS = 5000;
/** Steps after which an answer waits for something that never comes. Right answers need about five, or one for each small piece of a text. */
const MOST_STEPS = 1_000;
const MOST_CHARACTERS_OF_A_VALUE = 100;

interface Row {
  readonly key: string;
  readonly value: string;
}

/** What `results` gives for one agent. */
export interface Kept {
  readonly agent: number;
  readonly text: string;
}

/** A delivery with the text to keep. */
export interface Delivered {
  readonly delivery: { readonly run: string; readonly agent: number; readonly attempt: string };
  readonly text: string;
}

/** A storage whose steps a check plays one by one. The workers are calls of the answer's `keep`. */
export class StagedStorage {
  readonly #submission: RemoteSubmission;
  readonly #texts = new Map<string, string>();
  readonly #rows: Row[] = [];

  readonly #newestFirst: boolean;

  /** @param newestFirst whether of several calls that an answer does not wait for, the last one happens first */
  constructor(submission: RemoteSubmission, newestFirst = false) {
    this.#submission = submission;
    this.#newestFirst = newestFirst;
  }

  /** Keeps a delivery to its end. Fails when `keep` gives neither of its two answers. */
  async keep(delivered: Delivered): Promise<unknown> {
    const worker = this.start(delivered);
    await worker.untilDeadOrDone();
    return worker.answer;
  }

  /** Begins to keep a delivery. @param lives steps after which the worker dies. Default: it lives */
  start({ delivery, text }: Delivered, lives = Number.POSITIVE_INFINITY): StagedWorker {
    return new StagedWorker(
      (store) => this.#submission.call("keep", store, delivery, text),
      {
        // A text is written in two parts.
        put: (name, content) => [
          () =>
            this.#texts.set(String(name), String(content).slice(0, Math.floor(String(content).length / 2))),
          () => void this.#texts.set(String(name), String(content)),
        ],
        get: (name) => [() => this.#texts.get(String(name))],
        insert: (key, value) => [() => this.#insert(String(key), String(value))],
        rows: () => [() => this.#rows.map((row) => ({ ...row }))],
      },
      lives,
      this.#newestFirst,
    );
  }

  /** What the answer's `results` gives, each of its calls at once. Fails for what is no list of agents and texts. */
  async results(run: string): Promise<Kept[]> {
    const told: unknown = await this.#submission.call(
      "results",
      {
        put: () => assert.fail("results() called put(). Looking at the results changes nothing."),
        insert: () => assert.fail("results() called insert(). Looking at the results changes nothing."),
        get: (name: unknown) => this.#texts.get(String(name)),
        rows: () => this.#rows.map((row) => ({ ...row })),
      },
      run,
    );
    const isList =
      Array.isArray(told) &&
      told.every((each) => typeof each?.agent === "number" && typeof each?.text === "string");
    if (!isList)
      expect(told, `results(store, ${JSON.stringify(run)}) gives a list of { agent, text }. It gave`).toEqual(
        [],
      );
    return (told as Kept[]).map(({ agent, text }) => ({ agent, text }));
  }

  #insert(key: string, value: string): boolean {
    if (value.length > MOST_CHARACTERS_OF_A_VALUE)
      throw new RangeError(`insert() got a value of ${value.length} characters: it takes at most 100.`);
    if (this.#rows.some((row) => row.key === key)) return false;
    this.#rows.push({ key, value });
    return true;
  }
}

type Operations = Readonly<Record<string, (...args: unknown[]) => (() => unknown)[]>>;

interface PendingStep {
  readonly name: string;
  readonly parts: (() => unknown)[];
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: unknown) => void;
}

/** One call of `keep`, which goes on only when the check plays its next step. */
export class StagedWorker {
  /** What `keep` gave; `undefined` as long as it runs, and for ever where the worker died. */
  answer: unknown;
  readonly #pending: PendingStep[] = [];
  readonly #played: string[] = [];
  readonly #ending: Promise<unknown>;
  readonly #lives: number;
  readonly #newestFirst: boolean;
  #settled: { readonly value: unknown } | { readonly error: unknown } | undefined;
  #steps = 0;
  #look: () => void = () => {};

  constructor(
    keep: (store: unknown) => Promise<unknown>,
    operations: Operations,
    lives: number,
    newestFirst: boolean,
  ) {
    this.#lives = lives;
    this.#newestFirst = newestFirst;
    const store = Object.fromEntries(
      Object.entries(operations).map(([name, partsOf]) => [
        name,
        (...args: unknown[]) =>
          new Promise((resolve, reject) => {
            this.#pending.push({ name, parts: partsOf(...args), resolve, reject });
            this.#look();
          }),
      ]),
    );
    this.#ending = keep(store).then(
      (value) => {
        this.#settled = { value };
        this.#look();
      },
      (error: unknown) => {
        this.#settled = { error };
        this.#look();
      },
    );
  }

  get isDead(): boolean {
    return this.#settled === undefined && this.#steps >= this.#lives;
  }

  /** The steps so far, in words. */
  story(): string {
    return this.#played.join(", ");
  }

  /** Plays the next step. @returns its name; undefined when the worker is dead, or `keep` has returned */
  async step(): Promise<string | undefined> {
    await this.#untilItDoesSomething();
    const at = this.#newestFirst ? this.#pending.length - 1 : 0;
    const pending = this.#pending[at];
    if (pending === undefined || this.#settled !== undefined) return this.#finish();
    if (this.#steps >= this.#lives) return undefined;
    this.#steps += 1;
    if (this.#steps > MOST_STEPS)
      assert.fail(
        `keep() made ${MOST_STEPS} steps and has not returned. Does it wait for a worker that is dead?`,
      );
    const part = pending.parts.shift();
    const name = pending.parts.length > 0 ? `half of ${pending.name}` : pending.name;
    this.#played.push(name);
    try {
      const value = part?.();
      if (pending.parts.length > 0) return name;
      this.#pending.splice(at, 1);
      pending.resolve(value);
    } catch (error) {
      this.#pending.splice(at, 1);
      pending.reject(error);
    }
    return name;
  }

  async untilDeadOrDone(): Promise<void> {
    while ((await this.step()) !== undefined);
  }

  #finish(): undefined {
    const settled = this.#settled;
    if (settled === undefined) return undefined;
    if ("error" in settled) throw settled.error;
    const { value } = settled;
    if (value !== "counted" && value !== "again")
      expect(value, 'keep() gives "counted" or "again". It gave').toBe("counted");
    this.answer = value;
    return undefined;
  }

  async #untilItDoesSomething(): Promise<void> {
    if (this.#pending.length > 0 || this.#settled !== undefined) return;
    let timer: NodeJS.Timeout | undefined;
    const something = new Promise<void>((resolve) => {
      this.#look = resolve;
    });
    const late = new Promise<"late">((resolve) => {
      timer = setTimeout(() => resolve("late"), HANGING_MS);
    });
    const first = await Promise.race([something, this.#ending, late]);
    clearTimeout(timer);
    this.#look = () => {};
    if (first === "late")
      assert.fail(
        `keep() takes no further step and has not returned, after ${this.story() || "no step at all"}.`,
      );
  }
}

/**
 * Plays several deliveries at once, one step after the other.
 *
 * @param choose which of the workers that still run goes on, from 0
 * @param look at the results of run A after each step, with what has happened so far
 * @param livesOf steps after which a worker dies. Default: all of them live
 * @returns what each `keep` gave, `undefined` for a worker that died
 */
export async function playDeliveries(
  submission: RemoteSubmission,
  deliveries: readonly Delivered[],
  choose: (step: number, running: number) => number,
  look: (kept: readonly Kept[], scene: string) => void,
  livesOf: () => number = () => Number.POSITIVE_INFINITY,
): Promise<{ storage: StagedStorage; answers: unknown[]; story: string }> {
  const storage = new StagedStorage(submission);
  const workers = deliveries.map((delivered) => ({
    attempt: delivered.delivery.attempt,
    worker: storage.start(delivered, livesOf()),
  }));
  const running = [...workers];
  const story: string[] = [];
  for (let step = 0; running.length > 0; step += 1) {
    const at = Math.min(running.length - 1, Math.max(0, choose(step, running.length)));
    const chosen = running[at];
    const name = await chosen?.worker.step();
    if (chosen && name !== undefined) {
      story.push(`${chosen.attempt} ${name}`);
      look(await storage.results("A"), `Step by step: ${story.join(", ")}.`);
      continue;
    }
    if (chosen?.worker.isDead) story.push(`${chosen.attempt} dies`);
    running.splice(at, 1);
  }
  return { storage, answers: workers.map(({ worker }) => worker.answer), story: story.join(", ") };
}
