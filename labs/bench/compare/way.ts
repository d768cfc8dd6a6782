import type { RunOrder } from "../measure/measure-run.ts";

/** One row of a comparison: an approach with a number of agents, and how to run it. */
export interface Way {
  /** "worker-threads", "python3.14t threads", … */
  readonly approach: string;
  readonly agents: number;
  readonly order: RunOrder;
  /** The approach that its speedup is reckoned against. @default "sequential" */
  readonly base?: string;
}
