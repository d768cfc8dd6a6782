// exercise 08.2 · Worth the trip?
// Divides the trips among the workers as well.
// fails: the trips are paid in full, the work is shared
function secondsOnThreads(agents: number, work: number, trip: number, workers: number): number {
  return (agents * (trip + work)) / workers;
}

function smallestWork(trip: number, workers: number): number {
  return workers === 1 ? Number.POSITIVE_INFINITY : (trip * workers) / (workers - 1);
}

function smallestChunk(work: number, trip: number, workers: number): number {
  if (workers === 1) return Number.POSITIVE_INFINITY;
  const saved = work - work / workers;
  return Math.floor(trip / saved) + 1;
}
