import { availableParallelism } from "node:os";
import { agent } from "../../agents/index.ts";
import { median } from "../../common/median.ts";
import type { Finding, Investigation, KnownIssues, LogEvent, SearchKind } from "../../sentinel/index.ts";
import { type OpenSwarm, openSwarm } from "../../swarm/index.ts";
import { collectGarbage } from "../measure/collect-garbage.ts";
import { linuxProbe } from "../measure/linux-probe.ts";
import { portableProbe } from "../measure/portable-probe.ts";

/** What to compare. */
export interface CompareSentinelOptions {
  /** Past incidents in the index. @default 20_000 */
  readonly issues?: number;
  /** Numbers of agents that look up at the same time. @default [50, 100, 200] */
  readonly agents?: readonly number[];
  /** Processes of the old way. @default 50 */
  readonly processes?: number;
  /** Lookups of each agent. @default 10 */
  readonly lookups?: number;
  /** Services of the fleet that the investigations come from. @default 150 */
  readonly services?: number;
  /** Ends the comparison before its next part. */
  readonly signal?: AbortSignal;
  /** Called before each part. */
  readonly onProgress?: (text: string) => void;
}

/** How one way looks up while so many agents do. */
export interface LookupCost {
  /** "threads", or the old way with one of two searches. */
  readonly way: "threads" | `processes, ${SearchKind}`;
  readonly agents: number;
  /** Seconds from an agent's question to its answer. */
  readonly median: number;
  readonly p95: number;
  /** Of all agents together. */
  readonly lookupsPerSecond: number;
}

/** What investigating the same signals costs in one way. */
export interface InvestigationCost {
  readonly way: "threads" | "processes";
  /** Seconds from handing all signals over until a finding is in the report: the middle one and the 95th of 100. */
  readonly median: number;
  readonly p95: number;
  readonly findingsPerSecond: number;
  /** Megabytes of all processes of the way, each shared page counted once (PSS) on Linux; elsewhere RSS. */
  readonly memoryMB: number;
}

export interface SentinelComparison {
  readonly issues: number;
  readonly processes: number;
  readonly cores: number;
  readonly memoryKind: "PSS" | "RSS";
  readonly lookups: readonly LookupCost[];
  readonly investigations: readonly InvestigationCost[];
  readonly signals: number;
  /** Of the ten issues that an exact search finds, the share that the search finds, over 100 queries. */
  readonly recall: number;
  /** Whether both ways came to the same findings, to the last digit. */
  readonly sameFindings: boolean;
  /** Log lines that the lead's thread reads a second, and the 95th of 100 seconds from the first bad line to its signal. */
  readonly eventsPerSecond: number;
  readonly noticedP95: number;
}

/**
 * Compares the Sentinel's agents on threads, which share one index, with the old way: processes with a copy each, asked through pipes. Both
 * do the same work on the same machine, one after the other.
 *
 * A lookup's time is from question to answer while all agents keep asking. On threads an agent looks up itself; in the old way it
 * asks a process and waits. Agents without a thread wait before they begin; that is in the lookups a second, not in a lookup's time.
 */
export async function compareSentinel(options: CompareSentinelOptions = {}): Promise<SentinelComparison> {
  const { issues = 20_000, agents = [50, 100, 200], processes = 50, lookups = 10, services = 150 } = options;
  const onProgress = (text: string) => {
    options.signal?.throwIfAborted();
    options.onProgress?.(text);
  };
  const sentinel = await import("../../sentinel/index.ts");
  const { pastIncidents, ProcessInvestigators } = sentinel;
  onProgress(`reading ${services} services' lines`);
  const { investigations, eventsPerSecond, noticedP95 } = await signalsOfFleet(services);
  onProgress(`making an index of ${issues} past incidents`);
  const index = sentinel.KnownIssues.of(pastIncidents(issues));
  const texts = pastIncidents(500, 99).map(({ text }) => text.split("\n")[0] ?? "");
  const textsOf = (one: number) =>
    Array.from({ length: lookups }, (_, i) => texts[(one * lookups + i) % texts.length] as string);
  const costs: LookupCost[] = [];
  const work: InvestigationCost[] = [];

  onProgress("threads");
  const cores = availableParallelism();
  const threads = await onThreads(async (swarm) => {
    const agentsFor = (count: number) =>
      Array.from({ length: count }, (_, i) => agent(LookupAgentOf, i + 1, textsOf(i)));
    const { LookupAgent: LookupAgentOf } = await import("./lookup-agent.ts");
    const shared = { knownIssues: index.memory };
    await swarm.run({ agents: agentsFor(cores * 4), shared });
    for (const count of agents) {
      const begun = performance.now();
      const { results } = await swarm.run({ agents: agentsFor(count), shared });
      const seconds = results.flatMap(({ result }) => result as readonly number[]);
      costs.push({ way: "threads", agents: count, ...spread(seconds), ...rate(seconds.length, begun) });
    }
    const found = await investigateOnThreads(swarm, investigations, index);
    work.push({ way: "threads", ...found.cost, memoryMB: await memoryOf([process.pid]) });
    return found.findings;
  });

  let old: readonly Finding[] = [];
  for (const search of ["outlined", "exact"] as const) {
    onProgress(`${processes} processes, ${search} search`);
    await using pool = await ProcessInvestigators.start(index, { processes, search });
    await Promise.all(pool.pids.map((_, i) => pool.search(texts[i] ?? "", 5, i)));
    for (const count of agents) {
      const begun = performance.now();
      const seconds = await Promise.all(
        Array.from({ length: count }, async (_, one) => {
          const own: number[] = [];
          for (const text of textsOf(one)) {
            const asked = performance.now();
            await pool.search(text, 5, one % processes);
            own.push((performance.now() - asked) / 1000);
          }
          return own;
        }),
      );
      const all = seconds.flat();
      costs.push({ way: `processes, ${search}`, agents: count, ...spread(all), ...rate(all.length, begun) });
    }
    if (search === "exact") continue;
    const ended: number[] = [];
    const begun = performance.now();
    old = await pool.investigate(investigations, () => ended.push((performance.now() - begun) / 1000));
    const cost = { ...spread(ended), findingsPerSecond: rate(ended.length, begun).lookupsPerSecond };
    work.push({ way: "processes", ...cost, memoryMB: await memoryOf(pool.pids) });
  }
  return {
    ...{ issues, processes, cores, lookups: costs, investigations: work, signals: investigations.length },
    sameFindings: JSON.stringify(old) === JSON.stringify(threads),
    memoryKind: probe.memoryKind,
    recall: recallOf(index, texts.slice(0, RECALL_QUERIES)),
    ...{ eventsPerSecond, noticedP95 },
  };
}

