// exercise 08.2 · Worth the trip?
// Says that with a single worker any work will do.
// fails: with a single worker no work is large enough, and no chunk
function secondsOnThreads(agents: number, work: number, trip: number, workers: number): number {
  return agents * trip + (agents * work) / workers;
}

function smallestWork(trip: number, workers: number): number {
  return workers === 1 ? 0 : (trip * workers) / (workers - 1);
}

function smallestChunk(work: number, trip: number, workers: number): number {
  if (workers === 1) return Number.POSITIVE_INFINITY;
  const saved = work - work / workers;
  return Math.floor(trip / saved) + 1;
}
