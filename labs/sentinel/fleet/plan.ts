import type { Deploy } from "../signal.ts";
import type { FleetService } from "./fleet-service.ts";
import { type GroundTruth, type IncidentKind, incidentKinds, type LookAlikeKind } from "./ground-truth.ts";
import { type Random, seededRandom } from "./random.ts";

/** What a run of the fleet will bring, drawn before its first line. */
export interface FleetPlan {
  readonly incidents: readonly PlannedIncident[];
  readonly lookAlikes: readonly LookAlike[];
  readonly deploys: readonly Deploy[];
}

export interface PlannedIncident extends GroundTruth {
  /** For each affected service but the cause: whose failure it notices, and how many seconds after the first bad line. */
  readonly spread: readonly { readonly service: string; readonly notices: string; readonly after: number }[];
}

/** What looks like an incident and is harmless. */
export interface LookAlike {
  readonly kind: LookAlikeKind;
  readonly service: string;
  readonly startsAt: number;
  readonly endsAt: number;
}

export interface PlanOptions {
  readonly services: readonly FleetService[];
  readonly seed: string;
  readonly startsAt: number;
  readonly endsAt: number;
  readonly incidents: number;
  readonly lookAlikes: number;
  /** Seconds at the beginning without an incident. */
  readonly quietSeconds: number;
}

const DEPLOYS_A_SERVICE_AND_HOUR = 1 / 24;
const MOST_AFFECTED = 30;

export function planFleet(options: PlanOptions): FleetPlan {
  const random = seededRandom(`${options.seed} plan`);
  const taken = new Set<string>();
  const incidents = slots(options.incidents, options, random).map((startsAt, index) =>
    planIncident(
      incidentKinds[index % incidentKinds.length] as IncidentKind,
      startsAt,
      options,
      random,
      taken,
    ),
  );
  const lookAlikes = slots(options.lookAlikes, options, random).map((startsAt, index): LookAlike => {
    const kind = index % 2 === 0 ? "load-test" : "template-renamed";
    const service = pickFree(
      options.services,
      random,
      taken,
      ({ role }) => role === "api" || role === "domain",
    );
    return { kind, service: service.name, startsAt, endsAt: startsAt + random.int(120, 240) };
  });
  const deploys = [
    ...routineDeploys(options, random, taken),
    ...incidents
      .filter(({ kind }) => kind === "bad-deploy")
      .flatMap((each) => badDeploys(each, options.services, random)),
    ...lookAlikes
      .filter(({ kind }) => kind === "template-renamed")
      .map(({ service, startsAt }) => deployOf(service, startsAt, options.services, 1)),
  ];
  return {
    incidents: incidents.filter(({ startsAt }) => startsAt < options.endsAt),
    lookAlikes,
    deploys: deploys.sort((a, b) => a.time - b.time),
  };
}

/** Moments spread over the run, in the order drawn, each somewhere in a slot of its own. */
function slots(count: number, { startsAt, endsAt, quietSeconds }: PlanOptions, random: Random): number[] {
  const from = startsAt + quietSeconds;
  const length = Math.max(0, endsAt - 60 - from) / Math.max(1, count);
  const moments = Array.from({ length: count }, (_, i) => from + (i + random.next() * 0.7) * length);
  for (let i = moments.length - 1; i > 0; i--) {
    const j = random.int(0, i);
    [moments[i], moments[j]] = [moments[j] as number, moments[i] as number];
  }
  return moments;
}

function planIncident(
  kind: IncidentKind,
  startsAt: number,
  { services, endsAt }: PlanOptions,
  random: Random,
  taken: Set<string>,
): PlannedIncident {
  const callers = (name: string) => services.filter(({ calls }) => calls.includes(name));
  const sharing = (one: FleetService) =>
    services.filter(({ host, name }) => host === one.host && name !== one.name);
  const cause = pickFree(services, random, taken, (service) => {
    if (service.rate < LEAST_RATE[kind]) return false;
    if (kind === "noisy-neighbour") return sharing(service).length >= 2;
    if (kind === "disk-full") return service.role === "store" || service.role === "worker";
    if (kind === "bad-deploy") return service.role !== "batch" && service.role !== "store";
    if (kind === "dependency-down" || kind === "retry-storm" || kind === "certificate-expired")
      return callers(service.name).length > 0;
    return service.role !== "batch";
  });
  const spread: { service: string; notices: string; after: number }[] = [];
  const add = (service: string, notices: string, after: number) => {
    if (spread.length >= MOST_AFFECTED || taken.has(service)) return;
    taken.add(service);
    spread.push({ service, notices, after });
  };
  if (kind === "noisy-neighbour")
    for (const [i, { name }] of sharing(cause).entries())
      add(name, cause.name, i === 0 ? 0 : random.next() * 3);
  else if (kind !== "memory-leak" && kind !== "clock-skew") {
    const isLoud = kind === "dependency-down" || kind === "certificate-expired" || kind === "retry-storm";
    for (const { name } of callers(cause.name))
      if (isLoud || random.next() < 0.4)
        add(name, cause.name, isLoud ? (spread.length === 0 ? 0 : random.next() * 3) : 1 + random.next() * 8);
    if (isLoud)
      for (const near of [...spread])
        for (const { name } of callers(near.service))
          if (random.next() < 0.4) add(name, near.service, near.after + 0.5 + random.next() * 5);
  }
  return {
    kind,
    service: cause.name,
    affected: [cause.name, ...spread.map(({ service }) => service)],
    startsAt,
    endsAt: Math.min(endsAt, startsAt + random.int(120, 280)),
    spread,
  };
}

/** A quiet service's incident shows late whatever the watcher does; clocks are seen by everyday lines alone. */
const LEAST_RATE: Readonly<Record<IncidentKind, number>> = {
  "bad-deploy": 0.2,
  "memory-leak": 0.2,
  "dependency-down": 0.2,
  "certificate-expired": 0.2,
  "disk-full": 0.2,
  "retry-storm": 0.4,
  "noisy-neighbour": 0.4,
  "clock-skew": 1.5,
};

function pickFree(
  services: readonly FleetService[],
  random: Random,
  taken: Set<string>,
  suits: (service: FleetService) => boolean,
): FleetService {
  const free = services.filter(({ name }) => !taken.has(name));
  const suitable = free.filter(suits);
  const picked = random.pick(suitable.length > 0 ? suitable : free.length > 0 ? free : services);
  taken.add(picked.name);
  return picked;
}

function routineDeploys(
  { services, startsAt, endsAt }: PlanOptions,
  random: Random,
  taken: ReadonlySet<string>,
): Deploy[] {
  const hours = (endsAt - startsAt) / 3600;
  const count = Math.round(services.length * hours * DEPLOYS_A_SERVICE_AND_HOUR);
  return Array.from({ length: count }, () => {
    const { name } = random.pick(services);
    return deployOf(name, startsAt + random.next() * (endsAt - startsAt), services, random.int(1, 20));
  }).filter(({ service }) => !taken.has(service));
}

function badDeploys(
  { service, startsAt, endsAt }: PlannedIncident,
  services: readonly FleetService[],
  random: Random,
): Deploy[] {
  return [
    deployOf(service, startsAt - 1 - random.next() * 14, services, 1),
    { ...deployOf(service, endsAt, services, 0) },
  ];
}

function deployOf(service: string, time: number, services: readonly FleetService[], step: number): Deploy {
  const version = services.find(({ name }) => name === service)?.version ?? "0.0.0";
  const [major, minor, patch] = version.split(".").map(Number) as [number, number, number];
  return { service, version: step === 0 ? version : `${major}.${minor + step}.${patch}`, time };
}
