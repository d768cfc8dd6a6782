import type { LogEvent } from "../log-event.ts";
import { isBad } from "../signals/severity.ts";

/** How often a line like this one was seen before, as a lead knows. */
export type Familiarity = (event: LogEvent) => number;

/** Lines of a service that were left out, to be counted though they are not read. */
export interface ShedCount {
  readonly service: string;
  readonly count: number;
}

/** From this many lines on a template is well known. */
const WELL_KNOWN = 20;

/**
 * How much is kept of a class of lines at a level of the buffer: one in so many; 0 is nothing.
 * Classes: well-known lines of a noisy service, well-known lines, known warnings, known errors, lines of new kinds.
 */
const KEPT: readonly (readonly [
  level: number,
  ...oneIn: readonly [number, number, number, number, number],
])[] = [
  [0.5, 1, 1, 1, 1, 1],
  [0.6, 8, 1, 1, 1, 1],
  [0.75, 64, 1, 1, 1, 1],
  [0.85, 0, 4, 1, 1, 1],
  [0.95, 0, 32, 8, 1, 1],
  [1, 0, 0, 32, 4, 1],
];

/**
 * Stands between reading and the lead. When it fills, it leaves out what says least: lines of well-known kinds first, those of services
 * that write more than their share before others, errors and new kinds last. What is left out is counted for each service, so that
 * rates stay right.
 */
export class EventBuffer {
  readonly capacity: number;
  readonly #familiarity: Familiarity;
  readonly #events: (LogEvent | undefined)[];
  #head = 0;
  #size = 0;
  #turn = 0;
  readonly #waiting = new Map<string, number>();
  #uncounted = new Map<string, number>();
  readonly #shed = new Map<string, number>();

  /** @param capacity - events held at most */
  constructor(capacity: number, familiarity: Familiarity = () => 0) {
    this.capacity = capacity;
    this.#familiarity = familiarity;
    this.#events = new Array<LogEvent | undefined>(capacity).fill(undefined);
  }

  get size(): number {
    return this.#size;
  }

  /** 0 is empty, 1 full. */
  get level(): number {
    return this.#size / this.capacity;
  }

  /** All that was left out so far, by service. */
  get shed(): ReadonlyMap<string, number> {
    return this.#shed;
  }

  /** @returns whether the event is kept */
  push(event: LogEvent): boolean {
    if (this.#size * 2 >= this.capacity && !this.#isKept(event)) {
      add(this.#shed, event.service, 1);
      add(this.#uncounted, event.service, 1);
      return false;
    }
    this.#events[(this.#head + this.#size) % this.capacity] = event;
    this.#size++;
    add(this.#waiting, event.service, 1);
    return true;
  }

  shift(): LogEvent | undefined {
    if (this.#size === 0) return undefined;
    const event = this.#events[this.#head] as LogEvent;
    this.#events[this.#head] = undefined;
    this.#head = (this.#head + 1) % this.capacity;
    this.#size--;
    const left = (this.#waiting.get(event.service) ?? 1) - 1;
    if (left === 0) this.#waiting.delete(event.service);
    else this.#waiting.set(event.service, left);
    return event;
  }

  /** What was left out since the last call. */
  takeShed(): ShedCount[] {
    if (this.#uncounted.size === 0) return [];
    const counts = [...this.#uncounted].map(([service, count]) => ({ service, count }));
    this.#uncounted = new Map();
    return counts;
  }

  #isKept(event: LogEvent): boolean {
    if (this.#size === this.capacity) return false;
    const { level } = this;
    const [, ...oneIn] = KEPT.find(([to]) => level < to) as (typeof KEPT)[number];
    const share = oneIn[this.#classOf(event)] as number;
    return share === 1 || (share > 0 && this.#turn++ % share === 0);
  }

  #classOf(event: LogEvent): number {
    if (this.#familiarity(event) < WELL_KNOWN) return 4;
    if (isBad(event.severity)) return event.severity === "warn" ? 2 : 3;
    const fairShare = (1.5 * this.#size) / Math.max(1, this.#waiting.size);
    return (this.#waiting.get(event.service) ?? 0) > fairShare ? 0 : 1;
  }
}

function add(counts: Map<string, number>, key: string, count: number): void {
  counts.set(key, (counts.get(key) ?? 0) + count);
}
