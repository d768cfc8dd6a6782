import { existsSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { agent } from "../../../../labs/agents/index.ts";
import { runMultiAgentSystem, type SwarmProgress } from "../../../../labs/swarm/index.ts";
import { keepEngine } from "../support/keep-engine.ts";
import { end, startMachine } from "./support/machines.ts";
import { Waits } from "./support/waits.ts";

/** Worker machines as processes of their own: what happens when one of them ends. */

keepEngine();

const folder = () => mkdtempSync(join(tmpdir(), "machines-"));
const queueName = () => `test-${Math.random().toString(36).slice(2)}`;
const engineFor = (queue: string) => ({ queue, workers: "elsewhere", lockSeconds: 3 }) as const;

describe("worker machines", () => {
  test("share the agents of a run, and results name them", async () => {
    const queue = queueName();
    await Promise.all(
      ["left", "right"].map((name) => startMachine({ queue, name, slots: 1, lockSeconds: 3 })),
    );
    const go = join(folder(), "go");
    const begun = join(folder(), "begun");
    const started = new Set<string>();
    const { results } = await runMultiAgentSystem({
      agents: [1, 2, 3, 4].map((id) => agent(Waits, id, { begun, go })),
      executor: "bullmq",
      engine: engineFor(queue),
      announce: false,
      onProgress: ({ kind, worker }: SwarmProgress) => {
        if (kind === "started") started.add(String(worker).split("/")[0] as string);
        if (started.size === 2) writeFileSync(go, "");
      },
    });
    expect(results.map(({ result }) => result)).toEqual(["done", "done", "done", "done"]);
    expect([...started].sort()).toEqual(["left", "right"]);
    for (const { worker, startedAt, endedAt } of results) {
      expect(worker).toMatch(/^(left|right)\/process \d+$/);
      expect(endedAt).toBeGreaterThanOrEqual(startedAt);
    }
  });

  test("that are lost lose no agent: it runs again elsewhere, counts once, and the run says so", async () => {
    const queue = queueName();
    const lost = await startMachine({ queue, name: "lost", slots: 1, lockSeconds: 3 });
    const go = join(folder(), "go");
    const begun = join(folder(), "begun");
    const finished: number[] = [];
    const run = await runMultiAgentSystem({
      agents: [7, 8].map((id) => agent(Waits, id, { begun, go })),
      executor: "bullmq",
      engine: engineFor(queue),
      announce: false,
      onProgress: ({ kind, agentId, worker }) => {
        if (kind === "finished") finished.push(agentId);
        if (kind !== "started" || !String(worker).startsWith("lost")) return;
        // Only when the machine is gone may its agent end, or it would begin the next one.
        void end(lost, "SIGKILL").then(() => {
          writeFileSync(go, "");
          return startMachine({ queue, name: "other", slots: 1, lockSeconds: 3 });
        });
      },
    });
    expect(run.results.map(({ result }) => result)).toEqual(["done", "done"]);
    expect(finished.sort()).toEqual([7, 8]);
    expect(run.notes).toEqual([
      "Agent 7 was begun twice, because a worker machine was lost; its result counts once.",
    ]);
  });

  test("that drain end what they have in hand, and give back what takes too long", async () => {
    const queue = queueName();
    const draining = await startMachine(
      { queue, name: "draining", slots: 1, lockSeconds: 5 },
      { DRAIN_SECONDS: "0.2" },
    );
    const begun = join(folder(), "begun");
    const go = join(folder(), "go");
    const run = await runMultiAgentSystem({
      agents: [agent(Waits, 1, { begun, go })],
      executor: "bullmq",
      engine: { ...engineFor(queue), lockSeconds: 5 },
      announce: false,
      onProgress: ({ kind, worker }) => {
        if (kind !== "started" || !String(worker).startsWith("draining")) return;
        void (async () => {
          await expect.poll(() => existsSync(begun)).toBe(true);
          await end(draining, "SIGTERM");
          writeFileSync(go, "");
          await startMachine({ queue, name: "next", slots: 1, lockSeconds: 5 });
        })();
      },
    });
    expect(run.results[0]).toMatchObject({ result: "done", worker: expect.stringMatching(/^next/) });
    expect(existsSync(begun) && readFileSync(begun, "utf8")).toBe("1\n1\n");
  });

  test("that an agent takes down three times give it up in a sentence, and its siblings have results", async () => {
    const queue = queueName();
    const machine = async (): Promise<void> => {
      const child = await startMachine({ queue, slots: 1, lockSeconds: 3 });
      child.once("exit", () => isOn && void machine());
    };
    let isOn = true;
    await machine();
    const run = await runMultiAgentSystem({
      agents: [
        agent((n: number) => n + 1, 1, 1),
        agent(() => void process.kill(process.ppid, "SIGKILL"), 2, 0),
        agent((n: number) => n + 1, 3, 3),
      ],
      executor: "bullmq",
      engine: engineFor(queue),
      announce: false,
    });
    isOn = false;
    expect(run.results.map(({ result }) => result)).toEqual([2, null, 4]);
    expect(run.results[1]?.error).toMatchObject({
      code: "MACHINE_LOST",
      message: "was given up, because 3 worker machines were lost while they ran it",
    });
  });
});