/** Where more than ten issues resemble a query as much as the tenth, any of them counts. */
function recallOf(index: KnownIssues, texts: readonly string[]): number {
  let found = 0;
  let wanted = 0;
  for (const text of texts) {
    const exact = index.searchExactly(text, 10);
    const least = (exact.at(-1)?.similarity ?? 0) - 1e-6;
    wanted += exact.length;
    found += index.search(text, 10).filter(({ similarity }) => similarity >= least).length;
  }
  return found / wanted;
}

async function onThreads<T>(use: (swarm: OpenSwarm) => Promise<T>): Promise<T> {
  await using swarm = await openSwarm({ executor: "worker-threads", announce: false });
  return await use(swarm);
}

async function investigateOnThreads(
  swarm: OpenSwarm,
  investigations: readonly Investigation[],
  knownIssues: KnownIssues,
) {
  const { IncidentReport, investigate } = await import("../../sentinel/index.ts");
  const ended: number[] = [];
  // Once before, so that the workers have compiled the code.
  await investigate(investigations.slice(0, 20), { swarm, knownIssues, report: IncidentReport.of() });
  const report = IncidentReport.of();
  const begun = performance.now();
  const all = await investigate(investigations, {
    ...{ swarm, knownIssues, report, timeout: 120 },
    onFinding: () => ended.push((performance.now() - begun) / 1000),
  });
  const cost = { ...spread(ended), findingsPerSecond: rate(ended.length, begun).lookupsPerSecond };
  return { cost, findings: all.map(({ finding }) => finding as Finding) };
}

/** Signals of a simulated half hour, how fast the lead reads its lines, and how soon it notices. */
async function signalsOfFleet(services: number) {
  const { createFleet, createLead } = await import("../../sentinel/index.ts");
  const fleet = createFleet({ services, hours: 0.5, incidents: 8, linesPerSecond: services, seed: 3 });
  const lead = createLead();
  const investigations: Investigation[] = [];
  let second = 0;
  let [read, milliseconds] = [0, 0];
  const readAll = (events: readonly LogEvent[]) => {
    const begun = performance.now();
    for (const event of events) {
      if (event.seenAt >= second + 1) {
        second = Math.floor(event.seenAt);
        investigations.push(...lead.tick(second));
      }
      lead.read(event);
    }
    read += events.length;
    milliseconds += performance.now() - begun;
  };
  // In parts, so that writing the lines is not measured and their memory is free when memory is measured.
  let part: LogEvent[] = [];
  for (const event of fleet.events()) {
    if (part.push(event) < 5000) continue;
    readAll(part);
    part = [];
  }
  readAll(part);
  const eventsPerSecond = read / (milliseconds / 1000);
  const delays = fleet.groundTruth.flatMap(({ affected, startsAt, endsAt }) => {
    const first = investigations.find(
      ({ signal }) =>
        affected.includes(signal.service) && signal.noticedAt >= startsAt && signal.noticedAt <= endsAt,
    );
    return first === undefined ? [] : [first.signal.noticedAt - startsAt];
  });
  return { investigations, eventsPerSecond, noticedP95: spread(delays).p95 };
}

const RECALL_QUERIES = 100;
const probe = process.platform === "linux" ? linuxProbe : portableProbe;

async function memoryOf(pids: readonly number[]): Promise<number> {
  collectGarbage();
  let sum = 0;
  for (const pid of pids) sum += await probe.memoryMB(pid);
  return sum;
}

function spread(seconds: readonly number[]): { median: number; p95: number } {
  const sorted = seconds.toSorted((a, b) => a - b);
  return { median: median(sorted), p95: sorted[Math.floor(sorted.length * 0.95)] ?? Number.NaN };
}

function rate(count: number, begun: number): { lookupsPerSecond: number } {
  return { lookupsPerSecond: count / ((performance.now() - begun) / 1000) };
}
