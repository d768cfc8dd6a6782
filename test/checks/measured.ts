import type { AnswerUsage, RemoteSubmission } from "@swarmlab/kit/checks";
import { assert } from "vitest";

/** Processor time of an answer during a call, by where it was spent, in seconds. The kernel counts it. */
export interface Spent {
  readonly all: number;
  readonly mainThread: number;
  /** Of the threads that the answer has started. A start takes some, too. */
  readonly otherThreads: number;
  /** Of those threads the one that computed most, as far as it was seen. */
  readonly busiestThread: number;
  /** Of Node's own threads, which compile, collect garbage, and do what is asked of Node's pool. */
  readonly nodeThreads: number;
  /** Of child processes that have ended. */
  readonly processes: number;
  /** Threads that were seen: during the call, or after it where a pool stays open. */
  readonly threads: number;
  /** Those of them that ran before the call as well. */
  readonly earlierThreads: number;
}

const LOOK_EVERY_MS = 20;

/** Calls an answer and counts what it spends. @returns `spent` is undefined where the kernel cannot be asked: a check then asserts nothing of it */
export async function counting<Value>(
  submission: RemoteSubmission,
  call: () => Promise<Value>,
): Promise<{ readonly value: Value; readonly spent: Spent | undefined }> {
  const before = submission.usage();
  if (before === undefined) return { value: await call(), spent: undefined };
  const earlier = new Map(before.threads.map(({ id, cpuSeconds }) => [id, cpuSeconds]));
  const seen = new Map<string, number>();
  const look = () => {
    const usage = submission.usage();
    for (const { id, cpuSeconds } of usage?.threads ?? []) seen.set(id, cpuSeconds - (earlier.get(id) ?? 0));
    return usage;
  };
  const looking = setInterval(look, LOOK_EVERY_MS);
  try {
    const value = await call();
    const after = look();
    const earlierThreads = [...seen.keys()].filter((id) => earlier.has(id)).length;
    return { value, spent: after && { ...difference(before, after, [...seen.values()]), earlierThreads } };
  } finally {
    clearInterval(looking);
  }
}

function difference(
  before: AnswerUsage,
  after: AnswerUsage,
  threads: readonly number[],
): Omit<Spent, "earlierThreads"> {
  const of = (key: Exclude<keyof AnswerUsage, "threads">) => after[key] - before[key];
  const [all, mainThread, nodeThreads, processes] = [
    of("cpuSeconds"),
    of("mainThreadSeconds"),
    of("nodeThreadsSeconds"),
    of("endedProcessesSeconds"),
  ];
  return {
    all,
    mainThread,
    nodeThreads,
    processes,
    otherThreads: Math.max(0, all - mainThread - nodeThreads - processes),
    busiestThread: Math.max(0, ...threads),
    threads: threads.length,
  };
}

/** A work that takes less processor time cannot be counted, in seconds: the kernel counts in hundredths. */
const LEAST_WORK = 0.05;
/**
 * Shares of the expected time, between which the threads' own lies. The same work takes up to twice as long when its core is shared, and a thread
 * compiles it anew, so narrower ones would fail honest answers.
 */
const [LEAST_SHARE, MOST_SHARE] = [0.4, 3];
/** What a thread takes to start, in seconds: threads that idle have not computed. */
const [THREAD_START, SLOW_THREAD_START] = [0.02, 0.15];
/** What the main thread may take, and Node's own: a share of the expected time, and some seconds for messages, compiling and garbage. */
const ELSEWHERE = { mainThread: [0.25, 0.05], nodeThreads: [0.25, 0.08] } as const;
/** The share of the busiest thread, where several work at the same time. */
const MOST_OF_ONE = 0.85;
/** Measurements of an answer that seems to compute elsewhere: what else runs on the machine can spoil one. */
const MEASUREMENTS = 3;

/** How much longer than other calls of the same answer one may compute, for the same work: a time that does not depend on the work fits few agents or many. */
const MOST_OFF_PACE = 2.5;

const seconds = (count: number) => `${count.toFixed(2)} s`;

/** Processor time of threads beyond their start, as a share of what their work takes. */
const paceOf = ({ otherThreads, threads, earlierThreads }: Spent, needed: number) =>
  Math.max(0, otherThreads - (threads - earlierThreads) * THREAD_START) / needed;

/** What else has to hold of each call. */
export interface Demands {
  /** Whether two threads and more share the work. @default false */
  readonly isShared?: boolean;
  /** Whether Node's pool could do the work as well, as it can hash. What else its threads do, compiling and collecting garbage, is then little. @default false */
  readonly isOfPool?: boolean;
}

