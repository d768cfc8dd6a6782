import type { Limits } from "./limits.ts";
import type { SandboxConfig, SandboxKind } from "./sandbox-config.ts";

/** One attempt of a self-test, and its result. */
export interface Probe {
  /** What must hold. */
  readonly name: string;
  readonly held: boolean;
  /** What the attempt returned. */
  readonly saw: string;
}

/** The result of a self-test. */
export interface SelfTestResult {
  /** Whether every probe held. */
  readonly held: boolean;
  readonly probes: readonly Probe[];
  /** The result in one sentence, for the report. */
  readonly sentence: string;
}

/** A sandbox of the operating system that works on this machine. The program that asked for it closes it. */
export interface Sandbox {
  readonly kind: SandboxKind;
  /** One line for the report. */
  readonly description: string;
  readonly limits: Limits;
  /** Plain data with which another thread or process of this run starts answers in the same sandbox. */
  readonly config: SandboxConfig;
  /**
   * Tries, harmlessly and from inside, what an answer must not be able to do. It takes about a second. A run that grades a class does it once,
   * before the first answer. Without a sandbox nothing is tried, and `held` is false.
   */
  selfTest(): Promise<SelfTestResult>;
  /** Removes its files from the disk. Called when no answer uses it any more. */
  close(): Promise<void>;
}

/** Why there is no sandbox on this machine. */
export interface SandboxMissing {
  readonly kind: "missing";
  /** What is missing and what to do about it. */
  readonly sentence: string;
  /** What is missing, alone. */
  readonly why: string;
}

export const isSandbox = (found: Sandbox | SandboxMissing): found is Sandbox => found.kind !== "missing";
