import {
  advanceLive,
  endLive,
  type LiveState,
  liveHtml,
  liveText,
  plainLine,
  startLive,
  timelineChart,
} from "@swarmlab/labs/dashboard";
import {
  executorNames,
  findExecutor,
  runMultiAgentSystem,
  type SwarmOptions,
  type SwarmProgress,
  type SwarmRun,
} from "@swarmlab/labs/swarm";
import { showChart } from "./chart-at-the-end.ts";
import { listenForInterruption } from "./interruption.ts";
import { type LiveModel, LiveView } from "./live-view.ts";
import { openScreen } from "./screen.ts";
import type { TerminalStream } from "./terminal.ts";

export interface WatchOptions extends SwarmOptions {
  /** The title of the view. @default the executor in words, such as "Worker threads" */
  readonly title?: string;
  /** Seconds that the same agents take one after another, from which the speedup so far is computed. @default unknown: no speedup is shown */
  readonly sequentialSeconds?: number;
  /** The stream for the view outside a notebook. @default process.stdout */
  readonly stream?: TerminalStream;
}

const swarmModel: LiveModel<LiveState, SwarmProgress> = {
  advance: advanceLive,
  end: endLive,
  html: liveHtml,
  lines: liveText,
  plain: plainLine,
};

/**
 * Runs a swarm as `runMultiAgentSystem` does, and shows it while it runs: a lane a worker, agents that wait, run, are
 * done or have failed, and the time.
 *
 * In a notebook it is one output, updated in place, which ends as the timeline chart (up to 2,000 agents). In a terminal it is a few lines,
 * redrawn. In a pipe it is a plain line for each tenth of the agents. It is drawn at most ten times a second and takes
 * less than 1 % of the run's CPU time.
 *
 * An interrupt of the cell, an aborted `signal` and Ctrl-C stop the swarm, and the view ends by saying how far it came.
 * After Ctrl-C the program ends, unless it listens to SIGINT itself: then it goes on with the results there are.
 *
 * The executors "sequential" and "event-loop" run the agents on the thread that also draws.  An agent that computes
 * there blocks the thread: the view stands still until that agent is done, and Ctrl-C ends the program at once.
 *
 * @example
 * const run = await watch({ agents: [agent(DataAnalyst, 1, 50_000_000), agent(DataAnalyst, 2, 50_000_000)] });
 * @throws SwarmError as `runMultiAgentSystem` does, before anything is shown
 */
export async function watch(options: WatchOptions): Promise<SwarmRun> {
  const { title, sequentialSeconds, stream = process.stdout, ...swarm } = options;
  const { executor = "worker-threads", onProgress, announce = console.log } = swarm;
  const heading = title ?? titleOf(executor);
  const view = new LiveView({
    model: swarmModel,
    start: () =>
      startLive({
        title: heading,
        total: swarm.agents.length,
        ...(sequentialSeconds !== undefined && { sequentialSeconds }),
      }),
    openScreen: () => openScreen(stream),
  });
  const stop = new AbortController();
  const stopListening = listenForInterruption({
    hearsControlC: canBeStopped(executor),
    endsProcess: true,
    onInterrupt: (by) => {
      // The swarm handles a notebook's interrupt itself. The kernel has ended the cell, so the run may never settle.
      if (by === "notebook") view.end("interrupted");
      else stop.abort();
    },
  });
  try {
    const run = await runMultiAgentSystem({
      ...swarm,
      signal: either(swarm.signal, stop.signal),
      announce: (line) => {
        if (announce !== false) announce(line);
        // The workers are ready and the clock has not started, so the first picture takes no time from the swarm.
        view.open();
      },
      onProgress: (event) => {
        view.tell(event);
        onProgress?.(event);
      },
    });
    const wasStopped = run.results.some(
      ({ error }) => error !== null && STOPPED_FROM_OUTSIDE.has(error.code),
    );
    const screen = view.end(wasStopped ? "interrupted" : "finished");
    const chartTitle = wasStopped
      ? { title: `${heading}: ${howFar(run)}` }
      : title === undefined
        ? {}
        : { title };
    if (run.results.length <= MAX_CHARTED_AGENTS)
      await showChart(screen, () => timelineChart(run, chartTitle));
    return run;
  } catch (error) {
    view.end("interrupted");
    throw error;
  } finally {
    stopListening();
  }
}

/** A chart holds every agent: 0.8 MB for a thousand. With more agents the last picture stays, which draws neighbouring agents as one. */
const MAX_CHARTED_AGENTS = 2000;

/** Error codes of agents that were stopped from outside. A stop by a policy or a timeout is not among them. */
const STOPPED_FROM_OUTSIDE: ReadonlySet<string> = new Set(["ABORTED", "INTERRUPTED"]);

function howFar({ results, totalSeconds }: SwarmRun): string {
  const done = results.filter(({ success }) => success).length;
  return `stopped after ${totalSeconds.toFixed(2)} s, ${done} of ${results.length} done`;
}

/** Whether agents that compute can be stopped. They cannot on this thread, which would have to stop them. */
function canBeStopped(executor: string): boolean {
  return executorNames().includes(executor) && findExecutor(executor).contains.spin;
}

/** "worker-threads" → "Worker threads". */
function titleOf(executor: string): string {
  const words = String(executor).replaceAll("-", " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** A signal that is aborted as soon as one of the two is. A value that is not a signal is passed on, and the swarm refuses it. */
function either(theirs: AbortSignal | undefined, ours: AbortSignal): AbortSignal {
  if (theirs === undefined) return ours;
  return theirs instanceof AbortSignal ? AbortSignal.any([theirs, ours]) : theirs;
}
