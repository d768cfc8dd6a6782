import { availableParallelism } from "node:os";
import type { BenchSettings } from "../compare/bench-options.ts";
import type { Variant } from "../compare/variant.ts";
import type { AgentPlan } from "../workloads/swarm-plan.ts";
import { findPythons, type Python } from "./find-pythons.ts";
import { scriptPath } from "./script-path.ts";

/** The variants of all Pythons that were found, and notes on them. */
export interface PythonVariants {
  readonly variants: readonly Variant[];
  readonly notes: readonly string[];
}

/** The executors of `host.py`. */
const EXECUTORS = ["sequential", "threads", "processes"] as const;

/**
 * The same agents in every Python on PATH: sequentially, in threads and in processes. Python takes many times as long as V8
 * for a piece of work. So its agents do fewer pieces in the same time, and its rows compare with that Python's own
 * sequential row. The agents' results are the same, and are compared.
 */
export async function pythonVariants(settings: BenchSettings): Promise<PythonVariants> {
  const { agents, workload, signal } = settings;
  if (!canRun(settings)) {
    return {
      variants: [],
      notes: [`Python was not measured: its scripts have no workload "${workload.name}".`],
    };
  }
  const { pythons, notes } = await findPythons(process.env.PATH, signal);
  const counts = settings.quick ? agents.slice(-1) : agents;
  const tried = settings.quick ? pythons.slice(0, 1) : pythons;
  const skipped = pythons.slice(tried.length).map(({ name }) => name);
  return {
    variants: tried.flatMap((python) => counts.flatMap((count) => variantsOf(python, count, settings))),
    notes: [
      ...notes,
      ...tried.map(describe),
      ...(skipped.length > 0 ? [`In a quick benchmark there is no time for ${skipped.join(" and ")}.`] : []),
    ],
  };
}

function canRun({ workload, secondsPerAgent }: BenchSettings): boolean {
  const known = new Set(["analyst", "trainer", "validator"]);
  const isShift = workload.shifts.length > 0 && workload.shifts.every((shift) => known.has(shift));
  const pieceSeconds = Object.fromEntries(workload.shifts.map((shift) => [shift, 1]));
  return isShift && workload.plan(0, secondsPerAgent, pieceSeconds).kind === "shift";
}

function variantsOf(python: Python, agents: number, settings: BenchSettings): Variant[] {
  const { workload, secondsPerAgent, concurrency = availableParallelism() } = settings;
  const plan = Array.from({ length: agents }, (_, i) =>
    workload.plan(i, secondsPerAgent, python.pieceSeconds),
  );
  return EXECUTORS.map((executor) => ({
    name: `${python.name} ${executor}`,
    agents,
    workers: executor === "sequential" ? 1 : Math.min(agents, concurrency),
    base: `${python.name} sequential`,
    order: {
      command: {
        title: `${python.name} ${executor} with ${agents} ${agents === 1 ? "agent" : "agents"}`,
        program: python.path,
        // With -B, Python writes no bytecode files.
        args: ["-B", scriptPath("host.py")],
      },
      order: { executor, concurrency: Math.min(agents, concurrency), agents: plan.map(pythonAgent) },
      timeLimit: 60 + 20 * agents * secondsPerAgent,
    },
  }));
}

function pythonAgent(plan: AgentPlan, index: number) {
  if (plan.kind !== "shift") throw new RangeError("Python's agents work in shifts only.");
  return { agentId: index + 1, shift: plan.shift, times: plan.times };
}

function describe({ name, version, gil }: Python): string {
  const threads = gil
    ? "its threads take turns at one lock (the GIL)"
    : "its threads run at the same time (no GIL)";
  return `${name} is Python ${version}: ${threads}. Its agents do fewer pieces of the same work, for as long; the times compare with its own sequential run only, what was found with everybody's.`;
}
