/** What was wrong with a run. */
export type FailureKind =
  | "invariant broken"
  | "wrong end"
  | "deadlock"
  | "lost wake-up"
  | "livelock"
  | "exception"
  | "endless loop"
  | "unlock by non-owner"
  | "never unlocked"
  | "data race";

/** One step of a run: one access to shared memory, or the end of a time limit. */
export interface Step {
  /** From 1. */
  readonly number: number;
  readonly thread: number;
  /** The function it stands in, the line in that function's source (from 1), and the text of that line. */
  readonly inside: string;
  readonly line: number;
  readonly source: string;
  /** The function of the kit's in which it happened, when that line called one: "LockWord.take"; else empty. */
  readonly within: string;
  /** What it did: "reads counter[0]: 0", "sleeps on lock[0]". */
  readonly action: string;
  /** Memory that it changed, by name, with its new value. */
  readonly changes: readonly (readonly [cell: string, value: string])[];
  /** Who holds which lock after it: the lock's name and the thread. */
  readonly owners: readonly (readonly [cell: string, thread: number])[];
  /** Threads that it woke. */
  readonly woken: readonly number[];
  /** Its thread sleeps now. */
  readonly isAsleep: boolean;
  /** Before it the scheduler switched away from a thread that could have gone on. */
  readonly isPreemption: boolean;
}

/** An interleaving that fails. */
export interface Failure {
  readonly kind: FailureKind;
  /** One sentence: what is wrong, and who and where. */
  readonly message: string;
  /** Replays it: `explore({ …, replay: trace })`. */
  readonly trace: string;
  readonly preemptions: number;
  readonly steps: readonly Step[];
  /** How many steps the interleaving has, also where only some of them are in `steps`. */
  readonly length: number;
  /** Numbers of the steps that did the harm: the last one, or both accesses of a race. */
  readonly fatal: readonly number[];
  /** Memory before the first step, by name: all that the interleaving touches. */
  readonly before: readonly (readonly [cell: string, value: string])[];
}

/** Two accesses that race. */
export interface RaceReport {
  readonly memory: string;
  /** One sentence. */
  readonly message: string;
}

/** A state in which all threads had returned. */
export interface FinalState {
  /** The named shared memory, for example `counter: 1`. */
  readonly state: string;
  /** In how many of the interleavings that were run. */
  readonly runs: number;
}

/** What is known about all interleavings after a search: plain data. */
export interface VerdictData {
  readonly passed: boolean;
  /** What was found or proved, in one sentence or two. */
  readonly summary: string;
  readonly threads: readonly string[];
  readonly failure: Failure | null;
  readonly races: readonly RaceReport[];
  /**
   * What was covered: "all" interleavings (a proof); all with at most so many preemptions; or null when the limit of steps came before, or a
   * failure was found.
   */
  readonly covered: "all" | number | null;
  /** Interleavings that were run to their end. */
  readonly interleavings: number;
  /** Steps of all runs. */
  readonly steps: number;
  /** Real time. */
  readonly seconds: number;
  /** Distinct final states, at most 100. */
  readonly finalStates: readonly FinalState[];
  /** What a reader should know besides: for example that a clock was read. */
  readonly notes: readonly string[];
}
