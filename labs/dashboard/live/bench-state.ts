/** The progress event of a benchmark, one for each measured run. */
export interface BenchProgressLike {
  /** The name of the variant. */
  readonly approach: string;
  readonly agents: number;
  /** The wall time of this run, in seconds; null when it failed and does not count. */
  readonly seconds: number | null;
  /** The number of runs measured so far, including this one. */
  readonly done: number;
  /** The number of runs in all. It grows when a disturbed round is repeated. */
  readonly total: number;
  /** Seconds since the benchmark's start. */
  readonly elapsed: number;
}

/** The runs so far of one variant with one number of agents. */
export interface BenchRow {
  /** The name of the variant. */
  readonly approach: string;
  readonly agents: number;
  /** Wall times in seconds, in the order of measurement. */
  readonly seconds: readonly number[];
  readonly failures: number;
}

/** The state of a running benchmark: plain, immutable data. Each step makes the next state. */
export interface BenchLiveState {
  readonly rows: readonly BenchRow[];
  readonly done: number;
  readonly total: number;
  /** Seconds since the benchmark's start. */
  readonly elapsed: number;
  /** When the last run ended, in seconds since the start. The remaining time is estimated from it. */
  readonly lastDoneAt: number;
  readonly end: "finished" | "interrupted" | null;
}

/** The state of a benchmark before its first run. */
export function startBench(total: number): BenchLiveState {
  return { rows: [], done: 0, total, elapsed: 0, lastDoneAt: 0, end: null };
}

/** The state after some events; `elapsed` advances the clock, also without events. */
export function advanceBench(
  state: BenchLiveState,
  events: readonly BenchProgressLike[],
  elapsed = state.elapsed,
): BenchLiveState {
  if (state.end !== null) return state;
  let { rows, done, total, lastDoneAt } = state;
  for (const event of events) {
    rows = withMeasured(rows, event);
    done = event.done;
    total = event.total;
    lastDoneAt = Math.max(lastDoneAt, event.elapsed);
  }
  return { ...state, rows, done, total, lastDoneAt, elapsed: Math.max(state.elapsed, elapsed, lastDoneAt) };
}

export function endBench(state: BenchLiveState, end: "finished" | "interrupted"): BenchLiveState {
  return state.end === null ? { ...state, end } : state;
}

/** The estimated remaining seconds, at the average pace so far; null before the first run has ended. */
export function secondsLeft({ done, total, elapsed, lastDoneAt, end }: BenchLiveState): number | null {
  if (end !== null || done === 0) return null;
  const pace = lastDoneAt / done;
  return Math.max(0, pace * (total - done) - (elapsed - lastDoneAt));
}

function withMeasured(
  rows: readonly BenchRow[],
  { approach, agents, seconds }: BenchProgressLike,
): BenchRow[] {
  const isSame = (row: BenchRow) => row.approach === approach && row.agents === agents;
  const known = rows.some(isSame) ? rows : [...rows, { approach, agents, seconds: [], failures: 0 }];
  return known.map((row) => {
    if (!isSame(row)) return row;
    return seconds === null
      ? { ...row, failures: row.failures + 1 }
      : { ...row, seconds: [...row.seconds, seconds] };
  });
}
