import { AgentError, type AgentResult, type AgentTask, agent } from "../agents/index.ts";
import { Channel, Mutex } from "../sharing/index.ts";
import { runMultiAgentSystem } from "../swarm/coordinator.ts";
import type { Executor } from "../swarm/executor.ts";
import type { Fault, FaultName } from "./fault.ts";
import { Meeting } from "./meeting.ts";
import { Saboteur, type SharedUnderTest } from "./saboteur.ts";
import { Witness } from "./witness.ts";

/** How many witnesses come before the saboteurs, and how many after them. */
const WITNESSES = { before: 3, after: 4 } as const;

/** Megabytes for each agent, where the executor can limit it. */
const MEMORY_LIMIT = 96;

/** Seconds that a worker may take to come back. */
const PATIENCE = 10;

export interface TrialOrder {
  readonly fault: Fault & { readonly name: FaultName };
  readonly executor: Executor;
  /** An empty place where agents can meet. */
  readonly folder: string;
  /** Seconds after which an agent that never ends is stopped. */
  readonly timeout: number;
}

/** What became of a swarm with saboteurs in it. */
export interface Observation {
  readonly siblings: number;
  /** Siblings whose right answer arrived. */
  readonly survivors: number;
  /** The first saboteur's error; null when it answered before it went wrong. */
  readonly error: {
    readonly code: string;
    readonly message: string;
    readonly causes: readonly string[];
  } | null;
  /** Whether each saboteur's result is as it has to be: an AgentError with its id and one of the fault's codes, or an answer. */
  readonly isTyped: boolean;
  /** Whether afterwards as many agents as before ran at the same time. */
  readonly isAtFullStrength: boolean;
  readonly seconds: number;
}

/**
 * Runs a small swarm with a saboteur for every worker, in this very process. What the executor does not contain ends it.
 */
export async function tryFault({ fault, executor, folder, timeout }: TrialOrder): Promise<Observation> {
  const concurrency = Math.min(2, executor.maxConcurrency);
  const { results, totalSeconds } = await runMultiAgentSystem({
    agents: castFor(fault, folder, concurrency),
    executor: executor.name,
    concurrency,
    grace: 0.1,
    announce: false,
    shared: sharedFor(fault),
    ...(fault.kind === "spin" && executor.honours.has("timeout") && { timeout }),
    ...(fault.kind === "memory" && executor.honours.has("memoryLimit") && { memoryLimit: MEMORY_LIMIT }),
  });
  const of = (type: { readonly name: string }) => results.filter(({ agentType }) => agentType === type.name);
  const siblings = of(Witness);
  const saboteurs = of(Saboteur);
  const error = saboteurs[0]?.error ?? null;
  return {
    siblings: siblings.length,
    survivors: siblings.filter(({ agentId, result }) => result === Witness.answerTo(workOf(agentId))).length,
    error: error && { code: error.code, message: error.message, causes: causesOf(error) },
    isTyped: saboteurs.every((result) => isTyped(result, fault)),
    isAtFullStrength: of(Meeting).every(({ result }) => result === "met"),
    seconds: totalSeconds,
  };
}

/** Witnesses, a saboteur for each worker, more witnesses; last a meeting, which needs every worker there is. */
function castFor(fault: TrialOrder["fault"], folder: string, workers: number): AgentTask[] {
  const tasks: AgentTask[] = [];
  const add = (count: number, make: (id: number) => AgentTask) => {
    for (let i = 0; i < count; i++) tasks.push(make(tasks.length));
  };
  const witness = (id: number) => agent(Witness, id, workOf(id));
  add(WITNESSES.before, witness);
  add(workers, (id) => agent(Saboteur, id, fault.name));
  add(WITNESSES.after, witness);
  add(workers, (id) => agent(Meeting, id, { folder, expected: workers, patience: PATIENCE }));
  return tasks;
}

function workOf(agentId: number): number {
  return 100_000 + agentId;
}

function sharedFor({ shares }: Fault): SharedUnderTest | undefined {
  if (shares === "mutex") return { mutex: new Mutex() };
  return shares === "channel" ? { channel: new Channel<string>() } : undefined;
}

function isTyped(outcome: AgentResult, { codes, kind }: Fault): boolean {
  const { error, success, agentId } = outcome;
  if (codes.length === 0 || (kind === "uncloneable" && isUncopied(outcome))) return success && error === null;
  return AgentError.isAgentError(error) && error.agentId === agentId && codes.includes(error.code);
}

/** Where nothing is copied, even what cannot be copied arrives: as it was, never as an empty shell of it. */
function isUncopied({ result }: AgentResult): boolean {
  return typeof (result as { deep?: unknown[] } | null)?.deep?.[0] === "function";
}

function causesOf(error: Error): string[] {
  const names: string[] = [];
  for (let cause = error.cause; cause instanceof Error; cause = cause.cause) names.push(cause.name);
  return names;
}
