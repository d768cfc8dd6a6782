import { describe, expect, onTestFinished, test } from "vitest";
import { openEngine } from "../../../../../labs/swarm/bullmq/engine/open-engine.ts";
import { readQueueState } from "../../../../../labs/swarm/bullmq/monitoring/queue-state.ts";
import { openHosts } from "../hosts/support/open-hosts.ts";
import { PostgresEngine } from "../hosts/support/postgres-engine.ts";
import { findRedis } from "../support/redis.ts";

const redis = await findRedis();
if ("missing" in redis) console.warn(`Skipped: the state of a queue on Redis, because ${redis.missing}.`);

const engines = {
  Redis: async () => (await openHosts("program" in redis ? redis.program : "")).engine.url,
  PostgreSQL: async () => (await PostgresEngine.open()).url,
};

describe.each(Object.entries(engines))("the state of a queue on %s", (name, open) => {
  test.skipIf(name === "Redis" && "missing" in redis)(
    "says how many agents wait, and how long the first of them has waited",
    async () => {
      const engine = await openEngine(await open(), 10);
      onTestFinished(() => engine.close());
      const queue = engine.queue("waiting");
      onTestFinished(() => queue.close());
      expect(await readQueueState(queue)).toEqual({ waiting: 0, active: 0, oldestWaitingSeconds: 0 });

      const now = 1_800_000_000_000;
      for (const age of [90, 60, 30]) await queue.add("agent", {}, { timestamp: now - age * 1000 });
      const state = { waiting: 3, active: 0, oldestWaitingSeconds: 90 };
      expect(await readQueueState(queue, () => now)).toEqual(state);
      // A clock that is behind the coordinator's gives no negative age.
      expect(await readQueueState(queue, () => 0)).toEqual({ ...state, oldestWaitingSeconds: 0 });
    },
  );
});
