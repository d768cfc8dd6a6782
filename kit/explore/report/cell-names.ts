import type { Memory } from "../runtime/shared-state.ts";
import type { Op } from "../runtime/suspensions.ts";

interface Place {
  readonly path: string;
  readonly low: number;
  readonly high: number;
  readonly view: ArrayBufferView | undefined;
  readonly kind: string | undefined;
}

/** The names of the words of labs' shared objects, by their offset in bytes. */
const LAYOUTS: Readonly<Record<string, Readonly<Record<number, string>>>> = {
  "swarmlab.mutex": {
    0: "lock word",
    8: "events",
    12: "event waiters",
    16: "dead owner",
    24: "waits",
    28: "longest wait",
    32: "hand-offs",
    36: "recoveries",
    40: "time waited",
  },
  "swarmlab.semaphore": { 0: "permits", 8: "events", 12: "event waiters" },
  "swarmlab.atomicCounter": { 0: "value" },
  "swarmlab.startGate": { 0: "parties", 4: "arrived", 8: "round", 16: "events", 20: "event waiters" },
  "swarmlab.channel": {
    0: "senders' lock",
    128: "receivers' lock",
    256: "senders' events",
    260: "senders' event waiters",
    264: "receivers' events",
    268: "receivers' event waiters",
    512: "tail",
    516: "seen head",
    520: "sent",
    640: "head",
    644: "seen tail",
    648: "received",
  },
};

/** Where the locks of labs' shared objects are, in bytes. */
const LOCKS: Readonly<Record<string, readonly (readonly [at: number, what: string])[]>> = {
  "swarmlab.mutex": [[0, "lock word"]],
  "swarmlab.knowledgeBase": [[0, "writers' lock"]],
  "swarmlab.channel": [
    [0, "senders' lock"],
    [128, "receivers' lock"],
  ],
};
/** The bits of a lock word that name the holder. */
const HOLDER = 0x1fff_ffff;

/** Names memory for a reader: `words[0]`, `account.balance[1]`, `mutex · lock word`. */
export class CellNames {
  readonly #places = new Map<SharedArrayBuffer, Place[]>();

  /** Records where in `shared` a block of memory is. */
  add(
    buffer: SharedArrayBuffer,
    path: string,
    view: ArrayBufferView | undefined,
    kind: string | undefined,
  ): void {
    const low = view?.byteOffset ?? 0;
    const place: Place = {
      path: path || "shared",
      low,
      high: low + (view?.byteLength ?? buffer.byteLength),
      view,
      kind,
    };
    const places = this.#places.get(buffer);
    if (places) places.push(place);
    else this.#places.set(buffer, [place]);
  }

  /** The typed arrays and their names. */
  get views(): [name: string, view: ArrayBufferView][] {
    return [...this.#places.values()]
      .flat()
      .flatMap(({ path, view }): [string, ArrayBufferView][] => (view ? [[path, view]] : []));
  }

  /** The locks of the kit's objects: each with the name in shared memory of the thread that holds it, 0 for none. */
  get locks(): { readonly name: string; readonly holder: number }[] {
    return [...this.#places].flatMap(([buffer, places]) =>
      places.flatMap(({ kind, path, low }) =>
        (LOCKS[kind ?? ""] ?? []).map(([at, what]) => ({
          name: `${path} · ${what}`,
          holder: (new Int32Array(buffer, low + at, 1)[0] as number) & HOLDER,
        })),
      ),
    );
  }

  of(op: Op): string {
    return this.name(op.memory, op.low, op.high);
  }

  name(memory: Memory, low: number, high: number): string {
    const places = this.#places.get(memory.buffer) ?? [];
    const inside = places.filter((place) => place.low <= low && low < place.high);
    const size = high - low;
    const exact = inside.find(
      ({ view }) => view !== undefined && !(view instanceof DataView) && elementSize(view) === size,
    );
    const place = exact ?? inside.find(({ view }) => view !== undefined) ?? inside[0];
    if (place === undefined) return `memory ${memory.id + 1} at byte ${low}`;
    const { view, path, kind } = place;
    if (view === undefined) return named(path, kind, low);
    const unit = elementSize(view);
    const first = (low - place.low) / unit;
    if (!Number.isInteger(first)) return `${path} at byte ${low - place.low}`;
    const count = size / unit;
    return count <= 1 ? `${path}[${first}]` : `${path}[${first}…${first + count - 1}]`;
  }
}

function named(path: string, kind: string | undefined, low: number): string {
  const layout = kind === undefined ? undefined : LAYOUTS[kind];
  const name = layout?.[low];
  return name ? `${path} · ${name}` : `${path} at byte ${low}`;
}

function elementSize(view: ArrayBufferView): number {
  return view instanceof DataView ? 1 : (view as Int32Array).BYTES_PER_ELEMENT;
}
