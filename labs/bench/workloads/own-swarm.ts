import { deserialize as fromBytes, serialize as toBytes } from "node:v8";
import type { AgentClass, AgentTask } from "../../agents/index.ts";
import { errorMessage } from "../../common/error-message.ts";
import { installScope, SwarmError } from "../../swarm/index.ts";
import {
  type Bundle,
  build,
  type Deserialized,
  type LoadedCode,
  loadCode,
  Serializer,
} from "../../swarm/transfer/index.ts";
import { BenchError } from "../bench-error.ts";
import type { SwarmSource, SwarmToRun } from "../measure/swarm-source.ts";

/** A swarm as it is sent to a host: the agents' classes as a bundle, and one entry for each agent. */
interface OwnSwarm {
  readonly bundle: Bundle;
  readonly agents: readonly {
    readonly type: string;
    readonly agentId: number;
    readonly input: unknown;
    readonly rest: unknown;
  }[];
  /** The name of the function that makes the value which the agents share. */
  readonly shared: string | undefined;
}

type AnyFunction = (...args: never[]) => unknown;

/**
 * Serializes agents of a notebook's own classes, so that a host builds them in a fresh process for every run, as it does
 * with shipped agents.
 *
 * @param shared - makes the value which the agents share; the host calls it, since shared memory cannot leave its process
 * @throws BenchError `CANNOT_RUN`, which names what cannot be transferred
 */
export function ownSource(agents: readonly AgentTask[], shared?: () => unknown): SwarmSource {
  try {
    const serializer = new Serializer();
    const serialized = agents.map(({ type, agentId, input, rest }) => ({
      type: serializer.add(type as AnyFunction),
      agentId,
      input: serializer.addValue(input, `the input of agent ${agentId}`),
      rest: serializer.addValue(rest, `the arguments of agent ${agentId}`),
    }));
    const sharedName = shared && serializer.add(shared, "shared");
    const swarm: OwnSwarm = { bundle: serializer.bundle(), agents: serialized, shared: sharedName };
    return { module: import.meta.url, make: "makeOwnSwarm", input: toBytes(swarm).toString("base64") };
  } catch (error) {
    if (error instanceof SwarmError) throw new BenchError("CANNOT_RUN", error.message, { cause: error });
    const why = errorMessage(error);
    throw new BenchError(
      "CANNOT_RUN",
      `The agents cannot be measured in a process of their own: ${why} Memory that they share has to be made there: pass it as shared: () => ….`,
      { cause: error },
    );
  }
}

/** The code of the swarm that was made last. It is kept, so that a swarm that is made anew is as warm as its workers. */
let latest: { readonly input: string; readonly code: Promise<LoadedCode> } | undefined;

/** Builds the agents in the host, and installs their names as its scope, so that they can be transferred to its workers. */
export async function makeOwnSwarm(input: string): Promise<SwarmToRun> {
  const { bundle, agents, shared }: OwnSwarm = fromBytes(Buffer.from(input, "base64"));
  if (latest?.input !== input) latest = { input, code: loadCode(bundle.code) };
  const deserialized = await build(await latest.code, bundle.data);
  installNames(bundle, deserialized);
  return {
    agents: agents.map(({ type, agentId, input, rest }) => ({
      // `ownSource` added the agent's type under this name.
      type: deserialized.get(type) as unknown as AgentClass,
      agentId,
      input: deserialized.value(input),
      rest: deserialized.value(rest) as readonly unknown[],
    })),
    ...(shared === undefined ? {} : { shared: await deserialized.get(shared)() }),
    isRehearsed: true,
  };
}

function installNames(bundle: Bundle, deserialized: Deserialized): void {
  const origins = new Map(bundle.code.imports.map((origin) => [origin.name, origin]));
  const sources = new Set(bundle.code.sources.map(({ name }) => name));
  const isValue = (name: string) => Object.hasOwn(bundle.data.values, name);
  installScope({
    has: (name) => sources.has(name) || origins.has(name) || isValue(name),
    get: (name) => (isValue(name) ? deserialized.value(bundle.data.values[name]) : deserialized.get(name)),
    importOf: (name) => origins.get(name),
    directory: bundle.code.directory,
  });
}
