import { notebookKernel } from "./notebook-kernel.ts";

/** Calls the listener when the learner interrupts the cell. Returns a function that removes the listener. */
export function onInterrupt(listener: () => void): () => void {
  return notebookKernel()?.onInterrupt(listener) ?? (() => {});
}
