import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { workerCommand } from "../../../kit/cli/worker.ts";
import { agent } from "../../../labs/agents/index.ts";
import { runMultiAgentSystem } from "../../../labs/swarm/index.ts";
import { Waits } from "../../labs/swarm/bullmq/support/waits.ts";
import { keepEngine } from "../../labs/swarm/support/keep-engine.ts";
import { runCommand } from "./support/run-command.ts";

keepEngine();

const work = (...argv: string[]) => runCommand(workerCommand, ...argv);
const root = join(import.meta.dirname, "../../..");

/** Starts `npm run worker` as a program, and waits until it takes jobs. */
async function startWorker(...argv: string[]): Promise<{ child: ChildProcess; said: () => string }> {
  const child = spawn(process.execPath, [join(root, "kit/cli/worker.ts"), ...argv], { cwd: root });
  onTestFinished(() => void child.kill("SIGKILL"));
  let text = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (piece) => (text += piece));
  await expect.poll(() => text).toContain("takes jobs");
  return { child, said: () => text };
}

/** A run of one agent that waits for a file. */
function waitingRun(queue: string) {
  const folder = mkdtempSync(join(tmpdir(), "worker-command-"));
  const go = join(folder, "go");
  const started = Promise.withResolvers<void>();
  const run = runMultiAgentSystem({
    agents: [agent(Waits, 1, { begun: join(folder, "begun"), go })],
    executor: "bullmq",
    engine: { queue, workers: "elsewhere", lockSeconds: 5 },
    announce: false,
    onProgress: ({ kind }) => kind === "started" && started.resolve(),
  });
  return { run, started: started.promise, go: () => writeFileSync(go, "") };
}

describe("npm run worker", () => {
  test("needs a queue, and explains itself", async () => {
    const { code, err } = await work();
    expect(code).toBe(2);
    expect(err).toContain("Name the queue whose agents it runs: npm run worker -- --queue class");
    expect((await work("--queue", "a", "--slots", "none")).err).toContain(
      '--slots takes a whole number from 1 to 1000, but got "none".',
    );
    expect((await work("--help")).out).toContain("--drain SECONDS");
  });

  test("ends with 1 and a sentence when nothing answers at its URL", async () => {
    const { code, err } = await work("--queue", "a", "--url", "redis://127.0.0.1:1");
    expect(code).toBe(1);
    expect(err).toContain("Nothing answers as Redis at 127.0.0.1:1");
  });

  test("at SIGTERM ends what it has in hand, takes no more, and says what it did", async () => {
    const queue = `command-${process.pid}-a`;
    const { child, said } = await startWorker("--queue", queue, "--slots", "1", "--lock", "5");
    const { run, started, go } = waitingRun(queue);
    await started;
    const ended = once(child, "close");
    child.kill("SIGTERM");
    await expect.poll(said).toContain("takes no more jobs, and ends those in hand (1).");
    go();
    expect((await run).results[0]?.result).toBe("done");
    expect((await ended)[0]).toBe(0);
    expect(said()).toContain("has ended: 1 done, 0 failed, 0 refused, 0 given back.");
  });

  test("at a second SIGTERM ends at once, and another worker gets what it had", async () => {
    const queue = `command-${process.pid}-b`;
    const { child, said } = await startWorker("--queue", queue, "--slots", "1", "--lock", "5");
    const { run, started, go } = waitingRun(queue);
    await started;
    child.kill("SIGTERM");
    await expect.poll(said).toContain("takes no more jobs");
    const ended = once(child, "close");
    const again = setInterval(() => child.kill("SIGTERM"), 100);
    const [code] = await ended;
    clearInterval(again);
    expect(code).toBe(130);
    await startWorker("--queue", queue, "--slots", "1", "--lock", "5");
    go();
    expect((await run).notes).toEqual([
      "Agent 1 was begun twice, because a worker machine was lost; its result counts once.",
    ]);
  });
});
