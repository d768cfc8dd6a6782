import type { GraphRecording, Recordable } from "@swarmlab/labs/graph";
import { type LiveModel, LiveView } from "./live-view.ts";
import { openScreen } from "./screen.ts";
import type { TerminalStream } from "./terminal.ts";

export interface WatchGraphOptions {
  /** The headline. @default the graph's name */
  readonly title?: string;
  /** The stream for the view outside a notebook. @default process.stdout */
  readonly stream?: TerminalStream;
}

/** Something was recorded. The view draws the record itself. */
interface Change {
  readonly elapsed: number;
  readonly done: number;
  readonly total: number;
}

/** The headline of a record, by which plain lines tell what is new. */
interface GraphState {
  readonly recording: GraphRecording;
  readonly headline: string;
}

const graphModel: LiveModel<GraphState, Change> = {
  advance: ({ recording }) => stateOf(recording),
  end: ({ recording }) => stateOf(recording),
  html: ({ recording }) => recording.picture.html,
  lines: ({ recording }, { lines: most = Number.POSITIVE_INFINITY }) => {
    const lines = recording.picture.text.split("\n");
    // The headline and the newest steps.
    return lines.length < most ? lines : [...lines.slice(0, 1), ...lines.slice(lines.length - most + 2)];
  },
  plain: (before, after) => (before.headline === after.headline ? null : after.headline),
};

/**
 * Prepares a recording of a graph that is drawn while the graph runs: its nodes, the edges taken, and a lane for each thread.
 * In a notebook it is one output, updated in place; in a terminal a few lines, redrawn; in a pipe a plain line for news.
 *
 * ```ts
 * const watched = await watchGraph(app);
 * await app.invoke(input, { callbacks: [watched] });
 * ```
 *
 * @returns the recording, which has the picture of the run when it has ended
 */
export async function watchGraph(app: Recordable, options: WatchGraphOptions = {}): Promise<GraphRecording> {
  const { title, stream = process.stdout } = options;
  // Every notebook loads this file, and few watch a graph.
  const { recordGraph } = await import("@swarmlab/labs/graph");
  let view: LiveView<GraphState, Change> | undefined;
  const onChange = () => {
    const { state, runs, totalSeconds } = recording.record;
    if (state === "running") {
      view ??= new LiveView({
        model: graphModel,
        start: () => stateOf(recording),
        openScreen: () => openScreen(stream),
      });
      const done = runs.filter(({ endedAt }) => endedAt !== undefined).length;
      view.tell({ elapsed: totalSeconds, done, total: runs.length + 1 });
    } else {
      view?.end(state === "failed" ? "interrupted" : "finished");
      // A further run of the same recording is drawn in a view of its own.
      view = undefined;
    }
  };
  const recording = await recordGraph(app, { onChange, ...(title !== undefined && { title }) });
  return recording;
}

function stateOf(recording: GraphRecording): GraphState {
  const [headline = ""] = recording.picture.text.split("\n", 1);
  return { recording, headline };
}
