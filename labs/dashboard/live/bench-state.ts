/** What a benchmark tells after each run it has measured. */
export interface BenchProgressLike {
  readonly approach: string;
  readonly agents: number;
  /** Wall time of this run, in seconds; null when it failed and will not count. */
  readonly seconds: number | null;
  /** Runs measured so far, this one included. */
  readonly done: number;
  /** Runs there will be in all. It may grow: a disturbed round is repeated. */
  readonly total: number;
  /** Seconds since the benchmark's start. */
  readonly elapsed: number;
}

/** One approach with one number of agents, as far as it is measured. */
export interface BenchRow {
  readonly approach: string;
  readonly agents: number;
  /** Wall times in seconds, in order of measurement. */
  readonly seconds: readonly number[];
  readonly failures: number;
}

/** A benchmark as it stands. Plain data that never changes: each step makes the next one. */
export interface BenchLiveState {
  readonly rows: readonly BenchRow[];
  readonly done: number;
  readonly total: number;
  /** Seconds since the benchmark's start. */
  readonly elapsed: number;
  /** When the last run ended, in seconds since the start: what the time left is reckoned from. */
  readonly lastDoneAt: number;
  readonly end: "finished" | "interrupted" | null;
}

/** A benchmark that has not measured anything. */
export function startBench(total: number): BenchLiveState {
  return { rows: [], done: 0, total, elapsed: 0, lastDoneAt: 0, end: null };
}

/** The state after some events; `elapsed` moves the clock on when nothing happened. */
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

/** Seconds the rest will take if it goes on as so far; null before the first run is done. */
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
