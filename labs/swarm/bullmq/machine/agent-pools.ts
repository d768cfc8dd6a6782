import type { PoolOptions } from "../../executor.ts";
import { createProcessPool } from "../../processes/process-pool.ts";
import { createThreadPool } from "../../threads/thread-pool.ts";
import type { PoolWorker } from "../../worker/pool-worker.ts";
import type { SharedPool } from "../../worker/shared-pool.ts";
import type { JobData } from "../wire/job-data.ts";

/** The limits of jobs that can share workers. */
type Limits = Pick<JobData, "memoryLimit" | "maxTasksPerWorker">;

/** The warm workers of one machine: threads or supervised processes, a pool for each pair of limits that jobs ask for. */
export class AgentPools {
  readonly #isolation: "processes" | "threads";
  /** How many agents run at the same time. */
  readonly slots: number;
  readonly #pools = new Map<string, SharedPool<PoolWorker>>();

  constructor(isolation: "processes" | "threads", slots: number) {
    this.#isolation = isolation;
    this.slots = slots;
  }

  /** Starts the workers of jobs without limits. @throws SwarmError CANNOT_START */
  async start(): Promise<void> {
    await this.poolFor({ memoryLimit: null, maxTasksPerWorker: null }).start();
  }

  poolFor({ memoryLimit, maxTasksPerWorker }: Limits): SharedPool<PoolWorker> {
    const key = `${memoryLimit} ${maxTasksPerWorker}`;
    const known = this.#pools.get(key);
    if (known !== undefined) return known;
    const options: PoolOptions = {
      concurrency: this.slots,
      memoryLimit: memoryLimit ?? undefined,
      maxTasksPerWorker: maxTasksPerWorker ?? undefined,
      staysOpen: true,
    };
    const create = this.#isolation === "threads" ? createThreadPool : createProcessPool;
    // A pool of one kind of worker is used as a pool of any.
    const pool = create(options) as unknown as SharedPool<PoolWorker>;
    this.#pools.set(key, pool);
    return pool;
  }

  async close(): Promise<void> {
    await Promise.all([...this.#pools.values()].map((pool) => pool.close()));
    this.#pools.clear();
  }
}
