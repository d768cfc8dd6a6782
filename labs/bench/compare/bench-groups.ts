import { availableParallelism } from "node:os";
import { ceilingVariant } from "../ceiling/ceiling-variant.ts";
import type { WorkerState } from "../measure/host-messages.ts";
import { LOOKS } from "../statistics/looks.ts";
import type { PieceSeconds } from "../workloads/workload.ts";
import type { BenchSettings } from "./bench-options.ts";
import { coldName } from "./cold-name.ts";
import type { Group } from "./measure-until-decided.ts";
import { nodeVariant, swarmOf } from "./node-variant.ts";
import type { Variant } from "./variant.ts";

export interface GroupsInput {
  readonly settings: BenchSettings;
  readonly pieceSeconds: PieceSeconds;
  /** The variants of Pythons, with every number of agents. */
  readonly python: readonly Variant[];
  /** The processors to pin the ceiling's processes to; null without pins. */
  readonly processors: readonly number[] | null;
}

/**
 * The variants of a benchmark, in groups that are compared: those with the same number of agents and the same base. The
 * most important group comes first: the one with the most agents and warm workers. Python's groups are last.
 */
export function benchGroups(input: GroupsInput): Group<Variant>[] {
  const counts = input.settings.agents.toReversed();
  const own = counts.flatMap((agents) =>
    input.settings.workers.map((workers) => groupOf(input, agents, workers)),
  );
  const warmFirst = own.toSorted((a, b) => Number(isCold(a)) - Number(isCold(b)));
  const others = [...Map.groupBy(input.python, ({ agents, base }) => `${agents} ${base}`).values()];
  // Python's rows are compared with nothing but its own base, so they need an interval and no more.
  return [...warmFirst, ...others.map((variants) => ({ variants, mostRounds: LOOKS[0] ?? 1 }))];
}

function groupOf(input: GroupsInput, agents: number, workers: WorkerState): Group<Variant> {
  const { settings, pieceSeconds, processors } = input;
  const { approaches, workload, secondsPerAgent, concurrency } = settings;
  const swarm = swarmOf(workload, agents, secondsPerAgent, pieceSeconds);
  // Cold rows have names of their own beside warm ones only.
  const nameOf = workers === "cold" && settings.workers.length > 1 ? coldName : undefined;
  const base = nameOf?.("sequential");
  const variants = approaches.map((executor) =>
    nodeVariant({
      executor,
      swarm,
      workers,
      base,
      ...(nameOf ? { name: nameOf(executor) } : {}),
      ...(concurrency === undefined ? {} : { concurrency }),
    }),
  );
  // In a quick benchmark there is time for one ceiling only.
  const hasCeiling = settings.ceiling && (!settings.quick || agents === settings.agents.at(-1));
  if (!hasCeiling) return { variants };
  const processes = Math.min(agents, concurrency ?? availableParallelism());
  const { deal } = workload;
  return { variants, besides: [ceilingVariant({ swarm, processes, workers, processors, deal, base })] };
}

function isCold({ variants }: Group<Variant>): boolean {
  return variants.some(({ base }) => base !== undefined);
}
