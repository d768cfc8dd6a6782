import type { BackendFactory, Processor, WorkerOptions } from "bullmq";
import { optionalPackage } from "../../../common/optional-package.ts";
import { labFolder } from "../embedded/lab-folder.ts";
import { openEmbeddedEngine } from "../embedded/open-embedded.ts";
import { EngineError } from "../engine-error.ts";
import type { Engine, Probe } from "./engine.ts";
import { probePostgres } from "./probe-postgres.ts";
import { probeRedis } from "./probe-redis.ts";
import { redisConnection } from "./redis-connection.ts";
import { withWholeEvents } from "./whole-events.ts";

/** Clocks that differ by more are said, in seconds. */
const SKEW_TO_SAY = 2;

/** How long BullMQ waits before it asks an engine again that did not answer, in milliseconds. */
const RETRY_MS = 500;

/** How long a reader of events waits for a notice before it looks by itself, in milliseconds. */
const LOOK_MS = 1000;

/**
 * Opens an engine: a Redis, Valkey or PostgreSQL by its URL, or the embedded PostgreSQL.
 *
 * @param url undefined for the embedded one
 * @param lockSeconds how long a worker machine holds a job without a sign of life
 * @throws EngineError in a sentence, before any job is sent
 */
export async function openEngine(url: string | undefined, lockSeconds: number): Promise<Engine> {
  const bullmq = await optionalPackage(
    "bullmq",
    'run agents on the executor "bullmq"',
    () => import("bullmq"),
  );
  const embedded = url === undefined ? await openEmbeddedEngine(labFolder()) : undefined;
  const place = url ?? embedded?.url ?? "";
  const isRedis = !place.startsWith("postgres");
  let probe: Probe;
  try {
    probe = isRedis ? await probeRedis(place) : await probePostgres(place);
  } catch (error) {
    embedded?.close();
    throw error;
  }
  const title = embedded
    ? "the embedded PostgreSQL"
    : `${isRedis ? "Redis" : "PostgreSQL"} at ${new URL(place).host}`;
  const connection = isRedis ? redisConnection(place) : { connectionString: place, migrate: true, max: 4 };
  const backend = isRedis ? [] : [bullmq.createPostgresBackend];
  const eventBackend = isRedis ? [] : [withWholeEvents(bullmq.createPostgresBackend as BackendFactory)];
  // BullMQ's types know the connection of each backend; here it is one of two.
  const options = { connection, skipVersionCheck: false } as never;
  const made = <T extends { on(event: "error", listener: () => void): unknown }>(one: T): T => {
    // An engine that is away for a while is asked again; without a listener, this event would end the program.
    one.on("error", () => {});
    return one;
  };
  return {
    title,
    id: place,
    warnings: [...probe.warnings, ...skewWarning(probe.skew, title, lockSeconds)],
    queue: (name, more) =>
      made(new bullmq.Queue(name, { ...(options as object), ...more } as never, ...(backend as []))),
    events: (name) =>
      made(
        new bullmq.QueueEvents(
          name,
          { ...(options as object), blockingTimeout: LOOK_MS } as never,
          ...(eventBackend as []),
        ),
      ),
    producer: (name) => made(new bullmq.QueueEventsProducer(name, options, ...(backend as []))),
    worker: (name: string, processor: Processor, more: Omit<WorkerOptions, "connection">) =>
      made(
        new bullmq.Worker(
          name,
          processor,
          { ...(options as object), autorun: false, runRetryDelay: RETRY_MS, ...more } as never,
          ...(backend as []),
        ),
      ),
    close: async () => embedded?.close(),
  };
}

/**
 * Locks are kept by the clocks of the machines. One that is ahead by more than half a lock would take jobs from machines
 * that run them.
 */
function skewWarning(skew: number, title: string, lockSeconds: number): string[] {
  const seconds = Math.abs(skew).toFixed(1);
  const said = `The clock of ${title} is ${seconds} s ${skew > 0 ? "ahead of" : "behind"} this machine's`;
  if (Math.abs(skew) > lockSeconds / 2)
    throw new EngineError(
      "REFUSED",
      `${said}, and locks last ${lockSeconds} s, so running jobs would be taken for lost; set the clocks (NTP), or choose a longer lockSeconds.`,
    );
  return Math.abs(skew) > SKEW_TO_SAY ? [`${said}; set the clocks (NTP).`] : [];
}
