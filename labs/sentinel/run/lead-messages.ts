import type { GroundTruth } from "../fleet/ground-truth.ts";
import type { LookAlike } from "../fleet/plan.ts";
import type { TailPosition } from "../intake/tail-positions.ts";
import type { LeadOptions } from "../lead/create-lead.ts";
import type { Investigation } from "../signal.ts";
import type { SentinelSource } from "./source.ts";

/** What the lead's thread is started with. */
export interface LeadThreadData {
  readonly source: SentinelSource;
  readonly lead: LeadOptions;
  /** One number in shared memory: how many investigations wait at the coordinator. A simulation stands still while there are many. */
  readonly waiting: Int32Array<SharedArrayBuffer>;
  /** How far an earlier run read the files. @default none */
  readonly positions?: readonly TailPosition[];
}

/** What the lead's thread says. */
export type LeadMessage =
  | {
      readonly kind: "started";
      readonly about: string;
      readonly clock: number;
      readonly truth: FleetTruth | undefined;
    }
  | {
      readonly kind: "investigations";
      readonly clock: number;
      readonly investigations: readonly Investigation[];
    }
  | { readonly kind: "progress"; readonly progress: LeadProgress }
  /** How far the files were read, and the lead has seen what was read. */
  | { readonly kind: "positions"; readonly positions: readonly TailPosition[] }
  | { readonly kind: "sentence"; readonly sentence: string }
  | { readonly kind: "ended" }
  | { readonly kind: "failed"; readonly sentence: string };

/** What the simulated fleet does. */
export interface FleetTruth {
  readonly groundTruth: readonly GroundTruth[];
  readonly lookAlikes: readonly LookAlike[];
}

/** How far the lead is. */
export interface LeadProgress {
  /** The Sentinel's clock: seconds since 1970. */
  readonly clock: number;
  /** Whether the simulated clock goes at its speed, and not faster to make services known. */
  readonly isPaced: boolean;
  readonly lines: number;
  readonly unreadable: number;
  readonly shedLines: number;
  readonly signals: number;
  /** All services, when one was added; undefined otherwise. */
  readonly services: readonly string[] | undefined;
  /** Services that behave unlike their past. */
  readonly alarmed: readonly string[];
}

/** What the coordinator says to the lead's thread. */
export type CoordinatorMessage = { readonly kind: "stop" };
