import { crashChoice, isCrash, threadOfChoice, timeoutChoice } from "./choice.ts";
import type { RunView } from "./run-view.ts";

/** Decides which thread makes the next step. */
export interface Chooser {
  /** @returns a thread's number, a time limit that ends (see `timeoutChoice`), or undefined to stop the run. At least one thread is ready */
  choose(run: RunView): number | undefined;
  /** Called when all threads have ended and no rule is broken. */
  ended?(run: RunView): void;
}

/** After this many turns of its loops a thread gives way to the threads that are ready. */
const FAIR_LOOP_TURNS = 30;

/** Whether the thread that made the last step can make the next step. */
export function canContinue(run: RunView): boolean {
  const thread = run.threads[run.current];
  return thread?.state === "ready" && (!isTired(thread) || isNobodyFresh(run));
}

type Thread = RunView["threads"][number];

/** Whether a thread has gone round its loops so often that others go first, until all are as tired. */
const isTired = (thread: Thread) => thread.loops.turns >= FAIR_LOOP_TURNS;

/** Whether every ready thread is tired. Then all begin anew. */
function isNobodyFresh(run: RunView): boolean {
  for (const thread of run.threads) if (thread.state === "ready" && !isTired(thread)) return false;
  return true;
}

/** Gives all threads new patience when none is left that has any. */
export function beginAnew(run: RunView): void {
  if (isNobodyFresh(run)) for (const thread of run.threads) thread.loops.turns = 0;
}

/** All choices for the next step: the running thread first, then the other threads, then time limits that end early. */
export function possibleChoices(
  run: RunView,
  withTimeouts: boolean,
  into: number[],
  isFair = true,
): number[] {
  into.length = 0;
  const goesOn = isFair ? canContinue(run) : run.threads[run.current]?.state === "ready";
  if (goesOn) into.push(run.current);
  const isAnyFresh = isFair && !isNobodyFresh(run);
  for (const thread of run.threads) {
    if (thread.state !== "ready" || thread.index === run.current) continue;
    if (isAnyFresh && isTired(thread)) continue;
    into.push(thread.index);
  }
  if (withTimeouts) {
    for (const thread of run.threads) {
      if (thread.deadline < Number.POSITIVE_INFINITY) into.push(timeoutChoice(thread.index));
    }
  }
  return into;
}

/** Adds the choices that one of the given threads dies. */
export function addCrashes(run: RunView, threads: Iterable<number>, into: number[]): void {
  for (const thread of threads) if (canCrash(run, thread)) into.push(crashChoice(thread));
}

function canCrash(run: RunView, index: number): boolean {
  const state = run.threads[index]?.state;
  return run.crashesLeft > 0 && index < run.mortals && state !== "done" && state !== "dead";
}

export function isPossible(run: RunView, choice: number): boolean {
  const thread = run.threads[threadOfChoice(choice)];
  if (thread === undefined) return false;
  if (isCrash(choice)) return canCrash(run, thread.index);
  return choice < 0 ? thread.deadline < Number.POSITIVE_INFINITY : thread.state === "ready";
}
