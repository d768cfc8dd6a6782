// exercise 09.3 · The same graph, on threads
// Remembers the first update for all calls.
// fails: the update of the function is the update of the node
function onThread<Slice extends object, Update>(
  think: (slice: Slice) => Update,
  needs: readonly (keyof Slice & string)[],
): ThreadNode<Slice, Update> {
  let first: Promise<Update> | undefined;
  return (state, config) => {
    first ??= (async () => {
      const slice = Object.fromEntries(needs.map((field) => [field, state[field]]));
      const { results } = await runMultiAgentSystem({
        agents: [agent(think, 0, slice as Slice)],
        announce: false,
        ...(config?.signal && { signal: config.signal }),
      });
      if (results[0].error) throw results[0].error;
      return results[0].result as Update;
    })();
    return first;
  };
}

const threadNodes = {
  rate: onThread(rate, ["text", "rounds"]),
  rateFirst: onThread(rate, ["text"]),
  meetTwice: twice(onThread(meet, ["bell"])),
  spinCancelled: cancelled(onThread(spin, []), 200),
};
