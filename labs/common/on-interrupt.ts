/** The part of the notebook's kernel that is used here. A program outside a notebook has no kernel. */
interface Interruptible {
  onInterrupt(listener: () => void): () => void;
}

/** Calls the listener when the learner interrupts the cell. Returns a function that removes the listener. */
export function onInterrupt(listener: () => void): () => void {
  // The kernel puts itself there under a registered symbol, because labs may not import kit.
  const kernel = Reflect.get(globalThis, Symbol.for("swarmlab.kernel")) as Interruptible | undefined;
  return kernel?.onInterrupt(listener) ?? (() => {});
}
