import type { LogEvent } from "../log-event.ts";
import type { Deploy } from "../signal.ts";
import { createServices, type FleetService } from "./fleet-service.ts";
import type { GroundTruth } from "./ground-truth.ts";
import { otlpLine, otlpResource } from "./otlp-line.ts";
import { type LookAlike, planFleet } from "./plan.ts";
import { type SimulatedLine, simulate } from "./simulate.ts";

export interface FleetOptions {
  /** @default 500 */
  readonly services?: number;
  /** The same seed gives the same lines to the byte. @default 1 */
  readonly seed?: number;
  /** Length of the run. @default 1 */
  readonly hours?: number;
  /** Incidents to inject, the kinds in turn. @default 8 an hour */
  readonly incidents?: number;
  /** Load tests and renamed templates, in turn. @default 2 an hour */
  readonly lookAlikes?: number;
  /** Lines a second of all services at noon. @default 500 */
  readonly linesPerSecond?: number;
  /** Seconds at the beginning without an incident, so that a watcher can learn what is usual. @default 600, at most half the run */
  readonly quietSeconds?: number;
  /** Seconds since 1970. @default Monday 5 January 2026, 09:00 UTC */
  readonly startsAt?: number;
}

/** A simulated fleet: what it consists of, what will happen to it, and its lines. */
export interface Fleet {
  readonly services: readonly FleetService[];
  readonly groundTruth: readonly GroundTruth[];
  readonly lookAlikes: readonly LookAlike[];
  readonly deploys: readonly Deploy[];
  readonly startsAt: number;
  readonly endsAt: number;
  /** All lines in the order of time, as OpenTelemetry's JSON. Each call begins anew. */
  lines(): IterableIterator<FleetLine>;
  /** The same lines, read: for runs in simulated time that need no parser. */
  events(): IterableIterator<LogEvent>;
}

/** One line of OpenTelemetry's JSON, and when it is sent: seconds since 1970, by the simulated clock. */
export interface FleetLine {
  readonly at: number;
  readonly service: string;
  readonly line: string;
}

const DEFAULT_START = Date.UTC(2026, 0, 5, 9) / 1000;

/**
 * Makes a fleet of simulated services whose incidents are known.
 *
 * @example
 * const fleet = createFleet({ services: 50, seed: 7 });
 * for (const { at, line } of fleet.lines()) …
 */
export function createFleet(options: FleetOptions = {}): Fleet {
  const { services: count = 500, hours = 1, startsAt = DEFAULT_START, linesPerSecond = 500 } = options;
  const seed = String(options.seed ?? 1);
  const endsAt = startsAt + hours * 3600;
  const services = createServices(count, linesPerSecond, seed);
  const plan = planFleet({
    services,
    seed,
    startsAt,
    endsAt,
    incidents: options.incidents ?? Math.round(8 * hours),
    lookAlikes: options.lookAlikes ?? Math.round(2 * hours),
    quietSeconds: Math.min(options.quietSeconds ?? 600, hours * 1800),
  });
  const simulation = { services, plan, seed, startsAt, endsAt };
  return {
    services,
    groundTruth: plan.incidents
      .map(({ kind, service, affected, startsAt, endsAt }) => ({ kind, service, affected, startsAt, endsAt }))
      .sort((a, b) => a.startsAt - b.startsAt),
    lookAlikes: plan.lookAlikes,
    deploys: plan.deploys,
    startsAt,
    endsAt,
    *lines() {
      const resources = new ResourceCache();
      for (const line of simulate(simulation))
        yield { at: line.at, service: line.service.name, line: asOtlp(line, resources) };
    },
    *events() {
      const resources = new ResourceCache();
      for (const line of simulate(simulation)) yield asEvent(line, resources);
    },
  };
}

function asOtlp(line: SimulatedLine, resources: ResourceCache): string {
  const { time, at: seenAt, severity, text, peer } = line;
  const own = peer === undefined ? undefined : { "peer.service": peer };
  return otlpLine(resources.of(line).json, { time, seenAt, severity, text }, own);
}

function asEvent(line: SimulatedLine, resources: ResourceCache): LogEvent {
  const { time, at: seenAt, service, severity, text, peer } = line;
  const { attributes } = resources.of(line);
  return {
    // The line carries microseconds.
    time: Math.round(time * 1e6) / 1e6,
    seenAt,
    service: service.name,
    severity,
    text,
    attributes: peer === undefined ? attributes : { ...attributes, "peer.service": peer },
  };
}

/** The attributes that all lines of a service in a version share. */
class ResourceCache {
  readonly #known = new Map<string, { attributes: Readonly<Record<string, string>>; json: string }>();

  of({ service, version }: SimulatedLine): { attributes: Readonly<Record<string, string>>; json: string } {
    const key = `${service.name} ${version}`;
    let known = this.#known.get(key);
    if (known === undefined) {
      const rest = { "service.version": version, "host.name": service.host };
      known = { attributes: rest, json: otlpResource({ "service.name": service.name, ...rest }) };
      this.#known.set(key, known);
    }
    return known;
  }
}
