// exercise 02.1 · How many at the same moment?
// Made from a list of pairs.
const pairs: [string, number][] = [
  ["sequential", 1],
  ["eventLoop", 1],
  ["threadsOn2", 2],
  ["threadsOn8", 4],
];
const atTheSameMoment = Object.fromEntries(pairs);
