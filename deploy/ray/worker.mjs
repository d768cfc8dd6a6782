// The Node side of swarm_actor.py: a warm swarm of threads that takes agents from its input, line by line.
// Usage: node worker.mjs SLOTS
import { createInterface } from "node:readline";
import { agent, openSwarm } from "@swarmlab/labs";

const swarm = await openSwarm({ concurrency: Number(process.argv[2] ?? 1), announce: false });

for await (const line of createInterface({ input: process.stdin })) {
  const question = JSON.parse(line, unpack);
  answer(question).then((fields) =>
    process.stdout.write(`${JSON.stringify({ id: question.id, ...fields }, pack)}\n`),
  );
}
// The actor has closed its end, or is dead: an agent that still computes has nobody to answer.
process.exit(0);

/** @param {{ agents: { module: string, export: string, agentId: number, input: unknown }[], timeout?: number | null }} question */
async function answer({ agents, timeout }) {
  try {
    const tasks = await Promise.all(agents.map(taskOf));
    const { results } = await swarm.run({ agents: tasks, ...(timeout ? { timeout } : {}) });
    return { results };
  } catch (error) {
    return { refused: error instanceof Error ? error.message : String(error) };
  }
}

/** @param {{ module: string, export: string, agentId: number, input: unknown }} description */
async function taskOf({ module, export: name, agentId, input }) {
  const type = (await import(module))[name];
  if (typeof type !== "function") throw new TypeError(`${module} exports no agent "${name}"`);
  return agent(type, agentId, input);
}

/** @param {string} _key @param {unknown} value */
function pack(_key, value) {
  return typeof value === "bigint" ? { $bigint: String(value) } : value;
}

/** @param {string} _key @param {any} value */
function unpack(_key, value) {
  const isPacked = value !== null && typeof value === "object" && typeof value.$bigint === "string";
  return isPacked ? BigInt(value.$bigint) : value;
}
