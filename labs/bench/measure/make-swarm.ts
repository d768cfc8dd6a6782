import type { SwarmSource, SwarmToRun } from "./swarm-source.ts";

/** Makes the swarm of a source in this process. @throws TypeError when the module exports no such function */
export async function makeSwarm({ module: url, make: name, input }: SwarmSource): Promise<SwarmToRun> {
  const module: Record<string, unknown> = await import(url);
  const make = module[name];
  if (typeof make !== "function")
    throw new TypeError(`${url} exports no function ${name} that makes a swarm.`);
  return make(input);
}
