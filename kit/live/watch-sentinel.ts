import type { SentinelOptions, SentinelRun, SentinelState } from "@swarmlab/labs/sentinel";
import { listenForInterruption } from "./interruption.ts";
import { Pacer } from "./pacer.ts";
import { openScreen, type Screen } from "./screen.ts";
import type { TerminalStream } from "./terminal.ts";

export interface WatchSentinelOptions extends SentinelOptions {
  /** The stream for the view outside a notebook. @default process.stdout */
  readonly stream?: TerminalStream;
}

type SentinelRoom = typeof import("@swarmlab/labs/sentinel");

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
  // Every notebook loads this file, and few watch services.
  const room = await import("@swarmlab/labs/sentinel");
  const stop = new AbortController();
  let show = (_state: SentinelState) => {};
  const sentinel = await room.openSentinel({
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
  const news = new News(room);
  const hasColour = stream.isTTY === true && process.env.NO_COLOR === undefined;
  const draw = () => drawState(screen, sentinel.state, { room, news, hasColour });
  const pacer = new Pacer(draw);
  show = () => pacer.request();
  try {
    draw();
    pacer.start();
    const run = await sentinel.ended;
    pacer.stop();
    drawState(screen, { ...run.record.state, heat: sentinel.state.heat }, { room, news, hasColour });
    return run;
  } finally {
    pacer.stop();
    screen.close();
    stopListening();
  }
}

function drawState(
  screen: Screen,
  state: SentinelState,
  { room, news, hasColour }: { room: SentinelRoom; news: News; hasColour: boolean },
): void {
  screen.show({
    html: () => room.sentinelHtml(state),
    lines: (size) => room.sentinelText(state, { ...size, hasColour }),
    plain: () => news.since(state),
  });
}

/** The lines that a pipe gets. */
class News {
  readonly #room: SentinelRoom;
  readonly #incidents = new Map<string, boolean>();
  #sentences = 0;
  #lineAt = 0;
  #phase = "";

  constructor(room: SentinelRoom) {
    this.#room = room;
  }

  /** The lines for what is new; null when nothing is. */
  since(state: SentinelState): string | null {
    const lines: string[] = [];
    for (const incident of state.incidents) {
      const isOver = incident.resolvedAt !== undefined;
      if (this.#incidents.get(incident.id) === isOver) continue;
      this.#incidents.set(incident.id, isOver);
      const words = `${isOver ? "○ over" : "● incident"}: ${this.#room.incidentTitle(incident)}`;
      lines.push(this.#room.printable(words));
    }
    const { sentences } = state;
    if (sentences.length < this.#sentences) this.#sentences = sentences.length;
    lines.push(...sentences.slice(this.#sentences).map((sentence) => this.#room.printable(`! ${sentence}`)));
    this.#sentences = sentences.length;
    if (state.phase === "starting") return lines.length === 0 ? null : lines.join("\n");
    const isTime = state.elapsed - this.#lineAt >= PLAIN_INTERVAL_SECONDS || this.#phase !== state.phase;
    if (isTime) lines.push(this.#room.sentinelLine(state));
    if (isTime) this.#lineAt = state.elapsed;
    this.#phase = state.phase;
    return lines.length === 0 ? null : lines.join("\n");
  }
}
