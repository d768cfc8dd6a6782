/** The part of the notebook's kernel that a swarm uses. Outside a notebook it is undefined. */
interface Interruptible {
  onInterrupt(listener: () => void): () => void;
}

/** Calls the listener when the learner interrupts the cell. Returns the function that removes the listener. */
export function onInterrupt(listener: () => void): () => void {
  const kernel = Reflect.get(globalThis, Symbol.for("swarmlab.kernel")) as Interruptible | undefined;
  return kernel?.onInterrupt(listener) ?? (() => {});
}
