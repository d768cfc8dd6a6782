import { deserialize, serialize } from "node:v8";
import type { AgentClass, AgentTask } from "../../agents/index.ts";
import { installScope, SwarmError } from "../../swarm/index.ts";
import { type Luggage, Packer, type Unpacked, unpack } from "../../swarm/transfer/index.ts";
import { BenchError } from "../bench-error.ts";
import type { SwarmSource, SwarmToRun } from "../measure/swarm-source.ts";

/** Agents on the way to a host: their classes as luggage, and one entry for each of them. */
interface OwnSwarm {
  readonly luggage: Luggage;
  readonly agents: readonly {
    readonly type: string;
    readonly agentId: number;
    readonly input: unknown;
    readonly rest: unknown;
  }[];
  /** Name of the function that makes what the agents share. */
  readonly shared: string | undefined;
}

type AnyFunction = (...args: never[]) => unknown;

/**
 * Packs agents of a notebook's own classes so that a host can build them: a fresh process for every run, as for the
 * agents that are shipped.
 *
 * @param shared makes what the agents share; it is called in the host, since shared memory cannot leave its process
 * @throws BenchError `CANNOT_RUN` naming what cannot travel
 */
export function ownSource(agents: readonly AgentTask[], shared?: () => unknown): SwarmSource {
  try {
    const packer = new Packer();
    const packed = agents.map(({ type, agentId, input, rest }) => ({
      type: packer.add(type as AnyFunction),
      agentId,
      input: packer.addValue(input, `the input of agent ${agentId}`),
      rest: packer.addValue(rest, `the arguments of agent ${agentId}`),
    }));
    const sharedName = shared && packer.add(shared, "shared");
    const swarm: OwnSwarm = { luggage: packer.luggage(), agents: packed, shared: sharedName };
    return { module: import.meta.url, make: "makeOwnSwarm", input: serialize(swarm).toString("base64") };
  } catch (error) {
    if (error instanceof SwarmError) throw new BenchError("CANNOT_RUN", error.message, { cause: error });
    const why = error instanceof Error ? error.message : String(error);
    throw new BenchError(
      "CANNOT_RUN",
      `The agents cannot be measured in a process of their own: ${why} Memory that they share has to be made there: pass it as shared: () => ….`,
      { cause: error },
    );
  }
}

/** In the host: builds the agents, and makes their names known, so that they can travel on to threads and processes. */
export async function makeOwnSwarm(input: string): Promise<SwarmToRun> {
  const { luggage, agents, shared }: OwnSwarm = deserialize(Buffer.from(input, "base64"));
  const unpacked = await unpack(luggage);
  installNames(luggage, unpacked);
  return {
    agents: agents.map(({ type, agentId, input, rest }) => ({
      type: unpacked.get(type) as unknown as AgentClass,
      agentId,
      input: unpacked.value(input),
      rest: unpacked.value(rest) as readonly unknown[],
    })),
    ...(shared === undefined ? {} : { shared: await unpacked.get(shared)() }),
  };
}

function installNames(luggage: Luggage, unpacked: Unpacked): void {
  const origins = new Map(luggage.imports.map((origin) => [origin.name, origin]));
  const sources = new Set(luggage.sources.map(({ name }) => name));
  const isValue = (name: string) => Object.hasOwn(luggage.values, name);
  installScope({
    has: (name) => sources.has(name) || origins.has(name) || isValue(name),
    get: (name) => (isValue(name) ? unpacked.value(luggage.values[name]) : unpacked.get(name)),
    importOf: (name) => origins.get(name),
    directory: luggage.directory,
  });
}
