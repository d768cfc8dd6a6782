import { capitalised, count, formatPercent, formatSeconds } from "../../common/format-numbers.ts";
import { median } from "../../common/median.ts";
import { variantInSentence } from "../../common/variant-title.ts";
import { differing, type MeasuredWay, referenceOf } from "./summarise.ts";

/** What a reader has to know besides the numbers: a sentence each. */
export function notesOn(measured: readonly MeasuredWay[], rounds: number, compareResults = true): string[] {
  return [
    ...measured.flatMap(failureNotes),
    ...(compareResults ? measured.flatMap((each) => differenceNotes(each, measured)) : []),
    ...disturbanceNotes(measured),
    ...startupNotes(measured),
    ...memoryNotes(measured),
    ...roundsNotes(measured, rounds),
  ];
}

/** How many runs each median rests on: fewer than asked for where the measurement was stopped. */
function roundsNotes(measured: readonly MeasuredWay[], rounds: number): string[] {
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

function nameWithAgents({ way }: MeasuredWay): string {
  return `${variantInSentence(way.approach)} with ${way.agents} ${way.agents === 1 ? "agent" : "agents"}`;
}

function failureNotes(each: MeasuredWay): string[] {
  if (each.error) return [each.error.message];
  const reason = each.runs.flatMap((run) => run.agents).find((agent) => !agent.success)?.error;
  return reason ? [`Agents of ${nameWithAgents(each)} failed: ${reason}.`.replace("..", ".")] : [];
}

function differenceNotes(each: MeasuredWay, measured: readonly MeasuredWay[]): string[] {
  const reference = referenceOf(each.way, measured);
  const worst = Math.max(0, ...each.runs.map((run) => differing(run, reference)));
  if (worst === 0) return [];
  return [
    `${worst} of ${each.way.agents} results of ${nameWithAgents(each)} differ from those of sequential: they count as failed.`,
  ];
}

function disturbanceNotes(measured: readonly MeasuredWay[]): string[] {
  const sum = (value: (each: MeasuredWay) => number) =>
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

/** Startup is no part of a run's time, but somebody has to pay for it. */
function startupNotes(measured: readonly MeasuredWay[]): string[] {
  const largest = Math.max(...measured.map(({ way }) => way.agents));
  const costs = measured
    .filter(({ way }) => way.agents === largest)
    .map(({ way, runs }) => ({ way, seconds: median(runs.map((run) => run.startupSeconds)) }))
    .filter(({ seconds }) => seconds > 0.0005);
  if (costs.length === 0) return [];
  const list = costs
    .map(({ way, seconds }) => `${formatSeconds(seconds)} for ${variantInSentence(way.approach)}`)
    .join(", ");
  return [`Starting the workers is not in the times: it took ${list}.`];
}

function memoryNotes(measured: readonly MeasuredWay[]): string[] {
  const isResident = measured.some(({ runs }) => runs.some((run) => run.memoryKind === "RSS"));
  return isResident
    ? ["Memory is RSS on this system: what processes share is counted once for each of them."]
    : [];
}
