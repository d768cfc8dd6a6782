import { describe, expect, test } from "vitest";
import { agent } from "../../../../labs/agents/index.ts";
import { Mutex } from "../../../../labs/sharing/index.ts";
import { readEngineOptions } from "../../../../labs/swarm/bullmq/read-engine-options.ts";
import { openWorker, runMultiAgentSystem, type SwarmOptions } from "../../../../labs/swarm/index.ts";

/** What the executor cannot do is refused by name, before an engine is opened. */

const agents = [agent((n: number) => n, 1, 1)];
const run = (options: Partial<SwarmOptions>) =>
  runMultiAgentSystem({ agents, executor: "bullmq", announce: false, ...options });

describe("the executor bullmq refuses", () => {
  test("chunks, because each agent is a job of its own", async () => {
    await expect(run({ chunk: 4 })).rejects.toMatchObject({
      code: "UNSUPPORTED_OPTION",
      message: expect.stringMatching(
        /^chunk cannot be honoured by the executor "bullmq", because each agent is a job of its own, which may run on any machine; use the executor .*"child-processes"\.$/,
      ),
    });
  });

  test("work-stealing, because machines share no memory", async () => {
    await expect(run({ schedule: "work-stealing" })).rejects.toMatchObject({
      code: "UNSUPPORTED_OPTION",
      message: expect.stringContaining("because its machines share no memory"),
    });
  });

  test("shared objects, wherever an agent would get them", async () => {
    const refusal = {
      code: "CANNOT_TRANSFER",
      message: expect.stringContaining("whose memory cannot be shared"),
    };
    await expect(run({ shared: { lock: new Mutex() } })).rejects.toMatchObject(refusal);
    const input = new Int32Array(new SharedArrayBuffer(4));
    await expect(run({ agents: [agent((view: Int32Array) => view[0], 1, input)] })).rejects.toMatchObject(
      refusal,
    );
  });

  test("a run's name that could not be part of a key", async () => {
    await expect(run({ runId: "one.two" })).rejects.toThrow(
      "runId must be up to 64 letters, digits, - and _, but got 'one.two'.",
    );
  });
});

describe("other executors refuse", () => {
  test.each(["sequential", "worker-threads", "child-processes"])(
    "an engine and a run's name: %s",
    async (executor) => {
      await expect(run({ executor, engine: {} })).rejects.toThrow(
        `engine cannot be honoured by the executor "${executor}", because it keeps its jobs in this program; use the executor "bullmq".`,
      );
      await expect(run({ executor, runId: "one" })).rejects.toMatchObject({ code: "UNSUPPORTED_OPTION" });
    },
  );
});

describe("the options of an engine", () => {
  test.each([
    [
      { workers: "elsewhere" },
      'engine.queue must be the name that the worker machines listen on, where workers is "elsewhere", but got undefined.',
    ],
    [{ workers: "here" }, 'engine.workers must be "own" or "elsewhere", but got \'here\'.'],
    [{ queue: "a:b" }, "engine.queue must be up to 64 letters, digits, - and _, but got 'a:b'."],
    [{ isolation: "vm" }, 'engine.isolation must be "processes" or "threads", but got \'vm\'.'],
    [{ key: "short" }, "engine.key must be a secret of at least 16 characters."],
    [{ waitSeconds: 0 }, "engine.waitSeconds must be a number above 0, but got 0."],
    [{ lockSeconds: 0.5 }, "engine.lockSeconds must be a number of at least 1, but got 0.5."],
    [7, 'engine must be an object, such as { queue: "class" }, but got 7.'],
  ])("%o are refused in a sentence", (options, sentence) => {
    expect(() => readEngineOptions(options)).toThrow(sentence);
  });

  test("have defaults for one machine", () => {
    expect(readEngineOptions({ url: "redis://localhost" })).toMatchObject({
      workers: "own",
      isolation: "processes",
      lockSeconds: 10,
      waitSeconds: 30,
      keepSeconds: 3600,
    });
  });
});

test("a worker machine refuses slots and names that it could not have", async () => {
  await expect(openWorker({ queue: "a", slots: 0 })).rejects.toThrow(
    "slots must be a whole number of at least 1, but got 0.",
  );
  await expect(openWorker({ queue: "a", name: "a b" })).rejects.toThrow(
    "name must be up to 64 letters, digits, - and _, but got 'a b'.",
  );
});
