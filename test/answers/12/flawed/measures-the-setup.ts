// based on: with-the-lab
// The clock starts before the setup, the warm-up counts, and a speedup is reckoned against the first row of all.
// fails: 12.4 · setup is not on the clock
// fails: 12.4 · the warm-up does not count
// fails: 12.5 · there is an honest row for each way and each number of agents

// %%
// exercise 12.4 · The clock
interface Timing {
  readonly seconds: readonly number[];
  readonly median: number;
}

async function timeRuns<Prepared>(
  prepare: () => Promise<Prepared>,
  run: (prepared: Prepared) => Promise<readonly { readonly success: boolean }[]>,
  rounds: number,
): Promise<Timing> {
  const seconds: number[] = [];
  for (let round = 0; round <= rounds; round += 1) {
    const start = performance.now();
    const results = await run(await prepare());
    seconds.push((performance.now() - start) / 1000);
    if (results.some(({ success }) => !success)) throw new Error("an agent failed");
  }
  const sorted = [...seconds].sort((a, b) => a - b);
  return { seconds, median: sorted[Math.floor(sorted.length / 2)] };
}

// %%
// exercise 12.5 · Three ways, three sizes
async function benchmark(counts: readonly number[], work: number, rounds: number): Promise<BenchmarkRow[]> {
  const rows: BenchmarkRow[] = [];
  for (const agents of counts) {
    for (const approach of ["sequential", "event-loop", "worker-threads", "child-processes"] as const) {
      const times: number[] = [];
      for (let round = 0; round < rounds; round += 1) {
        const begun = performance.now();
        await runMultiAgentSystem({ agents: teamOf(agents, work), executor: approach, announce: false });
        times.push((performance.now() - begun) / 1000);
      }
      const seconds = times.reduce((sum, time) => sum + time, 0) / rounds;
      const speedup = (rows[0]?.seconds ?? seconds) / seconds;
      const memoryMB = process.memoryUsage().rss / 1e6;
      rows.push({ approach, agents, times, seconds, speedup, cpuPercent: Math.min(100, 25 * speedup), memoryMB });
    }
  }
  return rows;
}
