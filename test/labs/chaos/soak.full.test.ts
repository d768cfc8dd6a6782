import { join } from "node:path";
import { expect, it } from "vitest";
import { faults } from "../../../labs/chaos/index.ts";
import { loggedSoak } from "./soak-log.ts";

const SECONDS = Number(process.env.SWARM_SOAK_SECONDS ?? 300);
const SEED = Number(process.env.SWARM_SOAK_SEED ?? 4);
/** The folder of the log files; one is named for each executor. */
const LOGS = process.env.SWARM_SOAK_LOGS ?? join(import.meta.dirname, "../../../.lab/soak");

/**
 * Five minutes an executor: `npm run test:full -- test/labs/chaos/soak.full.test.ts`. The logs lie in `.lab/soak`.
 */
it.each(["worker-threads", "child-processes"])(
  `%s: every fault mixed in at random for ${SECONDS} s (seed ${SEED}) loses no survivor's result and leaks nothing`,
  { timeout: (SECONDS + 120) * 1000 },
  async (executor) => {
    const log = join(LOGS, `${executor}.log`);
    console.log(`The log of this soak: ${log}`);
    const { rounds, seen } = await loggedSoak({ executor, seconds: SECONDS, seed: SEED }, log);
    // A round ends within 30 s also on a busy machine.
    expect(rounds).toBeGreaterThan(SECONDS / 30);
    if (executor === "child-processes" && SECONDS >= 60)
      expect(seen.size).toBe(faults.filter((fault) => !("shares" in fault)).length);
  },
);
