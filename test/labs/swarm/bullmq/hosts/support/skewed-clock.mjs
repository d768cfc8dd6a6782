// Sets the clock of a program wrong: node --import ./skewed-clock.mjs, by the seconds in CLOCK_SKEW. Only the time of day is
// changed; timers and durations stay right, as on a machine whose clock was never set.
const skew = Number(process.env.CLOCK_SKEW) * 1000;
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
