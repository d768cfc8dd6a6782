import { describeValue } from "../common/describe-value.ts";
import { SharingError } from "./sharing-error.ts";

/**
 * A primitive in the form that crosses to another thread.
 *
 * `postMessage` copies values, and an instance of a class arrives as a bare object without its methods and private
 * fields. Only a `SharedArrayBuffer` is not copied: both threads then see the same bytes. So a primitive sends a handle to
 * its bytes (`mutex.share()`), and the other thread builds an object of its own over the same bytes
 * (`Mutex.from(handle)`). `share` and `revive` do this for whole objects.
 */
export interface Handle<Kind extends string = string> {
  /** The kind of primitive in these bytes, for example `"swarmlab.mutex"`. */
  readonly kind: Kind;
  readonly buffer: SharedArrayBuffer;
  /** The primitive's first byte; a multiple of 8. */
  readonly offset: number;
}

/** A primitive of `labs/sharing`. */
export interface Shareable {
  /** The form that crosses `postMessage`. */
  share(): Handle;
  /**
   * Frees what a dead thread held, so that no other thread waits for it for ever.
   *
   * @param threadId the dead worker's `threadId`; read it while the worker lives, because it is -1 after the worker's end
   * @returns whether the dead thread held anything
   * @throws SharingError `INVALID_ARGUMENT` for what is no thread id, such as -1
   */
  recover?(threadId: number): boolean;
}

/**
 * A handle to `bytes` bytes of new shared memory, all zero.
 *
 * @throws SharingError `FULL` when the memory cannot be allocated
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
  // `value.kind` was compared with `kind` above.
  return value as Handle<Kind>;
}

/**
 * Whether `value` was a handle before it lost its memory, as in JSON: only the message of a thread carries shared memory.
 */
export function isBrokenHandle(value: unknown): value is { readonly kind: string } {
  if (typeof value !== "object" || value === null || isHandle(value)) return false;
  const { kind, buffer, offset } = value as Partial<Handle>;
  return (
    typeof kind === "string" && kind.startsWith("swarmlab.") && buffer !== undefined && offset !== undefined
  );
}

/** Whether `value` is meant as a handle, and not as options: `checkHandle` refuses one that is wrong. */
export function isHandleOrBroken<K extends string>(value: object | Handle<K>): value is Handle<K> {
  return typeof value === "object" && value !== null && "kind" in value;
}

/** Whether `value` is the result of a primitive's `share()`. */
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
