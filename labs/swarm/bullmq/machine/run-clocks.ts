import type { ControlChannel } from "../wire/control-channel.ts";
import type { ToMachine } from "../wire/messages.ts";
import { localRuns } from "./local-runs.ts";

/** How long the coordinator may take to say what time it is, in milliseconds. */
const ANSWER_LIMIT_MS = 2000;

/**
 * When runs began, on this machine's own clock. Clocks of machines differ, so the coordinator is asked how late it is in the
 * run; half of the time that the answer takes is taken off.
 */
export class RunClocks {
  readonly #channel: ControlChannel;
  readonly #machine: string;
  readonly #starts = new Map<string, Promise<bigint>>();
  readonly #asked = new Map<number, (elapsed: number) => void>();
  #last = 0;

  constructor(channel: ControlChannel, machine: string) {
    this.#channel = channel;
    this.#machine = machine;
  }

  /** The start of a run, as `process.hrtime.bigint()` would have shown it here. Without an answer the run begins now. */
  startOf(run: string): bigint | Promise<bigint> {
    const local = localRuns.get(run)?.startTime;
    if (local !== undefined) return local;
    let start = this.#starts.get(run);
    if (start === undefined) {
      start = this.#ask(run);
      this.#starts.set(run, start);
    }
    return start;
  }

  receive({ id, elapsed }: Extract<ToMachine, { kind: "time" }>): void {
    this.#asked.get(id)?.(elapsed);
  }

  forget(run: string): void {
    this.#starts.delete(run);
  }

  async #ask(run: string): Promise<bigint> {
    const id = ++this.#last;
    const sentAt = process.hrtime.bigint();
    const { promise, resolve } = Promise.withResolvers<number>();
    this.#asked.set(id, resolve);
    const timer = setTimeout(resolve, ANSWER_LIMIT_MS, 0);
    this.#channel.send(`run ${run}`, { kind: "time", run, machine: this.#machine, id });
    const elapsed = await promise;
    clearTimeout(timer);
    this.#asked.delete(id);
    const now = process.hrtime.bigint();
    if (elapsed === 0) {
      // It is asked again with the next job.
      this.#starts.delete(run);
      return now;
    }
    return now - (now - sentAt) / 2n - BigInt(Math.round(elapsed * 1e9));
  }
}
