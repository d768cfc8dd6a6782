import type { FleetOptions } from "../fleet/create-fleet.ts";

/** Where the lines come from. Plain data, since the lead's thread opens it. */
export type SentinelSource = SimulatedSource | FinishedSource | RealSource;

/** A fleet in simulated time. */
export interface SimulatedSource {
  readonly kind: "fleet";
  readonly fleet: FleetOptions;
  /** Simulated seconds a second. Above 0; infinite for as fast as the machine can. */
  readonly speed: number;
}

/** Log files that are read from their beginning to their end, by the clock of their lines. */
export interface FinishedSource {
  readonly kind: "replay";
  readonly files: readonly string[];
}

/** Lines of real services, in real time. */
export type RealSource =
  | { readonly kind: "tail"; readonly files: readonly string[] }
  | { readonly kind: "journal" }
  | { readonly kind: "docker" }
  | { readonly kind: "otlp"; readonly port: number }
  /** A port of this machine. */
  | { readonly kind: "connect"; readonly port: number };
