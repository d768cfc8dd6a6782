// exercise 09.3 · The same graph, on threads
// The node resolves with nothing.
// fails: the update of the function is the update of the node
// fails: it is computed on a worker thread
function onThread(think: any, needs: readonly string[]): any {
  return async () => null;
}

/** The nodes that the check below calls. Leave them as they are. */
const threadNodes = {
  rate: onThread(rate, ["text", "rounds"]),
  rateFirst: onThread(rate, ["text"]),
  meetTwice: twice(onThread(meet, ["bell"])),
  spinCancelled: cancelled(onThread(spin, []), 200),
};
