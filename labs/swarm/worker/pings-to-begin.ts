import type { SwarmSettings } from "../settings.ts";

/** How many pings (one a second) may pass until a worker begins with the jobs that it was sent. */
export const PINGS_TO_BEGIN = 10;

/**
 * The same for a worker that has run an agent, which may have left behind a timer or promise that blocks it. It is
 * replaced sooner, because replacing it loses no result.
 */
export function pingsToBeginAgain({ timeout, grace }: Pick<SwarmSettings, "timeout" | "grace">): number {
  return timeout === undefined ? PINGS_TO_BEGIN : Math.min(PINGS_TO_BEGIN, Math.ceil(timeout + grace) + 2);
}
