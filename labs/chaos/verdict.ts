import type { Executor } from "../swarm/executor.ts";
import { type Fault, type FaultName, promises } from "./fault.ts";
import type { Fate } from "./sacrifice.ts";
import type { Observation } from "./trial.ts";

/**
 * What became of one fault under one executor:
 *
 * - `contained`: every sibling's answer arrived, the saboteurs' errors are typed, the pool is back at full strength.
 * - `damaged`: the swarm came to an end, but one of these three is missing.
 * - `died`: the coordinator's own process was lost, and all results with it.
 * - `hung`: the swarm never came to an end.
 * - `refused`: the swarm did not start, because the executor has no place for what the fault is about.
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
  /** Null where nobody lived to tell. */
  readonly observation: Observation | null;
}

/** What the fate of a sacrificial process says about an executor. */
export function judged(fault: Fault & { readonly name: FaultName }, executor: Executor, fate: Fate): Trial {
  const { name, title } = fault;
  const promised = promises(executor.contains, fault);
  const trial = { fault: name, title, executor: executor.name, promised, observation: null };
  if (fate.kind === "hung") return { ...trial, verdict: "hung", detail: "" };
  if (fate.kind === "died") return { ...trial, verdict: "died", detail: fate.of };
  const { said } = fate;
  if (said.kind === "refused") {
    return {
      ...trial,
      verdict: said.code === "CANNOT_TRANSFER" ? "refused" : "damaged",
      detail: said.message,
    };
  }
  const { observation } = said;
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
