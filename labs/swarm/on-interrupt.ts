/** The part of the notebook's kernel that a swarm needs. Outside a notebook there is none. */
interface Interruptible {
  onInterrupt(listener: () => void): () => void;
}

/** Calls the listener when the learner interrupts the cell. Returns how to stop listening. */
export function onInterrupt(listener: () => void): () => void {
  const kernel = Reflect.get(globalThis, Symbol.for("swarmlab.kernel")) as Interruptible | undefined;
  return kernel?.onInterrupt(listener) ?? (() => {});
}
