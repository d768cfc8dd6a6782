import type { GraphRecord, NodeRun, RecordedAgent } from "./graph-record.ts";

/** One step of the critical path: the node for which the next step had to wait. */
export interface CriticalStep {
  readonly step: number;
  readonly node: string;
  /** The run of that node. */
  readonly run: NodeRun;
  /** Seconds from the step's start to its end. */
  readonly seconds: number;
}

/** Where the time of a run went, in seconds. The four parts add up to the whole. */
export interface CriticalPath {
  readonly steps: readonly CriticalStep[];
  /** The nodes of the path worked: their last agents computed, or they ran on the graph's own thread. */
  readonly working: number;
  /** The last agents of the nodes of the path waited for a worker. */
  readonly waitingForWorker: number;
  /** The nodes of the path handed data over and back, and waited for their turn on the graph's thread. */
  readonly handingOver: number;
  /** Between the steps: LangGraph.js merges the state, saves it, and plans the next step. */
  readonly betweenSteps: number;
}

/**
 * The chain of nodes that decides how long the graph takes. LangGraph.js starts a step when every node of the step before has
 * ended, so the path is the last node to end in each step.
 */
export function criticalPath({ runs, totalSeconds }: GraphRecord): CriticalPath {
  const steps: CriticalStep[] = [];
  let working = 0;
  let waitingForWorker = 0;
  for (const [step, nodes] of byStep(runs)) {
    const run = nodes.reduce((last, one) =>
      endOf(one, totalSeconds) > endOf(last, totalSeconds) ? one : last,
    );
    const start = Math.min(...nodes.map(({ startedAt }) => startedAt));
    const seconds = endOf(run, totalSeconds) - start;
    steps.push({ step, node: run.node, run, seconds });
    const agent = lastAgent(run);
    if (agent === undefined) {
      working += endOf(run, totalSeconds) - run.startedAt;
    } else {
      working += agent.endedAt - agent.startedAt;
      waitingForWorker += agent.startedAt - agent.askedAt;
    }
  }
  const inSteps = steps.reduce((sum, { seconds }) => sum + seconds, 0);
  return {
    steps,
    working,
    waitingForWorker,
    handingOver: Math.max(0, inSteps - working - waitingForWorker),
    betweenSteps: Math.max(0, totalSeconds - inSteps),
  };
}

/** The runs of each step, in the order of the steps. */
export function byStep(runs: readonly NodeRun[]): ReadonlyMap<number, readonly NodeRun[]> {
  return Map.groupBy(
    runs.toSorted((a, b) => a.step - b.step),
    ({ step }) => step,
  );
}

function endOf({ endedAt }: NodeRun, now: number): number {
  return endedAt ?? now;
}

function lastAgent({ agents }: NodeRun): RecordedAgent | undefined {
  return agents.toSorted((a, b) => a.endedAt - b.endedAt).at(-1);
}
