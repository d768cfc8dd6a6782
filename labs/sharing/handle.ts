import { describeValue } from "../common/describe-value.ts";
import { SharingError } from "./sharing-error.ts";

/**
 * A primitive in the form that crosses to another thread.
 *
 * `postMessage` copies values. An instance of a class arrives as a bare object without its methods and private
 * fields. A `SharedArrayBuffer` is the one thing that is not copied: both threads then see the same bytes. So a
 * primitive hands over where its bytes are (`mutex.share()`), and the other thread builds its own object over the
 * same bytes (`Mutex.from(handle)`). `share` and `revive` do this for whole objects.
 */
export interface Handle<Kind extends string = string> {
  /** What lives in these bytes, for example `"swarmlab.mutex"`. */
  readonly kind: Kind;
  readonly buffer: SharedArrayBuffer;
  /** Where it begins, in bytes; a multiple of 8. */
  readonly offset: number;
}

/** What every primitive of `labs/sharing` can do. */
export interface Shareable {
  /** The form that crosses `postMessage`. */
  share(): Handle;
  /**
   * Tells the primitive that a thread is dead, so that nobody waits for it for ever.
   *
   * @param threadId the dead worker's `threadId` (remember it early: it reads -1 after the worker's end)
   * @returns whether the dead thread had left something behind that needed mending
   */
  recover?(threadId: number): boolean;
}

/**
 * Fresh shared memory of `bytes` bytes, all zero, as a handle.
 *
 * @throws SharingError `FULL` when there is not that much memory
 */
export function allocate<Kind extends string>(kind: Kind, bytes: number): Handle<Kind> {
  try {
    return Object.freeze({ kind, buffer: new SharedArrayBuffer(bytes), offset: 0 });
  } catch (cause) {
    throw new SharingError("FULL", `There are no ${bytes} bytes of memory for a ${kind}; ask for less.`, {
      cause,
    });
  }
}

/** Throws `INVALID_ARGUMENT` unless `value` is a handle of this kind with room for `bytes` bytes; returns it. */
export function checkHandle<Kind extends string>(value: unknown, kind: Kind, bytes: number): Handle<Kind> {
  if (!isHandle(value) || value.kind !== kind) {
    const got = isHandle(value) ? `a handle of kind ${value.kind}` : describeValue(value);
    throw new SharingError("INVALID_ARGUMENT", `from() takes a handle of kind ${kind}, but got ${got}.`);
  }
  const { buffer, offset } = value;
  if (offset < 0 || offset % 8 !== 0 || offset + bytes > buffer.byteLength) {
    throw new SharingError(
      "INVALID_ARGUMENT",
      `A ${kind} needs ${bytes} bytes at an offset that is a multiple of 8, but the handle says offset ${offset} in a buffer of ${buffer.byteLength} bytes.`,
    );
  }
  return value as Handle<Kind>;
}

/** Is `value` what some primitive's `share()` returned? */
export function isHandle(value: unknown): value is Handle {
  if (typeof value !== "object" || value === null) return false;
  const { kind, buffer, offset } = value as Partial<Handle>;
  return (
    typeof kind === "string" &&
    kind.startsWith("swarmlab.") &&
    buffer instanceof SharedArrayBuffer &&
    Number.isInteger(offset)
  );
}
