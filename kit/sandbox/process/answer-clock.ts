/** How far the clocks of this process are ahead of the real time, in milliseconds. */
let ahead = 0;
let isPatched = false;

const { now } = performance;
const { hrtime } = process;
const { bigint } = hrtime;

/**
 * Lets time pass for everything in this process that reads a stopwatch: `performance.now()` and `process.hrtime`. Timers go on as before. A check
 * can so let hours pass in no time.
 */
export function letTimePass(milliseconds: number): void {
  ahead += milliseconds;
  if (isPatched) return;
  isPatched = true;
  performance.now = () => now.call(performance) + ahead;
  const nanoseconds = () => bigint() + BigInt(Math.round(ahead * 1e6));
  const pair = (since?: [number, number]): [number, number] => {
    const total = nanoseconds() - (since ? BigInt(since[0]) * 1_000_000_000n + BigInt(since[1]) : 0n);
    return [Number(total / 1_000_000_000n), Number(total % 1_000_000_000n)];
  };
  process.hrtime = Object.assign(pair, { bigint: nanoseconds });
}

/** Gives the clocks their real time again. */
export function resetClocks(): void {
  if (!isPatched) return;
  ahead = 0;
  isPatched = false;
  performance.now = now;
  process.hrtime = hrtime;
}

/** Keeps this thread busy for so much real time, as code that computes before its first `await` does. */
export function computeFor(milliseconds: number): void {
  if (milliseconds === 0) return;
  const end = now.call(performance) + milliseconds;
  while (now.call(performance) < end);
}
