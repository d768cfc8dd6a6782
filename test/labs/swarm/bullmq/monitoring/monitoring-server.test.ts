import { expect, onTestFinished, test } from "vitest";
import {
  MonitoringError,
  openMonitoringServer,
} from "../../../../../labs/swarm/bullmq/monitoring/monitoring-server.ts";
import type { QueueState } from "../../../../../labs/swarm/bullmq/monitoring/queue-state.ts";
import {
  type MachineWork,
  openWorkerMetrics,
} from "../../../../../labs/swarm/bullmq/monitoring/worker-metrics.ts";

const state: QueueState = { waiting: 7, active: 2, oldestWaitingSeconds: 1.5 };
const work: MachineWork = {
  done: 5,
  failed: 1,
  twice: 2,
  refused: 3,
  givenBack: 4,
  busy: 1,
  busySeconds: 8.5,
};

/** A server of a machine with two slots. */
async function open({
  readState = async () => state,
  whyNotReady = () => undefined as string | undefined,
  port = 0,
} = {}) {
  const metrics = await openWorkerMetrics({ queue: "agents", slots: 2, readWork: () => work, readState });
  const server = await openMonitoringServer({ port, metrics, whyNotReady });
  onTestFinished(() => server.close());
  const get = async (path: string, method = "GET") => {
    const response = await fetch(`${server.url}${path}`, { method });
    return {
      status: response.status,
      text: await response.text(),
      type: response.headers.get("content-type"),
    };
  };
  return { get, url: server.url };
}

test("it listens on loopback alone, and answers that the process is healthy", async () => {
  const { get, url } = await open();
  expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  expect(await get("/healthz")).toMatchObject({ status: 200, text: "ok\n" });
});

test("it is ready until there is a reason against it, which it says", async () => {
  let reason: string | undefined;
  const { get } = await open({ whyNotReady: () => reason });
  expect(await get("/readyz")).toMatchObject({ status: 200, text: "ready\n" });
  reason = "it drains";
  expect(await get("/readyz")).toMatchObject({ status: 503, text: "it drains\n" });
  expect(await get("/healthz")).toMatchObject({ status: 200 });
});

test("the four numbers are there: the queue, how agents ended, the slots, and the event loop's delay", async () => {
  const { get } = await open();
  const { text, type } = await get("/metrics");
  expect(type).toContain("version=0.0.4");
  for (const line of [
    'swarmlab_queue_waiting{queue="agents"} 7',
    'swarmlab_queue_active{queue="agents"} 2',
    'swarmlab_queue_oldest_waiting_seconds{queue="agents"} 1.5',
    'swarmlab_agents_total{outcome="done",queue="agents"} 5',
    'swarmlab_agents_total{outcome="failed",queue="agents"} 1',
    'swarmlab_agents_twice_total{queue="agents"} 2',
    'swarmlab_agents_refused_total{queue="agents"} 3',
    'swarmlab_agents_given_back_total{queue="agents"} 4',
    'swarmlab_slot_busy_seconds_total{queue="agents"} 8.5',
    'swarmlab_slots{queue="agents"} 2',
    'swarmlab_slots_busy{queue="agents"} 1',
    'swarmlab_engine_up{queue="agents"} 1',
  ])
    expect(text.split("\n")).toContain(line);
  expect(text).toMatch(/^nodejs_eventloop_lag_p99_seconds\{queue="agents"\} \d/m);
});

test("what the machine counts is counted once, however often it is asked for", async () => {
  let done = 3;
  const readWork = () => ({ ...work, done });
  const metrics = await openWorkerMetrics({
    queue: "agents",
    slots: 2,
    readWork,
    readState: async () => state,
  });
  const told = async () => Number(/agents_total\{outcome="done",.*\} (\S+)/.exec(await metrics.text())?.[1]);
  expect(await told()).toBe(3);
  expect(await told()).toBe(3);
  done = 5;
  expect(await told()).toBe(5);
});

test("when the engine does not answer, its numbers are missing, and the others are there", async () => {
  let answer: () => Promise<QueueState> = async () => state;
  const { get } = await open({ readState: () => answer() });
  expect((await get("/metrics")).text).toContain("swarmlab_queue_waiting{");
  answer = () => Promise.reject(new Error("away"));
  const { status, text } = await get("/metrics");
  expect(status).toBe(200);
  expect(text).not.toContain("swarmlab_queue_waiting{");
  expect(text).toContain('swarmlab_engine_up{queue="agents"} 0');
  expect(text).toContain("swarmlab_slots{");
});

test("other paths and methods are refused", async () => {
  const { get } = await open();
  expect(await get("/")).toMatchObject({ status: 404, text: "only /healthz, /readyz and /metrics\n" });
  expect(await get("/metrics", "POST")).toMatchObject({ status: 405 });
});

test("a port that is taken is refused in a sentence", async () => {
  const { url } = await open();
  const port = Number(new URL(url).port);
  const error = await open({ port }).catch((one: unknown) => one);
  expect(MonitoringError.is(error)).toBe(true);
  expect(String(error)).toContain(
    `on 127.0.0.1:${port}, because the port is taken; choose another with --port`,
  );
});
