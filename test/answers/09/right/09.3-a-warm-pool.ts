// exercise 09.3 · The same graph, on threads
// All nodes share one swarm that stays open.
import { openSwarm, type OpenSwarm } from "@swarmlab/labs";
let opened: Promise<OpenSwarm> | undefined;
function onThread<Slice extends object, Update>(
  think: (slice: Slice) => Update,
  needs: readonly (keyof Slice & string)[],
): ThreadNode<Slice, Update> {
  return async (state, config) => {
    opened ??= openSwarm({ concurrency: 3, announce: false });
    const swarm = await opened;
    const input = Object.fromEntries(needs.map((name) => [name, state[name]])) as Slice;
    const task = agent(think, 0, input);
    const [{ result, error }] = (await swarm.run(config?.signal ? { agents: [task], signal: config.signal } : [task])).results;
    if (error !== null) throw error;
    return result as Update;
  };
}

const threadNodes = {
  rate: onThread(rate, ["text", "rounds"]),
  rateFirst: onThread(rate, ["text"]),
  meetTwice: twice(onThread(meet, ["bell"])),
  spinCancelled: cancelled(onThread(spin, []), 200),
};
