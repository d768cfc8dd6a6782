import { setTimeout as pause } from "node:timers/promises";
import { Worker } from "node:worker_threads";

/** How an agent behaves: "quick" answers at once, "listens" looks at its flag, "deaf" does not, "breaks" fails at once. */
export type Habit = "quick" | "listens" | "deaf" | "breaks";

/** After so long a thread ends by itself, whatever became of the cell that started it. */
const LONGEST_LIFE_MS = 6_000;

const THREAD_CODE = `
  const { parentPort, workerData } = require("node:worker_threads");
  const { habit, flag, shutdown } = workerData;
  if (habit === "breaks") throw new Error("the model is not loaded");
  const enough = () => habit === "quick" || (habit === "listens" && (Atomics.load(flag, 0) || Atomics.load(shutdown, 0)));
  const start = performance.now();
  let pieces = 0;
  do {
    for (let i = 0; i < 10_000; i += 1) Math.sqrt(i);
    pieces += 1;
  } while (!enough() && performance.now() - start < ${LONGEST_LIFE_MS});
  parentPort.postMessage(pieces);
`;

/**
 * An agent on a bare worker thread, whose processor time can be read. It owns one thread at a time; `kill` ends it, and it ends by
 * itself after six seconds.
 */
export class ThreadAgent {
  readonly habit: Habit;
  readonly #flag = new Int32Array(new SharedArrayBuffer(4));
  #worker: Worker | undefined;
  #cpuSeconds = 0;

  constructor(habit: Habit) {
    this.habit = habit;
  }

  /**
   * Its promise settles when the thread has ended: with the number of pieces that it computed, or with an error.
   *
   * @param shutdown a flag for several agents: a 1 in word 0 asks all of them to stop
   */
  start(shutdown: Int32Array = new Int32Array(4)): Promise<number> {
    Atomics.store(this.#flag, 0, 0);
    const workerData = { habit: this.habit, flag: this.#flag, shutdown };
    const worker = new Worker(THREAD_CODE, { eval: true, workerData });
    this.#worker = worker;
    return new Promise((resolve, reject) => {
      let pieces: number | undefined;
      worker.once("message", (message: number) => {
        pieces = message;
      });
      worker.once("error", reject);
      worker.once("exit", () => (pieces === undefined ? reject(new Error("was killed")) : resolve(pieces)));
    });
  }

  /** Asks it to stop: raises its flag. */
  ask(): void {
    Atomics.store(this.#flag, 0, 1);
  }

  /** Ends it by force. */
  async kill(): Promise<void> {
    await this.#worker?.terminate();
  }

  /** The processor time that it has used so far, in seconds. */
  async cpuSeconds(): Promise<number> {
    // A thread that has ended can no longer be asked: it has used what it had used.
    const used = await this.#worker?.cpuUsage().catch(() => undefined);
    if (used !== undefined) this.#cpuSeconds = (used.user + used.system) / 1e6;
    return this.#cpuSeconds;
  }
}

/** Looks at an agent's processor time ten times a second. @returns points: `x` seconds since the start, `y` seconds of processor time */
export async function observe(subject: ThreadAgent, seconds: number): Promise<{ x: number; y: number }[]> {
  const points: { x: number; y: number }[] = [];
  const start = performance.now();
  for (let x = 0; x <= seconds; x = (performance.now() - start) / 1000) {
    points.push({ x, y: await subject.cpuSeconds() });
    await pause(100);
  }
  return points;
}