/** Why what the system counted does not fit the work, as a sentence; undefined where it fits. */
function misfit(
  spent: Spent,
  needed: number,
  { isShared = false, isOfPool = false, mayTakeMore = false }: Demands & Pick<Work<unknown>, "mayTakeMore">,
): string | undefined {
  const { all, mainThread, nodeThreads, otherThreads, busiestThread, threads, earlierThreads } = spent;
  const share = (of: keyof typeof ELSEWHERE) => ELSEWHERE[of][0] * needed + ELSEWHERE[of][1];
  if (paceOf(spent, needed) < LEAST_SHARE) return "That is too little on threads.";
  if (mainThread > share("mainThread")) return "The main thread computed as well.";
  if (isOfPool && nodeThreads > share("nodeThreads"))
    return `Node's own pool computed as well, for ${seconds(nodeThreads)}.`;
  if (!mayTakeMore && all > MOST_SHARE * needed + (threads - earlierThreads) * SLOW_THREAD_START + 0.1)
    return "That is more than the agents' work takes.";
  if (isShared && busiestThread > MOST_OF_ONE * otherThreads)
    return `One thread did nearly all of it, for ${seconds(busiestThread)}.`;
  return undefined;
}

/** A call of an answer whose agents compute. */
export interface Work<Value> {
  readonly call: () => Promise<Value>;
  /** Processor time that the agents' work takes on one thread, in seconds. */
  readonly needed: number;
  /** Whether threads may take more: one of them never ends by itself. @default false */
  readonly mayTakeMore?: boolean;
}

/**
 * Calls an answer, and fails unless the threads that it has started compute as long as the work takes, and neither the main thread nor Node's pool does: a
 * thread that burns time beside a main thread that computes does not pass. Of several calls, each has to take as long as its own work.
 *
 * @returns what came of each call
 */
export async function computedOnThreads<Value>(
  submission: RemoteSubmission,
  works: readonly Work<Value>[],
  demands: Demands & {
    /** What to do about it, as sentences. */
    readonly advice: string;
  },
): Promise<readonly Value[]> {
  for (let measurement = 1; ; measurement += 1) {
    const values: Value[] = [];
    const paces: number[] = [];
    let failure: string | undefined;
    for (const { call, needed, mayTakeMore = false } of works) {
      const { value, spent } = await counting(submission, call);
      values.push(value);
      if (spent === undefined || needed < LEAST_WORK) continue;
      paces.push(paceOf(spent, needed));
      const isOffPace = Math.max(...paces) > MOST_OFF_PACE * Math.min(...paces);
      const why =
        misfit(spent, needed, { ...demands, mayTakeMore }) ??
        (isOffPace ? "For more work, or for less, that is not in proportion." : undefined);
      if (why === undefined) continue;
      failure = `${demands.advice} The agents have to compute for about ${seconds(needed)} in all. As the operating system counts, your answer computed for ${seconds(spent.otherThreads)} on worker threads, and for ${seconds(spent.mainThread)} on the main thread. ${why}`;
      break;
    }
    if (failure === undefined) return values;
    if (measurement === MEASUREMENTS) assert.fail(failure);
  }
}

/** Calls in which no thread was seen until a check says so. An honest thread is seen in the first one, on a machine that is not very busy. */
const CALLS = 8;
/** Processor time on other threads that shows threads which were never seen: to start one takes 0.02 s and more in each call. */
const THREADS_SECONDS = 0.12;

/**
 * Calls an answer, and fails unless the kernel saw a thread of it during the call or after it. A busy machine only makes it look longer: a call in
 * which none was seen is repeated, and in the end the processor time of all these calls decides.
 *
 * @param what - what runs on the threads, such as "The agents"
 * @param call - may be called several times
 */
export async function onRealThreads<Value>(
  submission: RemoteSubmission,
  what: string,
  call: () => Promise<Value>,
): Promise<Value> {
  let unseen = 0;
  for (let round = 1; ; round += 1) {
    const { value, spent } = await counting(submission, call);
    if (spent === undefined || spent.threads > 0) return value;
    unseen += spent.otherThreads;
    if (round < CALLS) continue;
    if (unseen >= THREADS_SECONDS) return value;
    assert.fail(
      `${what} run on threads, and the system counted no thread of your answer in ${CALLS} calls. A name in a result starts none.`,
    );
  }
}

/** Processor time of work in the check's own thread, in seconds: the less of two measurements. */
export async function ownSeconds(work: () => unknown): Promise<number> {
  const measured: number[] = [];
  for (let measurement = 0; measurement < 2; measurement += 1) {
    const start = process.threadCpuUsage();
    await work();
    const { user, system } = process.threadCpuUsage(start);
    measured.push((user + system) / 1e6);
  }
  return Math.min(...measured);
}
