import { History } from "../runtime/history.ts";
import type { OperationRecord } from "../runtime/operation-record.ts";

/** The operations of one run, in the order of their calls, each from its first step to its last. */
export class OperationLog {
  records: OperationRecord[] = [];
  /** A fingerprint of the order of calls and returns. */
  readonly print = new History();
  readonly #open = new Map<number, OperationRecord[]>();
  #step = 0;

  reset(): void {
    this.records = [];
    this.#open.clear();
    this.#step = 0;
    this.print.restore(new History());
  }

  begin(record: OperationRecord): void {
    const open = this.#open.get(record.thread);
    if (open) open.push(record);
    else this.#open.set(record.thread, [record]);
  }

  /** A thread makes a step. An operation begins with its first step: a call before that has had no effect yet. */
  onStep(thread: number, step: number): void {
    this.#step = step;
    for (const record of this.#open.get(thread) ?? []) {
      if (record.from > 0) continue;
      record.from = step;
      this.records.push(record);
      this.print.mix(thread + 1);
    }
  }

  end(record: OperationRecord): void {
    const open = this.#open.get(record.thread) ?? [];
    open.splice(open.indexOf(record), 1);
    if (record.from === 0) {
      record.from = this.#step;
      this.records.push(record);
    }
    record.to = this.#step;
    this.print.mix(record.thread + 101);
  }

  /** Whether the thread is inside an operation. */
  isInside(thread: number): boolean {
    return (this.#open.get(thread)?.length ?? 0) > 0;
  }

  /** Whether the thread's next step is the first one of an operation. */
  isBeginning(thread: number): boolean {
    return this.#open.get(thread)?.some((record) => record.from === 0) ?? false;
  }
}
