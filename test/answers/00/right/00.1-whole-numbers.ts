// exercise 00.1 · How many rounds?
// Rounds up without Math.ceil.
function rounds(agents: number, cores: number): number {
  return Math.trunc((agents + cores - 1) / cores);
}
