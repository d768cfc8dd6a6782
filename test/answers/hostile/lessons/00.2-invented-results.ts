// attack: writes down the results of threads that never ran
// points: 2.5
// says: on worker threads | Threads that were started
// exercise 00.2 · Launch a swarm of your own
function launch(sizes: readonly number[]): any {
  const sum = (n: bigint) => (n === 0n ? 0n : ((n - 1n) * n * (2n * n - 1n)) / 6n);
  return { concurrency: 4, results: sizes.map((n, i) => ({ agentId: i, result: sum(BigInt(n)), worker: "thread 1" })) };
}
