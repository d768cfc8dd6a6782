import { bulkAccess } from "./access.ts";
import { guarded } from "./guarded-view.ts";
import type { Frame, Op, SharedView } from "./suspensions.ts";

type Fn = (...args: unknown[]) => unknown;

/** The methods of `DataView`, and the bytes that each reads or writes at an offset. */
const DATA_VIEW = /^(get|set)(?:Big)?(?:Ui|I|i|ui|Float|float)?\D*(\d+)$/;
/** The methods of `Buffer` that read or write one number. */
const NUMBER = /^(read|write)(?:Big)?(?:U?[Ii]nt|Float|Double)(\d*)(?:LE|BE)?$/;
/** The names of Buffer's methods. Some of the functions have another name, or none. */
const BUFFER_NAMES = new Map<unknown, string>();
for (const name of Object.getOwnPropertyNames(Buffer.prototype)) {
  const { value } = Object.getOwnPropertyDescriptor(Buffer.prototype, name) ?? {};
  if (typeof value === "function" && !BUFFER_NAMES.has(value)) BUFFER_NAMES.set(value, name);
}
const READS = new Set([
  "toString",
  "toLocaleString",
  "equals",
  "compare",
  "indexOf",
  "includes",
  "lastIndexOf",
  "toJSON",
  "toHex",
  "toBase64",
]);
const WRITES = new Set(["fill", "swap16", "swap32", "swap64", "setFromHex", "setFromBase64"]);

/** The step that a method of `DataView` or `Buffer` makes; undefined for a method that is not known. */
export function viewAccess(site: number, fn: Fn, view: SharedView, args: unknown[]): Op | Frame | unknown {
  const perform = () => Reflect.apply(fn, view, args);
  const whole = (writes: boolean) =>
    view.byteLength > 0 ? bulkAccess(site, view, 0, view.byteLength, writes, perform) : perform();
  const name = BUFFER_NAMES.get(fn) ?? fn.name;
  if (view instanceof DataView) {
    const [, how, bits] = DATA_VIEW.exec(name) ?? [];
    return how === undefined
      ? undefined
      : part(site, view, args[0], Number(bits) / 8, how === "set", perform);
  }
  if (!Buffer.isBuffer(view))
    return READS.has(name) ? whole(false) : WRITES.has(name) ? whole(true) : undefined;
  const number = NUMBER.exec(name);
  if (number !== null) {
    const isWrite = number[1] === "write";
    const offset = args[isWrite ? 1 : 0];
    const bytes = number[2] ? Number(number[2]) / 8 : sizeOf(name, args[isWrite ? 2 : 1]);
    return part(site, view, offset, bytes, isWrite, perform);
  }
  if (name === "copy") return copied(site, view, args);
  if (name === "slice" || name === "subarray") return guarded(perform());
  if (name === "write") return whole(true);
  return READS.has(name) ? whole(false) : WRITES.has(name) ? whole(true) : undefined;
}

function sizeOf(name: string, given: unknown): number {
  if (name.includes("Double")) return 8;
  return name.includes("Float") ? 4 : Number(given) || 1;
}

function part(
  site: number,
  view: SharedView,
  at: unknown,
  bytes: number,
  writes: boolean,
  perform: () => unknown,
): unknown {
  const offset = Math.trunc(Number(at ?? 0)) || 0;
  // The real method throws for a wrong offset.
  if (offset < 0 || offset + bytes > view.byteLength) return perform();
  return bulkAccess(site, view, offset, bytes, writes, perform);
}

/**
 * `buffer.copy(target, at, from, to)` reads one block and writes another, each in a step where other threads see it.
 *
 * @returns undefined where the real method may be called as it is: neither block is shared
 */
export function copied(site: number, source: Uint8Array, args: unknown[]): Frame | undefined {
  const [target] = args;
  const isSource = source.buffer instanceof SharedArrayBuffer;
  const isTarget = ArrayBuffer.isView(target) && target.buffer instanceof SharedArrayBuffer;
  return isSource || isTarget ? copying(site, source, isSource, args, isTarget) : undefined;
}

function* copying(
  site: number,
  source: Uint8Array,
  isSource: boolean,
  args: unknown[],
  isTarget: boolean,
): Frame {
  const [target, ...places] = args as [Uint8Array, ...unknown[]];
  const [at = 0, from = 0, to = source.length] = places.map((place) => Math.trunc(Number(place)) || 0);
  const bytes = Math.max(0, Math.min(to - from, source.length - from, target.byteLength - at));
  const copy = (): unknown => Reflect.apply(Buffer.prototype.copy, source, args);
  // The real method throws for a wrong place.
  if (bytes === 0 || at < 0 || from < 0) return copy();
  if (!isTarget) return yield bulkAccess(site, source as SharedView, from, bytes, false, copy);
  const block = (
    isSource
      ? yield bulkAccess(site, source as SharedView, from, bytes, false, () =>
          Uint8Array.prototype.slice.call(source, from, from + bytes),
        )
      : source.subarray(from, from + bytes)
  ) as Uint8Array;
  return yield bulkAccess(site, target as SharedView, at, bytes, true, () => {
    for (const [i, byte] of block.entries()) target[at + i] = byte;
    return bytes;
  });
}
