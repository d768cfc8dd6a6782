// Sets the clock of a program wrong: node --import ./skewed-clock.mjs, by the seconds in CLOCK_SKEW, at once, or at SIGUSR2 where
// CLOCK_JUMPS is set. Only the time of day is changed; timers and durations stay right, as on a machine whose clock is set by hand.
import { isMainThread } from "node:worker_threads";

let skew = process.env.CLOCK_JUMPS ? 0 : Number(process.env.CLOCK_SKEW) * 1000;
if (process.env.CLOCK_JUMPS && isMainThread)
  process.on("SIGUSR2", () => {
    skew = Number(process.env.CLOCK_SKEW) * 1000;
  });
const RightDate = Date;

globalThis.Date = class extends RightDate {
  /** @param {any[]} args */
  constructor(...args) {
    // @ts-expect-error: a Date takes any of its forms
    super(...(args.length === 0 ? [RightDate.now() + skew] : args));
  }

  static now() {
    return RightDate.now() + skew;
  }
};
