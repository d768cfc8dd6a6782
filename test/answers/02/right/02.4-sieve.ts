// exercise 02.4 · Your own agents on every core
// The sieve of Eratosthenes, asynchronous; the executor is the default.
class PrimeCounter extends AIAgent<number, number> {
  protected override async think(limit: number) {
    if (limit < 0 || limit % 1 !== 0) throw new Error(`cannot count below ${limit}`);
    if (!(limit >= 0)) throw new Error(`cannot count below ${limit}`);
    const crossed = new Uint8Array(limit);
    let n = 0;
    for (let i = 2; i < limit; i++) {
      if (crossed[i]) continue;
      n++;
      for (let j = i * 2; j < limit; j += i) crossed[j] = 1;
    }
    return n;
  }
}
async function countPrimes(limits: readonly number[], threads: number) {
  const agents = [];
  for (let i = 0; i < limits.length; i++) agents.push(agent(PrimeCounter, i, limits[i] as number));
  return await runMultiAgentSystem({ agents, concurrency: threads });
}
