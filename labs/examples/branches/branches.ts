import { setTimeout as pause } from "node:timers/promises";
import { MissingPackageError } from "../../common/optional-package.ts";

/** What a branch adds to a graph's state. A note that begins with "no:" stands for a failure that came as a value. */
export type BranchUpdate = { notes: string[] };

/** What a graph gives its nodes beside the state, as far as branches use it. */
export interface BranchConfig {
  /** Tells a branch that waits to stop waiting. */
  readonly signal?: AbortSignal;
}

/** Three branches and a join. They note what becomes of them. `quick` ends after 30 ms, `bad` fails after 80, `slow` takes 200. */
export class Branches {
  slowIs = "not started";
  joinRan = false;
  /** The error that came out of the run. */
  heard = "nothing";

  readonly quick = async (): Promise<BranchUpdate> => {
    await pause(30);
    return { notes: ["quick"] };
  };

  readonly bad = async (): Promise<BranchUpdate> => {
    await pause(80);
    throw new Error("the source is gone");
  };

  readonly slow = async (_state?: unknown, config?: BranchConfig): Promise<BranchUpdate> => {
    this.slowIs = "at work";
    try {
      await pause(200, undefined, config?.signal && { signal: config.signal });
    } catch (error) {
      this.slowIs = "stopped";
      throw error;
    }
    this.slowIs = "done";
    return { notes: ["slow"] };
  };

  readonly join = async (_state?: unknown): Promise<BranchUpdate> => {
    this.joinRan = true;
    return { notes: [] };
  };
}

/** One way of running the branches and, after them, the join. @returns what one then has in one's hands */
export type Way = (branches: Branches) => Promise<readonly BranchUpdate[]>;

/** What is left when a way has run. */
export type Ending = { "you have": string; "the join": string; slow: string; "you hear": string };

/** Longer than the slow branch: then it has ended, in whichever way. */
const AFTERWARDS_MS = 250;

/**
 * Runs the branches one way, and looks at what is left.
 *
 * @throws MissingPackageError when the way needs a package that is not installed
 */
export async function tryWay(run: Way): Promise<Ending> {
  const branches = new Branches();
  let have = "nothing";
  try {
    const updates = await run(branches);
    have = updates.flatMap(({ notes }) => notes).join(", ") || "nothing";
  } catch (error) {
    if (error instanceof MissingPackageError) throw error;
    branches.heard = (error as Error).message;
  }
  const wasAtWork = branches.slowIs === "at work";
  await pause(AFTERWARDS_MS);
  return {
    "you have": have,
    "the join": branches.joinRan ? "ran" : "did not run",
    slow: wasAtWork && branches.slowIs === "done" ? "worked on for nobody" : branches.slowIs,
    "you hear": branches.heard,
  };
}

/**
 * Tries several ways, one after the other.
 *
 * @param onWay is called with the name of each way before it runs
 * @throws MissingPackageError when a way needs a package that is not installed
 */
export async function tryWays(
  ways: Readonly<Record<string, Way>>,
  onWay?: (name: string) => void,
): Promise<Record<string, Ending>> {
  const endings: Record<string, Ending> = {};
  for (const [name, way] of Object.entries(ways)) {
    onWay?.(name);
    endings[name] = await tryWay(way);
  }
  return endings;
}
