import { describe, expect, it } from "vitest";
import { measureRun } from "../../../../labs/bench/index.ts";
import { runOf } from "../support/swarms.ts";

describe("warm workers", { timeout: 300_000 }, () => {
  it.each(["sequential", "event-loop", "worker-threads", "child-processes"])(
    "have all run the warm-up before the measurement: %s",
    async (executor) => {
      const order = runOf(executor, "rehearsed", 6, { workers: "warm", concurrency: 3 });
      expect(await measureRun(order)).toMatchObject({ succeeded: 6, failed: 0 });
    },
  );

  it("are what cold workers are not", async () => {
    const order = runOf("worker-threads", "rehearsed", 6, { workers: "cold", concurrency: 3 });
    const { failed, agents } = await measureRun(order);
    expect(failed).toBe(6);
    expect(agents[0]?.error).toContain("this worker has seen no rehearsal");
  });
});
