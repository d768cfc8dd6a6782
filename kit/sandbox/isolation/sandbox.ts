import type { Limits } from "./limits.ts";
import type { SandboxConfig, SandboxKind } from "./sandbox-config.ts";

/** One thing that was tried inside a sandbox, and what came of it. */
export interface Probe {
  /** What must hold. */
  readonly name: string;
  readonly held: boolean;
  /** What was seen. */
  readonly saw: string;
}

/** What a sandbox showed of itself. */
export interface SelfTestResult {
  /** Whether every probe held. */
  readonly held: boolean;
  readonly probes: readonly Probe[];
  /** All of it in one sentence, for the report. */
  readonly sentence: string;
}

/** A wall of the operating system around answers, ready to be used. */
export interface Sandbox {
  readonly kind: SandboxKind;
  /** One line for the report. */
  readonly description: string;
  readonly limits: Limits;
  /** Plain data that makes the same wall in another thread or process of this run. */
  readonly config: SandboxConfig;
  /**
   * Tries from inside what an answer must not be able to do, harmlessly, in about a second. A run that grades others' code does it once
   * before it begins. Where there is no wall, nothing is tried and nothing holds.
   */
  selfTest(): Promise<SelfTestResult>;
  /** Removes what it put on the disk. To be called when no answer uses it any more. */
  close(): Promise<void>;
}

/** Why answers cannot be walled in here. */
export interface SandboxMissing {
  readonly kind: "missing";
  /** What is missing and what to do about it. */
  readonly sentence: string;
}

export const isSandbox = (found: Sandbox | SandboxMissing): found is Sandbox => found.kind !== "missing";
