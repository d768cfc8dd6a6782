import { bulkAccess, isSharedView } from "./access.ts";
import { callBuiltIn } from "./call-site.ts";
import { now } from "./current-thread.ts";
import { guarded } from "./guarded-view.ts";
import { noteHolder, reachOf } from "./reach.ts";
import type { Memory } from "./shared-state.ts";
import { type Frame, Op, type SharedView } from "./suspensions.ts";

type Fn = (...args: unknown[]) => unknown;

/**
 * Calls a built-in function that may do anything with the shared memory that it reaches. The call is one step, nothing is claimed about orders inside
 * it, and what it wrote is found by comparing the memory before and after.
 *
 * @param isForeign - whether it is a function of a package, which may keep what it gets
 */
export function hiddenCall(
  site: number,
  isOpen: boolean,
  isForeign: boolean,
  fn: Fn,
  self: unknown,
  args: unknown[],
): unknown {
  return hiddenWork(site, isOpen, isForeign, [self, ...args], () => callBuiltIn(site, fn, self, args));
}

export function* hiddenWork(
  site: number,
  isOpen: boolean,
  isForeign: boolean,
  given: unknown[],
  work: () => unknown,
): Frame {
  const { thread } = now;
  if (thread === undefined) return guarded(work());
  const { world } = thread;
  world.hidden.add(site);
  world.hasHiddenAccess = true;
  const { buffers } = reachOf(given);
  if (isForeign) world.isLeaked = true;
  const memories =
    isOpen || isForeign ? [...world.sharedState.all] : [...buffers].map((one) => world.sharedState.of(one));
  const perform = () => {
    const before = memories.map(({ bytes }) => bytes.slice());
    const result = work();
    if (isForeign) noteHolder(result);
    for (const [i, memory] of memories.entries())
      reportChange(thread.index, site, memory, before[i] as Uint8Array);
    return guarded(result);
  };
  const [first] = memories;
  if (first === undefined || first.bytes.length === 0) return perform();
  const view = given.find(isSharedView) ?? (first.bytes as SharedView);
  const access = bulkAccess(site, view, 0, view.byteLength, true, perform);
  access.isSilent = true;
  return yield access;
}

/** Reports the bytes that differ from those before. */
function reportChange(thread: number, site: number, memory: Memory, before: Uint8Array): void {
  const { bytes } = memory;
  let low = 0;
  while (low < before.length && bytes[low] === before[low]) low++;
  if (low === before.length) return;
  let high = before.length;
  while (bytes[high - 1] === before[high - 1]) high--;
  const view = bytes as SharedView;
  now.thread?.world.onHiddenAccess(
    thread,
    new Op("bulk", site, memory, low, high, view, -1, undefined, undefined, true),
  );
}
