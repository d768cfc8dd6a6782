// exercise 09.3 · The same graph, on threads
// An async function that computes right there.
// fails: it is computed on a worker thread
// fails: two nodes that are called together compute at the same time
function onThread<Slice extends object, Update>(
  think: (slice: Slice) => Update,
  needs: readonly (keyof Slice & string)[],
): ThreadNode<Slice, Update> {
  return async (state) => {
    await Promise.resolve();
    return think(Object.fromEntries(needs.map((field) => [field, state[field]])) as Slice);
  };
}

const threadNodes = {
  rate: onThread(rate, ["text", "rounds"]),
  rateFirst: onThread(rate, ["text"]),
  meetTwice: twice(onThread(meet, ["bell"])),
  spinCancelled: cancelled(onThread(spin, []), 200),
};
