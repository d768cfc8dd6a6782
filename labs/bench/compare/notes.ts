import {
  capitalised,
  count,
  formatPercent,
  formatSeconds,
  formatSpeedup,
} from "../../common/format-numbers.ts";
import { median } from "../../common/median.ts";
import { variantInSentence } from "../../common/variant-title.ts";
import type { BenchSharedUnits } from "../../dashboard/index.ts";
import { errorSpent, LEVEL_SHARE } from "../statistics/looks.ts";
import type { GroupEnd } from "./measure-until-decided.ts";
import { differing, type MeasuredVariant, referenceOf } from "./summarise.ts";

/** The notes of a report, a sentence each: what a reader must know besides the numbers. */
export function notesOn(
  measured: readonly MeasuredVariant[],
  rounds: number,
  compareResults = true,
): string[] {
  return [
    ...measured.flatMap(failureNotes),
    ...(compareResults ? measured.flatMap((each) => differenceNotes(each, measured)) : []),
    ...disturbanceNotes(measured),
    ...startupNotes(measured),
    ...memoryNotes(measured),
    ...roundsNotes(measured, rounds),
  ];
}

/** What the machine can do, and why a speedup stays below the number of cores. */
export function machineNotes(
  measured: readonly MeasuredVariant[],
  isPinned: boolean,
  sharedUnits: BenchSharedUnits | null,
): string[] {
  const ceiling = measured.findLast(({ variant }) => variant.isCeiling);
  const notes: string[] = [];
  if (ceiling) {
    const processes = count(ceiling.variant.workers ?? 1, "bare process", "bare processes");
    const pinned = isPinned
      ? "each on a processor of its own"
      : "not pinned to processors, since taskset is missing here";
    notes.push(
      `What this machine can do is measured: the same agents in up to ${processes}, ${pinned}, without a swarm. No executor gets more out of these cores.`,
    );
  }
  if (sharedUnits?.shared) {
    notes.push(
      `Cores share execution units here: beside other loops, a loop of independent sums takes ${formatSpeedup(sharedUnits.sums).replace("×", " times")} as long, a chain of additions ${formatSpeedup(sharedUnits.chain).replace("×", " times")}. No program gets that back.`,
    );
  }
  return notes;
}

/** Which groups were measured until they were decided, and which were not for want of time. */
export function endNotes(ends: readonly GroupEnd[] = [], budgetSeconds: number | undefined): string[] {
  if (budgetSeconds === undefined || ends.length === 0) return [];
  const late = ends.filter((end) => end === "out of time").length;
  const error = formatPercent(100 * errorSpent());
  const looks = `Measured until the fastest is decided or is level with the next within ${formatPercent(100 * LEVEL_SHARE)}, for at most ${formatSeconds(budgetSeconds)}; over all looks, at most ${error} of such comparisons name a false winner.`;
  return late === 0
    ? [looks]
    : [
        looks,
        `The time was spent before ${late} of ${count(ends.length, "group")} of rows ${late === 1 ? "was" : "were"} decided.`,
      ];
}

/** The number of runs behind each median, which is smaller than requested when the measurement was stopped. */
function roundsNotes(measured: readonly MeasuredVariant[], rounds: number): string[] {
  const ran = measured.filter(({ error, runs }) => error === null && runs.length > 0);
  if (ran.length === 0) return [];
  const counts = ran.map(({ runs }) => runs.length);
  const [fewest, most] = [Math.min(...counts), Math.max(...counts)];
  const span = fewest === most ? count(most, "round") : `${fewest} to ${count(most, "round")}`;
  const [early, instead] = fewest < rounds ? ["stopped early: ", ` instead of ${rounds}`] : ["", ""];
  const note =
    fewest < 6
      ? `${early}median of ${span}${instead}; an interval is claimed from six rounds on.`
      : `${early}medians of ${span}${instead} with a 95 % interval between two of the measured times (order statistics).`;
  return [capitalised(note)];
}

function nameWithAgents({ variant }: MeasuredVariant): string {
  return `${variantInSentence(variant.name)} with ${variant.agents} ${variant.agents === 1 ? "agent" : "agents"}`;
}

function failureNotes(each: MeasuredVariant): string[] {
  if (each.error) return [each.error.message];
  const reason = each.runs.flatMap((run) => run.agents).find((agent) => !agent.success)?.error;
  return reason ? [`Agents of ${nameWithAgents(each)} failed: ${reason}.`.replace("..", ".")] : [];
}

function differenceNotes(each: MeasuredVariant, measured: readonly MeasuredVariant[]): string[] {
  const reference = referenceOf(each.variant, measured);
  const worst = Math.max(0, ...each.runs.map((run) => differing(run, reference)));
  if (worst === 0) return [];
  return [
    `${worst} of ${each.variant.agents} results of ${nameWithAgents(each)} differ from those of sequential: they count as failed.`,
  ];
}

function disturbanceNotes(measured: readonly MeasuredVariant[]): string[] {
  const sum = (value: (each: MeasuredVariant) => number) =>
    measured.reduce((total, each) => total + value(each), 0);
  const [repeated, disturbed] = [sum((each) => each.repeated), sum((each) => each.disturbed)];
  const notes: string[] = [];
  if (repeated > 0) {
    notes.push(
      `${repeated} further ${repeated === 1 ? "run was" : "runs were"} measured, since other programs were busy; the calmest count.`,
    );
  }
  if (disturbed > 0) {
    const shares = measured.flatMap((each) => each.runs.map((run) => run.othersShare));
    notes.push(
      `Other programs were busy during ${disturbed} of the ${shares.length} runs that count, and used up to ${formatPercent(100 * Math.max(...shares))} of the machine: close them and measure again for numbers to rely on.`,
    );
  }
  return notes;
}

/** The time of starting the workers, which is not part of a run's time. */
function startupNotes(measured: readonly MeasuredVariant[]): string[] {
  const largest = Math.max(...measured.map(({ variant }) => variant.agents));
  const costs = measured
    .filter(({ variant }) => variant.agents === largest)
    .map(({ variant, runs }) => ({ variant, seconds: median(runs.map((run) => run.startupSeconds)) }))
    .filter(({ seconds }) => seconds > 0.0005);
  if (costs.length === 0) return [];
  const list = costs
    .map(({ variant, seconds }) => `${formatSeconds(seconds)} for ${variantInSentence(variant.name)}`)
    .join(", ");
  return [`Starting the workers is not in the times: it took ${list}.`];
}

function memoryNotes(measured: readonly MeasuredVariant[]): string[] {
  const isResident = measured.some(({ runs }) => runs.some((run) => run.memoryKind === "RSS"));
  return isResident
    ? ["Memory is RSS on this system: what processes share is counted once for each of them."]
    : [];
}
