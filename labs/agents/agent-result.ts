import type { AgentError } from "./agent-error.ts";
import type { ModelUse } from "./model-use.ts";

/**
 * The outcome of one agent, successful or failed. It is frozen, so agents, threads and charts can share it without a lock.
 */
export interface AgentResult<T = unknown> {
  readonly agentId: number;
  /** The name of the agent's class, or of its function. */
  readonly agentType: string;
  /** The agent's answer, or null when it failed. */
  readonly result: T | null;
  /** How long the agent took, in seconds. */
  readonly duration: number;
  readonly success: boolean;
  /** Why the agent failed, or null when it succeeded. */
  readonly error: AgentError | null;
  /** The worker that ran it: "main", "thread 3" or "process 4711". */
  readonly worker: string;
  /** Seconds since the swarm's start, on a clock that all threads and processes of the machine share. */
  readonly startedAt: number;
  /** Seconds since the swarm's start, on the same clock. */
  readonly endedAt: number;
  /** What the agent asked its swarm's language model, in the order of the answers; missing when it asked nothing. */
  readonly model?: readonly ModelUse[];
}

/** Freezes a result. */
export function freezeResult<T>(result: AgentResult<T>): AgentResult<T> {
  return Object.freeze(result);
}

const REASONED = Symbol.for("swarmlab.reasonedResults");

/** The results that `AIAgent.reason` has made. All copies of this module in an isolate share it. */
const reasoned: WeakSet<object> =
  (Reflect.get(globalThis, REASONED) as WeakSet<object> | undefined) ?? new WeakSet();
Object.defineProperty(globalThis, REASONED, { value: reasoned, configurable: true });

/** Freezes a result that an agent has made by `reason`, and remembers that it did. */
export function reasonedResult<T>(result: AgentResult<T>): AgentResult<T> {
  reasoned.add(result);
  return Object.freeze(result);
}

/** Whether `AIAgent.reason` has made a value in this isolate. A value that only has the form of a result is not a result. */
export function isReasonedResult(value: object): value is AgentResult {
  return reasoned.has(value);
}
