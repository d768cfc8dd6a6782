/**
 * The life of a process, as its supervisor sees it:
 *
 * - `starting`: it loads what its agents need. A time limit runs.
 * - `ready`: it waits for agents.
 * - `busy`: it runs agents. Whether it spins or computes is nobody's business but the timeout's.
 * - `closing`: it was asked to go, and has a moment to do so by itself.
 * - `killed`: SIGKILL is on its way to it and all its own children.
 * - `gone`: it has ended, and everything it said has been heard.
 */
export type ProcessState = "starting" | "ready" | "busy" | "closing" | "killed" | "gone";

/** What may follow what. Every state may end in `gone`: a process can die at any moment. */
const NEXT: Readonly<Record<ProcessState, readonly ProcessState[]>> = {
  starting: ["ready", "closing", "killed", "gone"],
  ready: ["busy", "closing", "killed", "gone"],
  busy: ["ready", "closing", "killed", "gone"],
  closing: ["killed", "gone"],
  killed: ["gone"],
  gone: [],
};

/** Whether a process in the first state may go over to the second. */
export function mayBecome(from: ProcessState, to: ProcessState): boolean {
  return NEXT[from].includes(to);
}
