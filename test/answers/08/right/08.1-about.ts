// exercise 08.1 · How long in all?
// A little more than the whole seconds, as a real run takes.
const agentsInAll = 12;
const coresThere = 4;
const rounds = (atOnce: number) => Math.ceil(agentsInAll / atOnce);
const secondsInAll = {
  waitOnLoop: 1.01, // a little for the loop itself
  waitOn4Threads: rounds(4) + 0.1,
  waitOn12Threads: rounds(12) + 0.1,
  computeOnLoop: agentsInAll,
  computeOn4Threads: rounds(coresThere),
  computeOn12Threads: agentsInAll / coresThere + 0.15, // taking turns costs a little
};
