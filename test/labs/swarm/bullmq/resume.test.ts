import { fork } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { agent } from "../../../../labs/agents/index.ts";
import {
  resumeMultiAgentSystem,
  runMultiAgentSystem,
  type SwarmProgress,
} from "../../../../labs/swarm/index.ts";
import { keepEngine } from "../support/keep-engine.ts";
import { startMachine } from "./support/machines.ts";
import { Waits } from "./support/waits.ts";

/** A run outlives its coordinator, and has one at a time. */

keepEngine();

const unique = (name: string) => `${name}-${Math.random().toString(36).slice(2)}`;

describe("a run whose program is killed", () => {
  test("is continued by another program, which runs no agent again that has ended", async () => {
    const folder = mkdtempSync(join(tmpdir(), "resume-"));
    const [queue, runId] = [unique("queue"), unique("run")];
    const files = { begun: join(folder, "begun"), go: join(folder, "go"), first: join(folder, "first") };
    writeFileSync(files.first, "");
    await startMachine({ queue, name: "machine", slots: 2, lockSeconds: 5 });
    const engine = { queue, workers: "elsewhere", lockSeconds: 5 } as const;
    const coordinator = fork(new URL("./support/coordinator-process.ts", import.meta.url), [
      JSON.stringify({ queue, runId, agents: 5, ...files }),
    ]);
    const told: string[] = [];
    coordinator.on("message", (said) => told.push(String(said)));
    await expect.poll(() => told.includes("finished 0") && told.includes("started 1")).toBe(true);

    // While it leads the run, no other one may.
    await expect(resumeMultiAgentSystem(runId, { engine, announce: false })).rejects.toThrow(
      `Another coordinator leads the run ${runId}, and it answers; let it end, or end it.`,
    );
    coordinator.kill("SIGKILL");
    await once(coordinator, "exit");
    // A second run of that name would be another run.
    await expect(
      runMultiAgentSystem({
        agents: [agent(Waits, 1, { begun: files.begun, go: files.first })],
        executor: "bullmq",
        engine,
        runId,
        announce: false,
      }),
    ).rejects.toThrow(`Another coordinator leads the run ${runId}, or was lost`);

    const finished: number[] = [];
    const running = resumeMultiAgentSystem(runId, {
      engine,
      announce: false,
      onProgress: ({ kind, agentId }: SwarmProgress) => kind === "finished" && finished.push(agentId),
    });
    writeFileSync(files.go, "");
    const { results } = await running;
    expect(results.map(({ agentId, agentType, result }) => [agentId, agentType, result])).toEqual(
      [0, 1, 2, 3, 4].map((id) => [id, "Waits", "done"]),
    );
    expect(finished.sort()).toEqual([0, 1, 2, 3, 4]);
    const begun = readFileSync(files.begun, "utf8").trim().split("\n").sort();
    expect(begun).toEqual(["0", "1", "2", "3", "4"]);
  });

  test("is unknown once it has ended, and its name may be used again", async () => {
    const runId = unique("run");
    const runs = [1, 2].map((input) => ({
      agents: [agent((n: number) => n, 1, input)],
      executor: "bullmq",
      runId,
      announce: false as const,
    }));
    for (const [i, options] of runs.entries())
      expect((await runMultiAgentSystem(options)).results[0]?.result).toBe(i + 1);
    await expect(resumeMultiAgentSystem(runId)).rejects.toMatchObject({ code: "UNKNOWN_RUN" });
  });
});
