import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setImmediate } from "node:timers/promises";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { type AgentTask, agent } from "../../../../labs/agents/index.ts";
import { runMultiAgentSystem, type SwarmOptions } from "../../../../labs/swarm/index.ts";
import { Echo, Stoppable } from "../support/agents.ts";
import { Trickster, WhoAmI } from "./support/agents.ts";
import { agentProcesses, isAlive, until } from "./support/processes-alive.ts";

async function run(agents: readonly AgentTask[], options: Partial<SwarmOptions> = {}) {
  const swarm = await runMultiAgentSystem({
    agents,
    executor: "child-processes",
    concurrency: 2,
    announce: false,
    ...options,
  });
  expect(agentProcesses()).toEqual([]);
  return swarm.results;
}

const echo = agent(Echo, 1, "still here");

describe("a supervised process", () => {
  it("that answers no ping is ended, also without a timeout", { timeout: 300_000 }, async () => {
    const [frozen, other] = await run([agent(Trickster, 0, "stop-itself"), echo]);
    expect(frozen?.error).toMatchObject({
      code: "FROZEN",
      message: "showed no sign of life for 5 s",
      agentId: 0,
    });
    expect(other?.result).toBe("still here");
  });

  it("that spins is busy, and only a timeout ends it", { timeout: 300_000 }, async () => {
    const spin = agent(
      (ms: number) => {
        const end = performance.now() + ms;
        while (performance.now() < end);
        return "done spinning";
      },
      0,
      8_000,
    );
    const [spun] = await run([spin], { concurrency: 1 });
    expect(spun?.result).toBe("done spinning");
  });

  it("that writes invalid bytes into its own pipe fails only its own agent", async () => {
    const [broken, other] = await run([agent(Trickster, 0, "write-into-pipe"), echo]);
    expect(broken?.error).toMatchObject({
      code: "CRASHED",
      message: "wrote into the pipe of its own process",
    });
    expect(other?.result).toBe("still here");
  });

  it("that exceeds its memory limit fails with OUT_OF_MEMORY, however long its supervisor was busy", async () => {
    const folder = mkdtempSync(join(tmpdir(), "supervision-test-"));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const marker = join(folder, "began");
    const greedy = agent(
      (file: string) => {
        process.getBuiltinModule("node:fs").writeFileSync(file, "");
        const end = performance.now() + 200;
        while (performance.now() < end);
        const buffers: Buffer[] = [];
        for (;;) buffers.push(Buffer.alloc(2 ** 20, 1));
      },
      0,
      marker,
    );
    const ending = run([greedy], { memoryLimit: 64 });
    await until(() => existsSync(marker));
    // When this thread continues, the process has ended, and the due heartbeat runs before the process's last messages are read.
    await setImmediate();
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 2500);
    expect((await ending)[0]?.error?.code).toBe("OUT_OF_MEMORY");
  });

  it("that ends without process.exit() fails its agent with the exit code", async () => {
    const [ended] = await run([agent(Trickster, 0, "really-exit")]);
    expect(ended?.error).toMatchObject({ code: "EXITED", message: "ended its process with code 3" });
  });

  it("that exits while it sends a message loses that message and no other", async () => {
    const agents = [
      agent(Trickster, 0, "exit-with-a-big-result"),
      echo,
      agent(Trickster, 2, "big-result"),
      agent(Echo, 3, 3),
    ];
    const [half, other, big, last] = await run(agents);
    // The message may have arrived whole before the exit. Half a message never counts as one.
    const whole = half?.result as Uint8Array | null | undefined;
    if (half?.success) expect(whole?.length).toBe(64 * 2 ** 20);
    else expect(half?.error?.code).toBe("EXITED");
    expect([other?.result, last?.result]).toEqual(["still here", 3]);
    const bytes = big?.result as Uint8Array | undefined;
    expect([bytes?.length, bytes?.at(-1)]).toEqual([20 * 2 ** 20, 2]);
  });

  it("that is blocked by an earlier agent is replaced, and no other agent fails", {
    timeout: 300_000,
  }, async () => {
    const strays: string[] = [];
    const results = await run([agent(Trickster, 0, "block-later"), agent(Echo, 1, "after")], {
      concurrency: 1,
      onProgress: ({ kind, agentId, reason }) =>
        void (kind === "stray" && strays.push(`${agentId} ${reason}`)),
    });
    expect(results.map(({ result }) => result)).toEqual(["answered", "after"]);
    expect(strays).toEqual([
      "0 left something behind that blocked its process for 10 s; the process was replaced",
    ]);
  });

  it("ends together with the processes that its agent started", async () => {
    const printed = vi.spyOn(process.stdout, "write").mockReturnValue(true);
    try {
      const [started] = await run([agent(Trickster, 0, "start-a-process")], { timeout: 2, grace: 0.05 });
      expect(started?.error?.code).toBe("TIMEOUT");
      const pid = Number(/started (\d+)/.exec(printed.mock.calls.join())?.[1]);
      expect(pid).toBeGreaterThan(0);
      await until(() => !isAlive(pid));
    } finally {
      printed.mockRestore();
    }
  });

  it("that came near its memory limit is replaced before the next agent", async () => {
    const agents = [agent(Trickster, 0, "eat-90-megabytes"), agent(WhoAmI, 1, 1), agent(WhoAmI, 2, 1)];
    const [big, next, last] = await run(agents, { concurrency: 1, memoryLimit: 105 });
    expect(big?.success).toBe(true);
    expect(next?.worker).not.toBe(big?.worker);
    expect(last?.worker).toBe(next?.worker);
  });

  it("that exceeds its memory limit is ended, and the error says how much it used", async () => {
    const [big, next] = await run([agent(Trickster, 0, "eat-90-megabytes"), echo], {
      concurrency: 1,
      memoryLimit: 64,
    });
    expect(big?.error).toMatchObject({ code: "OUT_OF_MEMORY", agentId: 0 });
    expect(big?.error?.message).toMatch(/^used \d+ MB of memory, where 64 MB are allowed$/);
    expect(next?.result).toBe("still here");
  });

  it("prints what its agents print, but not V8's report of a crash", async () => {
    const out = vi.spyOn(process.stdout, "write").mockReturnValue(true);
    const err = vi.spyOn(process.stderr, "write").mockReturnValue(true);
    try {
      const abort = agent(() => process.abort(), 2, undefined);
      const results = await run([
        agent(Trickster, 0, "print"),
        agent(Trickster, 1, "print-on-stderr"),
        abort,
      ]);
      expect(out.mock.calls.join("")).toContain("agent 0 prints\n");
      expect(err.mock.calls.join("")).toContain("agent 1 complains\n");
      expect(err.mock.calls.join("")).not.toMatch(/stack trace/i);
      expect(results[2]?.error).toMatchObject({
        code: "CRASHED",
        message: "took its process down (SIGABRT)",
      });
    } finally {
      out.mockRestore();
      err.mockRestore();
    }
  });

  it("that answers when asked to stop is not replaced", async () => {
    const agents = Array.from({ length: 6 }, (_, id) => agent(Stoppable, id, "answer"));
    const results = await run(agents, { timeout: 0.1, grace: 60 });
    expect(results.map(({ result }) => result)).toEqual(Array(6).fill("so far so good"));
    expect(new Set(results.map(({ worker }) => worker)).size).toBe(2);
  });

  it("counts against the memory limit only what its agent uses, not what all agents share", async () => {
    const shared = new Uint8Array(150 * 2 ** 20).fill(7);
    const last = agent(
      (_: number, context: { shared: unknown }) => (context.shared as Uint8Array).at(-1),
      0,
      0,
    );
    const results = await run([last, agent(Trickster, 1, "eat-90-megabytes")], {
      shared,
      memoryLimit: 64,
      concurrency: 1,
    });
    expect(results[0]?.result).toBe(7);
    expect(results[1]?.error?.code).toBe("OUT_OF_MEMORY");
  });

  it("whose memory limit is too small for its agents' code is refused before anything starts", async () => {
    const shared = Array.from({ length: 400_000 }, (_, i) => ({ i }));
    await expect(run([echo], { shared, memoryLimit: 8 })).rejects.toMatchObject({
      name: "SwarmError",
      code: "CANNOT_START",
      message: "A child process did not start: what it is sent does not fit into its memory",
    });
    expect(agentProcesses()).toEqual([]);
  });
});
