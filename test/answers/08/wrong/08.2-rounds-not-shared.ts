// exercise 08.2 · Worth the trip?
// Forgets to share the work.
// fails: the trips are paid in full, the work is shared
function secondsOnThreads(agents: number, work: number, trip: number, workers: number): number {
  return agents * trip + agents * work;
}

function smallestWork(trip: number, workers: number): number {
  return workers === 1 ? Number.POSITIVE_INFINITY : (trip * workers) / (workers - 1);
}

function smallestChunk(work: number, trip: number, workers: number): number {
  if (workers === 1) return Number.POSITIVE_INFINITY;
  const saved = work - work / workers;
  return Math.floor(trip / saved) + 1;
}
