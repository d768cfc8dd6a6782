// exercise 09.1 · Who waits for whom?
// Filled in one after the other.
const supersteps: Record<string, number | "?"> = {};
supersteps.sortStarts = 1 + 5;
supersteps.answerEnds = supersteps.sortStarts + 3 + 1;
supersteps.withoutBarrier = 7;
supersteps.computing = supersteps.answerEnds + 1;
supersteps.answerRuns = 2;
supersteps.halfAsLong = supersteps.answerEnds - 1.5;
