import {
  capitalised,
  count,
  formatMemory,
  formatSeconds,
  formatSpeedup,
} from "../../common/format-numbers.ts";
import { variantInSentence, variantTitle } from "../../common/variant-title.ts";
import type { BenchReport, BenchRun } from "./bench-report.ts";
import { comparedRuns, isSound } from "./rows.ts";

/** The winner, the lead, the reasons and the caveats. All sentences are plain text. */
export interface WinnerAnalysis {
  /** The number of agents of the compared runs. */
  readonly agents: number;
  /** The verdict in one line, for a headline. */
  readonly verdict: string;
  readonly winner: { readonly approach: string; readonly because: readonly string[] } | null;
  /** The variant with the lowest median among the runs without failures, whether or not it wins. */
  readonly leader: string | null;
  readonly caveats: readonly string[];
}

type SoundRun = BenchRun & { readonly seconds: { readonly median: number } };

/** A lead below this share of the time is called small. */
const SMALL_LEAD = 0.05;

/**
 * Decides the winner among the runs with the most agents (or with `agents`).
 *
 * The rules: a run with a failed agent cannot win. The lowest median wins if its whole 95 % interval lies below the
 * interval of every other run. There is no winner when the intervals overlap, since the difference may be noise, or when a
 * run has too few rounds for an interval. Without a winner, the verdict says what is known: how much faster those in front
 * are than the others.
 */
export function analyseWinner(report: BenchReport, agents?: number): WinnerAnalysis {
  const runs = comparedRuns(report, agents);
  const ranked = runs.filter(isSound).sort((a, b) => a.seconds.median - b.seconds.median) as SoundRun[];
  const [fastest, ...others] = ranked;
  const common = { agents: runs[0]?.agents ?? agents ?? 0, leader: fastest?.approach ?? null };
  const caveats = caveatsOf(report, runs, fastest);
  const undecided = (verdict: string) => ({ ...common, verdict, winner: null, caveats });

  if (!fastest) return undecided("No winner: no run finished without failures.");
  if (others.length === 0)
    return undecided(`No winner: ${variantInSentence(fastest.approach)} has nothing to be compared with.`);
  const uncertain = ranked.filter((run) => run.seconds.low === null || run.seconds.high === null);
  if (uncertain.length > 0) {
    const rounds = Math.min(...uncertain.map((run) => run.seconds.n));
    const lead = formatSpeedup((others[0]?.seconds.median ?? 0) / fastest.seconds.median);
    return undecided(
      `No winner yet: ${variantInSentence(fastest.approach)} leads (${lead} as fast as ${variantInSentence(others[0]?.approach ?? "")}), but ${count(rounds, "round")} cannot tell that from noise.`,
    );
  }
  const level = others.filter((run) => (run.seconds.low ?? 0) <= (fastest.seconds.high ?? Infinity));
  if (level.length > 0) return undecided(levelVerdict([fastest, ...level], others));
  return {
    ...common,
    verdict: verdictOf(fastest, others),
    winner: { approach: fastest.approach, because: reasonsOf(fastest, others, report) },
    caveats,
  };
}

/**
 * What is known without a winner: how much faster those in front are than one whose interval lies above all of theirs.
 * That is the event loop where it is such a one, else sequential, else the fastest of them.
 */
function levelVerdict(front: readonly SoundRun[], others: readonly SoundRun[]): string {
  const names = front.map((run) => variantInSentence(run.approach));
  const end = Math.max(...front.map((run) => run.seconds.high ?? Infinity));
  const behind = others.filter((run) => !front.includes(run) && (run.seconds.low ?? 0) > end);
  const base =
    behind.find((run) => run.approach === "event-loop") ??
    behind.find((run) => run.approach === "sequential") ??
    behind[0];
  if (!base) return `No winner: the intervals of ${list(names)} overlap, so the difference may be noise.`;
  const factors = front.map((run) => times(base.seconds.median / run.seconds.median));
  const isSame = new Set(factors).size === 1;
  const both = front.length === 2 ? "both" : "all";
  const fast = isSame ? `${both} ${factors[0]} times` : `${list(factors)} times`;
  const between = front.length === 2 ? "between the two" : "among them";
  return capitalised(
    `${list(names)} are ${fast} as fast as ${withArticle(base.approach)}; ${between} it is noise.`,
  );
}

/** Two digits, since the difference between those in front is within the noise. */
function times(factor: number): string {
  return factor < 9.95 ? factor.toFixed(1) : String(Number(factor.toPrecision(2)));
}

function withArticle(approach: string): string {
  return approach === "event-loop" ? "the event loop" : variantInSentence(approach);
}

function verdictOf(winner: SoundRun, others: readonly SoundRun[]): string {
  const base = others.find((run) => run.approach === "sequential");
  const rival = base ?? (others[0] as SoundRun);
  const factor = formatSpeedup(rival.seconds.median / winner.seconds.median);
  return `Winner: ${variantTitle(winner.approach)}, ${factor} as fast as ${variantInSentence(rival.approach)}.`;
}

