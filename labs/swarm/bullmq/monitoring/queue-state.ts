/** What is asked of BullMQ's `Queue`. */
export interface CountedQueue {
  getJobCounts(
    ...states: ("waiting" | "prioritized" | "active")[]
  ): Promise<Readonly<Record<string, number>>>;
  getJobs(
    states: ("waiting" | "prioritized")[],
    start: number,
    end: number,
    ascending: boolean,
  ): Promise<readonly { readonly timestamp: number }[]>;
}

/** What the engine says of a queue. */
export interface QueueState {
  readonly waiting: number;
  readonly active: number;
  /** How long the agent has waited that has waited longest, in seconds; 0 when none waits. */
  readonly oldestWaitingSeconds: number;
}

/** Asks the engine. The age is as right as the coordinator's clock, which wrote down when the agent was added. */
export async function readQueueState(queue: CountedQueue, now: () => number = Date.now): Promise<QueueState> {
  const {
    waiting = 0,
    prioritized = 0,
    active = 0,
  } = await queue.getJobCounts("waiting", "prioritized", "active");
  const last = Math.max(0, waiting - 1);
  // BullMQ 6.7 lists those that wait in one order on Redis and in the other on PostgreSQL, so both ends are asked.
  const ends = await Promise.all([
    queue.getJobs(["waiting", "prioritized"], 0, 0, true),
    queue.getJobs(["waiting"], last, last, true),
  ]);
  const ages = ends.flat().map(({ timestamp }) => (now() - timestamp) / 1000);
  return { waiting: waiting + prioritized, active, oldestWaitingSeconds: Math.max(0, ...ages) };
}
