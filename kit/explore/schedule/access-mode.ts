import { performNatively } from "../runtime/perform.ts";
import type { Op } from "../runtime/suspensions.ts";

/** It reads memory, it changes memory, it looks at or changes the queue of waits. Bits, to be combined. */
export const READS = 1;
export const WRITES = 2;
export const QUEUES = 4;

/** What an access does in the present state: a compare-and-exchange that finds another value only reads, and so does a wait. */
export function modeOf(op: Op): number {
  switch (op.kind) {
    case "compareExchange":
      return present(op) === op.value ? WRITES : READS;
    case "wait":
    case "waitAsync":
      return performNatively(op) === op.value ? READS | QUEUES : READS;
    case "notify":
      return QUEUES;
    default:
      return op.writes ? WRITES : READS;
  }
}

/** Whether two accesses with these modes to the same bytes do not commute. */
export function modesConflict(a: number, b: number): boolean {
  return (
    ((a & WRITES) !== 0 && (b & (READS | WRITES)) !== 0) ||
    ((b & WRITES) !== 0 && (a & READS) !== 0) ||
    (a & b & QUEUES) !== 0
  );
}

export function overlap(a: Op, b: Op): boolean {
  return a.memory === b.memory && a.low < b.high && b.low < a.high;
}

function present(op: Op): unknown {
  return Atomics.load(op.view as Int32Array, op.index);
}
