import { setPriority } from "node:os";

/** How much a process lets others go first: it gets about a third of what one of them gets, and all that they leave. */
const NICENESS = 5;

/** Lets a process that was just started give way to others: what it does is slow, and no other work is to wait for it. Where the system refuses, nothing changes. */
export function giveWay(pid: number | undefined): void {
  try {
    if (pid !== undefined) setPriority(pid, NICENESS);
  } catch {
    // It has ended already, or the system knows no such priority.
  }
}
