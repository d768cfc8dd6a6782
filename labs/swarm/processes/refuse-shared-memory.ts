import { types } from "node:util";
import { SwarmError } from "../swarm-error.ts";
import { PLACEHOLDER } from "../travel/luggage.ts";

/**
 * Refuses what works on memory shared between threads: a copy of it in another process would be another lock, another
 * counter, and nobody would notice.
 *
 * @param value as it was given, or as `Packer` packed it
 * @param path how a reader would write the value
 * @throws SwarmError CANNOT_TRAVEL naming it
 */
export function refuseSharedMemory(value: unknown, path: string): void {
  look(value, path, new Set());
}

function look(value: unknown, path: string, seen: Set<object>): void {
  if (typeof value !== "object" || value === null || seen.has(value)) return;
  seen.add(value);
  const kind = sharedKind(value);
  if (kind !== undefined) {
    throw new SwarmError(
      "CANNOT_TRAVEL",
      `${path} is ${kind}, whose memory cannot be shared with another process; use the executor "worker-threads".`,
    );
  }
  if (ArrayBuffer.isView(value)) return;
  if (Array.isArray(value)) for (const [i, item] of value.entries()) look(item, `${path}[${i}]`, seen);
  else if (value instanceof Map) for (const [key, item] of value) lookAtEntry(key, item, path, seen);
  else if (value instanceof Set) for (const item of value) look(item, `an item of ${path}`, seen);
  else
    for (const [key, item] of Object.entries(value))
      look(item, key === PLACEHOLDER ? path : `${path}.${key}`, seen);
}

function lookAtEntry(key: unknown, item: unknown, path: string, seen: Set<object>): void {
  look(key, `a key of ${path}`, seen);
  look(item, `${path}.get(${typeof key === "string" ? JSON.stringify(key) : "…"})`, seen);
}

function sharedKind(value: object): string | undefined {
  if (types.isSharedArrayBuffer(value)) return "a SharedArrayBuffer";
  if (ArrayBuffer.isView(value) && types.isSharedArrayBuffer(value.buffer)) {
    return `${withArticle(value.constructor.name)} over a SharedArrayBuffer`;
  }
  if (typeof Reflect.get(value, "share") === "function") return withArticle(value.constructor.name);
  if (Reflect.get(value, PLACEHOLDER) !== "shared") return undefined;
  const { kind } = Reflect.get(value, "handle") as { readonly kind: string };
  return withArticle(kind.replace(/^swarmlab\./, ""));
}

function withArticle(name: string): string {
  return `${/^[aeiou]/i.test(name) ? "an" : "a"} ${name}`;
}
