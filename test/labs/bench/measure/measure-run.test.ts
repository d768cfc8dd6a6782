import { availableParallelism } from "node:os";
import { describe, expect, it } from "vitest";
import { measureRun, nodeRun, type RunMeasurement } from "../../../../labs/bench/index.ts";
import { portableProbe } from "../../../../labs/bench/measure/portable-probe.ts";
import { processTree } from "../../../../labs/bench/measure/process-tree.ts";
import { runOf } from "../support/swarms.ts";

const onLinux = describe.skipIf(process.platform !== "linux");

describe("a measured run", () => {
  it("has the wall time, the startup, every agent's time and the delay of the event loop", async () => {
    const run = await measureRun(runOf("worker-threads", "burners", { agents: 2, cpu: 0.1, over: 0.5 }));
    expect(run).toMatchObject({ succeeded: 2, failed: 0 });
    expect(run.agents.map((agent) => agent.agentType)).toEqual(["Burner", "Burner"]);
    expect(run.startupSeconds).toBeGreaterThan(0);
    expect(run.seconds).toBeGreaterThanOrEqual(0.5);
    expect(run.agentSeconds).toBeCloseTo(run.agents.reduce((sum, { duration }) => sum + duration, 0));
    expect(run.agentSeconds).toBeGreaterThanOrEqual(1);
    expect(run.eventLoopDelay?.max).toBeGreaterThanOrEqual(run.eventLoopDelay?.mean ?? Infinity);
  });

  it("sees an event loop that agents block", async () => {
    const run = await measureRun(runOf("sequential", "burners", { agents: 1, cpu: 0.3, over: 0.0001 }));
    expect(run.eventLoopDelay?.max).toBeGreaterThan(100);
  });

  it("counts an agent that fails, with its reason", async () => {
    const run = await measureRun(runOf("event-loop", "troubled", ["none", "throw", "none"]));
    expect(run).toMatchObject({ succeeded: 2, failed: 1 });
    expect(run.agents[1]?.error).toContain("the data are gone");
  });

  it("is refused in a sentence when an agent takes the host down", async () => {
    const dying = measureRun(runOf("sequential", "troubled", ["exit"]));
    await expect(dying).rejects.toMatchObject({
      code: "HOST_DIED",
      message: expect.stringContaining("exit code 7"),
    });
  });

  it("is refused in a sentence when there is no such swarm", async () => {
    await expect(measureRun(runOf("sequential", "nothing", 1))).rejects.toMatchObject({
      code: "CANNOT_RUN",
      message: expect.stringContaining("exports no function nothing"),
    });
    const unknown = nodeRun("magic", {
      executor: "magic",
      source: { module: "file:///nowhere.ts", make: "x", input: 1 },
    });
    await expect(measureRun(unknown)).rejects.toMatchObject({ code: "CANNOT_RUN" });
  });

  it("ends at its time limit, and at once when it is aborted; no process is left", async () => {
    const before = new Set(processTree(process.pid));
    const hanging = measureRun(runOf("child-processes", "troubled", ["hang"], { timeLimit: 4 }));
    await expect(hanging).rejects.toMatchObject({ code: "TIMED_OUT" });

    const controller = new AbortController();
    const stopped = measureRun(runOf("child-processes", "troubled", ["hang"]), { signal: controller.signal });
    setTimeout(() => controller.abort(), 1500);
    await expect(stopped).rejects.toMatchObject({ code: "ABORTED" });
    await expect(
      measureRun(runOf("sequential", "troubled", ["none"]), { signal: controller.signal }),
    ).rejects.toMatchObject({
      code: "ABORTED",
    });
    await expect.poll(() => processTree(process.pid).filter((pid) => !before.has(pid))).toEqual([]);
  });

  it("cannot be started with a missing program", async () => {
    const order = { command: { title: "a ghost", program: "/no/such/program", args: [] }, order: {} };
    await expect(measureRun(order)).rejects.toMatchObject({
      code: "HOST_DIED",
      message: expect.stringContaining("a ghost"),
    });
  });
});

onLinux("a known amount of CPU time", () => {
  it.each([
    ["sequential", 1],
    ["worker-threads", 2],
    ["child-processes", 2],
  ])("is found within 5 points: %s", async (executor, agents) => {
    const cpu = 0.6;
    const distances = await threeTimes(async () => {
      const [burning, empty] = [await burn(executor, agents, cpu), await burn(executor, agents, 0)];
      // What starting the workers costs is known from agents that burn nothing.
      const measured = cpuSeconds(burning) - cpuSeconds(empty);
      return (100 * Math.abs(measured - agents * cpu)) / (burning.seconds * availableParallelism());
    });
    expect(Math.min(...distances)).toBeLessThan(5);
  });

  it("is measured with a small share of it, which the measurement names", async () => {
    const shares = await threeTimes(
      async () =>
        (await measureRun(runOf("sequential", "burners", { agents: 1, cpu: 1.5, over: 1.5 }))).samplerShare,
    );
    expect(Math.min(...shares)).toBeGreaterThan(0);
    // Half a percent on a fast machine. Where reading /proc is slow, the first and the last sample alone take more than that of so short a run.
    expect(Math.min(...shares)).toBeLessThan(0.1);
  });
});

onLinux("a known amount of memory", () => {
  const within = (measured: number, known: number) =>
    expect(Math.abs(measured / known - 1)).toBeLessThan(0.1);

  it("is found within a tenth: two agents on the event loop", async () => {
    const run = await measureRun(runOf("event-loop", "holders", { agents: 2, megabytes: 150 }));
    within(run.peakMemoryMB, 300);
    expect(run.memoryKind).toBe("PSS");
  });

  it("is found within a tenth: two agents in threads, what the threads themselves need included", async () => {
    const run = await measureRun(runOf("worker-threads", "holders", { agents: 2, megabytes: 450 }));
    within(run.peakMemoryMB, 900);
  });

  it("is found within a tenth in processes, where what they need themselves is known from empty ones", async () => {
    const empty = await measureRun(runOf("child-processes", "holders", { agents: 2, megabytes: 0 }));
    const full = await measureRun(runOf("child-processes", "holders", { agents: 2, megabytes: 200 }));
    within(full.peakMemoryMB - empty.peakMemoryMB, 400);
  });

  it("is found when it was allocated for a moment only", async () => {
    const run = await measureRun(runOf("sequential", "spikes", 200));
    within(run.peakMemoryMB, 200);
  });

  it("is found by the portable probe too", async () => {
    const run = await measureRun(runOf("event-loop", "holders", { agents: 2, megabytes: 150 }), {
      probe: portableProbe,
    });
    within(run.peakMemoryMB, 300);
    expect(run.memoryKind).toBe("RSS");
  });
});

function burn(executor: string, agents: number, cpu: number): Promise<RunMeasurement> {
  return measureRun(runOf(executor, "burners", { agents, cpu, over: 1.5 }));
}

function cpuSeconds({ cpuPercent, seconds }: RunMeasurement): number {
  return ((cpuPercent ?? Number.NaN) / 100) * seconds * availableParallelism();
}

/** Other programs, and code that is not compiled yet, only add to what a run uses: the calmest of three runs counts. */
async function threeTimes(measure: () => Promise<number>): Promise<number[]> {
  const found: number[] = [];
  for (let round = 0; round < 3; round++) found.push(await measure());
  return found;
}
