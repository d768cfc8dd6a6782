/**
 * The states of a process, as its supervisor sees it:
 *
 * - `starting`: it loads the code of its agents, within a time limit.
 * - `ready`: it waits for jobs.
 * - `busy`: it runs jobs.
 * - `closing`: it was asked to exit and is killed when it does not exit soon.
 * - `killed`: SIGKILL was sent to it and all its own children.
 * - `gone`: it has ended, and all its messages have been received.
 */
export type ProcessState = "starting" | "ready" | "busy" | "closing" | "killed" | "gone";

/** The states that may follow each state. `gone` may follow every other one, because a process can end at any moment. */
const NEXT: Readonly<Record<ProcessState, readonly ProcessState[]>> = {
  starting: ["ready", "closing", "killed", "gone"],
  ready: ["busy", "closing", "killed", "gone"],
  busy: ["ready", "closing", "killed", "gone"],
  closing: ["killed", "gone"],
  killed: ["gone"],
  gone: [],
};

/** Whether a process may change from the first state to the second. */
export function mayBecome(from: ProcessState, to: ProcessState): boolean {
  return NEXT[from].includes(to);
}
