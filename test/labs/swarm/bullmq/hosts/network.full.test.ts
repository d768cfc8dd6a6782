import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, onTestFinished, test } from "vitest";
import { findRedis } from "../support/redis.ts";
import { Network, whyNoHosts } from "./support/network.ts";
import { openHosts } from "./support/open-hosts.ts";
import { expectWhole, reportOf } from "./support/report.ts";

const redis = await findRedis();
const reason = whyNoHosts() ?? ("missing" in redis ? redis.missing : undefined);
if (reason) console.warn(`Skipped: three hosts with a network of their own, because ${reason}.`);

describe.skipIf(reason !== undefined)(
  "three hosts: the engine with the coordinator, and two worker machines",
  () => {
    const size = { count: 2000, size: 3_000_000 };

    async function open() {
      if ("missing" in redis) throw new Error(redis.missing);
      const network = new Network();
      onTestFinished(() => network.remove());
      const host = network.add("engine");
      for (const name of ["first", "second"]) network.add(name);
      const { swarm } = await openHosts(redis.program, { host, port: 6379, prefix: network.on("engine") });
      await Promise.all(["first", "second"].map((name) => swarm.worker(name, { prefix: network.on(name) })));
      const coordinator = swarm.coordinator(size, { prefix: network.on("engine") });
      return { network, coordinator };
    }

    test("2,000 agents are whole when a worker's network is cut for 10 s and healed, and it works on", async () => {
      const { network, coordinator } = await open();
      await coordinator.line(/^done [2-9]\d0$/);
      network.cut("first");
      await sleep(10_000);
      const doneMeanwhile = coordinator.lines.filter((line) => line.startsWith("done")).length;
      network.heal("first");
      const report = await reportOf(coordinator);
      expectWhole(report, size);
      expect(report.workers).toEqual(["first", "second"]);
      console.info(
        `cut for 10 s: whole in ${report.seconds.toFixed(1)} s (${doneMeanwhile * 10} done when healed), ${report.notes.length} agents begun twice`,
      );
    }, 240_000);

    test("2,000 agents are whole when the engine's network is cut for 10 s, from both workers", async () => {
      const { network, coordinator } = await open();
      await coordinator.line(/^done [2-9]\d0$/);
      network.cut("engine");
      await sleep(10_000);
      network.heal("engine");
      const report = await reportOf(coordinator);
      expectWhole(report, size);
      console.info(
        `the engine cut for 10 s: whole in ${report.seconds.toFixed(1)} s, ${report.notes.length} agents begun twice`,
      );
    }, 240_000);
  },
);
