// cspell:ignore DONT
import { type Context, constants, createContext, Script } from "node:vm";
import { builtIn } from "./call-site.ts";
import { now } from "./current-thread.ts";
import { timeLimit } from "./loop-watch.ts";

/** How long a call may go on after the end of the exploration. Everything that can stop by itself has done so by then. */
export const patience: { milliseconds: number } = { milliseconds: 3_000 };
const LONGEST = 2 ** 31 - 1;

/** Work that was ended from outside, in the middle of a call that looks at no clock. Nothing of it can go on. */
export interface Stuck {
  /** The place of the call; -1 where it is unknown. */
  readonly stuckIn: number;
}

let realm: (Context & { work?: (() => unknown) | undefined }) | undefined;
const script = new Script("work()");

/**
 * Does work that must end some time after the exploration's limit. Where it does not, as in a regular expression without end, another thread of the
 * engine ends it, which takes about 0.1 ms of processor time to set up.
 */
export function endedInTime<T>(work: () => T): { readonly value: T } | Stuck {
  // Scripts have a time limit, and functions have none.
  realm ??= createContext(constants.DONT_CONTEXTIFY) as Context;
  const left = timeLimit.end - performance.now() + patience.milliseconds;
  const before = realm.work;
  realm.work = work;
  builtIn.site = -1;
  try {
    return {
      value: script.runInContext(realm, { timeout: Math.ceil(Math.min(LONGEST, Math.max(1, left))) }),
    };
  } catch (error) {
    if ((error as { code?: unknown } | null)?.code !== "ERR_SCRIPT_EXECUTION_TIMEOUT") throw error;
    now.thread = undefined;
    return { stuckIn: builtIn.site };
  } finally {
    realm.work = before;
  }
}
