import type { HostAgent, WorkerState } from "../measure/host-messages.ts";
import type { SwarmSource } from "../measure/swarm-source.ts";

/** The descriptor of a bare process with the file of all agents' indexes, of {@link INDEX_BYTES} each. */
export const AGENTS_DESCRIPTOR = 4;
export const INDEX_BYTES = 4;

/** What the bare host runs: a swarm's agents in processes without a swarm. */
export interface BareOrder {
  readonly source: SwarmSource;
  /** The number of processes. */
  readonly processes: number;
  /** Whether the processes have run the work before: "warm", or not: "cold". */
  readonly workers: WorkerState;
  /** The processors, of which each process gets one in turn. Null: the system chooses. */
  readonly processors: readonly number[] | null;
  readonly deal: Deal;
}

/**
 * How the agents are dealt out. "next": a process that is free takes the next agent, as agents that compute need it.
 * "share": each process starts a fixed share of them at once, as agents that wait need it. "either", where it is unknown what
 * they do: a process whose agents have ended or wait takes the next one, while agents wait up to its share.
 */
export type Deal = "next" | "share" | "either";

/** The messages to a bare process, over Node's own channel. */
export type ToBare =
  | {
      readonly kind: "prepare";
      readonly order: BareOrder;
      /** The process's number, from 0. */
      readonly index: number;
    }
  /** The process begins at this time of `process.hrtime.bigint()`. */
  | { readonly kind: "go"; readonly at: string };

/** The messages of a bare process. */
export type FromBare =
  | { readonly kind: "ready" }
  /** Times are seconds of `process.hrtime.bigint()`, which all processes of a machine share. */
  | { readonly kind: "done"; readonly agents: readonly HostAgent[] }
  | { readonly kind: "failed"; readonly message: string };
