import { errorMessage } from "../../common/error-message.ts";
import type { PoolOptions } from "../executor.ts";
import { Heartbeat } from "../worker/heartbeat.ts";
import { cannotStart, SharedPool } from "../worker/shared-pool.ts";
import { memoryBudget } from "./memory-budget.ts";
import { refuseSharedObjects } from "./refuse-shared-objects.ts";
import { SupervisedProcess } from "./supervised-process.ts";

/** How long before it may be needed a spare process is started, in milliseconds. */
const SPARE_LEAD_MS = 200;

/** A pool of processes. Each runs one message of work after the other, and is replaced when it is lost or worn out. */
export function createProcessPool(options: PoolOptions): SharedPool<SupervisedProcess> {
  const memory = memoryBudget(options.memoryLimit, options.concurrency);
  const heartbeat = new Heartbeat();
  const pool: SharedPool<SupervisedProcess> = new SharedPool(options, {
    depth: 1,
    replacesBeforeEnd: true,
    spareLeadMs: SPARE_LEAD_MS,
    check: refuseSharedObjects,
    start(program) {
      try {
        return new SupervisedProcess({
          program,
          memory,
          heartbeat,
          onUnhandled: (run, agentId, reason) => pool.onUnhandled(run, agentId, reason),
        });
      } catch (cause) {
        throw cannotStart("A child process", errorMessage(cause), cause);
      }
    },
  });
  return pool;
}
