import { AgentError, type AgentResult, agent } from "../../agents/index.ts";
import { Channel, Mutex } from "../../sharing/index.ts";
import { runMultiAgentSystem } from "../coordinator.ts";
import type { Executor } from "../executor.ts";
import type { Fault, FaultName } from "./fault.ts";
import { Meeting } from "./meeting.ts";
import { Saboteur, type SharedUnderTest } from "./saboteur.ts";
import { Witness } from "./witness.ts";

/** Which agent is the saboteur; before and after it come as many witnesses. */
export const SABOTEUR = 3;
const WITNESSES = 6;

/** Megabytes for each agent, where the executor can limit it. */
const MEMORY_LIMIT = 96;

export interface TrialOrder {
  readonly fault: Fault & { readonly name: FaultName };
  readonly executor: Executor;
  /** An empty place where agents can meet. */
  readonly folder: string;
  /** Seconds after which an agent that never ends is stopped. */
  readonly timeout: number;
}

/** What became of a swarm with a saboteur in it. */
export interface Observation {
  readonly siblings: number;
  /** Siblings whose right answer arrived. */
  readonly survivors: number;
  /** The saboteur's error; null when it answered before it went wrong. */
  readonly error: {
    readonly code: string;
    readonly message: string;
    readonly causes: readonly string[];
  } | null;
  /** Whether the saboteur's result is as it has to be: an AgentError with its id and one of the fault's codes, or an answer. */
  readonly isTyped: boolean;
  /** Whether afterwards as many agents as before ran at the same time. */
  readonly isAtFullStrength: boolean;
  readonly seconds: number;
}

/** Runs a small swarm with one saboteur in its midst, in this very process. What the executor does not contain ends it. */
export async function tryFault({ fault, executor, folder, timeout }: TrialOrder): Promise<Observation> {
  const concurrency = Math.min(2, executor.maxConcurrency);
  const { results, totalSeconds } = await runMultiAgentSystem({
    agents: [
      ...witnesses(0, SABOTEUR),
      agent(Saboteur, SABOTEUR, fault.name),
      ...witnesses(SABOTEUR + 1, WITNESSES + 1),
      // Last of all, so that they need every worker there is.
      ...Array.from({ length: concurrency }, (_, i) =>
        agent(Meeting, WITNESSES + 1 + i, { folder, expected: concurrency, patience: 10 }),
      ),
    ],
    executor: executor.name,
    concurrency,
    grace: 0.1,
    announce: false,
    shared: sharedFor(fault),
    ...(fault.kind === "spin" && executor.honours.has("timeout") && { timeout }),
    ...(fault.kind === "memory" && executor.honours.has("memoryLimit") && { memoryLimit: MEMORY_LIMIT }),
  });
  const siblings = results.filter(({ agentType }) => agentType === "Witness");
  const meetings = results.filter(({ agentType }) => agentType === "Meeting");
  const saboteur = results[SABOTEUR] as AgentResult;
  return {
    siblings: siblings.length,
    survivors: siblings.filter(({ agentId, result }) => result === Witness.answerTo(workOf(agentId))).length,
    error: saboteur.error && {
      code: saboteur.error.code,
      message: saboteur.error.message,
      causes: causesOf(saboteur.error),
    },
    isTyped: isTyped(saboteur, fault),
    isAtFullStrength: meetings.every(({ result }) => result === "met"),
    seconds: totalSeconds,
  };
}

function witnesses(from: number, to: number) {
  return Array.from({ length: to - from }, (_, i) => agent(Witness, from + i, workOf(from + i)));
}

function workOf(agentId: number): number {
  return 100_000 + agentId;
}

function sharedFor({ shares }: Fault): SharedUnderTest | undefined {
  if (shares === "mutex") return { mutex: new Mutex() };
  return shares === "channel" ? { channel: new Channel<string>() } : undefined;
}

function isTyped({ error, success, agentId }: AgentResult, { codes }: Fault): boolean {
  if (codes.length === 0) return success && error === null;
  return AgentError.isAgentError(error) && error.agentId === agentId && codes.includes(error.code);
}

function causesOf(error: Error): string[] {
  const names: string[] = [];
  for (let cause = error.cause; cause instanceof Error; cause = cause.cause) names.push(cause.name);
  return names;
}
