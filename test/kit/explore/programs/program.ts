import type { ExploreOptions, FailureKind } from "../../../../kit/explore/index.ts";

/** A program of the suite: what the explorer must find in it, or that it must find nothing. */
export interface Program {
  readonly name: string;
  readonly options: ExploreOptions<never>;
  /** The failure that must be found, or several kinds of which one must be; undefined for a right program. */
  readonly bug?: FailureKind | readonly FailureKind[];
  /** Preemptions that suffice to show it. */
  readonly preemptions?: number;
}

/** A program whose shared value has a type of its own. */
export function program<S>(
  name: string,
  options: ExploreOptions<S>,
  expected: Pick<Program, "bug" | "preemptions"> = {},
): Program {
  // By way of unknown: whether the compiler lets the type go over directly depends on which file it reads first.
  return { name, options: options as unknown as ExploreOptions<never>, ...expected };
}

/** Words of shared memory, all 0. */
export const words = (length = 1): Int32Array<SharedArrayBuffer> =>
  new Int32Array(new SharedArrayBuffer(4 * length));

/** The same function for several threads. */
export const times = <T>(count: number, fn: T): T[] => Array.from({ length: count }, () => fn);
