import type { SwarmSettings } from "./settings.ts";

/** How many heartbeats (1 s each) may pass until a worker begins with what it was sent. */
export const BEATS_TO_BEGIN = 10;

/**
 * The same for a worker that has run an agent, which may have left something behind that blocks it. Nothing is lost
 * when such a worker is replaced, so it is not waited for much longer than for an agent.
 */
export function beatsToBeginAgain({ timeout, grace }: Pick<SwarmSettings, "timeout" | "grace">): number {
  return timeout === undefined ? BEATS_TO_BEGIN : Math.min(BEATS_TO_BEGIN, Math.ceil(timeout + grace) + 2);
}
