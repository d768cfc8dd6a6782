import type { Redis } from "ioredis";
import { errorMessage } from "../../../common/error-message.ts";
import { optionalPackage } from "../../../common/optional-package.ts";
import { EngineError } from "../engine-error.ts";
import type { Probe } from "./engine.ts";
import { redisConnection } from "./redis-connection.ts";

/** How long the server may take to answer, in milliseconds. */
const CONNECT_LIMIT_MS = 5000;

/** The oldest Redis whose blocking commands BullMQ uses as it should. */
const OLDEST = [6, 2] as const;

/**
 * Finds out whether a Redis or Valkey can keep jobs: it answers, it is new enough, and it does not evict keys.
 *
 * @throws EngineError UNREACHABLE, REFUSED, TOO_OLD, LOSES_JOBS
 */
export async function probeRedis(url: string): Promise<Probe> {
  const { Redis } = await optionalPackage("ioredis", "reach a Redis or Valkey", () => import("ioredis"));
  const place = new URL(url).host;
  const redis = new Redis({
    ...redisConnection(url),
    lazyConnect: true,
    connectTimeout: CONNECT_LIMIT_MS,
    maxRetriesPerRequest: 0,
    retryStrategy: () => null,
  });
  let problem: unknown;
  redis.on("error", (error) => {
    problem = error;
  });
  try {
    try {
      await redis.connect();
      await redis.ping();
    } catch (error) {
      throw unreachable(place, problem ?? error);
    }
    const info = await redis.info();
    checkVersion(info, place);
    const before = Date.now();
    const [seconds, micros] = await redis.time();
    const skew = Number(seconds) + Number(micros) / 1e6 - (before + Date.now()) / 2000;
    return { warnings: await checkSettings(redis, place), skew };
  } finally {
    redis.disconnect();
  }
}

function unreachable(place: string, error: unknown): EngineError {
  const message = errorMessage(error);
  if (/WRONGPASS|NOAUTH|invalid (username|password)|AUTH/i.test(message)) {
    return new EngineError(
      "REFUSED",
      `Redis at ${place} refuses the user or the password; check the URL, as in redis://:PASSWORD@${place}.`,
      { cause: error },
    );
  }
  return new EngineError(
    "UNREACHABLE",
    `Nothing answers as Redis at ${place} (${message}); check the URL and whether the server runs.`,
    { cause: error },
  );
}

function checkVersion(info: string, place: string): void {
  const version = /^redis_version:(\S+)/m.exec(info)?.[1] ?? "0";
  const [major = 0, minor = 0] = version.split(".").map(Number);
  if (major > OLDEST[0] || (major === OLDEST[0] && minor >= OLDEST[1])) return;
  throw new EngineError(
    "TOO_OLD",
    `Redis at ${place} is version ${version}, and BullMQ needs ${OLDEST.join(".")} or newer; update it, or use PostgreSQL.`,
  );
}

async function checkSettings(redis: Redis, place: string): Promise<string[]> {
  const policy = await setting(redis, "maxmemory-policy");
  const appendOnly = await setting(redis, "appendonly");
  if (policy !== undefined && policy !== "noeviction") {
    throw new EngineError(
      "LOSES_JOBS",
      `Redis at ${place} has maxmemory-policy ${policy}, which may evict jobs in silence; set it to noeviction.`,
    );
  }
  if (policy === undefined)
    return [
      `Redis at ${place} does not show its settings; see that maxmemory-policy is noeviction and appendonly is yes.`,
    ];
  return appendOnly === "no"
    ? [
        `Redis at ${place} has appendonly no: if it dies, all jobs that wait are lost in silence; set appendonly yes.`,
      ]
    : [];
}

/** One setting of the server; undefined where it does not show its settings. */
async function setting(redis: Redis, name: string): Promise<string | undefined> {
  try {
    const answer = (await redis.config("GET", name)) as readonly string[];
    return answer[1];
  } catch {
    return undefined;
  }
}
