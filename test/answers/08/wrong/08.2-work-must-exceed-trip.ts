// exercise 08.2 · Worth the trip?
// Believes that the work must only be more than the trip.
// fails: at the smallest work, home and threads are equal
function secondsOnThreads(agents: number, work: number, trip: number, workers: number): number {
  return agents * trip + (agents * work) / workers;
}

function smallestWork(trip: number, workers: number): number {
  return workers === 1 ? Number.POSITIVE_INFINITY : trip;
}

function smallestChunk(work: number, trip: number, workers: number): number {
  if (workers === 1) return Number.POSITIVE_INFINITY;
  const saved = work - work / workers;
  return Math.floor(trip / saved) + 1;
}
