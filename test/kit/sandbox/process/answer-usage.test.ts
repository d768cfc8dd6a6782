import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { AnswerProcess, loadAnswer, type RemoteSubmission } from "../../../../kit/sandbox/index.ts";

const code = `const { Worker } = require("node:worker_threads");
const { readdirSync, writeFileSync } = require("node:fs");
const { pbkdf2 } = require("node:crypto");
const { channel } = require("node:diagnostics_channel");
exports.ready = () => new Promise((resolve) => require("node:fs").stat("/", () => resolve(1)));
exports.idle = async () => {
  const before = new Set(readdirSync("/proc/self/task"));
  const thread = new Worker("setInterval(() => {}, 1000)", { eval: true });
  await new Promise((resolve) => thread.once("online", resolve));
  for (const id of readdirSync("/proc/self/task")) if (!before.has(id)) writeFileSync("/proc/self/task/" + id + "/comm", "libuv-worker");
};
exports.inPool = (rounds) => new Promise((resolve) => pbkdf2("word", "salt", rounds, 32, "sha256", () => resolve(1)));
exports.burn = async (milliseconds) => {
  const burning = "for (; process.threadCpuUsage().user < " + 1000 * milliseconds + "; ) for (let i = 0; i < 1e6; i += 1);";
  const thread = new Worker(burning, { eval: true });
  await new Promise((resolve) => thread.once("exit", resolve));
};
exports.publish = () => {
  for (let i = 0; i < 3; i += 1) channel("worker_threads").publish({ worker: { terminate() {}, once() {} } });
};
exports.swapBase = () => {
  Object.setPrototypeOf(Worker, class { once() {} });
};`;

// Linux counts threads; macOS has no such files.
describe.runIf(process.platform === "linux")(
  "what the kernel counts of an answer",
  { timeout: 300_000 },
  () => {
    let directory: string;
    let answer: AnswerProcess;
    let submission: RemoteSubmission;

    beforeAll(async () => {
      directory = mkdtempSync(join(tmpdir(), "swarmlab-usage-"));
      answer = new AnswerProcess({
        root: join(import.meta.dirname, "../../../.."),
        directory,
        processes: false,
      });
      submission = await loadAnswer(answer, { code, file: "/answer.js" });
    }, 300_000);
    afterAll(async () => {
      await answer.end();
      rmSync(directory, { recursive: true, force: true });
    });

    test("Node's own threads are none of the answer's, also those of its pool", async () => {
      await submission.call("ready");
      expect(submission.usage()?.threads).toEqual([]);
    });

    test("work in Node's pool counts apart from the answer's own threads", async () => {
      const before = submission.usage();
      await submission.call("inPool", 1_000_000);
      const after = submission.usage();
      const of = (key: "cpuSeconds" | "mainThreadSeconds" | "nodeThreadsSeconds") =>
        (after?.[key] ?? Number.NaN) - (before?.[key] ?? Number.NaN);
      expect(of("nodeThreadsSeconds")).toBeGreaterThan(0.8 * of("cpuSeconds") - 0.02);
      expect(of("nodeThreadsSeconds")).toBeGreaterThan(of("mainThreadSeconds"));
    });

    // The kernel counts in steps of 10 ms, each figure by itself: half of what was burnt is far from that.
    test("a thread that has ended counts in the whole, and with no other thread", async () => {
      const before = submission.usage();
      await submission.call("burn", 400);
      const after = submission.usage();
      const of = (key: "cpuSeconds" | "mainThreadSeconds" | "nodeThreadsSeconds") =>
        (after?.[key] ?? Number.NaN) - (before?.[key] ?? Number.NaN);
      expect(of("cpuSeconds") - of("mainThreadSeconds") - of("nodeThreadsSeconds")).toBeGreaterThan(0.2);
    });

    test("threads that are only published are none that were started", async () => {
      const before = await submission.started();
      await submission.call("publish");
      expect((await submission.started()).threads).toBe(before.threads);
    });

    test("the class that threads are counted by keeps Node's own as its base", async () => {
      await expect(submission.call("swapBase")).rejects.toThrow(/not extensible|prototype/i);
    });

    test("a thread that takes the name of one of Node's is counted", async () => {
      await submission.call("idle");
      expect(submission.usage()?.threads).toHaveLength(1);
    });
  },
);
