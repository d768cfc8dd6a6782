// exercise 08.2 · Worth the trip?
// A table of values that were asked for once.
// fails: the trips are paid in full, the work is shared
// fails: at the smallest work, home and threads are equal
// fails: the smallest chunk makes threads faster, and one less does not
function secondsOnThreads(agents: number, work: number, trip: number, workers: number): number {
  return ({ "10 4 1 2": 30, "100 8 0 4": 200, "10 6 1 4": 25, "6 5 2 1": 42 } as any)[`${agents} ${work} ${trip} ${workers}`] ?? 0.0805;
}
function smallestWork(trip: number, workers: number): number {
  return workers === 1 ? Infinity : workers === 2 ? 6 : 4;
}
function smallestChunk(work: number, trip: number, workers: number): number {
  return workers === 1 ? Infinity : work === 1 ? (trip === 8 ? 17 : 9) : work === 4 ? 4 : work === 100 ? 1 : 19;
}
