// exercise 08.2 · Worth the trip?
// Counts whole rounds for each worker.
// fails: the trips are paid in full, the work is shared
function secondsOnThreads(agents: number, work: number, trip: number, workers: number): number {
  return agents * trip + Math.ceil(agents / workers) * work;
}

function smallestWork(trip: number, workers: number): number {
  return workers === 1 ? Infinity : (trip * workers) / (workers - 1);
}

function smallestChunk(work: number, trip: number, workers: number): number {
  const saved = work - work / workers; // what one agent saves when it goes to a thread
  return saved > 0 ? Math.floor(trip / saved) + 1 : Infinity;
}
