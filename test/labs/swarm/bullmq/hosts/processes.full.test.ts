import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { pathToFileURL } from "node:url";
import { describe, expect, onTestFinished, test } from "vitest";
import { findRedis } from "../support/redis.ts";
import { type HostsOptions, openHosts } from "./support/open-hosts.ts";
import { PostgresEngine } from "./support/postgres-engine.ts";
import { expectWhole, type Report, reportOf } from "./support/report.ts";
import { SmallDisk, whyNoSmallDisk } from "./support/small-disk.ts";
import { SwarmPrograms } from "./support/swarm-programs.ts";

const redis = await findRedis();
if ("missing" in redis)
  console.warn(`Skipped: faults of worker machines and engines, because ${redis.missing}.`);
const noDisk = whyNoSmallDisk();
if (noDisk) console.warn(`Skipped: the full disk of an engine, because ${noDisk}.`);

const wrongClock = pathToFileURL(join(import.meta.dirname, "support/skewed-clock.mjs")).href;
const skewed = (env: NodeJS.ProcessEnv) => ({ env, nodeOptions: ["--import", wrongClock] });

describe.skipIf("missing" in redis)("2,000 agents on two worker machines", () => {
  const size = { count: 2000, size: 1_000_000 };

  function open(options: HostsOptions = {}) {
    if ("missing" in redis) throw new Error(redis.missing);
    return openHosts(redis.program, options);
  }

  test("are whole when one worker machine after the other is killed with kill -9", async () => {
    const { swarm } = await open();
    const [first, second] = await Promise.all([swarm.worker("first"), swarm.worker("second")]);
    const coordinator = swarm.coordinator(size);
    await coordinator.line(/^done [3-9]\d0$/);
    await first.kill();
    await swarm.worker("third");
    await coordinator.line(/^done (9|1\d)\d0$/);
    await second.kill();
    const report = await reportOf(coordinator);
    expectWhole(report, size);
    expect(report.workers).toEqual(["first", "second", "third"]);
    tell("two workers killed", report);
  }, 180_000);

  test("are whole when the engine is killed with kill -9 and started again", async () => {
    const { engine, swarm } = await open();
    await Promise.all([swarm.worker("first"), swarm.worker("second")]);
    const coordinator = swarm.coordinator(size);
    await coordinator.line(/^done [3-9]\d0$/);
    await engine.kill();
    await sleep(2000);
    expect(coordinator.hasEnded, coordinator.output).toBe(false);
    await engine.start();
    const report = await reportOf(coordinator);
    expectWhole(report, size);
    tell("the engine killed", report);
  }, 180_000);

  test("are whole when the clocks differ, and when one jumps by an hour; a machine that starts with such a clock is refused", async () => {
    const { swarm } = await open({ lockSeconds: 10 });
    const ahead = await swarm.worker("ahead", skewed({ CLOCK_SKEW: "4" }));
    expect(ahead.output).toMatch(/clock .* is 4\.0 s behind this machine's; set the clocks \(NTP\)/);
    const jumps = await swarm.worker("jumps", skewed({ CLOCK_SKEW: "3600", CLOCK_JUMPS: "1" }));

    const refused = swarm.workerThatMayFail("an-hour-ahead", skewed({ CLOCK_SKEW: "3600" }));
    expect(await refused.ended).toBe(1);
    expect(refused.output).toMatch(/is 3600\.0 s behind this machine's, .* set the clocks \(NTP\)/);

    const coordinator = swarm.coordinator(size, skewed({ CLOCK_SKEW: "-3" }));
    await coordinator.line(/^done [3-9]\d0$/);
    jumps.child.kill("SIGUSR2");
    const report = await reportOf(coordinator);
    expectWhole(report, size);
    expect(report.workers).toEqual(["ahead", "jumps"]);
    expect(report.notes.filter((note) => note.includes("begun"))).toEqual([]);
    tell("clocks wrong by −3 s, 4 s and an hour", report);
  }, 180_000);

  test.skipIf(noDisk !== undefined)(
    "are whole when the engine's disk is full for a while",
    async () => {
      const disk = new SmallDisk(48);
      onTestFinished(() => disk.remove());
      const { engine, swarm } = await open({ folder: disk.folder });
      await Promise.all([swarm.worker("first"), swarm.worker("second")]);
      const coordinator = swarm.coordinator(size);
      await coordinator.line(/^done [3-9]\d0$/);
      disk.fill();
      // It ends rather than say that something is kept which is not.
      await expect.poll(() => engine.hasEnded, { timeout: 20_000 }).toBe(true);
      expect(engine.output).toMatch(/No space left on device|AOF write error/);
      await sleep(1000);
      disk.free();
      await engine.start();
      const report = await reportOf(coordinator);
      expectWhole(report, size);
      tell("the disk full", report);
    },
    180_000,
  );
});

test("2,000 agents on PostgreSQL are whole when it is killed with kill -9 and started again", async () => {
  const engine = await PostgresEngine.open();
  const swarm = new SwarmPrograms(engine.url);
  onTestFinished(() => swarm.end());
  await Promise.all([swarm.worker("first"), swarm.worker("second")]);
  const size = { count: 2000, size: 1000 };
  const coordinator = swarm.coordinator(size);
  await coordinator.line(/^done [3-9]\d0$/);
  await engine.kill();
  await sleep(2000);
  await engine.start();
  const report = await reportOf(coordinator);
  expectWhole(report, size);
  tell("PostgreSQL killed", report);
}, 300_000);

/** For who runs the long tests by hand. */
function tell(fault: string, { seconds, notes }: Report): void {
  console.info(`${fault}: whole in ${seconds.toFixed(1)} s, ${notes.length} agents begun twice`);
}
