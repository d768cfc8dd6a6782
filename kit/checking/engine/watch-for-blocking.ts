import type { Worker } from "node:worker_threads";

/** Processor time that a check may compute in one go, in seconds. The longest check of the course needs less than one. */
const BLOCKED_CPU_SECONDS = 10;
const LOOK_INTERVAL_MS = 500;

/**
 * Watches a thread from outside. A thread that computes on and on keeps no time limit of its own: a pattern that meets a student's text may
 * take hours. Processor time counts, and not time, so that a busy machine makes no difference.
 *
 * @param beats - its first number is counted up by the thread's event loop
 * @param onBlocked - called at most once
 * @returns ends the watch
 */
export function watchForBlocking(thread: Worker, beats: Int32Array, onBlocked: () => void): () => void {
  let seen = -1;
  let since = 0;
  let isLooking = false;
  const look = async () => {
    if (isLooking) return;
    isLooking = true;
    try {
      const { user, system } = await thread.cpuUsage();
      const seconds = (user + system) / 1e6;
      const now = Atomics.load(beats, 0);
      if (now !== seen) [seen, since] = [now, seconds];
      else if (seconds - since > BLOCKED_CPU_SECONDS) {
        end();
        onBlocked();
      }
    } catch {
      // The thread has ended.
      end();
    } finally {
      isLooking = false;
    }
  };
  const timer = setInterval(look, LOOK_INTERVAL_MS).unref();
  const end = () => clearInterval(timer);
  return end;
}
