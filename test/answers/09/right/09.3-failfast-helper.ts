// exercise 09.3 · The same graph, on threads
// A helper runs the agent; the node only picks the fields.
import * as lab from "@swarmlab/labs";
async function oneOnThread(task: lab.AgentTask, signal: AbortSignal | undefined): Promise<unknown> {
  const options: lab.SwarmOptions = { agents: [task], concurrency: 1, policy: lab.failFast, grace: 0.05, announce: false };
  const run = await lab.runMultiAgentSystem(signal ? { ...options, signal } : options);
  const first = run.results[0];
  if (first.success) return first.result;
  throw first.error ?? new Error("failed");
}
function onThread<Slice extends object, Update>(
  think: (slice: Slice) => Update,
  needs: readonly (keyof Slice & string)[],
): ThreadNode<Slice, Update> {
  const pick = (state: Slice) => Object.assign({}, ...needs.map((name) => ({ [name]: state[name] }))) as Slice;
  return (state, config) =>
    oneOnThread(lab.agent(think, 1, pick(state)), config?.signal) as Promise<Update>;
}

const threadNodes = {
  rate: onThread(rate, ["text", "rounds"]),
  rateFirst: onThread(rate, ["text"]),
  meetTwice: twice(onThread(meet, ["bell"])),
  spinCancelled: cancelled(onThread(spin, []), 200),
};
