// exercise 09.3 · The same graph, on threads
// Expects a signal in every config.
// fails: the update of the function is the update of the node
function onThread<Slice extends object, Update>(
  think: (slice: Slice) => Update,
  needs: readonly (keyof Slice & string)[],
): ThreadNode<Slice, Update> {
  return async (state, config) => {
    const slice = Object.fromEntries(needs.map((field) => [field, state[field]]));
    const { results } = await runMultiAgentSystem({
      agents: [agent(think, 0, slice as Slice)],
      executor: "worker-threads",
      announce: false,
      ...(config && { signal: AbortSignal.any([config.signal as AbortSignal]) }),
    });
    const [{ success, result, error }] = results;
    if (!success) throw error;
    return result as Update;
  };
}

const threadNodes = {
  rate: onThread(rate, ["text", "rounds"]),
  rateFirst: onThread(rate, ["text"]),
  meetTwice: twice(onThread(meet, ["bell"])),
  spinCancelled: cancelled(onThread(spin, []), 200),
};
