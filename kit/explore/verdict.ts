/** The kinds of failure. */
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
  | "not linearizable"
  | "leak"
  | "data race";

/** One step of a run: one access to shared memory, or the end of a time limit. */
export interface Step {
  /** From 1. */
  readonly number: number;
  readonly thread: number;
  /** The function that contains the step, the line in that function's source (from 1), and the text of that line. */
  readonly inside: string;
  readonly line: number;
  readonly source: string;
  /** The kit's function that made the step, when the line called one: "LockWord.take"; else empty. */
  readonly within: string;
  /** The effect: "reads counter[0]: 0", "sleeps on lock[0]". */
  readonly action: string;
  /** The memory that it changed, by name, with the new value. */
  readonly changes: readonly (readonly [cell: string, value: string])[];
  /** The locks that are held after it, each with the thread that holds it. */
  readonly owners: readonly (readonly [cell: string, thread: number])[];
  /** Threads that it woke. */
  readonly woken: readonly number[];
  /** Whether its thread sleeps after it. */
  readonly isAsleep: boolean;
  /** Whether the scheduler switched away from a thread that could have continued. */
  readonly isPreemption: boolean;
}

/** An interleaving that fails. */
export interface Failure {
  readonly kind: FailureKind;
  /** One sentence: what is wrong, in which thread and at which line. */
  readonly message: string;
  /** Replays it: `explore({ …, replay: trace })`. */
  readonly trace: string;
  readonly preemptions: number;
  readonly steps: readonly Step[];
  /** The number of steps of the interleaving; `steps` may hold only some of them. */
  readonly length: number;
  /** The operations of the run in time, a line each, where a history was checked; else empty. */
  readonly history: readonly string[];
  /** The numbers of the steps that cause the failure: the last one, or both accesses of a race. */
  readonly fatal: readonly number[];
  /** The memory that the interleaving touches, as it is before the first step, by name. */
  readonly before: readonly (readonly [cell: string, value: string])[];
}

/** Two accesses that race. */
export interface RaceReport {
  readonly memory: string;
  /** One sentence. */
  readonly message: string;
}

/** A state of shared memory after all threads have returned. */
export interface FinalState {
  /** The named shared memory, for example `counter: 1`. */
  readonly state: string;
  /** The number of interleavings that ended in it. */
  readonly runs: number;
}

/** What a search found out about all interleavings, as plain data. */
export interface VerdictData {
  readonly passed: boolean;
  /** The result in one or two sentences. */
  readonly summary: string;
  readonly threads: readonly string[];
  readonly failure: Failure | null;
  readonly races: readonly RaceReport[];
  /**
   * The interleavings that were covered: "all" (a proof), all with at most this number of preemptions, or null when the limit of steps was
   * reached first or a failure was found.
   */
  readonly covered: "all" | number | null;
  /** The number of interleavings that were run to their end. */
  readonly interleavings: number;
  /** The number of steps of all runs. */
  readonly steps: number;
  /** The real time of the search, in seconds. */
  readonly seconds: number;
  /** Distinct final states, at most 100. */
  readonly finalStates: readonly FinalState[];
  /** Further facts about the runs, for example that a clock was read. */
  readonly notes: readonly string[];
}
