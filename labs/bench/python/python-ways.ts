import { availableParallelism } from "node:os";
import type { BenchSettings } from "../compare/bench-options.ts";
import type { Way } from "../compare/way.ts";
import type { AgentPlan } from "../workloads/swarm-plan.ts";
import { findPythons, type Python } from "./find-pythons.ts";
import { scriptPath } from "./script-path.ts";

/** The ways of all Pythons found, and what there is to say about them. */
export interface PythonWays {
  readonly ways: readonly Way[];
  readonly notes: readonly string[];
}

const WAYS = ["sequential", "threads", "processes"] as const;

/**
 * The same agents in every Python on PATH, as threads and as processes there. Python needs many times as long for a piece of
 * work as V8 does: so its agents do fewer of them, for as long as the others take, and its rows compare with
 * that Python's own sequential row. What the agents find is the same, and is compared.
 */
export async function pythonWays(settings: BenchSettings): Promise<PythonWays> {
  const { agents, workload, signal } = settings;
  if (!canDo(settings)) {
    return { ways: [], notes: [`Python was not measured: its scripts have no workload "${workload.name}".`] };
  }
  const { pythons, notes } = await findPythons(process.env.PATH, signal);
  const counts = settings.quick ? agents.slice(-1) : agents;
  const tried = settings.quick ? pythons.slice(0, 1) : pythons;
  const skipped = pythons.slice(tried.length).map(({ name }) => name);
  return {
    ways: tried.flatMap((python) => counts.flatMap((count) => waysOf(python, count, settings))),
    notes: [
      ...notes,
      ...tried.map(describe),
      ...(skipped.length > 0 ? [`In a quick benchmark there is no time for ${skipped.join(" and ")}.`] : []),
    ],
  };
}

function canDo({ workload, secondsPerAgent }: BenchSettings): boolean {
  const known = new Set(["analyst", "trainer", "validator"]);
  const isShift = workload.shifts.length > 0 && workload.shifts.every((shift) => known.has(shift));
  const pieceSeconds = Object.fromEntries(workload.shifts.map((shift) => [shift, 1]));
  return isShift && workload.plan(0, secondsPerAgent, pieceSeconds).kind === "shift";
}

function waysOf(python: Python, agents: number, settings: BenchSettings): Way[] {
  const { workload, secondsPerAgent, concurrency = availableParallelism() } = settings;
  const plan = Array.from({ length: agents }, (_, i) =>
    workload.plan(i, secondsPerAgent, python.pieceSeconds),
  );
  return WAYS.map((way) => ({
    approach: `${python.name} ${way}`,
    agents,
    base: `${python.name} sequential`,
    order: {
      command: {
        title: `${python.name} ${way} with ${agents} ${agents === 1 ? "agent" : "agents"}`,
        program: python.path,
        // -B: a measurement leaves no files behind.
        args: ["-B", scriptPath("host.py")],
      },
      order: { way, concurrency: Math.min(agents, concurrency), agents: plan.map(pythonAgent) },
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
