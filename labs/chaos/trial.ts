import { randomUUID } from "node:crypto";
import { AgentError, type AgentResult, type AgentTask, agent } from "../agents/index.ts";
import { Channel, Mutex } from "../sharing/index.ts";
import { type Executor, openSwarm, runMultiAgentSystem } from "../swarm/index.ts";
import { BarrierAgent } from "./barrier-agent.ts";
import type { Fault, FaultName } from "./fault.ts";
import { HealthyAgent } from "./healthy-agent.ts";
import { Machines } from "./machines.ts";
import { Saboteur, type SharedUnderTest } from "./saboteur.ts";

/** How many healthy agents come before the saboteurs, and how many after them. */
const SIBLINGS = { before: 3, after: 4 } as const;

/** How many agents another run on the same workers has. */
const OTHERS = 7;

/** Megabytes for each agent, where the executor can limit memory. */
const MEMORY_LIMIT_MB = 96;

/** Seconds after which a machine that gives no sign of life counts as lost. */
const LOCK_SECONDS = 1;

/** Seconds within which every lost worker must have been replaced. */
const REPLACEMENT_LIMIT = 10;

export interface TrialOptions {
  readonly fault: Fault & { readonly name: FaultName };
  readonly executor: Executor;
  /** An empty folder for the files of the barrier. */
  readonly folder: string;
  /** Seconds after which an agent that never ends is stopped. */
  readonly timeout: number;
}

/** What was observed of a swarm with saboteurs in it. */
export interface Observation {
  /** How many healthy agents ran beside the saboteurs. */
  readonly siblings: number;
  /** How many siblings answered right. */
  readonly survivors: number;
  /** The first saboteur's error; null when it answered before its fault happened. */
  readonly error: {
    readonly code: string;
    readonly message: string;
    readonly causes: readonly string[];
  } | null;
  /** Whether each saboteur's result is an AgentError with its id and one of the fault's codes, or an answer for a fault without codes. */
  readonly isTyped: boolean;
  /** Whether afterwards as many agents as before ran at the same time. */
  readonly isAtFullStrength: boolean;
  readonly seconds: number;
}

/**
 * Runs a small swarm with a saboteur for every worker, in the calling process. A fault that the executor does not
 * contain ends that process.
 */
export async function tryFault(options: TrialOptions): Promise<Observation> {
  const { fault, executor, folder, timeout } = options;
  const { workers, run } = setUp(options);
  await using _machines = await machinesFor(workers);
  const { results, totalSeconds } = await runMultiAgentSystem({
    agents: agentsFor(fault, folder, workers.concurrency),
    ...workers,
    ...run,
    ...((fault.kind === "spin" || fault.blocks) && executor.honours.has("timeout") && { timeout }),
  });
  return observationOf(results, totalSeconds, fault);
}

/** What was observed of a warm swarm whose one run has saboteurs in it. */
export interface WarmObservation extends Observation {
  /** How many of the healthy agents answered right of a run that went on at the same time, and of one afterwards. */
  readonly otherSurvivors: readonly [beside: number, after: number];
}

/** As {@link tryFault}, on a swarm that stays open and that two other runs of healthy agents use: one beside, one afterwards. */
export async function tryFaultOnWarmSwarm(options: TrialOptions): Promise<WarmObservation> {
  const { fault, executor, folder, timeout } = options;
  const { workers, run } = setUp(options);
  await using _machines = await machinesFor(workers);
  const swarm = await openSwarm({ ...workers, announce: false });
  try {
    const healthy = Array.from({ length: OTHERS }, (_, id) => agent(HealthyAgent, id, workOf(id)));
    const [{ results, totalSeconds }, beside] = await Promise.all([
      swarm.run({
        agents: agentsFor(fault, folder, workers.concurrency),
        ...run,
        ...((fault.kind === "spin" || fault.blocks) && executor.honours.has("timeout") && { timeout }),
      }),
      swarm.run(healthy),
    ]);
    const after = await swarm.run(healthy);
    const otherSurvivors = [survivorsOf(beside.results), survivorsOf(after.results)] as const;
    return { ...observationOf(results, totalSeconds, fault), otherSurvivors };
  } finally {
    await swarm.close();
  }
}

