import { now } from "./current-thread.ts";
import type { SharedState } from "./shared-state.ts";
import { Op, type OpKind, type SharedView } from "./suspensions.ts";

/** Whether a value is a view of shared memory. */
export function isSharedView(value: unknown): value is SharedView {
  return ArrayBuffer.isView(value) && value.buffer instanceof SharedArrayBuffer;
}

const WRITES: ReadonlySet<OpKind> = new Set([
  "write",
  "store",
  "add",
  "sub",
  "and",
  "or",
  "xor",
  "exchange",
  "compareExchange",
  // These change the queue of waits, whose order matters.
  "wait",
  "waitAsync",
  "notify",
]);

function sharedState(): SharedState {
  return (now.thread as NonNullable<typeof now.thread>).world.sharedState;
}

/** An access to one element of a typed array. @returns undefined outside a thread and outside the array */
export function elementAccess(
  kind: OpKind,
  site: number,
  view: SharedView,
  index: number,
  value?: unknown,
  other?: unknown,
): Op | undefined {
  if (now.thread === undefined || !(index >= 0 && index < (view as Int32Array).length)) return undefined;
  const size = (view as Int32Array).BYTES_PER_ELEMENT;
  const low = view.byteOffset + index * size;
  return new Op(
    kind,
    site,
    sharedState().of(view.buffer),
    low,
    low + size,
    view,
    index,
    value,
    other,
    WRITES.has(kind),
  );
}

/** One access to many bytes of a view, by a method of the view or by a function that gets the view. */
export function bulkAccess(
  site: number,
  view: SharedView,
  from: number,
  bytes: number,
  writes: boolean,
  perform: () => unknown,
): Op {
  const low = view.byteOffset + from;
  return new Op(
    "bulk",
    site,
    sharedState().of(view.buffer),
    low,
    low + bytes,
    view,
    -1,
    undefined,
    undefined,
    writes,
    perform,
  );
}
