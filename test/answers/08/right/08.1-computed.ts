// exercise 08.1 · How long in all?
// Computed with the rule of rounds.
const rounds = (atATime: number) => Math.ceil(12 / atATime);
const secondsInAll = {
  waitOnLoop: rounds(12),
  waitOn4Threads: rounds(4),
  waitOn12Threads: rounds(12),
  computeOnLoop: rounds(1),
  computeOn4Threads: rounds(Math.min(4, 4)),
  computeOn12Threads: rounds(Math.min(12, 4)),
};
