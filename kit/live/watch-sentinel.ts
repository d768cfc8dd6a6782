import {
  incidentTitle,
  openSentinel,
  type SentinelOptions,
  type SentinelRun,
  type SentinelState,
  sentinelHtml,
  sentinelLine,
  sentinelText,
} from "@swarmlab/labs/sentinel";
import { listenForInterruption } from "./interruption.ts";
import { Pacer } from "./pacer.ts";
import { openScreen, type Screen } from "./screen.ts";
import type { TerminalStream } from "./terminal.ts";

export interface WatchSentinelOptions extends SentinelOptions {
  /** The stream for the view outside a notebook. @default process.stdout */
  readonly stream?: TerminalStream;
}

/** In a pipe a line is printed for each change of an incident, and besides this often. */
const PLAIN_INTERVAL_SECONDS = 5;

/**
 * Runs a Sentinel as `runSentinel` does, and shows what it sees: the services as a heat map, agents at work, incidents.
 *
 * In a notebook it is one output, updated in place. In a terminal it is a few lines, redrawn at most eight times a second. In a
 * pipe it is a line for each change of an incident, and one every five seconds. Interrupting the cell, Ctrl-C and the signal
 * end it in an orderly way, and the run that it returns is what was seen until then.
 *
 * @example
 * const run = await watchSentinel({ seconds: 20 });
 * @throws SentinelError as `runSentinel` does, before anything is shown
 */
export async function watchSentinel(options: WatchSentinelOptions = {}): Promise<SentinelRun> {
  const { stream = process.stdout, signal, onState, ...rest } = options;
  const stop = new AbortController();
  let show = (_state: SentinelState) => {};
  const sentinel = await openSentinel({
    ...rest,
    signal: signal === undefined ? stop.signal : AbortSignal.any([signal, stop.signal]),
    onState: (state) => {
      show(state);
      onState?.(state);
    },
  });
  const stopListening = listenForInterruption({
    hearsControlC: signal === undefined,
    endsProcess: false,
    onInterrupt: () => stop.abort(),
  });
  const screen = openScreen(stream);
  const news = new News();
  const hasColour = stream.isTTY === true && process.env.NO_COLOR === undefined;
  const draw = () => drawState(screen, sentinel.state, news, hasColour);
  const pacer = new Pacer(draw);
  show = () => pacer.request();
  try {
    draw();
    pacer.start();
    const run = await sentinel.ended;
    pacer.stop();
    drawState(screen, { ...run.record.state, heat: sentinel.state.heat }, news, hasColour);
    return run;
  } finally {
    pacer.stop();
    screen.close();
    stopListening();
  }
}

function drawState(screen: Screen, state: SentinelState, news: News, hasColour: boolean): void {
  screen.show({
    html: () => sentinelHtml(state),
    lines: (size) => sentinelText(state, { ...size, hasColour }),
    plain: () => news.since(state),
  });
}

/** What a pipe is to be told. */
class News {
  readonly #incidents = new Map<string, boolean>();
  #sentences = 0;
  #lineAt = 0;
  #phase = "";

  /** The lines for what is new; null when nothing is. */
  since(state: SentinelState): string | null {
    const lines: string[] = [];
    for (const incident of state.incidents) {
      const isOver = incident.resolvedAt !== undefined;
      if (this.#incidents.get(incident.id) === isOver) continue;
      this.#incidents.set(incident.id, isOver);
      lines.push(`${isOver ? "○ over" : "● incident"}: ${incidentTitle(incident)}`);
    }
    const { sentences } = state;
    if (sentences.length < this.#sentences) this.#sentences = sentences.length;
    lines.push(...sentences.slice(this.#sentences).map((sentence) => `! ${sentence}`));
    this.#sentences = sentences.length;
    if (state.phase === "starting") return lines.length === 0 ? null : lines.join("\n");
    const isTime = state.elapsed - this.#lineAt >= PLAIN_INTERVAL_SECONDS || this.#phase !== state.phase;
    if (isTime) lines.push(sentinelLine(state));
    if (isTime) this.#lineAt = state.elapsed;
    this.#phase = state.phase;
    return lines.length === 0 ? null : lines.join("\n");
  }
}
