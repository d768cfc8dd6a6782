import { kernelBridge } from "../kernel/index.ts";

/** The number of swarms that Ctrl-C has stopped and that have not ended yet. The process waits for the last of them. */
let windingDown = 0;

export interface InterruptionOptions {
  /** Called once, at a notebook's interrupt or at Ctrl-C. */
  readonly onInterrupt: (by: "notebook" | "Ctrl-C") => void;
  /** Whether Ctrl-C is handled. It must not be where the run cannot be stopped: then Ctrl-C ends the process at once. */
  readonly hearsControlC: boolean;
  /** Whether Ctrl-C still ends the process, when the listener is removed. */
  readonly endsProcess: boolean;
}

/**
 * Listens for a notebook's interrupt or for Ctrl-C. A second Ctrl-C ends the process at once.
 *
 * @returns how to stop listening
 */
export function listenForInterruption(options: InterruptionOptions): () => void {
  const bridge = kernelBridge();
  if (bridge !== undefined) {
    const stopListening = bridge.onInterrupt(() => {
      stopListening();
      options.onInterrupt("notebook");
    });
    return stopListening;
  }
  return options.hearsControlC ? listenForControlC(options) : () => {};
}

function listenForControlC({ onInterrupt, endsProcess }: InterruptionOptions): () => void {
  let isWindingDown = false;
  const onSignal = () => {
    isWindingDown = true;
    windingDown++;
    onInterrupt("Ctrl-C");
  };
  process.once("SIGINT", onSignal);
  return () => {
    process.off("SIGINT", onSignal);
    if (!isWindingDown) return;
    isWindingDown = false;
    windingDown--;
    // A program with a listener of its own decides itself whether it ends.
    if (endsProcess && windingDown === 0 && process.listenerCount("SIGINT") === 0) {
      process.kill(process.pid, "SIGINT");
    }
  };
}
