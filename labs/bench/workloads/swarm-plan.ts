import { type AgentTask, agent, DataAnalyst } from "../../agents/index.ts";
import type { SwarmSource, SwarmToRun } from "../measure/swarm-source.ts";
import { SHIFTS, type ShiftName } from "./shifts.ts";
import { Waiter, type WaiterOrder } from "./waiter.ts";
import { WarmUp } from "./warm-up.ts";

/** The work of one agent of a benchmark. */
export type AgentPlan =
  | { readonly kind: "shift"; readonly shift: ShiftName; readonly times: number }
  | ({ readonly kind: "wait" } & WaiterOrder)
  /** A DataAnalyst with so few numbers that sending the work takes longer than doing it. */
  | { readonly kind: "tiny"; readonly numbers: number };

/** A swarm as plain data: one plan for each agent. */
export type SwarmPlan = readonly AgentPlan[];

/** The source from which a host makes the swarm of a plan. */
export function sourceOf(plan: SwarmPlan): SwarmSource {
  return { module: import.meta.url, make: "makeSwarm", input: plan };
}

/** Makes the agents of a plan in the host, with an agent that warms up the worker which runs it. */
export function makeSwarm(plan: SwarmPlan): SwarmToRun {
  const shifts = new Set(plan.map((each): ShiftName => (each.kind === "shift" ? each.shift : "analyst")));
  return {
    agents: plan.map((each, i) => taskOf(each, i + 1)),
    warmUp: [agent(WarmUp, 0, [...shifts])],
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
