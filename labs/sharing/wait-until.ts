import { Deadline, timeoutOf, type WaitOptions } from "./deadline.ts";
import type { EventCount } from "./event-count.ts";
import { spinUntil } from "./spin.ts";

/**
 * Blocks this thread until `attempt` returns a value other than `undefined`, and returns that value.
 *
 * @param eventCount - is notified after every change that may let `attempt` succeed
 * @throws SharingError `TIMEOUT`, which names `whatWasAwaited`; `INVALID_ARGUMENT`
 */
export function waitUntil<T>(
  eventCount: EventCount,
  options: WaitOptions | undefined,
  whatWasAwaited: string,
  attempt: () => T | undefined,
): T {
  timeoutOf(options);
  let got = spinUntil(attempt);
  if (got !== undefined) return got;
  const deadline = new Deadline(options);
  while (got === undefined) {
    const seen = eventCount.prepareWait();
    got = attempt();
    if (got !== undefined) break;
    const left = deadline.left;
    if (left === 0) throw deadline.error(whatWasAwaited);
    eventCount.wait(seen, left);
  }
  return got;
}

/** `waitUntil` without blocking the event loop. */
export async function waitUntilAsync<T>(
  eventCount: EventCount,
  options: WaitOptions | undefined,
  whatWasAwaited: string,
  attempt: () => T | undefined,
): Promise<T> {
  const deadline = new Deadline(options);
  for (;;) {
    const seen = eventCount.prepareWait();
    const got = attempt();
    if (got !== undefined) return got;
    const left = deadline.left;
    if (left === 0) throw deadline.error(whatWasAwaited);
    await eventCount.waitAsync(seen, left);
  }
}
