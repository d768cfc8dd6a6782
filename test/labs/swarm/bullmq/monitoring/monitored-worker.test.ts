import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { SpanKind } from "@opentelemetry/api";
import { InMemorySpanExporter, NodeTracerProvider, SimpleSpanProcessor } from "@opentelemetry/sdk-trace-node";
import { agent } from "@swarmlab/labs/agents";
import { MonitoringError, openWorker, runMultiAgentSystem } from "@swarmlab/labs/swarm";
import { describe, expect, onTestFinished, test } from "vitest";
import { openHosts } from "../hosts/support/open-hosts.ts";
import { findRedis } from "../support/redis.ts";
import { Waits } from "../support/waits.ts";

const redis = await findRedis();
if ("missing" in redis) console.warn(`Skipped: a monitored worker machine, because ${redis.missing}.`);

describe.skipIf("missing" in redis)("a worker machine that is monitored", () => {
  /** A worker machine in this program, and the engine of its queue. */
  async function open({ trace = false } = {}) {
    if ("missing" in redis) throw new Error(redis.missing);
    const { engine } = await openHosts(redis.program);
    const shared = { url: engine.url, queue: "monitored", key: "the key of a monitored worker", trace };
    const options = { ...shared, slots: 1, isolation: "threads", lockSeconds: 2, announce: false } as const;
    const worker = await openWorker({ ...options, monitoring: { port: 0 } });
    onTestFinished(() => worker.close({ seconds: 0 }));
    const ready = async () => {
      const response = await fetch(`${worker.monitoringUrl}/readyz`);
      return `${response.status} ${await response.text()}`;
    };
    return { engine, worker, ready, options, queue: { ...shared, workers: "elsewhere" } as const };
  }

  test("is not ready while it drains, and answers until the agent in hand has ended", async () => {
    const { worker, ready, queue } = await open();
    expect(await ready()).toBe("200 ready\n");
    const begun = Promise.withResolvers<void>();
    const folder = mkdtempSync(join(tmpdir(), "monitored-"));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const gate = { begun: join(folder, "begun"), go: join(folder, "go") };
    const run = runMultiAgentSystem({
      agents: [agent(Waits, 1, gate)],
      executor: "bullmq",
      engine: queue,
      announce: false,
      onProgress: ({ kind }) => kind === "started" && begun.resolve(),
    });
    await begun.promise;
    const closed = worker.close();
    expect(await ready()).toBe("503 it is draining\n");
    writeFileSync(gate.go, "");
    await closed;
    expect((await run).results[0]?.success).toBe(true);
    await expect(ready()).rejects.toThrow();
  });

  test("is healthy but not ready while its engine is away, and ready again when that is back", async () => {
    const { engine, worker, ready } = await open();
    await engine.kill();
    expect(await ready()).toMatch(/^503 Redis at .* (does not answer|cannot be asked)/);
    expect((await fetch(`${worker.monitoringUrl}/healthz`)).status).toBe(200);
    await engine.start();
    await expect.poll(ready).toBe("200 ready\n");
  });

  test("refuses a port that is taken before it takes an agent", async () => {
    const { worker, options } = await open();
    const port = Number(new URL(worker.monitoringUrl ?? "").port);
    const error = await openWorker({ ...options, name: "second", monitoring: { port } }).catch((one) => one);
    expect(MonitoringError.is(error)).toBe(true);
    expect(String(error)).toContain("the port is taken; choose another with --port");
  });

  test("writes spans that lead from the agent's adding to its run, over the queue", async () => {
    const exporter = new InMemorySpanExporter();
    const provider = new NodeTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] });
    provider.register();
    onTestFinished(() => provider.shutdown());
    const { queue } = await open({ trace: true });
    const agents = [agent((n: number) => n * 2, 1, 21)];
    await runMultiAgentSystem({ agents, executor: "bullmq", engine: queue, announce: false });
    const spans = () => exporter.getFinishedSpans();
    const ofKind = (kind: SpanKind) =>
      spans().find((span) => span.kind === kind && /monitored/.test(span.name));
    await expect.poll(() => ofKind(SpanKind.CONSUMER)).toBeDefined();
    const [added, run] = [ofKind(SpanKind.PRODUCER), ofKind(SpanKind.CONSUMER)];
    expect(added?.spanContext().traceId).toBe(run?.spanContext().traceId);
    expect(run?.parentSpanContext?.spanId).toBe(added?.spanContext().spanId);
    // What runs are made of, and messages beside the jobs, are not traced.
    expect(
      spans()
        .filter(({ name }) => !name.includes("monitored"))
        .map(({ name }) => name),
    ).toEqual([]);
  });
});
