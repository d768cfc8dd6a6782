/**
 * Tip: a shutdown flag that agents look at.
 *
 * A loop that computes hears no message and no signal: its thread is busy. `context.stopRequested` reads shared memory,
 * so it works in the midst of a loop. Who looks at it ends at once and can still answer with what there is; who does not
 * is ended by force after the grace period, and what it had is lost.
 *
 *     node labs/examples/shutdown-flag.ts
 */
import { type AgentContext, agent } from "../agents/index.ts";
import { runMultiAgentSystem, runtimeStatus } from "../swarm/index.ts";
import { compare } from "./support/compare.ts";

const { cores } = runtimeStatus();
const GRACE = 0.1;

/** Both count for ever; a real agent would do a piece of its work where these count to a thousand. */
const looking = (_: null, context: AgentContext): number => {
  let pieces = 0;
  while (!context.stopRequested) {
    for (let i = 0; i < 1000; i++) Math.sqrt(i);
    pieces++;
  }
  return pieces;
};

const deaf = (): never => {
  for (;;) for (let i = 0; i < 1000; i++) Math.sqrt(i);
};

const answered: Record<string, number> = {};

/** Seconds from the moment the swarm is told to stop until all of it has ended. */
async function timeToStop(name: string, type: typeof looking): Promise<number> {
  const controller = new AbortController();
  let toldAt = 0;
  const tell = () => {
    toldAt = performance.now();
    controller.abort();
  };
  const { results } = await runMultiAgentSystem({
    agents: Array.from({ length: cores }, (_, i) => agent(type, i + 1, null)),
    signal: controller.signal,
    grace: GRACE,
    // Called when the workers are ready.
    announce: () => setTimeout(tell, 50),
  });
  const seconds = (performance.now() - toldAt) / 1000;
  answered[name] = results.filter(({ success }) => success).length;
  return seconds;
}

console.log(
  `From "stop" to the end of ${cores} ${cores === 1 ? "agent" : "agents"}, with ${GRACE} s of grace:`,
);
const names = ["looks at the flag", "never looks"] as const;
await compare({
  [names[0]]: () => timeToStop(names[0], looking),
  [names[1]]: () => timeToStop(names[1], deaf),
});
for (const name of names) console.log(`${name}: ${answered[name]} of ${cores} still gave an answer`);
