import { bulkAccess } from "./access.ts";
import { guarded } from "./guarded-view.ts";
import type { Frame, Op, SharedView } from "./suspensions.ts";

type Fn = (...args: unknown[]) => unknown;

/** The methods of `DataView`, and the bytes that each reads or writes at an offset. */
const DATA_VIEW = /^(get|set)(?:Big)?(?:Ui|I|i|ui|Float|float)?\D*(\d+)$/;
/** The methods of `Buffer` that read or write one number. */
const NUMBER = /^(read|write)(?:Big)?(?:U?[Ii]nt|Float|Double)(\d*)(?:LE|BE)?$/;
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
  const { name } = fn;
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
  if (name === "copy") return copied(site, view, args, perform);
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

/** `buffer.copy(target)` reads one block and writes another, each in a step. */
function* copied(site: number, view: SharedView, args: unknown[], perform: () => unknown): Frame {
  const [target] = args;
  const into =
    ArrayBuffer.isView(target) && target.buffer instanceof SharedArrayBuffer
      ? (target as SharedView)
      : undefined;
  if (into === undefined) return yield bulkAccess(site, view, 0, view.byteLength, false, perform);
  const copy = (yield bulkAccess(site, view, 0, view.byteLength, false, () =>
    Buffer.from(view as never as Uint8Array),
  )) as Buffer;
  return yield bulkAccess(site, into, 0, into.byteLength, true, () =>
    Reflect.apply(Buffer.prototype.copy, copy, args),
  );
}