function setUp({ fault, executor }: TrialOptions) {
  const limitsMemory = fault.kind === "memory" && executor.honours.has("memoryLimit");
  const losesMachine = fault.kind === "machine" && executor.honours.has("engine");
  return {
    workers: {
      executor: executor.name,
      concurrency: Math.min(2, executor.maxConcurrency),
      ...(limitsMemory && { memoryLimit: MEMORY_LIMIT_MB }),
      ...(losesMachine && { engine: elsewhere() }),
    },
    run: { grace: 0.1, announce: false, shared: sharedFor(fault) },
  } as const;
}

/** An engine whose worker machines are other processes, which may be lost. */
function elsewhere() {
  return { queue: `chaos-${randomUUID()}`, workers: "elsewhere", lockSeconds: LOCK_SECONDS } as const;
}

/** The worker machines of a swarm, where they are elsewhere. */
async function machinesFor(
  workers: ReturnType<typeof setUp>["workers"],
): Promise<AsyncDisposable | undefined> {
  const { engine, concurrency } = workers;
  if (engine === undefined) return undefined;
  const machines = new Machines(engine.queue, LOCK_SECONDS);
  await machines.start(concurrency);
  return machines;
}

function observationOf(
  results: readonly AgentResult[],
  seconds: number,
  fault: TrialOptions["fault"],
): Observation {
  const of = (type: { readonly name: string }) => results.filter(({ agentType }) => agentType === type.name);
  const siblings = of(HealthyAgent);
  const saboteurs = of(Saboteur);
  const error = saboteurs[0]?.error ?? null;
  return {
    siblings: siblings.length,
    survivors: survivorsOf(siblings),
    error: error && { code: error.code, message: error.message, causes: causesOf(error) },
    isTyped: saboteurs.every((result) => isTyped(result, fault)),
    isAtFullStrength: of(BarrierAgent).every(({ result }) => result === "passed"),
    seconds,
  };
}

function survivorsOf(healthy: readonly AgentResult[]): number {
  return healthy.filter(({ agentId, result }) => result === HealthyAgent.answerTo(workOf(agentId))).length;
}

/** Healthy agents, a saboteur for each worker, more healthy agents; last a barrier, which only all workers together pass. */
function agentsFor(fault: TrialOptions["fault"], folder: string, workers: number): AgentTask[] {
  const tasks: AgentTask[] = [];
  const add = (count: number, make: (id: number) => AgentTask) => {
    for (let i = 0; i < count; i++) tasks.push(make(tasks.length));
  };
  const sibling = (id: number) => agent(HealthyAgent, id, workOf(id));
  add(SIBLINGS.before, sibling);
  add(workers, (id) => agent(Saboteur, id, fault.name));
  add(SIBLINGS.after, sibling);
  add(workers, (id) => agent(BarrierAgent, id, { folder, expected: workers, timeout: REPLACEMENT_LIMIT }));
  return tasks;
}

function workOf(agentId: number): number {
  return 100_000 + agentId;
}

function sharedFor({ shares }: Fault): SharedUnderTest | undefined {
  if (shares === "mutex") return { mutex: new Mutex() };
  return shares === "channel" ? { channel: new Channel<string>() } : undefined;
}

function isTyped(outcome: AgentResult, { codes, whileCopied }: Fault): boolean {
  const { error, success, agentId } = outcome;
  if (codes.length === 0 || (whileCopied && isUncopied(outcome))) return success && error === null;
  return AgentError.isAgentError(error) && error.agentId === agentId && codes.includes(error.code);
}

/** Whether the value that cannot be copied arrived unchanged, as it does where agents run in the coordinator's thread. */
function isUncopied({ result }: AgentResult): boolean {
  // The field is not read, because its getter may be the fault.
  const deep = Object.getOwnPropertyDescriptor(Object(result), "deep");
  return deep?.get !== undefined || typeof (deep?.value as unknown[] | undefined)?.[0] === "function";
}

function causesOf(error: Error): string[] {
  const names: string[] = [];
  for (let cause = error.cause; cause instanceof Error; cause = cause.cause) names.push(cause.name);
  return names;
}
