import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { freePort } from "../../../../../kit/lab/server/free-port.mjs";
import { findRedis, RedisEngine } from "./support/redis-engine.ts";
import { expectWhole, reportOf } from "./support/report.ts";
import { SwarmPrograms } from "./support/swarm-programs.ts";

const redis = await findRedis();
if ("reason" in redis) console.warn(`Skipped: a lost worker machine on Redis, because ${redis.reason}.`);

describe.skipIf("reason" in redis)("200 agents on two worker machines", () => {
  test("nothing is lost and nothing counted twice when one is killed with kill -9", async () => {
    if ("reason" in redis) throw new Error(redis.reason);
    const folder = mkdtempSync(join(tmpdir(), "swarmlab-redis-"));
    const engine = new RedisEngine(redis.program, {
      folder,
      host: "127.0.0.1",
      port: await freePort(26_379),
    });
    const swarm = new SwarmPrograms(engine.url, { lockSeconds: 2 });
    onTestFinished(async () => {
      await swarm.end();
      await engine.kill();
      rmSync(folder, { recursive: true });
    });
    await engine.start();
    const [first] = await Promise.all([swarm.worker("first"), swarm.worker("second")]);

    const size = { count: 200, size: 1_000_000 };
    const coordinator = swarm.coordinator(size);
    await coordinator.line(/^done [3-9]0$/);
    await first.kill();
    const report = await reportOf(coordinator);

    expectWhole(report, size);
    expect(report.workers).toEqual(["first", "second"]);
    // The one agent that the lost machine had in hand, unless it was between two.
    for (const note of report.notes)
      expect(note).toMatch(/was begun twice, because a worker machine was lost/);
    expect(report.notes.length).toBeLessThanOrEqual(1);
  });
});
