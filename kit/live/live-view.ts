import { Pacer } from "./pacer.ts";
import type { Screen } from "./screen.ts";
import type { TerminalSize } from "./terminal.ts";

/** How a watched run ended. */
export type LiveEnd = "finished" | "interrupted";

/** The model of a watched run: pure functions over an immutable state. */
export interface LiveModel<State, Event> {
  /** The state after some events. `elapsed`, in seconds, moves the clock on even without events. */
  advance(state: State, events: readonly Event[], elapsed: number): State;
  end(state: State, end: LiveEnd): State;
  html(state: State): string;
  lines(state: State, size: Partial<TerminalSize>): string[];
  /** The line to print for the step from `before` to `after`; null when there is nothing new. */
  plain(before: State, after: State): string | null;
}

/** The fields of every event. */
interface Progress {
  /** Seconds since the start. */
  readonly elapsed: number;
  readonly done: number;
  readonly total: number;
}

/** Shows a run while it goes on. Events are stored when they come, and applied when it is time to draw. `end()` ends it. */
export class LiveView<State, Event extends Progress> {
  readonly #model: LiveModel<State, Event>;
  readonly #start: () => State;
  readonly #openScreen: () => Screen;
  readonly #pacer = new Pacer(() => this.#draw());
  #screen: Screen | undefined;
  #state: State | undefined;
  #events: Event[] = [];
  #latest: Event | undefined;
  /** When the latest event came, in ms. */
  #latestAt = 0;
  #hasEnded = false;

  constructor(parts: {
    readonly model: LiveModel<State, Event>;
    /** Called when there is something to show: a run that never begins shows nothing. */
    readonly start: () => State;
    readonly openScreen: () => Screen;
  }) {
    this.#model = parts.model;
    this.#start = parts.start;
    this.#openScreen = parts.openScreen;
  }

  /** Shows the first state. The first event does it too. */
  open(): void {
    if (this.#screen !== undefined || this.#hasEnded) return;
    this.#state = this.#start();
    this.#screen = this.#openScreen();
    this.#show(this.#state, this.#state);
    this.#pacer.start();
  }

  tell(event: Event): void {
    if (this.#hasEnded) return;
    this.#events.push(event);
    this.#latest = event;
    this.#latestAt = performance.now();
    this.open();
    this.#pacer.request(this.#latestAt);
  }

  /** Shows the last state. Returns the screen, or undefined when nothing was ever shown. */
  end(end: LiveEnd): Screen | undefined {
    if (this.#hasEnded) return this.#screen;
    this.#hasEnded = true;
    this.#pacer.stop();
    if (this.#state === undefined) return undefined;
    const before = this.#state;
    this.#state = this.#model.end(this.#advanced(before), end);
    this.#show(before, this.#state);
    this.#screen?.close();
    return this.#screen;
  }

  #draw(): void {
    if (this.#state === undefined) return;
    const before = this.#state;
    this.#state = this.#advanced(before);
    this.#show(before, this.#state);
  }

  #advanced(state: State): State {
    const events = this.#events;
    this.#events = [];
    return this.#model.advance(state, events, this.#elapsed());
  }

  /** Seconds since the start: the time of the latest event and, unless it was the last event, the time since then. */
  #elapsed(): number {
    if (this.#latest === undefined) return 0;
    const { done, total, elapsed } = this.#latest;
    return done >= total ? elapsed : elapsed + (performance.now() - this.#latestAt) / 1000;
  }

  #show(before: State, state: State): void {
    const model = this.#model;
    try {
      this.#screen?.show({
        html: () => model.html(state),
        lines: (size) => model.lines(state, size),
        plain: () => model.plain(before, state),
      });
    } catch {
      // A failure to draw must not end the run.
      this.#pacer.stop();
    }
  }
}
