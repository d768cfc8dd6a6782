import { History } from "../runtime/history.ts";
import { performNatively } from "../runtime/perform.ts";
import type { Op, OpKind } from "../runtime/suspensions.ts";
import type { VirtualThread } from "../runtime/thread.ts";
import { modeOf, WRITES } from "./access-mode.ts";
import type { ExplorationOptions } from "./exploration-options.ts";
import { noteResult } from "./note-result.ts";
import type { RunView } from "./run-view.ts";
import { printState } from "./state-print.ts";

const PREDICTABLE: ReadonlySet<OpKind> = new Set([
  "read",
  "write",
  "load",
  "store",
  "add",
  "sub",
  "and",
  "or",
  "xor",
  "exchange",
  "compareExchange",
  "wait",
  "notify",
]);

const scratch = new History();

/**
 * The fingerprint of the state after a thread's next step, without running its code: the access is made and taken back, and what the code does then is
 * known from an earlier run. @returns undefined when it is not known
 */
export function predictedState(
  run: RunView,
  thread: VirtualThread,
  options: ExplorationOptions,
): History | undefined {
  const { op } = thread;
  const { world, memoryPrint, knownStops } = options;
  if (op === undefined || !PREDICTABLE.has(op.kind) || options.ruleState !== undefined) return undefined;
  if (options.operations !== undefined) return undefined;
  if (thread.state !== "ready") return undefined;
  const isHere = (wait: { op: Op }) => wait.op.memory === op.memory && wait.op.low === op.low;
  // It wakes a thread, whose code goes on.
  if (op.kind === "notify" && run.waiting.pending.some(isHere)) return undefined;
  if (op.kind === "wait" && performNatively(op) === op.value) {
    if (op.other !== undefined && op.other !== Number.POSITIVE_INFINITY) return undefined;
    const { a, b, c } = thread.loops.history;
    return printState(run, world, memoryPrint, 0, {
      thread,
      a,
      b,
      c,
      state: "waiting",
      awakening: undefined,
    });
  }
  const isWrite = (modeOf(op) & WRITES) !== 0;
  const before = isWrite ? op.memory.bytes.slice(op.low, op.high) : undefined;
  if (isWrite) memoryPrint.remove(op.memory, op.low, op.high);
  const value = op.kind === "wait" ? "not-equal" : performNatively(op);
  if (isWrite) memoryPrint.add(op.memory, op.low, op.high);
  scratch.restore(thread.loops.history);
  noteResult(scratch, op, value, world.clock);
  const stop = knownStops.find(scratch);
  const print =
    stop &&
    printState(run, world, memoryPrint, 0, {
      thread,
      ...stop,
      state: stop.isDone ? "done" : "ready",
      awakening: isWrite ? op : undefined,
    });
  if (before !== undefined) {
    memoryPrint.remove(op.memory, op.low, op.high);
    op.memory.bytes.set(before, op.low);
    memoryPrint.add(op.memory, op.low, op.high);
  }
  return print;
}
