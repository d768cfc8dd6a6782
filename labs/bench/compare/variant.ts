import type { RunOrder } from "../measure/measure-run.ts";

/** A row of a benchmark: a kind of execution with a number of agents, and how to run it. */
export interface Variant {
  /** The executor's name, or another such as "python3.14t threads". */
  readonly name: string;
  readonly agents: number;
  readonly order: RunOrder;
  /** The name of the variant that the speedup is computed against. @default "sequential" */
  readonly base?: string;
  /** The number of workers: of lanes in which agents run. @default 1 */
  readonly workers?: number;
  /** Whether it measures what the machine can do, and is no row of the report. @default false */
  readonly isCeiling?: boolean;
}
