import { availableParallelism } from "node:os";

/** What this machine and this Node can run in parallel. */
export interface RuntimeStatus {
  /** Cores that this process may use. */
  readonly cores: number;
  /** Version of Node, such as "26.10.0". */
  readonly node: string;
  /** Version of the JavaScript engine. */
  readonly v8: string;
  /** Whether worker threads really run at the same time here: there is more than one core. */
  readonly parallel: boolean;
  /** The status as one plain sentence. */
  toString(): string;
}

/** Describes this machine and this Node. */
export function runtimeStatus(): RuntimeStatus {
  const cores = availableParallelism();
  const sentence =
    cores > 1
      ? `Node ${process.versions.node} on ${cores} cores: worker threads and child processes run up to ${cores} agents ` +
        "at the same time; one event loop runs one at a time."
      : `Node ${process.versions.node} on 1 core: agents take turns, whichever executor runs them.`;
  return Object.freeze({
    cores,
    node: process.versions.node,
    v8: process.versions.v8,
    parallel: cores > 1,
    toString: () => sentence,
    [Symbol.for("swarmlab.mime")]: () => ({ "text/plain": sentence }),
  });
}
