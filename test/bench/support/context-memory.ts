/**
 * How much memory a process needs whose agents all read one large context: `node context-memory.ts AGENTS MEGABYTES`
 * prints the most it ever had, in megabytes. It runs labs as built, as a notebook does.
 */
import { readFileSync } from "node:fs";
import { type AgentContext, agent } from "@swarmlab/labs/agents";
import { SharedContext } from "@swarmlab/labs/sharing";
import { runMultiAgentSystem } from "@swarmlab/labs/swarm";

const [agents, megabytes] = process.argv.slice(2).map(Number) as [number, number];

/** Looks at every page of the context, so that none of them is memory on paper only. */
const readAll = (_: null, { shared }: AgentContext) => {
  const { bytes } = (shared as { context: SharedContext }).context;
  let sum = 0;
  for (let i = 0; i < bytes.length; i += 64) sum += bytes[i] ?? 0;
  return sum;
};

// An array of zeros takes no memory until it is written, and the context's copy of it is written. So the measurement
// counts the context, and not the array that it was made of.
const context = SharedContext.ofBytes(new Uint8Array(megabytes * 2 ** 20));
const { results } = await runMultiAgentSystem({
  agents: Array.from({ length: agents }, (_, id) => agent(readAll, id, null)),
  // Every thread is there before the first agent begins, and stays to the end.
  concurrency: agents,
  shared: { context },
  announce: false,
});
const failed = results.find(({ success }) => !success);
if (failed) throw failed.error;
console.log(peakMegabytes());

/** Linux counts into `maxRSS` what the parent had when it started this process; /proc knows better. */
function peakMegabytes(): number {
  const status = process.platform === "linux" ? readFileSync("/proc/self/status", "utf8") : "";
  const kilobytes = /^VmHWM:\s*(\d+) kB$/m.exec(status)?.[1] ?? process.resourceUsage().maxRSS;
  return Number(kilobytes) / 1024;
}
