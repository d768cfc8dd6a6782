// exercise 08.2 · Worth the trip?
// Counts all of the work as saved.
// fails: the smallest chunk makes threads faster, and one less does not
function secondsOnThreads(agents: number, work: number, trip: number, workers: number): number {
  return agents * trip + (agents * work) / workers;
}

function smallestWork(trip: number, workers: number): number {
  return workers === 1 ? Number.POSITIVE_INFINITY : (trip * workers) / (workers - 1);
}

function smallestChunk(work: number, trip: number, workers: number): number {
  if (workers === 1) return Number.POSITIVE_INFINITY;
  const saved = work;
  return Math.floor(trip / saved) + 1;
}
