import type { GroundTruth } from "../fleet/ground-truth.ts";
import type { Incident } from "../incident.ts";

/** What a judge needs of an incident. */
export type JudgedIncident = Pick<Incident, "kind" | "service" | "affected" | "openedAt">;

export interface Verdict {
  /** Incidents that are one of the injected ones, of all that were reported. A second report of the same counts against it. */
  readonly precision: number;
  /** Injected incidents that were reported, of all. */
  readonly recall: number;
  /** From the first bad line to the incident, of those found; 0 for what was found before: seconds. */
  readonly seconds: { readonly p50: number; readonly p95: number; readonly most: number };
  /** Of those found: the share whose kind is right, and whose service is the culprit. */
  readonly causeAccuracy: number;
  readonly culpritAccuracy: number;
  readonly matches: readonly {
    readonly truth: GroundTruth;
    readonly incident: JudgedIncident;
    readonly seconds: number;
  }[];
  /** In whole sentences. */
  readonly misses: readonly string[];
  readonly falseAlarms: readonly string[];
  readonly wrongCauses: readonly string[];
}

export interface JudgeOptions {
  /**
   * Seconds before the first bad line from which a report counts: a disk that fills, a deploy that is seen.
   * @default 300
   */
  readonly earlySeconds?: number;
  /** Seconds after the end of the cause until which a report counts. @default 60 */
  readonly lateSeconds?: number;
}

/**
 * Compares what was reported with what was injected. A report belongs to an injected incident when its time does, and when its service is
 * one of the affected, or it names one of them as affected. The earliest report of each counts; further ones are false alarms.
 */
export function judgeRun(
  groundTruth: readonly GroundTruth[],
  incidents: readonly JudgedIncident[],
  { earlySeconds = 300, lateSeconds = 60 }: JudgeOptions = {},
): Verdict {
  const found = new Map<GroundTruth, JudgedIncident>();
  const falseAlarms: string[] = [];
  for (const incident of [...incidents].sort((a, b) => a.openedAt - b.openedAt)) {
    const candidates = groundTruth.filter(
      ({ startsAt, endsAt, affected }) =>
        incident.openedAt >= startsAt - earlySeconds &&
        incident.openedAt <= endsAt + lateSeconds &&
        (affected.includes(incident.service) || incident.affected.some((name) => affected.includes(name))),
    );
    const truth =
      candidates.find((each) => !found.has(each) && each.service === incident.service) ??
      candidates.find((each) => !found.has(each));
    if (truth !== undefined) found.set(truth, incident);
    else
      falseAlarms.push(
        candidates.length > 0
          ? `${incident.kind} of ${incident.service} was reported again for ${candidates[0]?.kind} of ${candidates[0]?.service}.`
          : `${incident.kind} of ${incident.service} at ${clock(incident.openedAt)} was no incident.`,
      );
  }
  const matches = [...found].map(([truth, incident]) => ({
    truth,
    incident,
    seconds: Math.max(0, incident.openedAt - truth.startsAt),
  }));
  const delays = matches.map(({ seconds }) => seconds).sort((a, b) => a - b);
  const share = (part: number, all: number) => (all === 0 ? 1 : part / all);
  return {
    precision: share(found.size, incidents.length),
    recall: share(found.size, groundTruth.length),
    seconds: { p50: quantile(delays, 0.5), p95: quantile(delays, 0.95), most: delays.at(-1) ?? 0 },
    causeAccuracy: share(
      matches.filter(({ truth, incident }) => truth.kind === incident.kind).length,
      matches.length,
    ),
    culpritAccuracy: share(
      matches.filter(({ truth, incident }) => truth.service === incident.service).length,
      matches.length,
    ),
    matches,
    misses: groundTruth
      .filter((each) => !found.has(each))
      .map(({ kind, service, startsAt }) => `${kind} of ${service} at ${clock(startsAt)} was not reported.`),
    falseAlarms,
    wrongCauses: matches
      .filter(({ truth, incident }) => truth.kind !== incident.kind || truth.service !== incident.service)
      .map(
        ({ truth, incident }) =>
          `${truth.kind} of ${truth.service} was reported as ${incident.kind} of ${incident.service}.`,
      ),
  };
}

/** The nearest rank: the smallest value that is at least as large as this share of all. */
function quantile(sorted: readonly number[], share: number): number {
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? 0;
}

function clock(time: number): string {
  return new Date(time * 1000).toISOString().slice(11, 19);
}
