import type { SwarmSource } from "./swarm-source.ts";

/** What a host is told, a line of JSON each. A host is any program that speaks these messages over its descriptor 3. */
export type ToHost =
  /** Load everything, warm up, and answer `ready`. */
  | { readonly kind: "prepare"; readonly order: unknown }
  /** Run the swarm: `began` when the workers stand, `ended` after the last agent, `done` at last. */
  | { readonly kind: "go" };

/** What a host tells. */
export type FromHost =
  | { readonly kind: "ready" }
  | { readonly kind: "began" }
  | { readonly kind: "ended" }
  | ({ readonly kind: "done" } & HostReport)
  /** What was ordered cannot be run; `message` is a sentence. */
  | { readonly kind: "refused"; readonly message: string };

/** What Node's own host is ordered to run. */
export interface NodeOrder {
  readonly executor: string;
  readonly source: SwarmSource;
  /** How many agents at the same time. @default what the executor does by itself */
  readonly concurrency?: number;
  /** How many agents are sent in one message. @default 1 */
  readonly chunk?: number;
}

/** What the host itself knows better than anybody outside. Times are in seconds. */
export interface HostReport {
  /** From the first agent's turn to the last one's end. */
  readonly seconds: number;
  /** What it took to get the workers ready. */
  readonly startupSeconds: number;
  readonly agents: readonly HostAgent[];
  /** How late the timers of the host's main thread were; null where that is not known. */
  readonly eventLoopDelay: EventLoopDelay | null;
}

/** One agent's result, as far as a measurement needs it. */
export interface HostAgent {
  readonly agentId: number;
  readonly agentType: string;
  readonly worker: string;
  readonly startedAt: number;
  readonly endedAt: number;
  readonly duration: number;
  readonly success: boolean;
  /** Why it failed, in words. */
  readonly error: string | null;
  /** The same for the same result, also of another approach or language. */
  readonly fingerprint: string;
}

/** Milliseconds by which the event loop was late. */
export interface EventLoopDelay {
  readonly mean: number;
  readonly p99: number;
  readonly max: number;
}
