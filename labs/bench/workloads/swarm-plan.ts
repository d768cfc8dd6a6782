import { type AgentTask, agent, DataAnalyst } from "../../agents/index.ts";
import type { SwarmSource, SwarmToRun } from "../measure/swarm-source.ts";
import { SHIFTS, type ShiftName } from "./shifts.ts";
import { Waiter, type WaiterOrder } from "./waiter.ts";

/** What one agent of a benchmark does. */
export type AgentPlan =
  | { readonly kind: "shift"; readonly shift: ShiftName; readonly times: number }
  | ({ readonly kind: "wait" } & WaiterOrder)
  /** A DataAnalyst on so few numbers that handing out the work costs more than doing it. */
  | { readonly kind: "tiny"; readonly numbers: number };

/** A swarm as plain data: one plan for each agent. */
export type SwarmPlan = readonly AgentPlan[];

/** Enough repetitions for the engine to have compiled a piece of work. */
const WARM_UP_TIMES = 30;

/** Where a host finds the swarm of a plan. */
export function sourceOf(plan: SwarmPlan): SwarmSource {
  return { module: import.meta.url, make: "makeSwarm", input: plan };
}

/** In the host: plans become agents, and each kind of work is warmed up. */
export function makeSwarm(plan: SwarmPlan): SwarmToRun {
  const shifts = new Set(plan.map((each): ShiftName => (each.kind === "shift" ? each.shift : "analyst")));
  return {
    agents: plan.map((each, i) => taskOf(each, i + 1)),
    warmUp: [...shifts].map((shift, i) => agent(SHIFTS[shift], i, WARM_UP_TIMES)),
  };
}

function taskOf(plan: AgentPlan, agentId: number): AgentTask {
  switch (plan.kind) {
    case "shift":
      return agent(SHIFTS[plan.shift], agentId, plan.times);
    case "wait":
      return agent(Waiter, agentId, plan);
    case "tiny":
      return agent(DataAnalyst, agentId, plan.numbers);
  }
}
