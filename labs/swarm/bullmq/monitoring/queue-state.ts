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
  /** How long the agent has waited that is next in turn, in seconds; 0 when none waits. */
  readonly oldestWaitingSeconds: number;
}

/** Asks the engine. The age is as right as the coordinator's clock, which wrote down when the agent was added. */
export async function readQueueState(queue: CountedQueue, now: () => number = Date.now): Promise<QueueState> {
  const [counts, [next]] = await Promise.all([
    queue.getJobCounts("waiting", "prioritized", "active"),
    queue.getJobs(["waiting", "prioritized"], 0, 0, true),
  ]);
  const { waiting = 0, prioritized = 0, active = 0 } = counts;
  const age = next ? (now() - next.timestamp) / 1000 : 0;
  return { waiting: waiting + prioritized, active, oldestWaitingSeconds: Math.max(0, age) };
}
