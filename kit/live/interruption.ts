import { kernelBridge } from "../kernel/index.ts";

/** Swarms that Ctrl-C has stopped and that have not come to their end. The process waits for the last of them. */
let windingDown = 0;

export interface InterruptionOptions {
  /** Called once, at a notebook's interrupt or at Ctrl-C. */
  readonly onInterrupt: (by: "notebook" | "Ctrl-C") => void;
  /** Whether Ctrl-C is listened for. It must not be where nobody can stop what runs: then it ends the process at once. */
  readonly hearsControlC: boolean;
  /** Whether the process ends by Ctrl-C after all, once `close` is called: as it would if nobody had listened. */
  readonly endsProcess: boolean;
}

/**
 * Listens for the learner who wants it to stop. A second Ctrl-C ends the process at once.
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
    // A program that listens itself decides itself.
    if (endsProcess && windingDown === 0 && process.listenerCount("SIGINT") === 0) {
      process.kill(process.pid, "SIGINT");
    }
  };
}
