import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { type Fault, faults, promises } from "../../../labs/chaos/index.ts";
import { tryFault, tryFaultOnWarmSwarm } from "../../../labs/chaos/trial.ts";
import { findExecutor } from "../../../labs/swarm/index.ts";
import { agentProcesses } from "../swarm/processes/support/processes-alive.ts";
import { keepEngine } from "../swarm/support/keep-engine.ts";
import { threadsAlive } from "../swarm/support/threads-alive.ts";
import { mute } from "./mute.ts";

const isFull = process.env.SWARMLAB_FULL === "1";
const isFirstOfItsKind = (fault: Fault) => faults.find(({ kind }) => kind === fault.kind) === fault;

/** Whether an executor can share the object that a fault is about: only worker threads can. */
const canShare = (executor: string, shares: string | undefined) =>
  shares === undefined || executor === "worker-threads";

for (const name of ["worker-threads", "child-processes"]) {
  const executor = findExecutor(name);
  const promised = faults.filter(
    // Those that block a worker for seconds are tried in failure-matrix.full.test.ts, and one by one in between-agents.test.ts.
    (fault) => promises(executor.contains, fault) && canShare(name, fault.shares) && !fault.blocks,
  );

  describe(`The executor "${name}" keeps its promise when an agent on every worker`, () => {
    it.each(promised.map((fault) => [fault.title, fault] as const))(
      "%s",
      { timeout: 300_000 },
      async (_, fault) => {
        const threads = threadsAlive();
        const unmute = mute();
        const folder = await mkdtemp(join(tmpdir(), "chaos-test-"));
        try {
          const seen = await tryFault({ fault, executor, folder: join(folder, "barrier"), timeout: 5 });
          expect(seen).toMatchObject({ siblings: 7, survivors: 7, isTyped: true, isAtFullStrength: true });
          if (fault.codes.length > 0) expect(fault.codes).toContain(seen.error?.code);
          if (fault.name === "throws") {
            expect(seen.error).toMatchObject({
              message: "was sabotaged",
              causes: ["SabotageError", "TypeError"],
            });
          }
        } finally {
          unmute();
          await rm(folder, { recursive: true });
        }
        expect(threadsAlive()).toBe(threads);
        expect(agentProcesses()).toEqual([]);
      },
    );
  });
}

for (const name of ["worker-threads", "child-processes"]) {
  const executor = findExecutor(name);
  // Each of them ends a swarm of its own above. What stays open meets one fault of each kind always, and all of them in the full run.
  const promised = faults.filter(
    (fault) =>
      promises(executor.contains, fault) &&
      canShare(name, fault.shares) &&
      !fault.blocks &&
      (isFull || isFirstOfItsKind(fault) || fault.shares !== undefined),
  );

  describe(`A warm swarm on "${name}" keeps a fault of one run from every other run`, () => {
    it.each(promised.map((fault) => [fault.title, fault] as const))(
      "%s",
      { timeout: 300_000 },
      async (_, fault) => {
        const threads = threadsAlive();
        const unmute = mute();
        const folder = await mkdtemp(join(tmpdir(), "chaos-test-"));
        try {
          const where = { fault, executor, folder: join(folder, "barrier"), timeout: 5 };
          const seen = await tryFaultOnWarmSwarm(where);
          expect(seen).toMatchObject({ survivors: 7, isTyped: true, isAtFullStrength: true });
          expect(seen.otherSurvivors).toEqual([7, 7]);
        } finally {
          unmute();
          await rm(folder, { recursive: true });
        }
        expect(threadsAlive()).toBe(threads);
        expect(agentProcesses()).toEqual([]);
      },
    );
  });
}

describe('The executor "bullmq" keeps its promise when an agent on every worker', () => {
  keepEngine();
  const executor = findExecutor("bullmq");
  // Its agents run in the processes of the rows above. What only it adds is tried always, the rest in the full run.
  const always: readonly string[] = ["throws", "exits", "spins", "growing-map", "aborts", "loses-machine"];
  const tried = faults.filter(
    ({ name, shares }) => shares === undefined && (isFull || always.includes(name)),
  );

  it.each(tried.map((fault) => [fault.title, fault] as const))(
    "%s",
    { timeout: 300_000 },
    async (_, fault) => {
      const folder = await mkdtemp(join(tmpdir(), "chaos-test-"));
      try {
        const seen = await tryFault({ fault, executor, folder: join(folder, "barrier"), timeout: 5 });
        expect(seen).toMatchObject({ siblings: 7, survivors: 7, isTyped: true, isAtFullStrength: true });
        if (fault.codes.length > 0) expect(fault.codes).toContain(seen.error?.code);
      } finally {
        await rm(folder, { recursive: true });
      }
      expect(agentProcesses()).toEqual([]);
    },
  );
});

it("bullmq promises to contain every fault there is, processes all but a lost machine, threads neither memory nor crashes", () => {
  const notPromisedBy = (name: string) => {
    const { contains } = findExecutor(name);
    const open = faults.filter((fault) => !promises(contains, fault));
    return [...new Set(open.map(({ kind }) => kind))].sort();
  };
  expect(notPromisedBy("bullmq")).toEqual([]);
  expect(notPromisedBy("child-processes")).toEqual(["machine"]);
  expect(notPromisedBy("worker-threads")).toEqual(["machine", "memory", "native"]);
});
