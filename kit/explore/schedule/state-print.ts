import { History } from "../runtime/history.ts";
import type { MemoryPrint } from "../runtime/memory-print.ts";
import type { Op } from "../runtime/suspensions.ts";
import type { ThreadState, VirtualThread } from "../runtime/thread.ts";
import type { World } from "../runtime/world.ts";
import type { RunView } from "./run-view.ts";

const STATES: Readonly<Record<ThreadState, number>> = {
  ready: 1,
  waiting: 2,
  spinning: 3,
  idle: 4,
  done: 5,
  dead: 6,
  failed: 7,
};

/** What differs after a step that is only thought of. */
export interface Change {
  readonly thread: VirtualThread;
  /** What the thread has seen then, and its state. */
  readonly a: number;
  readonly b: number;
  readonly c: number;
  readonly state: ThreadState;
  /** A write, which wakes threads that spin on its memory. */
  readonly awakening: Op | undefined;
}

/** The fingerprint of a run's state: memory, what each thread has seen, the waits in their order, the clock, the deaths. */
export function printState(
  run: RunView,
  world: World,
  memory: MemoryPrint,
  ruleState: number,
  change?: Change,
): History {
  const into = new History();
  into.mix(memory.a);
  into.mix(memory.b);
  into.mix(memory.c);
  into.mix(ruleState);
  for (const { buffer } of world.sharedState.all) if (buffer.growable) into.mix(buffer.byteLength);
  for (const thread of run.threads) {
    const isChanged = change?.thread === thread;
    const { a, b, c } = isChanged ? change : thread.loops.history;
    const state = isChanged ? change.state : stateAfter(thread, change?.awakening);
    into.mix(STATES[state]);
    into.mix(a);
    into.mix(b);
    into.mix(c);
    if (state === "spinning") for (const op of thread.loops.spinsOn) into.mix(op.memory.id * 7919 + op.low);
    if (thread.waitDeadline < Number.POSITIVE_INFINITY) into.mixValue(thread.waitDeadline);
  }
  for (const { thread, op, promise } of run.waiting.pending) {
    into.mix(thread.index + (promise === undefined ? 0 : 64));
    into.mix(op.memory.id * 7919 + op.low);
  }
  // Its thread falls asleep, behind all others.
  if (change?.state === "waiting" && change.thread.op !== undefined) {
    const { op } = change.thread;
    into.mix(change.thread.index);
    into.mix(op.memory.id * 7919 + op.low);
  }
  for (const { thread } of world.deaths) into.mix(thread + 128);
  into.mix(run.pendingDeaths);
  into.mixValue(world.clock);
  return into;
}

function stateAfter(thread: VirtualThread, write: Op | undefined): ThreadState {
  const { state, loops } = thread;
  return state === "spinning" && write && loops.isAwakenedBy(write.memory, write.low, write.high)
    ? "ready"
    : state;
}
