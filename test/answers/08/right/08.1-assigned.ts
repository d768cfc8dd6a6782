// exercise 08.1 · How long in all?
// One by one, in another order.
const secondsInAll: Record<string, number> = { computeOnLoop: 12 };
for (const name of ["waitOnLoop", "waitOn12Threads"]) secondsInAll[name] = 1;
for (const name of ["waitOn4Threads", "computeOn4Threads", "computeOn12Threads"]) secondsInAll[name] = 3;