function reasonsOf(winner: SoundRun, others: readonly SoundRun[], report: BenchReport): string[] {
  const second = others[0] as SoundRun;
  const share = 1 - winner.seconds.median / second.seconds.median;
  const reasons = [
    `It took ${timeOf(winner)} for ${count(winner.agents, "agent")}; next came ${variantInSentence(second.approach)} with ${timeOf(second)}, and the intervals do not overlap.`,
  ];
  if (share < SMALL_LEAD)
    reasons.push(
      `The lead over ${variantInSentence(second.approach)} is real but small: ${percent(share)} less time.`,
    );
  const why = cpuReason(winner, others, report.machine.cores);
  if (why) reasons.push(why);
  const ceiling = ceilingReason(winner);
  if (ceiling) reasons.push(ceiling);
  const memory = memoryOf(winner, others);
  if (memory) reasons.push(memory);
  return reasons;
}

/** The winner's CPU use, as the reason of its speed. */
function cpuReason(winner: SoundRun, others: readonly SoundRun[], cores: number): string | null {
  if (winner.cpuPercent === null) return null;
  const used = `${percent(winner.cpuPercent / 100)} of ${count(cores, "core")}`;
  if (winner.approach === "sequential") {
    return `It used ${used}: the work is too small to pay for starting or feeding workers.`;
  }
  if (winner.approach === "event-loop") {
    return `It used ${used}: the agents mostly wait, and one event loop can wait for all of them at once.`;
  }
  const base = others.find((run) => run.approach === "sequential");
  const against =
    base?.cpuPercent != null ? `, where sequential kept ${percent(base.cpuPercent / 100)} busy` : "";
  return `It kept ${used} busy${against}: its agents ran at the same time.`;
}

/** How much of what the machine can do the winner reached. */
function ceilingReason({ ofCeiling }: SoundRun): string | null {
  if (ofCeiling == null) return null;
  return `It reached ${percent(ofCeiling)} of what this machine can do with these agents.`;
}

function memoryOf(winner: SoundRun, others: readonly SoundRun[]): string | null {
  if (winner.peakMemoryMB === null) return null;
  const measured = others.filter((run) => run.peakMemoryMB !== null && run.peakMemoryMB > 0);
  const least = measured.sort((a, b) => (a.peakMemoryMB ?? 0) - (b.peakMemoryMB ?? 0))[0];
  const used = `At its peak it used ${formatMemory(winner.peakMemoryMB)}`;
  if (!least?.peakMemoryMB) return `${used}.`;
  const factor = winner.peakMemoryMB / least.peakMemoryMB;
  if (factor <= 1) return `${used}, the least of all.`;
  return `${used}, ${formatSpeedup(factor).replace("×", " times")} what ${variantInSentence(least.approach)} needed.`;
}

/** What limits the result. */
function caveatsOf(report: BenchReport, runs: readonly BenchRun[], fastest: SoundRun | undefined): string[] {
  const { cores } = report.machine;
  const caveats: string[] = [];
  if (report.partial) caveats.push("The benchmark was stopped midway: this is partial.");
  for (const run of runs.filter((each) => each.failed > 0)) {
    const total = run.failed + run.succeeded;
    caveats.push(
      `${variantTitle(run.approach)} lost ${run.failed} of ${count(total, "agent")}, so its time does not count.`,
    );
  }
  for (const run of runs.filter((each) => each.failed === 0 && each.seconds.median === null)) {
    caveats.push(`${variantTitle(run.approach)} was not measured.`);
  }
  if (cores === 1)
    caveats.push("This machine has 1 core: agents that compute cannot run at the same time here.");
  const speedup = fastest?.speedup ?? null;
  if (fastest && speedup !== null && cores > 1) {
    if (speedup > cores * 1.05 && (fastest.cpuPercent ?? 0) > 60) {
      caveats.push(
        `A speedup of ${formatSpeedup(speedup)} on ${count(cores, "core")} is more than cores can explain: the sequential run may have been disturbed.`,
      );
    } else if (fastest.agents < cores) {
      caveats.push(
        `${count(fastest.agents, "agent")} cannot fill ${count(cores, "core")}: more agents would gain more.`,
      );
    }
  }
  const rounds = Math.min(...runs.filter(isSound).map((run) => run.seconds.n));
  if (rounds < 6)
    caveats.push(
      `${count(rounds, "round")} ${rounds === 1 ? "bears" : "bear"} no interval: measure six or more to tell a lead from noise.`,
    );
  return caveats;
}

function timeOf(run: SoundRun): string {
  const { median, low, high } = run.seconds;
  return low === null || high === null
    ? formatSeconds(median)
    : `${formatSeconds(median)} (${formatSeconds(low)} to ${formatSeconds(high)})`;
}

function percent(share: number): string {
  return share > 0 && share < 0.005 ? "under 1 %" : `${Math.round(share * 100)} %`;
}

function list(names: readonly string[]): string {
  return names.length < 2 ? names.join("") : `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;
}
