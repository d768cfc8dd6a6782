import type { Bell } from "./bell.ts";
import { Deadline, timeoutOf, type WaitOptions } from "./deadline.ts";
import { spinUntil } from "./spin.ts";

/**
 * Blocks this thread until `attempt` returns something other than `undefined`, and returns that.
 *
 * @param bell rung whenever `attempt` may succeed anew
 * @throws SharingError `TIMEOUT`, saying that `whatWasAwaited` did not come; `INVALID_ARGUMENT`
 */
export function waitUntil<T>(
  bell: Bell,
  options: WaitOptions | undefined,
  whatWasAwaited: string,
  attempt: () => T | undefined,
): T {
  const timeout = timeoutOf(options);
  let got = spinUntil(attempt);
  if (got !== undefined) return got;
  const deadline = new Deadline(timeout);
  while (got === undefined) {
    const heard = bell.listen();
    got = attempt();
    if (got !== undefined) break;
    const left = deadline.left;
    if (left === 0) throw deadline.error(whatWasAwaited);
    bell.wait(heard, left);
  }
  return got;
}

/** The same on an event loop, which goes on turning meanwhile. */
export async function waitUntilAsync<T>(
  bell: Bell,
  options: WaitOptions | undefined,
  whatWasAwaited: string,
  attempt: () => T | undefined,
): Promise<T> {
  const deadline = new Deadline(timeoutOf(options));
  for (;;) {
    const heard = bell.listen();
    const got = attempt();
    if (got !== undefined) return got;
    const left = deadline.left;
    if (left === 0) throw deadline.error(whatWasAwaited);
    await bell.waitAsync(heard, left);
  }
}
