// exercise 02.1 · How many at the same moment?
// The rule as a function.
const smallest = (agents: number, threads: number, cores: number) => Math.min(agents, threads, cores);
const atTheSameMoment = {
  sequential: smallest(4, 1, 2),
  eventLoop: smallest(4, 1, 2),
  threadsOn2: smallest(4, 2, 2),
  threadsOn8: smallest(4, 8, 8),
};
