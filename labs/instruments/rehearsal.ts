/** A score on the board, and the agent that found it. */
export type Entry = readonly [score: number, agentId: number];

/** One scene: what our agent finds, and what others do meanwhile. */
export interface Scene {
  /** What our agent, number 1, finds. `null`: it fails while it thinks. */
  readonly finds: number | null;
  /** What stands on the board at first. */
  readonly board: Entry;
  /** What others write on the board in the meantime. */
  readonly whileThinking?: Entry;
  readonly whileWaiting?: Entry;
  readonly afterUnlock?: Entry;
  /** `tell` throws an error. */
  readonly nobodyListens?: boolean;
  /** `lock()` throws an error. */
  readonly lockBreaks?: boolean;
}

/** What an agent finds on the stage: a lock, a board, and a way to tell a record. */
export interface Stage {
  readonly lock: { lock(): void; unlock(): void };
  readonly board: Int32Array;
  readonly tell: (score: number) => void;
}

/** What happened in a scene. */
export interface Rehearsal {
  readonly board: number[];
  /** In their order: "lock", "think", "think, holding the lock", "tell 50", "unlock" … */
  readonly events: readonly string[];
  /** Whether the lock was still held in the end. */
  readonly isHeld: boolean;
  /** The message of the error that came out of the agent's code. */
  readonly error: string | null;
}

/**
 * Plays one scene on one thread. The lock is a prop: it writes down what happens, and it plays the other agents too. They come while
 * our agent thinks, while it waits for the lock, and as soon as it has given the lock back; never while it holds the lock.
 */
export function rehearse(
  play: (stage: Stage, agentId: number, think: () => number) => void,
  scene: Scene,
): Rehearsal {
  const board = Int32Array.from(scene.board);
  const events: string[] = [];
  let isHeld = false;
  const lock = {
    lock() {
      if (isHeld) throw new Error("the agent locks what it holds already: it would wait for itself for ever");
      if (scene.lockBreaks) throw new Error("the lock is broken");
      if (scene.whileWaiting) board.set(scene.whileWaiting);
      isHeld = true;
      events.push("lock");
    },
    unlock() {
      if (!isHeld) throw new Error("the agent unlocks what it does not hold");
      isHeld = false;
      if (scene.afterUnlock && !events.includes("unlock")) board.set(scene.afterUnlock);
      events.push("unlock");
    },
  };
  const think = () => {
    events.push(isHeld ? "think, holding the lock" : "think");
    if (scene.whileThinking) board.set(scene.whileThinking);
    if (scene.finds === null) throw new Error("no idea");
    return scene.finds;
  };
  const tell = (score: number) => {
    events.push(isHeld ? `tell ${score}` : `tell ${score}, without the lock`);
    if (scene.nobodyListens) throw new Error("nobody listens");
  };
  let error: string | null = null;
  try {
    play({ lock, board, tell }, 1, think);
  } catch (thrown) {
    error = (thrown as Error).message;
  }
  return { board: [...board], events, isHeld, error };
}
