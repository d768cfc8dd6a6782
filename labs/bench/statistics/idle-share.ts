/** The time of one agent on its worker, in seconds of any clock. */
export interface LaneTime {
  readonly worker: string;
  readonly startedAt: number;
  readonly endedAt: number;
}

/**
 * The share of the lanes' time in which they had no agent, from 0 to 1. A lane is a worker; agents that share one, as on an
 * event loop, keep it busy while any of them is under way. A worker that got no agent was idle all the time.
 *
 * @param workers - the number of workers, at least 1
 * @returns null when no agent ran
 */
export function idleShare(agents: readonly LaneTime[], workers: number): number | null {
  const lanes = [...Map.groupBy(agents, ({ worker }) => worker).values()];
  const start = Math.min(...agents.map(({ startedAt }) => startedAt));
  const seconds = Math.max(...agents.map(({ endedAt }) => endedAt)) - start;
  if (!(seconds > 0)) return null;
  const busy = lanes.reduce((sum, lane) => sum + secondsBusy(lane), 0);
  // A worker that was replaced within the run has two names, but it is one lane.
  return Math.min(1, Math.max(0, 1 - busy / (Math.min(Math.max(workers, 1), agents.length) * seconds)));
}

/** The seconds in which at least one agent of the lane was under way. */
function secondsBusy(lane: readonly LaneTime[]): number {
  let busy = 0;
  let until = Number.NEGATIVE_INFINITY;
  for (const { startedAt, endedAt } of lane.toSorted((a, b) => a.startedAt - b.startedAt)) {
    busy += Math.max(0, endedAt - Math.max(startedAt, until));
    until = Math.max(until, endedAt);
  }
  return busy;
}
