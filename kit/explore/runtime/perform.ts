import type { Op } from "./suspensions.ts";

type Words = Int32Array<SharedArrayBuffer>;

/** Performs an access on the real memory. The scheduler does the waiting and waking. */
export function performNatively(op: Op): unknown {
  const words = op.view as Words;
  const { index } = op;
  const value = op.value as number;
  switch (op.kind) {
    case "read":
      return words[index];
    case "write":
      words[index] = value;
      return value;
    case "bulk":
      return op.perform?.();
    case "load":
      return Atomics.load(words, index);
    case "compareExchange":
      return Atomics.compareExchange(words, index, value, op.other as number);
    case "wait":
    case "waitAsync":
      return Atomics.load(words, index);
    case "notify":
      return 0;
    default:
      return Atomics[op.kind](words, index, value);
  }
}
