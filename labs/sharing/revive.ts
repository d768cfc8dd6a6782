import { AtomicCounter, type AtomicCounterHandle } from "./atomic-counter.ts";
import { Channel, type ChannelHandle } from "./channel/channel.ts";
import { LockedCollector, type LockedCollectorHandle } from "./collectors/locked-collector.ts";
import { PerAgentCollector, type PerAgentCollectorHandle } from "./collectors/per-agent-collector.ts";
import { QueueCollector, type QueueCollectorHandle } from "./collectors/queue-collector.ts";
import { type Handle, isHandle, type Shareable } from "./handle.ts";
import { KnowledgeBase, type KnowledgeBaseHandle } from "./knowledge-base.ts";
import { Mutex, type MutexHandle } from "./mutex/mutex.ts";
import { Semaphore, type SemaphoreHandle } from "./semaphore.ts";
import { SharedContext, type SharedContextHandle } from "./shared-context.ts";
import { SharingError } from "./sharing-error.ts";
import { StartGate, type StartGateHandle } from "./start-gate.ts";

/** How each kind of handle becomes a live primitive again. */
const REVIVERS: Readonly<Record<string, (handle: never) => Shareable>> = {
  [AtomicCounter.kind]: (handle: AtomicCounterHandle) => AtomicCounter.from(handle),
  [Channel.kind]: (handle: ChannelHandle) => Channel.from(handle),
  [KnowledgeBase.kind]: (handle: KnowledgeBaseHandle) => KnowledgeBase.from(handle),
  [LockedCollector.kind]: (handle: LockedCollectorHandle) => LockedCollector.from(handle),
  [Mutex.kind]: (handle: MutexHandle) => Mutex.from(handle),
  [PerAgentCollector.kind]: (handle: PerAgentCollectorHandle) => PerAgentCollector.from(handle),
  [QueueCollector.kind]: (handle: QueueCollectorHandle) => QueueCollector.from(handle),
  [Semaphore.kind]: (handle: SemaphoreHandle) => Semaphore.from(handle),
  [SharedContext.kind]: (handle: SharedContextHandle) => SharedContext.from(handle),
  [StartGate.kind]: (handle: StartGateHandle) => StartGate.from(handle),
};

/**
 * `value` with every primitive of `labs/sharing` replaced by its handle, so that `postMessage` can carry it.
 * Looks at the value itself, and at the members of a plain object or array, however deep.
 *
 * @example worker.postMessage(share({ mutex, findings, title: "A swarm" }))
 */
export function share(value: unknown): unknown {
  return mapMembers(value, (member) => (isShareable(member) ? member.share() : undefined));
}

/**
 * The other way round, in the thread that received it: every handle becomes a live primitive over the same bytes.
 *
 * @throws SharingError `NOT_SHAREABLE` for a handle of a kind that this version does not know
 */
export function revive(value: unknown): unknown {
  return mapMembers(value, (member) => (isHandle(member) ? reviveOne(member) : undefined));
}

/**
 * Tells every primitive in `value` (live, or as a handle) that a thread is dead. A swarm calls this when a worker is gone.
 *
 * @returns how many primitives the dead thread had left in need of mending
 */
export function recover(value: unknown, threadId: number): number {
  let mended = 0;
  mapMembers(value, (member) => {
    const primitive = isHandle(member) ? reviveOne(member) : isShareable(member) ? member : undefined;
    if (primitive?.recover?.(threadId)) mended++;
    return primitive;
  });
  return mended;
}

function reviveOne(handle: Handle): Shareable {
  const reviver = REVIVERS[handle.kind];
  if (reviver) return reviver(handle as never);
  throw new SharingError("NOT_SHAREABLE", `No primitive of this version is called ${handle.kind}.`);
}

/** A live primitive is an instance of a class with a method `share`; plain data is never one. */
function isShareable(value: unknown): value is Shareable {
  return typeof value === "object" && value !== null && typeof (value as Shareable).share === "function";
}

/**
 * Replaces what `replace` returns a value for. Objects and arrays are copied only where something in them was replaced,
 * so that plain data stays the very same object.
 */
function mapMembers(
  value: unknown,
  replace: (value: unknown) => unknown,
  seen = new Set<unknown>(),
): unknown {
  const replaced = replace(value);
  if (replaced !== undefined) return replaced;
  if (!isPlain(value) || seen.has(value)) return value;
  seen.add(value);
  const entries = Object.entries(value).map(
    ([key, member]) => [key, mapMembers(member, replace, seen)] as const,
  );
  seen.delete(value);
  if (entries.every(([key, member]) => member === (value as Record<string, unknown>)[key])) return value;
  return Array.isArray(value) ? entries.map(([, member]) => member) : Object.fromEntries(entries);
}

/** An array or an object literal; an instance of a class, a typed array or a map is none. */
function isPlain(value: unknown): value is object {
  if (typeof value !== "object" || value === null) return false;
  const prototype = Object.getPrototypeOf(value);
  return Array.isArray(value) || prototype === Object.prototype || prototype === null;
}
