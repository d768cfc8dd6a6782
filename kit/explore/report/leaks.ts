import { BrokenRule } from "../schedule/run-end.ts";
import type { RunView } from "../schedule/run-view.ts";
import { letterOf } from "../schedule/trace.ts";
import type { CellNames } from "./cell-names.ts";

/** Something is left behind in the end: a lock that is held, or a wait that no thread ends. */
export class LeakError extends Error {}

/** @throws BrokenRule when a thread that has ended still holds a lock of the kit, or a wait of it is left */
export function checkLeaks(run: RunView, names: CellNames): void {
  for (const { thread, op } of run.waiting.pending)
    throw leak(`${letterOf(thread.index)} has ended, but its wait for ${names.of(op)} is left.`);
  for (const { name, holder } of names.locks) {
    // The thread with the number 0 has the id 1, and the name 2.
    const owner = holder - 2;
    const thread = run.threads[owner];
    if (holder === 0 || thread?.state === "dead") continue;
    const who = thread === undefined ? "A thread" : letterOf(owner);
    throw leak(`${who} has ended and still holds ${name}.`);
  }
}

const leak = (sentence: string) => new BrokenRule("finally", new LeakError(sentence));
