// exercise 08.2 · Worth the trip?
// Forgets the single worker in the chunk: divides by zero.
// fails: with a single worker no work is large enough, and no chunk
function secondsOnThreads(agents: number, work: number, trip: number, workers: number): number {
  return agents * trip + (agents * work) / workers;
}

function smallestWork(trip: number, workers: number): number {
  return workers === 1 ? Number.POSITIVE_INFINITY : (trip * workers) / (workers - 1);
}

function smallestChunk(work: number, trip: number, workers: number): number {
  const saved = Math.max(work - work / workers, work / 1e6);
  return Math.floor(trip / saved) + 1;
}
