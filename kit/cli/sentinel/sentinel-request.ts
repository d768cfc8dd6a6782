import { join } from "node:path";
import type { FinishedSource, RealSource } from "@swarmlab/labs/sentinel";
import { UsageError } from "../../common/command-line.mjs";
import { courseRoot } from "../../common/course-root.ts";
import { existingFromCaller, fromCaller } from "../run-command/caller-folder.ts";

/** The options as they were typed. */
export interface SentinelValues {
  readonly tail?: readonly string[] | undefined;
  readonly replay?: readonly string[] | undefined;
  readonly journal: boolean;
  readonly docker: boolean;
  readonly otlp?: string | undefined;
  readonly connect?: string | undefined;
  readonly fleet: boolean;
  readonly port?: string | undefined;
  readonly services: string;
  readonly agents: string;
  readonly seconds?: string | undefined;
  readonly speed?: string | undefined;
  readonly seed: string;
  readonly slack: boolean;
  readonly webhook: boolean;
  readonly file?: string | undefined;
  readonly "dry-run": boolean;
  readonly model?: string | undefined;
  readonly store?: string | undefined;
  readonly out: string;
  readonly json: boolean;
}

/** The simulated services. */
export interface FleetNumbers {
  readonly services: number;
  readonly seed: number;
  readonly speed: number;
}

/** What to simulate and send. */
export interface FleetRequest extends FleetNumbers {
  readonly kind: "fleet";
  /** 0 for any free one. */
  readonly port: number;
}

/** What to watch. */
export interface WatchRequest {
  readonly kind: "watch";
  /** Undefined for simulated services. */
  readonly source: RealSource | FinishedSource | undefined;
  readonly fleet: FleetNumbers;
  readonly agents: number;
  /** Undefined for the default of the source. */
  readonly seconds: number | undefined;
  /** Where to post. The addresses are secrets. */
  readonly slackUrl: string | undefined;
  readonly webhookUrl: string | undefined;
  readonly file: string | undefined;
  readonly isDryRun: boolean;
  readonly modelUrl: string | undefined;
  readonly store: string | undefined;
  readonly out: string;
  readonly isJson: boolean;
}

const DEFAULT_SPEED = 30;
const MOST_SERVICES = 5000;
const MOST_AGENTS = 10_000;
const LAST_PORT = 65_535;

/** @throws UsageError one sentence with what is wrong and what to do */
export function readSentinelRequest(
  values: SentinelValues,
  environment: Readonly<Record<string, string | undefined>>,
): FleetRequest | WatchRequest {
  const sources = sourcesIn(values);
  const fleet = {
    services: wholeNumber("--services", values.services, 1, MOST_SERVICES),
    seed: wholeNumber("--seed", values.seed, 0, Number.MAX_SAFE_INTEGER),
    speed: amount("--speed", values.speed) ?? (values.fleet ? 1 : DEFAULT_SPEED),
  };
  const port = values.port === undefined ? 0 : wholeNumber("--port", values.port, 0, LAST_PORT);
  if (values.fleet) {
    if (sources.length > 0)
      throw new UsageError("--fleet only simulates services: watch it from another terminal with --connect.");
    return { kind: "fleet", ...fleet, port };
  }
  if (values.port !== undefined) throw new UsageError("--port says where --fleet listens: give --fleet too.");
  if (sources.length > 1)
    throw new UsageError(
      "Give one of --tail, --replay, --journal, --docker, --otlp and --connect: a Sentinel watches one source.",
    );
  const [source] = sources;
  if (source !== undefined && values.speed !== undefined)
    throw new UsageError(
      "--speed is for simulated services: real logs come as fast as they come, and finished ones are read as fast as it goes.",
    );
  return {
    kind: "watch",
    ...{ source, fleet },
    agents: wholeNumber("--agents", values.agents, 1, MOST_AGENTS),
    seconds: amount("--seconds", values.seconds),
    slackUrl: values.slack ? secret("--slack", "SENTINEL_SLACK_URL", environment) : undefined,
    webhookUrl: values.webhook ? secret("--webhook", "SENTINEL_WEBHOOK_URL", environment) : undefined,
    file: values.file === undefined ? undefined : fromCaller(values.file),
    isDryRun: values["dry-run"],
    modelUrl: values.model,
    store: storeOf(values.store, source),
    out: fromCaller(values.out),
    isJson: values.json,
  };
}

function sourcesIn(values: SentinelValues): readonly (RealSource | FinishedSource)[] {
  const { tail = [], replay = [], journal, docker, otlp, connect } = values;
  return [
    ...(tail.length > 0 ? [{ kind: "tail", files: tail.map(existingFromCaller) } as const] : []),
    ...(replay.length > 0 ? [{ kind: "replay", files: replay.map(existingFromCaller) } as const] : []),
    ...(journal ? [{ kind: "journal" } as const] : []),
    ...(docker ? [{ kind: "docker" } as const] : []),
    ...(otlp === undefined
      ? []
      : [{ kind: "otlp", port: wholeNumber("--otlp", otlp, 0, LAST_PORT) } as const]),
    ...(connect === undefined ? [] : [readConnect(connect)]),
  ];
}

function readConnect(text: string): RealSource {
  const [, host = "127.0.0.1", port] = /^(?:\[?([^\]]+?)\]?:)?(\d+)$/.exec(text) ?? [];
  if (port === undefined)
    throw new UsageError(`--connect takes HOST:PORT, such as 127.0.0.1:4700, but got "${text}".`);
  if (!LOOPBACK.includes(host))
    throw new UsageError(
      `--connect reads ports of this machine only, since lines come unencrypted: bring ${host} here through a tunnel, such as ssh -L.`,
    );
  return { kind: "connect", port: wholeNumber("--connect", port, 1, LAST_PORT) };
}

const LOOPBACK: readonly string[] = ["127.0.0.1", "localhost", "::1"];

/** Simulated services and finished logs are watched anew each time, real ones go on where the last Sentinel ended. */
function storeOf(
  typed: string | undefined,
  source: RealSource | FinishedSource | undefined,
): string | undefined {
  if (typed === ":memory:") return undefined;
  if (typed !== undefined) return fromCaller(typed);
  return source === undefined || source.kind === "replay"
    ? undefined
    : join(courseRoot(), ".lab/sentinel.db");
}

function secret(
  option: string,
  name: string,
  environment: Readonly<Record<string, string | undefined>>,
): string {
  const value = environment[name];
  if (value) return value;
  throw new UsageError(
    `${option} needs the address of the webhook in the environment's ${name}, where no other user can read it.`,
  );
}

function wholeNumber(option: string, text: string, least: number, most: number): number {
  const number = Number(text);
  if (Number.isInteger(number) && number >= least && number <= most && text.trim() !== "") return number;
  throw new UsageError(`${option} takes a whole number from ${least} to ${most}, but got "${text}".`);
}

function amount(option: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const number = Number(text);
  if (Number.isFinite(number) && number > 0) return number;
  throw new UsageError(`${option} takes a number above 0, but got "${text}".`);
}
