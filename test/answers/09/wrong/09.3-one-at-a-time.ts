// exercise 09.3 · The same graph, on threads
// All nodes share one lane: the next starts when the one before is done.
// fails: two nodes that are called together compute at the same time
let lane: Promise<unknown> = Promise.resolve();
function onThread<Slice extends object, Update>(
  think: (slice: Slice) => Update,
  needs: readonly (keyof Slice & string)[],
): ThreadNode<Slice, Update> {
  return (state, config) => {
    const slice = Object.fromEntries(needs.map((field) => [field, state[field]]));
    const mine = lane.then(async () => {
      const { results } = await runMultiAgentSystem({
        agents: [agent(think, 0, slice as Slice)],
        announce: false,
        ...(config?.signal && { signal: config.signal }),
      });
      if (results[0].error) throw results[0].error;
      return results[0].result as Update;
    });
    lane = mine.catch(() => {});
    return mine;
  };
}

const threadNodes = {
  rate: onThread(rate, ["text", "rounds"]),
  rateFirst: onThread(rate, ["text"]),
  meetTwice: twice(onThread(meet, ["bell"])),
  spinCancelled: cancelled(onThread(spin, []), 200),
};
