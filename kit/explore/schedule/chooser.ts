import { threadOfChoice, timeoutChoice } from "./choice.ts";
import type { RunView } from "./run-view.ts";

/** Decides who makes the next step. */
export interface Chooser {
  /** A thread's number, or a time limit that ends (see `timeoutChoice`); undefined: go no further. At least one thread is ready. */
  choose(run: RunView): number | undefined;
}

/** A thread that has gone through so many turns of loops while others waited lets them go first. */
const FAIR_LOOP_TURNS = 30;

/** Whether the thread that made the last step can make the next one, too. */
export function canContinue(run: RunView): boolean {
  const thread = run.threads[run.current];
  return thread?.state === "ready" && (thread.loops.turns < FAIR_LOOP_TURNS || isAlone(run));
}

function isAlone(run: RunView): boolean {
  for (const thread of run.threads)
    if (thread.index !== run.current && thread.state === "ready") return false;
  return true;
}

/** All that can come next: first the thread that is running, then the others, then time limits that end early. */
export function possibleChoices(
  run: RunView,
  withTimeouts: boolean,
  into: number[],
  isFair = true,
): number[] {
  into.length = 0;
  const goesOn = isFair ? canContinue(run) : run.threads[run.current]?.state === "ready";
  if (goesOn) into.push(run.current);
  for (const thread of run.threads) {
    if (thread.state !== "ready" || thread.index === run.current) continue;
    into.push(thread.index);
  }
  if (withTimeouts) {
    for (const thread of run.threads) {
      if (thread.deadline < Number.POSITIVE_INFINITY) into.push(timeoutChoice(thread.index));
    }
  }
  return into;
}

export function isPossible(run: RunView, choice: number): boolean {
  const thread = run.threads[threadOfChoice(choice)];
  if (thread === undefined) return false;
  return choice < 0 ? thread.deadline < Number.POSITIVE_INFINITY : thread.state === "ready";
}
