import { availableParallelism } from "node:os";
import type { ModelAccess } from "../../agents/index.ts";
import { describeValue } from "../../common/describe-value.ts";
import { wholeNumberProblem } from "../../common/whole-number.ts";
import type { LeadOptions } from "../lead/create-lead.ts";
import type { Destination } from "../manager/destination.ts";
import { SentinelError } from "../sentinel-error.ts";
import type { SentinelState } from "../view/sentinel-state.ts";
import type { SentinelSource } from "./source.ts";

/** How a Sentinel watches. All options have defaults: it then watches a simulated fleet for a minute. */
export interface SentinelOptions {
  /** Where the lines come from. @default 500 simulated services, 30 simulated seconds a second */
  readonly source?: SentinelSource;
  /** Real seconds after which it ends by itself. Above 0. @default 60 for a simulated fleet, else never */
  readonly seconds?: number;
  /** Investigations that may be at work at the same time. From 1 to 10,000. @default 200 */
  readonly agents?: number;
  /** Threads that run them. From 1 to 256. @default the number of cores */
  readonly concurrency?: number;
  /** Seconds that an agent may take. Above 0. @default 10 */
  readonly agentTimeout?: number;
  /** Past incidents that the index begins with. From 0 to 1,000,000. @default 20,000 */
  readonly knownIssues?: number;
  /** How the lead notices. @default as `createLead` does */
  readonly lead?: LeadOptions;
  /** Where incidents are posted. Nothing leaves the machine without one. @default none */
  readonly destinations?: readonly Destination[];
  /** Gets each post instead of its destination. @default none: posts are posted */
  readonly onDryRun?: (destination: Destination, body: string) => void;
  /** Seconds between an incident and its post, in which further findings join it. At least 0. @default 3 */
  readonly settleSeconds?: number;
  /** Writes the summaries. @default none: a template does */
  readonly model?: ModelAccess;
  /** A file for what must survive a restart. @default none: a restart knows nothing */
  readonly store?: string;
  /** Ends the Sentinel in an orderly way. */
  readonly signal?: AbortSignal;
  /** Seconds that the end may take before what still runs is ended by force. At least 0. @default 8 */
  readonly grace?: number;
  /** Called with the state about five times a second, and at each change of an incident. */
  readonly onState?: (state: SentinelState) => void;
}

/** Options that are valid and complete. */
export interface SentinelSettings
  extends Required<Omit<SentinelOptions, "onDryRun" | "model" | "signal" | "onState">> {
  readonly onDryRun: SentinelOptions["onDryRun"] | undefined;
  readonly model: ModelAccess | undefined;
  readonly signal: AbortSignal | undefined;
  readonly onState: (state: SentinelState) => void;
}

const DEFAULT_SPEED = 30;
const DEFAULT_SECONDS = 60;
const WARM_UP_SECONDS = 300;
/** Simulated seconds between two incidents of a demonstration. */
const SECONDS_AN_INCIDENT = 150;

/** A simulated fleet whose incidents of several kinds happen within so many real seconds. */
export function demonstration(
  seconds: number,
  { services = 500, seed = 1, speed = DEFAULT_SPEED } = {},
): SentinelSource {
  const watched = seconds * speed;
  return {
    kind: "fleet",
    speed,
    fleet: {
      ...{ services, seed, hours: (WARM_UP_SECONDS + watched) / 3600 },
      incidents: Math.max(1, Math.round(watched / SECONDS_AN_INCIDENT)),
      lookAlikes: Math.max(1, Math.round(watched / SECONDS_AN_INCIDENT / 4)),
      quietSeconds: WARM_UP_SECONDS + Math.min(30, watched / 10),
    },
  };
}

/** @throws SentinelError INVALID_OPTION */
export function readSentinelOptions(options: SentinelOptions): SentinelSettings {
  const seconds = readSeconds("seconds", options.seconds ?? DEFAULT_SECONDS, Number.MIN_VALUE);
  const { source = demonstration(seconds) } = options;
  if (source.kind === "fleet" && !(source.speed > 0))
    throw new SentinelError(
      "INVALID_OPTION",
      `speed must be above 0, but is ${describeValue(source.speed)}.`,
    );
  const kinds = (options.destinations ?? []).map(({ kind }) => kind);
  if (new Set(kinds).size < kinds.length)
    throw new SentinelError("INVALID_OPTION", "There may be one destination of each kind.");
  return {
    source,
    seconds: options.seconds === undefined && source.kind !== "fleet" ? Number.POSITIVE_INFINITY : seconds,
    agents: readWhole("agents", options.agents ?? 200, 1, 10_000),
    concurrency: readWhole("concurrency", options.concurrency ?? availableParallelism(), 1, 256),
    agentTimeout: readSeconds("agentTimeout", options.agentTimeout ?? 10, Number.MIN_VALUE),
    knownIssues: readWhole("knownIssues", options.knownIssues ?? 20_000, 0, 1_000_000),
    lead: options.lead ?? {},
    destinations: options.destinations ?? [],
    onDryRun: options.onDryRun,
    settleSeconds: readSeconds("settleSeconds", options.settleSeconds ?? 3, 0),
    model: options.model,
    store: options.store ?? ":memory:",
    signal: options.signal,
    grace: readSeconds("grace", options.grace ?? 8, 0),
    onState: options.onState ?? (() => {}),
  };
}

function readWhole(name: string, value: number, least: number, most: number): number {
  const problem = wholeNumberProblem(name, value, least, most);
  if (problem !== undefined) throw new SentinelError("INVALID_OPTION", problem);
  return value;
}

function readSeconds(name: string, value: number, least: number): number {
  if (typeof value === "number" && value >= least) return value;
  const what = least > 0 ? "above 0" : "at least 0";
  throw new SentinelError(
    "INVALID_OPTION",
    `${name} must be seconds, ${what}, but is ${describeValue(value)}.`,
  );
}
