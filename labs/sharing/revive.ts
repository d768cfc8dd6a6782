import { AtomicCounter, type AtomicCounterHandle } from "./atomic-counter.ts";
import { Channel, type ChannelHandle } from "./channel/channel.ts";
import { LockedCollector, type LockedCollectorHandle } from "./collectors/locked-collector.ts";
import { PerAgentCollector, type PerAgentCollectorHandle } from "./collectors/per-agent-collector.ts";
import { QueueCollector, type QueueCollectorHandle } from "./collectors/queue-collector.ts";
import { type Handle, isBrokenHandle, isHandle, type Shareable } from "./handle.ts";
import { KnowledgeBase, type KnowledgeBaseHandle } from "./knowledge-base.ts";
import { Mutex, type MutexHandle } from "./mutex/mutex.ts";
import { Semaphore, type SemaphoreHandle } from "./semaphore.ts";
import { SharedContext, type SharedContextHandle } from "./shared-context.ts";
import { SharingError } from "./sharing-error.ts";
import { StartGate, type StartGateHandle } from "./start-gate.ts";
import { nameOfThread } from "./thread-id.ts";

/** The function that makes a primitive of each kind from its handle. */
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
 * `value` with every primitive of `labs/sharing` replaced by its handle, which `postMessage` can send.
 * It replaces the value itself, and members of plain objects and arrays at any depth.
 *
 * @example worker.postMessage(share({ mutex, findings, title: "A swarm" }))
 */
export function share(value: unknown): unknown {
  return mapMembers(value, (member) => (isShareable(member) ? member.share() : undefined));
}

/**
 * The reverse of `share`, for the receiving thread: every handle becomes a primitive over the same bytes.
 *
 * @throws SharingError `NOT_SHAREABLE` for a handle of an unknown kind, and for one that has lost its memory on the way
 */
export function revive(value: unknown): unknown {
  return mapMembers(value, (member) => {
    if (isBrokenHandle(member)) {
      throw new SharingError(
        "NOT_SHAREABLE",
        `A handle of kind ${member.kind} has lost its shared memory on the way; send it by postMessage to a thread of this process, because JSON and other processes cannot carry memory.`,
      );
    }
    return isHandle(member) ? reviveOne(member) : undefined;
  });
}

/**
 * Frees what a dead thread held of the primitives and handles in `value`. A swarm calls this after a worker's death.
 *
 * @returns the number of primitives of which the dead thread held anything
 * @throws SharingError `INVALID_ARGUMENT` for what is no thread id
 */
export function recover(value: unknown, threadId: number): number {
  nameOfThread(threadId);
  let recovered = 0;
  mapMembers(value, (member) => {
    const primitive = isHandle(member) ? reviveOne(member) : isShareable(member) ? member : undefined;
    if (primitive?.recover?.(threadId)) recovered++;
    return primitive;
  });
  return recovered;
}

function reviveOne(handle: Handle): Shareable {
  const reviver = REVIVERS[handle.kind];
  // The reviver was found by this handle's kind, so it takes this handle.
  if (reviver) return reviver(handle as never);
  throw new SharingError("NOT_SHAREABLE", `No primitive of this version is called ${handle.kind}.`);
}

/** Whether a value is a primitive: an instance of a class with a method `share`. */
function isShareable(value: unknown): value is Shareable {
  return typeof value === "object" && value !== null && typeof (value as Shareable).share === "function";
}

/**
 * Replaces every member for which `replace` returns a value. An object or array is copied only when a member of it was
 * replaced; otherwise the same object is returned.
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

/** Whether a value is an array or a plain object, rather than an instance of a class, a typed array or a map. */
function isPlain(value: unknown): value is object {
  if (typeof value !== "object" || value === null) return false;
  const prototype = Object.getPrototypeOf(value);
  return Array.isArray(value) || prototype === Object.prototype || prototype === null;
}
