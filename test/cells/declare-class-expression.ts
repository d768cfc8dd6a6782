// A class expression that knows itself under an inner name.
const Countdown = class Inner {
  constructor(public from: number) {}
  next(): Inner { return new Inner(this.from - 1); }
};
// %%
const answer = () => new Countdown(3).next().next().from;
// expect: 1
