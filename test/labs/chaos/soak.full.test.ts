import { expect, it } from "vitest";
import { faults } from "../../../labs/chaos/index.ts";
import { soak } from "./soak.ts";

const SECONDS = Number(process.env.SWARM_SOAK_SECONDS ?? 300);
const SEED = Number(process.env.SWARM_SOAK_SEED ?? 4);

it.each(["worker-threads", "child-processes"])(
  `%s: every fault mixed in at random for ${SECONDS} s (seed ${SEED}) loses no survivor's result and leaks nothing`,
  { timeout: (SECONDS + 120) * 1000 },
  async (executor) => {
    const { rounds, seen } = await soak({ executor, seconds: SECONDS, seed: SEED });
    expect(rounds).toBeGreaterThan(10);
    if (executor === "child-processes")
      expect(seen.size).toBe(faults.filter((fault) => !("shares" in fault)).length);
  },
);
