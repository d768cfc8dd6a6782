import type { Memory } from "../runtime/shared-state.ts";
import type { Op } from "../runtime/suspensions.ts";
import type { VirtualThread } from "../runtime/thread.ts";
import { modeOf, WRITES } from "./access-mode.ts";

/** Two unordered accesses to the same bytes, at least one of them plain and one a write. */
export interface Race {
  readonly first: RacingAccess;
  readonly second: RacingAccess;
  readonly memory: Memory;
  readonly low: number;
  readonly high: number;
  /** The choices of the run up to the second access, which is included. */
  readonly choices: readonly number[];
}

export interface RacingAccess {
  readonly thread: number;
  readonly site: number;
  readonly writes: boolean;
  readonly isAtomic: boolean;
}

/** The history of one unit of memory: for each kind of access and each thread, the thread's clock and place at its last access. */
class Shadow {
  run = -1;
  readonly clocks: Int32Array;
  readonly sites: Int32Array;
  readonly sync: Int32Array;
  constructor(threads: number) {
    this.clocks = new Int32Array(4 * threads);
    this.sites = new Int32Array(4 * threads);
    this.sync = new Int32Array(threads);
  }
}

const PLAIN_READ = 0;
const PLAIN_WRITE = 1;
const ATOMIC_READ = 2;
const ATOMIC_WRITE = 3;
/** The kinds of earlier accesses with which each kind of access can race. */
const CONFLICTS: readonly (readonly number[])[] = [
  [PLAIN_WRITE, ATOMIC_WRITE],
  [PLAIN_READ, PLAIN_WRITE, ATOMIC_READ, ATOMIC_WRITE],
  [PLAIN_WRITE],
  [PLAIN_READ, PLAIN_WRITE],
];
const MOST_RACES = 20;

/**
 * Finds data races by vector clocks (Mattern, Fidge; in the manner of FastTrack). Each thread's clock holds how far it has seen every thread.
 * An atomic write stores its thread's clock at the memory, and an atomic read merges that clock into its own. A plain access to memory that another
 * thread wrote, and that the clock does not cover, is a race, whatever the result of this run.
 */
export class RaceDetector {
  readonly races = new Map<string, Race>();
  readonly #threads: number;
  readonly #clocks: Int32Array[];
  readonly #shadows = new WeakMap<Memory, { unit: number; cells: Shadow[] }>();
  /** The places of steps that touch several elements, which real threads see one after the other. */
  readonly #wide = new Set<number>();
  readonly #onTorn: (site: number) => void;
  #run = 0;

  /** @param onTorn - gets the place of a step that touches several elements and races with another access */
  constructor(threads: number, onTorn: (site: number) => void = () => {}) {
    this.#threads = threads;
    this.#onTorn = onTorn;
    this.#clocks = Array.from({ length: threads }, () => new Int32Array(threads));
  }

  startRun(): void {
    this.#run++;
    for (const [thread, clock] of this.#clocks.entries()) {
      clock.fill(0);
      clock[thread] = 1;
    }
  }

  /** Records an access. @param isRead - whether it changed nothing, as a compare-and-exchange that failed */
  onAccess(thread: number, op: Op, isRead: boolean, choices: readonly number[]): void {
    const { unit, cells } = this.#shadowsOf(op);
    if (op.kind === "bulk" && op.high - op.low > elementSize(op)) this.#wide.add(op.site);
    const clock = this.#clocks[thread] as Int32Array;
    const kind = (op.isAtomic ? ATOMIC_READ : PLAIN_READ) + (isRead ? 0 : 1);
    const threads = this.#threads;
    for (let at = Math.floor(op.low / unit); at * unit < op.high; at++) {
      let shadow = cells[at];
      if (shadow === undefined) {
        shadow = new Shadow(threads);
        cells[at] = shadow;
      }
      if (shadow.run !== this.#run) {
        shadow.run = this.#run;
        shadow.clocks.fill(0);
        shadow.sync.fill(0);
      }
      for (const earlier of CONFLICTS[kind] as readonly number[]) {
        for (let other = 0; other < threads; other++) {
          const place = earlier * threads + other;
          if (other !== thread && (shadow.clocks[place] as number) > (clock[other] as number)) {
            const first = racingAccess(other, shadow.sites[place] as number, earlier);
            this.#found(op, first, racingAccess(thread, op.site, kind), choices);
          }
        }
      }
      if (op.isAtomic) synchronise(clock, shadow.sync, isRead);
      const own = kind * threads + thread;
      shadow.clocks[own] = clock[thread] as number;
      shadow.sites[own] = op.site;
    }
    if (op.isAtomic && !isRead) clock[thread] = (clock[thread] as number) + 1;
  }

  /** Records that the next steps of two threads conflict: the first one's comes first, then nothing is between them. */
  onBothNext(first: VirtualThread, second: VirtualThread, choices: readonly number[]): void {
    const { op } = second;
    if (first.op === undefined || op === undefined) return;
    // Which bytes these calls touch is not known.
    if (first.op.isSilent || op.isSilent) return;
    if (this.races.has(`${op.site}/${first.op.site}`)) return;
    const order = [...choices, first.index, second.index];
    this.#found(op, pendingAccess(first.index, first.op), pendingAccess(second.index, op), order);
  }

  /** Records that one thread wakes another: everything before the call comes before everything that the woken thread does next. */
  onWake(waker: number, woken: number): void {
    const from = this.#clocks[waker] as Int32Array;
    const to = this.#clocks[woken] as Int32Array;
    for (let i = 0; i < from.length; i++) to[i] = Math.max(to[i] as number, from[i] as number);
    from[waker] = (from[waker] as number) + 1;
  }

  #shadowsOf(op: Op): { unit: number; cells: Shadow[] } {
    const size = op.kind === "bulk" ? 1 : op.high - op.low;
    let shadows = this.#shadows.get(op.memory);
    if (shadows === undefined || size < shadows.unit) {
      shadows = { unit: size, cells: [] };
      this.#shadows.set(op.memory, shadows);
    }
    return shadows;
  }

  #found(op: Op, first: RacingAccess, second: RacingAccess, choices: readonly number[]): void {
    if (this.#wide.has(first.site)) this.#onTorn(first.site);
    if (this.#wide.has(second.site)) this.#onTorn(second.site);
    const key = `${first.site}/${op.site}`;
    if (this.races.has(key) || this.races.size >= MOST_RACES) return;
    this.races.set(key, {
      first,
      second,
      memory: op.memory,
      low: op.low,
      high: op.high,
      choices: [...choices],
    });
  }
}

/** Methods of a DataView touch one number. */
const elementSize = ({ view }: Op): number => (view instanceof DataView ? 8 : view.BYTES_PER_ELEMENT);

function pendingAccess(thread: number, op: Op): RacingAccess {
  return { thread, site: op.site, writes: (modeOf(op) & WRITES) !== 0, isAtomic: op.isAtomic };
}

function racingAccess(thread: number, site: number, kind: number): RacingAccess {
  return {
    thread,
    site,
    writes: kind === PLAIN_WRITE || kind === ATOMIC_WRITE,
    isAtomic: kind >= ATOMIC_READ,
  };
}

function synchronise(clock: Int32Array, sync: Int32Array, isRead: boolean): void {
  for (let i = 0; i < clock.length; i++) {
    if ((sync[i] as number) > (clock[i] as number)) clock[i] = sync[i] as number;
    if (!isRead) sync[i] = clock[i] as number;
  }
}
