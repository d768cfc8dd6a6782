import { resolve } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Execution, Message } from "../kernel/support/jupyter-client.ts";
import { TestKernel } from "../kernel/support/test-kernel.ts";

const live = resolve(import.meta.dirname, "../../../kit/live/index.ts");

let kernel: TestKernel;
beforeAll(async () => {
  kernel = await TestKernel.start();
  const { error } = await kernel.execute(
    `import { agent, AIAgent, type AgentContext } from "@swarmlab/labs";
     const { watch, watchBench } = require(${JSON.stringify(live)}) as any;
     class Busy extends AIAgent<number, number> {
       protected think(milliseconds: number) {
         const end = performance.now() + milliseconds;
         while (performance.now() < end);
         return milliseconds;
       }
     }
     const swarm = (count: number, milliseconds: number) =>
       Array.from({ length: count }, (_, i) => agent(Busy, i + 1, milliseconds));`,
  );
  if (error) throw new Error(error.evalue);
});
afterAll(() => kernel?.[Symbol.asyncDispose]());

const displays = ({ shown }: Execution): readonly Message[] =>
  shown.filter(({ type }) => type === "display_data" || type === "update_display_data");
const idOf = ({ content }: Message) => content.transient.display_id;
const pageOf = (message: Message | undefined) => String(message?.content.data["text/html"]);

test("a cell that watches a swarm has one output, updated in place, that ends as a chart", async () => {
  const execution = await kernel.execute(
    "const run = await watch({ agents: swarm(6, 400), concurrency: 2 });",
  );
  expect(execution.error).toBeUndefined();
  const [first, ...updates] = displays(execution);
  expect(first?.type).toBe("display_data");
  expect(updates.length).toBeGreaterThan(2);
  expect(new Set(updates.map(({ type }) => type))).toEqual(new Set(["update_display_data"]));
  expect(new Set([first, ...updates].map((message) => message && idOf(message))).size).toBe(1);
  expect(pageOf(first)).toContain("0 of 6 done");
  expect(pageOf(updates.at(-2))).toContain("6 of 6 done");
  expect(updates.at(-1)?.content.data).toMatchObject({
    "application/vnd.vegalite.v5+json": { $schema: expect.stringContaining("vega-lite") },
    "image/svg+xml": expect.stringContaining("6 agents"),
    "text/plain": expect.stringContaining("Worker threads"),
  });
  // The announcement, once, and above the output.
  expect(execution.text.match(/agents on worker-threads/g)).toHaveLength(1);
  expect(execution.shown.findIndex(({ type }) => type === "stream")).toBeLessThan(
    execution.shown.findIndex(({ type }) => type === "display_data"),
  );
  expect((await kernel.execute("run.results.every((result: any) => result.success)")).text).toBe("true\n");
});

test("the front-end hears of an agent that holds the kernel's only thread once it is done", async () => {
  const execution = await kernel.execute(
    'await watch({ agents: swarm(3, 300), executor: "event-loop", announce: false }); undefined',
  );
  expect(displays(execution).map(pageOf).join("\n")).toContain("1 of 3 done");
  expect(displays(execution).at(-1)?.content.data).toHaveProperty(["image/svg+xml"]);
});

/** Runs a cell and interrupts it while its second agent runs: the first output shows no finished agent, the second shows one. */
async function interrupted(code: string): Promise<{ execution: Execution; all: Message[] }> {
  const all: Message[] = [];
  let isSent = false;
  const hear = (message: Message) => {
    if (!message.type.endsWith("display_data")) return;
    all.push(message);
    if (isSent || all.length < 2) return;
    isSent = true;
    setTimeout(() => kernel.interrupt(), 100);
  };
  // What comes after the cell has ended belongs to it all the same.
  const late = (message: Message): boolean => {
    hear(message);
    return false;
  };
  void kernel.client.message(late);
  const execution = await kernel.execute(code);
  return { execution, all };
}

test.each(["worker-threads", "event-loop"])(
  "%s: an interrupt ends the cell, and its output says how far the swarm came",
  async (executor) => {
    const { execution, all } = await interrupted(
      `await watch({ agents: [agent(Busy, 1, 400), ...swarm(4, 60_000).slice(1)], executor: "${executor}", concurrency: 1, announce: false })`,
    );
    expect(execution.error?.ename).toBe("Interrupted");
    const told = () => all.map(({ content }) => content.data["text/plain"]).join("\n");
    await expect.poll(told).toMatch(/\d of 4 done, \d failed, interrupted/);
    // Nothing runs on: the kernel works, and no further update comes once things have settled.
    expect((await kernel.execute("await new Promise((r) => setTimeout(r, 700)); 1 + 1")).text).toBe("2\n");
    const settled = all.length;
    expect((await kernel.execute("await new Promise((r) => setTimeout(r, 600)); 2 + 2")).text).toBe("4\n");
    expect(all.length).toBe(settled);
  },
);

test("a benchmark that a cell watches is one output too", async () => {
  const execution = await kernel.execute(
    `await watchBench(async ({ onProgress }: any) => {
       for (let done = 1; done <= 3; done++) {
         await new Promise((r) => setTimeout(r, 150));
         onProgress({ approach: "worker-threads", agents: 4, seconds: 0.15, done, total: 3, elapsed: done * 0.15 });
       }
     }); undefined`,
  );
  expect(execution.error).toBeUndefined();
  expect(new Set(displays(execution).map(idOf)).size).toBe(1);
  expect(pageOf(displays(execution).at(-1))).toContain("3 of 3 runs");
});
