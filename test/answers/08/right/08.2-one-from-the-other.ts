// exercise 08.2 · Worth the trip?
// The chunk follows from the smallest work: it must be more than that.
function secondsOnThreads(agents: number, work: number, trip: number, workers: number): number {
  let total = (agents / workers) * work;
  total += agents * trip;
  return total;
}
function smallestWork(trip: number, workers: number): number {
  const saving = (workers - 1) / workers;
  return trip / saving;
}
function smallestChunk(work: number, trip: number, workers: number): number {
  const enough = smallestWork(trip, workers) / work;
  return Number.isInteger(enough) ? enough + 1 : Math.ceil(enough);
}
