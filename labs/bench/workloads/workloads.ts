import { formatSeconds } from "../../common/format-numbers.ts";
import { BenchError } from "../bench-error.ts";
import type { ShiftName } from "./shifts.ts";
import type { PieceSeconds, Workload } from "./workload.ts";

/** The time of one wait of an I/O-bound agent. */
const WAIT_SECONDS = 0.01;

/** Every workload, the default one first. */
export const WORKLOADS: readonly Workload[] = [
  shifts(
    "mixed",
    "CPU-bound agents of three types: analysts, trainers, validators",
    "Mixed CPU-bound agents (analysts, trainers, validators)",
    ["analyst", "trainer", "validator"],
  ),
  shifts("analyst", "CPU-bound agents of one type: analysts", "Analysts, which add up squares,", ["analyst"]),
  shifts(
    "trainer",
    "CPU-bound agents of one type: trainers",
    "Trainers, which fit lines by gradient descent,",
    ["trainer"],
  ),
  shifts("validator", "CPU-bound agents of one type: validators", "Validators, which compute checksums,", [
    "validator",
  ]),
  shifts(
    "code",
    "CPU-bound agents that allocate many small objects: code analysts",
    "Code analysts, which allocate much,",
    ["code"],
  ),
  {
    name: "io",
    summary: "I/O-bound agents: they only wait",
    describe: (seconds) => `I/O-bound agents that wait ${formatSeconds(seconds)} each`,
    shifts: [],
    deal: "share",
    plan: (_, seconds) => ({
      kind: "wait",
      waits: Math.max(1, Math.round(seconds / WAIT_SECONDS)),
      seconds: WAIT_SECONDS,
      pieces: 0,
    }),
  },
  {
    name: "hybrid",
    summary: "agents that wait half of the time and compute in the other half",
    describe: (seconds) => `Hybrid agents that wait and compute in turn, ${formatSeconds(seconds)} each`,
    shifts: ["analyst"],
    deal: "share",
    plan: (_, seconds, pieceSeconds) => ({
      kind: "wait",
      waits: Math.max(1, Math.round(seconds / 2 / WAIT_SECONDS)),
      seconds: WAIT_SECONDS,
      pieces: timesFor(WAIT_SECONDS, "analyst", pieceSeconds),
    }),
  },
  {
    name: "tiny",
    summary: "agents of a few microseconds: what handing out work costs",
    describe: () => "Tiny agents of a few microseconds each",
    shifts: [],
    deal: "share",
    plan: () => ({ kind: "tiny", numbers: 1000 }),
  },
];

/** The workload of that name. @throws BenchError `INVALID_ARGUMENT`, which lists the names */
export function findWorkload(name: string): Workload {
  const found = WORKLOADS.find((workload) => workload.name === name);
  if (found) return found;
  const names = WORKLOADS.map((workload) => workload.name).join(", ");
  throw new BenchError("INVALID_ARGUMENT", `There is no workload "${name}": choose one of ${names}.`);
}

/** A workload whose agents do shifts of these kinds in turn. */
function shifts(name: string, summary: string, title: string, kinds: readonly ShiftName[]): Workload {
  return {
    name,
    summary,
    describe: (seconds) => `${title} of ${formatSeconds(seconds)} each`,
    shifts: kinds,
    deal: "next",
    plan: (index, seconds, pieceSeconds) => {
      const shift = kinds[index % kinds.length] as ShiftName;
      return { kind: "shift", shift, times: timesFor(seconds, shift, pieceSeconds) };
    },
  };
}

function timesFor(seconds: number, shift: ShiftName, pieceSeconds: PieceSeconds): number {
  const each = pieceSeconds[shift];
  if (!each) throw new RangeError(`The time of a piece of a ${shift}'s work has not been measured.`);
  return Math.max(1, Math.round(seconds / each));
}
