import { inspect } from "node:util";
import { SwarmError } from "../errors.ts";
import type { EngineOptions, EngineSettings } from "./engine-options.ts";

const NAMES: readonly (keyof EngineOptions)[] = [
  ...(["url", "queue", "workers", "isolation", "key"] as const),
  ...(["waitSeconds", "lockSeconds", "keepSeconds", "maxJobMegabytes", "trace"] as const),
];

/** What a queue and a run may be called: their names become parts of keys and of job ids. */
export const NAME_PATTERN = /^[A-Za-z0-9_-]{1,64}$/;

/** Validates the options of an engine. @throws SwarmError INVALID_ARGUMENT that names the option */
export function readEngineOptions(options: unknown = {}): EngineSettings {
  if (typeof options !== "object" || options === null || Array.isArray(options))
    invalid("", 'an object, such as { queue: "class" }', options);
  const unknown = Object.keys(options as object).find((name) => !NAMES.includes(name as keyof EngineOptions));
  if (unknown !== undefined) {
    throw new SwarmError(
      "INVALID_ARGUMENT",
      `engine has no option "${unknown}"; it has ${NAMES.join(", ")}.`,
    );
  }
  const {
    url,
    queue,
    workers = "own",
    isolation = "processes",
    key,
    trace = false,
    ...limits
  } = options as EngineOptions;
  if (workers !== "own" && workers !== "elsewhere") invalid("workers", '"own" or "elsewhere"', workers);
  if (isolation !== "processes" && isolation !== "threads")
    invalid("isolation", '"processes" or "threads"', isolation);
  if (typeof trace !== "boolean") invalid("trace", "true or false", trace);
  if (workers === "elsewhere" && queue === undefined)
    invalid("queue", 'the name that the worker machines listen on, where workers is "elsewhere"', queue);
  return {
    url: readUrl(url ?? (process.env.REDIS_URL || process.env.DATABASE_URL || undefined)),
    queue: queue === undefined ? undefined : readQueue(queue),
    workers,
    isolation,
    key: readKey(key ?? (process.env.SWARM_KEY || undefined)),
    waitSeconds: readNumber("waitSeconds", limits.waitSeconds ?? 30, 0),
    lockSeconds: readNumber("lockSeconds", limits.lockSeconds ?? 10, 0.999),
    keepSeconds: readNumber("keepSeconds", limits.keepSeconds ?? 3600, 0.999),
    maxJobBytes: readNumber("maxJobMegabytes", limits.maxJobMegabytes ?? 16, 0) * 2 ** 20,
    trace,
  };
}

/** Validates the name of a queue. */
export function readQueue(queue: unknown): string {
  if (typeof queue === "string" && NAME_PATTERN.test(queue)) return queue;
  return invalid("queue", "up to 64 letters, digits, - and _", queue);
}

/** Validates a URL of an engine; undefined stands for the embedded one. */
export function readUrl(url: unknown): string | undefined {
  if (url === undefined) return undefined;
  const protocol = typeof url === "string" && URL.canParse(url) ? new URL(url).protocol : "";
  if (PROTOCOLS.includes(protocol)) return url as string;
  // The value is not repeated, because it may hold a password.
  throw new SwarmError(
    "INVALID_ARGUMENT",
    `The engine's URL must begin with redis://, rediss:// or postgres://, but it ${protocol ? `begins with ${protocol}//` : "is no URL"}.`,
  );
}

const PROTOCOLS = ["redis:", "rediss:", "valkey:", "valkeys:", "postgres:", "postgresql:"];

/** Validates the secret that signs jobs. */
export function readKey(key: unknown): string | undefined {
  if (key === undefined) return undefined;
  if (typeof key === "string" && key.length >= 16) return key;
  throw new SwarmError("INVALID_ARGUMENT", "engine.key must be a secret of at least 16 characters.");
}

function readNumber(name: string, value: unknown, above: number): number {
  if (typeof value === "number" && Number.isFinite(value) && value > above) return value;
  return invalid(name, above === 0 ? "a number above 0" : `a number of at least ${Math.round(above)}`, value);
}

function invalid(name: string, allowed: string, value: unknown): never {
  const option = name === "" ? "engine" : `engine.${name}`;
  throw new SwarmError(
    "INVALID_ARGUMENT",
    `${option} must be ${allowed}, but got ${inspect(value, { depth: 1, breakLength: Number.POSITIVE_INFINITY })}.`,
  );
}
