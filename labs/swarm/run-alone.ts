import type { AgentResult } from "../agents/index.ts";
import type { ReadRun, WorkerSettings } from "./read-options.ts";
import type { SwarmRun } from "./run.ts";
import { runtimeStatus } from "./runtime-status.ts";
import type { StopReason } from "./stop-reason.ts";
import { Swarm } from "./swarm.ts";

/** A run that goes on. */
export interface StartedRun {
  readonly ended: Promise<SwarmRun>;
  stop(reason: StopReason): void;
}

/** Runs agents on workers of their own: a pool is opened for this run and closed after it. */
export function runAlone(
  workers: WorkerSettings,
  run: ReadRun,
  onResult?: (result: AgentResult) => void,
): StartedRun {
  const pool = workers.executor.createPool({ ...workers, staysOpen: false, announce: run.settings.announce });
  const start = performance.now();
  const swarm = new Swarm(run, pool, onResult);
  const whole = async () => {
    try {
      if (workers.warmUp) await pool.start(swarm.pool);
      const startupSeconds = workers.executor.parallel ? (performance.now() - start) / 1000 : 0;
      return await swarm.run(startupSeconds, runtimeStatus());
    } finally {
      await pool.close();
    }
  };
  return { ended: whole(), stop: (reason) => swarm.stop(reason) };
}
