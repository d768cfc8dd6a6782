import type { Executor } from "../swarm/index.ts";
import { type Fault, type FaultName, promises } from "./fault.ts";
import type { Observation } from "./trial.ts";
import type { TrialEnd } from "./trial-process.ts";

/**
 * What one fault did to a swarm under one executor:
 *
 * - `contained`: every sibling's answer arrived, the saboteurs' errors are typed, and the pool is back at full strength.
 * - `damaged`: the swarm ended, but one of these three is missing.
 * - `died`: the coordinator's own process ended, and all results were lost.
 * - `hung`: the swarm did not end.
 * - `refused`: the swarm did not start, because the executor cannot share the object that the fault is about.
 */
export type Verdict = "contained" | "damaged" | "died" | "hung" | "refused";

export interface Trial {
  readonly fault: FaultName;
  readonly title: string;
  readonly executor: string;
  readonly verdict: Verdict;
  /** Whether the executor publishes that it contains this. */
  readonly promised: boolean;
  /** The verdict's reason in a few words: "E_SABOTAGE", "SIGABRT", "5 of 6 siblings". */
  readonly detail: string;
  /** Null where the trial process reported nothing. */
  readonly observation: Observation | null;
}

/** Judges an executor by how the process of a trial ended. */
export function judge(fault: Fault & { readonly name: FaultName }, executor: Executor, end: TrialEnd): Trial {
  const { name, title } = fault;
  const promised = promises(executor.contains, fault);
  const trial = { fault: name, title, executor: executor.name, promised, observation: null };
  if (end.kind === "hung") return { ...trial, verdict: "hung", detail: "" };
  if (end.kind === "died") return { ...trial, verdict: "died", detail: end.reason };
  const { report } = end;
  if (report.kind === "refused") {
    const verdict = report.code === "CANNOT_TRANSFER" ? "refused" : "damaged";
    return { ...trial, verdict, detail: report.message };
  }
  const { observation } = report;
  const damage = damageIn(observation);
  const detail = damage ?? observation.error?.code ?? "answered";
  return { ...trial, observation, verdict: damage === undefined ? "contained" : "damaged", detail };
}

function damageIn({
  survivors,
  siblings,
  isTyped,
  isAtFullStrength,
  error,
}: Observation): string | undefined {
  if (survivors < siblings) return `${survivors} of ${siblings} siblings`;
  if (!isTyped) return `error ${error?.code ?? "lost"}`;
  return isAtFullStrength ? undefined : "pool weakened";
}
