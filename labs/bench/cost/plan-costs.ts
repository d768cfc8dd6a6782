import { type BenchReport, checkReport } from "../../dashboard/index.ts";
import { BenchError } from "../bench-error.ts";
import { type ClaimVerdict, judgeClaim } from "./claim.ts";
import { billFor, type ContainerBill } from "./containers.ts";
import { type CostOptions, type CostPrices, type CostSettings, readCostOptions } from "./cost-options.ts";
import { costShapes } from "./cost-row.ts";
import { type QueueCost, queueCost } from "./queue-cost.ts";

/** What it takes to carry a load, for each executor of a benchmark. */
export interface CostPlan {
  readonly machine: { readonly cores: number; readonly cpu: string };
  readonly workload: string;
  /** Agents in a second. */
  readonly load: number;
  readonly busy: number;
  readonly hours: number;
  readonly prices: CostPrices | null;
  readonly rows: readonly CostPlanRow[];
  /** Whether "75 % cheaper" holds; null without a row that uses one core, or without one that uses all. */
  readonly claim: ClaimVerdict | null;
  readonly queue: QueueCost;
  /** What the plan does not know, in sentences. */
  readonly notes: readonly string[];
}

export interface CostPlanRow {
  readonly approach: string;
  /** The number of agents in the row of the benchmark. */
  readonly agents: number;
  /** Containers as large as the machine of the benchmark. */
  readonly whole: ContainerBill;
  /** Containers with as many cores as the row kept busy. */
  readonly fitted: ContainerBill;
}

/** What the articles compare: a lock for all threads, so one core at a time, and threads on all cores. */
const ONE_CORE = ["event-loop", "sequential"];
const ALL_CORES = ["worker-threads", "child-processes"];

/**
 * Turns the rows of a benchmark into containers, utilisation and money.
 *
 * @param report what `npm run bench -- --json FILE` writes
 * @throws DashboardError for a value that is not a report; BenchError `INVALID_ARGUMENT` for a wrong option, or a
 *   report in which no row was measured without failed agents
 */
export function planCosts(report: BenchReport, options: CostOptions = {}): CostPlan {
  checkReport(report);
  const settings = readCostOptions(options);
  const shapes = costShapes(report, settings.restMB);
  const fastest = shapes.toSorted((a, b) => b.whole.perSecond - a.whole.perSecond)[0];
  if (fastest === undefined) {
    throw new BenchError(
      "INVALID_ARGUMENT",
      "The report has no row in which all agents succeeded and a time was measured: run the benchmark again.",
    );
  }
  const load = settings.load ?? 10 * fastest.whole.perSecond;
  const demand = { ...settings, load };
  const rows = shapes.map(({ approach, agents, whole, fitted }) => ({
    approach,
    agents,
    whole: billFor(whole, demand),
    fitted: billFor(fitted, demand),
  }));
  const find = (names: readonly string[]) =>
    names.map((name) => rows.find(({ approach }) => approach === name)).find((row) => row !== undefined);
  const [before, after] = [find(ONE_CORE), find(ALL_CORES)];
  // One core's agent: the cores that were busy, for the time that one agent took of them.
  const agentSeconds = (fastest.whole.usedCores ?? fastest.whole.cores) / fastest.whole.perSecond;
  return {
    machine: { cores: report.machine.cores, cpu: report.machine.cpu },
    workload: report.workload,
    load,
    busy: settings.busy,
    hours: settings.hours,
    prices: settings.prices ?? null,
    rows,
    claim: before && after ? judgeClaim(before, after) : null,
    queue: queueCost(settings, load, billFor(fastest.whole, demand), agentSeconds),
    notes: notesOf(report, rows, settings),
  };
}

function notesOf(
  report: BenchReport,
  rows: readonly CostPlanRow[],
  { prices, restMB }: CostSettings,
): string[] {
  const left = [...new Set(report.runs.map(({ approach }) => approach))].filter(
    (name) => !rows.some(({ approach }) => approach === name),
  );
  const unmeasured = rows.filter(({ whole }) => whole.utilisation === null).map(({ approach }) => approach);
  return [
    ...(left.length > 0
      ? [`Left out, since no run of it was measured without failed agents: ${left.join(", ")}.`]
      : []),
    ...(unmeasured.length > 0
      ? [`CPU time was not measured, so there is no utilisation: ${unmeasured.join(", ")}.`]
      : []),
    `Memory is what the benchmark measured beyond a program at rest, ${restMB} MB for the rest, and a fifth more. Workers that were warm before a run are part of the rest: give yours with --rest-mb.`,
    ...(prices === undefined
      ? [
          "Without prices there is no money here: give --prices FILE, or --core-hour, --gb-hour, --container-hour.",
        ]
      : []),
    ...(report.partial ? ["The benchmark was stopped midway: rows may be missing."] : []),
  ];
}
