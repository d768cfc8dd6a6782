/** Where the executor "bullmq" keeps its jobs, and who runs them. */
export interface EngineOptions {
  /**
   * A Redis or Valkey (`redis://`, `rediss://`), or a PostgreSQL (`postgres://`).
   * @default the environment's REDIS_URL, else DATABASE_URL, else an embedded PostgreSQL in `.lab/engine`
   */
  readonly url?: string;
  /** The name of the queue that worker machines listen on. @default one of its own, which only its own worker knows */
  readonly queue?: string;
  /**
   * - `own`: this program starts a worker of its own beside the engine, so that the run needs no other machine.
   * - `elsewhere`: only worker machines run agents: `npm run worker -- --queue NAME`, or `openWorker`.
   *
   * @default "own"
   */
  readonly workers?: "own" | "elsewhere";
  /** What the own worker runs agents in. Processes contain every fault; threads start sooner. @default "processes" */
  readonly isolation?: "processes" | "threads";
  /**
   * The secret by which worker machines know that a job comes from this project. At least 16 characters.
   * @default the environment's SWARM_KEY, else the file `.lab/swarm.key`, which is made at first use
   */
  readonly key?: string;
  /** Seconds to wait for a worker machine, at the start and when all are lost. Above 0. @default 30 */
  readonly waitSeconds?: number;
  /** Seconds without a sign of life after which a worker machine counts as lost. At least 1. @default 10 */
  readonly lockSeconds?: number;
  /** Seconds that the engine keeps results, for `resumeMultiAgentSystem`. At least 1. @default 3600 */
  readonly keepSeconds?: number;
  /** Megabytes that one job, one program or one result may have as text. Above 0. @default 16 */
  readonly maxJobMegabytes?: number;
  /**
   * Whether adding and running an agent are spans of OpenTelemetry's global tracer; needs the package bullmq-otel.
   * @default false
   */
  readonly trace?: boolean;
}

/** The validated options, with all defaults filled in. */
export interface EngineSettings {
  /** Undefined for the embedded engine. */
  readonly url: string | undefined;
  readonly queue: string | undefined;
  readonly workers: "own" | "elsewhere";
  readonly isolation: "processes" | "threads";
  readonly key: string | undefined;
  readonly waitSeconds: number;
  readonly lockSeconds: number;
  readonly keepSeconds: number;
  readonly maxJobBytes: number;
  readonly trace: boolean;
}
