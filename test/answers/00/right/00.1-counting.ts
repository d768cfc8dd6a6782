// exercise 00.1 · How many rounds?
// Takes the agents off round by round.
const rounds = (agents: number, cores: number): number => {
  let r = 0;
  while (agents > 0) {
    agents -= cores;
    r += 1;
  }
  return r;
};
