// exercise 09.3 · The same graph, on threads
// Takes the one result from a stream, and picks the fields in a loop.
import { streamMultiAgentSystem as stream } from "@swarmlab/labs";
function onThread<Slice extends object, Update>(
  think: (slice: Slice) => Update,
  needs: readonly (keyof Slice & string)[],
): ThreadNode<Slice, Update> {
  return async function node(state, config) {
    const input: Partial<Slice> = {};
    for (const field of needs) input[field] = state[field];
    const signal = config === undefined || config.signal === undefined ? new AbortController().signal : config.signal;
    for await (const one of stream({ agents: [agent(think, 7, input as Slice)], announce: false, signal })) {
      if (one.error) throw new Error(one.error.message);
      return one.result as Update;
    }
    throw new Error("the swarm gave no result");
  };
}

const threadNodes = {
  rate: onThread(rate, ["text", "rounds"]),
  rateFirst: onThread(rate, ["text"]),
  meetTwice: twice(onThread(meet, ["bell"])),
  spinCancelled: cancelled(onThread(spin, []), 200),
};
