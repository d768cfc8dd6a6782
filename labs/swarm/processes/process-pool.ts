import { errorMessage } from "../../common/error-message.ts";
import type { PoolOptions, RunOptions, WorkerPool } from "../executor.ts";
import type { Bundle } from "../transfer/index.ts";
import { Heartbeat } from "../worker/heartbeat.ts";
import { cannotStart, SharedPool } from "../worker/shared-pool.ts";
import { memoryBudget } from "./memory-budget.ts";
import { refuseSharedMemory } from "./refuse-shared-memory.ts";
import { SupervisedProcess } from "./supervised-process.ts";

/** How long before it may be needed a spare process is started, in milliseconds. */
const SPARE_LEAD_MS = 200;

/** A pool of processes. Each runs one message of work after the other, and is replaced when it is lost or worn out. */
export function createProcessPool(options: PoolOptions): WorkerPool {
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

/** Refuses shared objects in what is transferred with the agents, and among the top-level names that they refer to. */
function refuseSharedObjects({ agents, settings }: RunOptions, bundle?: Bundle): void {
  if (bundle === undefined) {
    refuseSharedMemory(settings.shared, "shared");
    for (const { agentId, input, rest } of agents) {
      refuseSharedMemory(input, `the input of agent ${agentId}`);
      refuseSharedMemory(rest, `the arguments of agent ${agentId}`);
    }
    return;
  }
  const { values, statics } = bundle.data;
  for (const [name, value] of Object.entries({ ...values, ...statics })) refuseSharedMemory(value, name);
}
