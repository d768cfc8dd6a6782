import { type Random, seededRandom } from "./random.ts";

/** What a service does, which decides what it writes about. */
export type ServiceRole = "edge" | "api" | "domain" | "worker" | "batch" | "store";

/** How the lines of a service are laid out. */
export type Dialect = "prose" | "java" | "logfmt" | "python";

export interface FleetService {
  readonly name: string;
  readonly role: ServiceRole;
  readonly dialect: Dialect;
  /** The machine it runs on; several services share one. */
  readonly host: string;
  /** Names of the services that it calls. The calls of a fleet have no circle. */
  readonly calls: readonly string[];
  /** Lines a second at noon, without the metrics. */
  readonly rate: number;
  /** Its version when the run begins. */
  readonly version: string;
}

const NOUNS =
  "cart order invoice payment refund customer account profile session token catalog price stock shipment parcel route driver booking seat ticket coupon loyalty review rating search suggest media thumbnail video upload export import report ledger tax currency fraud risk consent address contact mail push sms chat feed timeline graph tag quota billing plan license device sensor metering weather map geo audit".split(
    " ",
  );
const SUFFIXES: Readonly<Record<ServiceRole, readonly string[]>> = {
  edge: ["gateway", "web", "edge"],
  api: ["api", "bff", "rest"],
  domain: ["service", "manager", "engine", "core"],
  worker: ["worker", "consumer", "indexer"],
  batch: ["batch", "nightly", "cron"],
  store: ["db", "cache", "store", "queue"],
};
/** Who may call whom: only further down this list. */
const LAYERS: readonly (readonly [ServiceRole, share: number])[] = [
  ["edge", 0.05],
  ["batch", 0.05],
  ["api", 0.25],
  ["worker", 0.15],
  ["domain", 0.35],
  ["store", 0.15],
];
const DIALECTS: readonly Dialect[] = ["prose", "java", "logfmt", "python"];
const SERVICES_A_HOST = 7;

/** Names, machines, rates and calls of a fleet. The rates are heavy-tailed and add up to `linesPerSecond`. */
export function createServices(count: number, linesPerSecond: number, seed: string): FleetService[] {
  const random = seededRandom(`${seed} services`);
  const names = new Set<string>();
  const hosts = Math.max(1, Math.ceil(count / SERVICES_A_HOST));
  const drafts = LAYERS.flatMap(([role, share], layer) => {
    const wanted =
      layer === LAYERS.length - 1 ? Number.POSITIVE_INFINITY : Math.max(1, Math.round(share * count));
    const own: { name: string; role: ServiceRole; weight: number }[] = [];
    while (own.length < wanted && names.size < count) {
      const name = freshName(role, random, names);
      own.push({ name, role, weight: Math.exp(random.normal() * 0.9) });
    }
    return own;
  });
  const total = drafts.reduce((sum, { weight }) => sum + weight, 0);
  return drafts.map(({ name, role, weight }, index) => ({
    name,
    role,
    dialect: random.pick(DIALECTS),
    host: `node-${String(random.int(1, hosts)).padStart(3, "0")}`,
    calls: calledBy(index, drafts, random),
    rate: Math.max(0.05, (weight / total) * linesPerSecond),
    version: `${random.int(0, 6)}.${random.int(0, 30)}.${random.int(0, 9)}`,
  }));
}

function freshName(role: ServiceRole, random: Random, names: Set<string>): string {
  for (let attempt = 0; ; attempt++) {
    const base = `${random.pick(NOUNS)}-${random.pick(SUFFIXES[role])}`;
    const name = attempt < 20 ? base : `${base}-${attempt}`;
    if (names.has(name)) continue;
    names.add(name);
    return name;
  }
}

function calledBy(
  index: number,
  services: readonly { readonly name: string; readonly role: ServiceRole }[],
  random: Random,
): string[] {
  const role = services[index]?.role;
  const below = services.findIndex((other, at) => at > index && other.role !== role);
  if (below < 0) return [];
  const calls = new Set<string>();
  const wanted = random.int(1, 4);
  for (let i = 0; i < wanted; i++)
    calls.add((services[random.int(below, services.length - 1)] as { name: string }).name);
  return [...calls];
}
