// exercise 09.3 · The same graph, on threads
// Gives up at the signal, and the agent works on.
// fails: a cancelled graph stops the agent, and nothing is left running
function onThread<Slice extends object, Update>(
  think: (slice: Slice) => Update,
  needs: readonly (keyof Slice & string)[],
): ThreadNode<Slice, Update> {
  return async (state, config) => {
    const slice = Object.fromEntries(needs.map((field) => [field, state[field]]));
    const gone = new Promise<never>((_, reject) =>
      config?.signal?.addEventListener("abort", () => reject(new Error("cancelled"))),
    );
    const run = runMultiAgentSystem({ agents: [agent(think, 0, slice as Slice)], announce: false });
    const { results } = await Promise.race([run, gone]);
    if (results[0].error) throw results[0].error;
    return results[0].result as Update;
  };
}

const threadNodes = {
  rate: onThread(rate, ["text", "rounds"]),
  rateFirst: onThread(rate, ["text"]),
  meetTwice: twice(onThread(meet, ["bell"])),
  spinCancelled: cancelled(onThread(spin, []), 200),
};
