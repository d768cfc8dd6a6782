/**
 * Tip: a shutdown flag that agents check.
 *
 * An agent in a computing loop receives no message and no signal, because its thread is busy. `context.stopRequested` reads
 * shared memory, so it works within a loop. An agent that checks it ends at once and answers with its partial result. An
 * agent that does not is killed after the grace period, and its work is lost.
 *
 *     node labs/examples/shutdown-flag.ts
 */
import { type AgentContext, agent } from "../agents/index.ts";
import { runMultiAgentSystem, runtimeStatus } from "../swarm/index.ts";
import { compare } from "./support/compare.ts";

const { cores } = runtimeStatus();
const GRACE_SECONDS = 0.1;

/** Counts until it is asked to stop. A real agent does a piece of its work where this one counts to a thousand. */
const checking = (_: null, context: AgentContext): number => {
  let pieces = 0;
  while (!context.stopRequested) {
    for (let i = 0; i < 1000; i++) Math.sqrt(i);
    pieces++;
  }
  return pieces;
};

/** Counts for ever. */
const ignoring = (): never => {
  for (;;) for (let i = 0; i < 1000; i++) Math.sqrt(i);
};

const answered: Record<string, number> = {};

/** Seconds from the request to stop until the whole swarm has ended. */
async function timeToStop(name: string, type: typeof checking): Promise<number> {
  const controller = new AbortController();
  let stoppedAt = 0;
  const stop = () => {
    stoppedAt = performance.now();
    controller.abort();
  };
  const { results } = await runMultiAgentSystem({
    agents: Array.from({ length: cores }, (_, i) => agent(type, i + 1, null)),
    signal: controller.signal,
    grace: GRACE_SECONDS,
    // Called when the workers are ready.
    announce: () => setTimeout(stop, 50),
  });
  const seconds = (performance.now() - stoppedAt) / 1000;
  answered[name] = results.filter(({ success }) => success).length;
  return seconds;
}

console.log(
  `From "stop" to the end of ${cores} ${cores === 1 ? "agent" : "agents"}, with ${GRACE_SECONDS} s of grace:`,
);
const names = ["looks at the flag", "never looks"] as const;
await compare({
  [names[0]]: () => timeToStop(names[0], checking),
  [names[1]]: () => timeToStop(names[1], ignoring),
});
for (const name of names) console.log(`${name}: ${answered[name]} of ${cores} still gave an answer`);
