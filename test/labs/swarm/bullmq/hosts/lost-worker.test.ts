import { describe, expect, test } from "vitest";
import { findRedis } from "../support/redis.ts";
import { openHosts } from "./support/open-hosts.ts";
import { expectWhole, reportOf } from "./support/report.ts";

const redis = await findRedis();
if ("missing" in redis) console.warn(`Skipped: a lost worker machine on Redis, because ${redis.missing}.`);

describe.skipIf("missing" in redis)("200 agents on two worker machines", () => {
  test("nothing is lost and nothing counted twice when one is killed with kill -9, and the other tells of it", async () => {
    if ("missing" in redis) throw new Error(redis.missing);
    const { swarm } = await openHosts(redis.program, { lockSeconds: 5 });
    const [first, second] = await Promise.all([
      swarm.worker("first"),
      swarm.worker("second", { options: ["--port", "0"] }),
    ]);
    const [, url] = await second.line(/Health and metrics: (\S+)\/healthz/);
    const ask = async (path: string) => {
      const response = await fetch(`${url}${path}`);
      return { status: response.status, text: await response.text() };
    };
    expect(await ask("/healthz")).toEqual({ status: 200, text: "ok\n" });
    expect(await ask("/readyz")).toEqual({ status: 200, text: "ready\n" });

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

    const { text } = await ask("/metrics");
    const number = (name: string) => Number(new RegExp(`^${name}\\{[^}]*\\} (\\S+)$`, "m").exec(text)?.[1]);
    expect(number("swarmlab_agents_twice_total")).toBe(report.notes.length);
    expect(number("swarmlab_queue_waiting")).toBe(0);
    expect(number("swarmlab_slot_busy_seconds_total")).toBeGreaterThan(0);
    const done = Number(/agents_total\{outcome="done",[^}]*\} (\d+)/.exec(text)?.[1]);
    expect(done).toBeGreaterThan(0);
    expect(done).toBeLessThan(200);
  });
});
