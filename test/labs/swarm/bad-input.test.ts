import { describe, expect, it } from "vitest";
import { type AgentClass, agent, DataAnalyst } from "../../../labs/agents/index.ts";
import { quorum, runMultiAgentSystem, type SwarmOptions } from "../../../labs/swarm/index.ts";
import { Lost, notExported } from "./support/agents.ts";
import { threadsAlive } from "./support/threads-alive.ts";

const one = [agent(DataAnalyst, 1, 10)];

const local = 5;

class Connection {
  isOpen = true;
}

/** An agent with one more argument. */
const connected: AgentClass<number, unknown, [Connection]> = DataAnalyst as never;

function detached(): Uint8Array {
  const bytes = new Uint8Array(8);
  structuredClone(bytes, { transfer: [bytes.buffer] });
  return bytes;
}

describe("an invalid swarm is refused in one sentence, before anything starts:", () => {
  it.each<[string, object, string, RegExp]>([
    [
      "no agents",
      { agents: [] },
      "INVALID_ARGUMENT",
      /^agents must be an array of at least one agent\(…\) task, but got \[\]\.$/,
    ],
    [
      "agents that are none",
      { agents: [3] },
      "INVALID_ARGUMENT",
      /^agents\[0\] must be made by agent\(type, agentId, input\), but got 3\.$/,
    ],
    [
      "an id that is no number",
      { agents: [agent(DataAnalyst, "x" as never, 1)] },
      "INVALID_ARGUMENT",
      /^the id of agents\[0\] must be a whole number, but got 'x'\.$/,
    ],
    [
      "a class that cannot reason",
      { agents: [agent(Date as never, 1, 1 as never), agent(class Foo {} as never, 2, 1 as never)] },
      "INVALID_ARGUMENT",
      /^agents\[1\] must be a class with a reason\(\) method/,
    ],
    [
      "a misspelt option",
      { agents: one, timout: 3 },
      "INVALID_ARGUMENT",
      /^timout is no option of a run; did you mean timeout\?$/,
    ],
    [
      "an option that nothing is like",
      { agents: one, colour: "red" },
      "INVALID_ARGUMENT",
      /^colour is no option of a run; the options are agents, timeout, .*\.$/,
    ],
    [
      "negative concurrency",
      { agents: one, concurrency: -1 },
      "INVALID_ARGUMENT",
      /^concurrency must be a whole number of at least 1, but got -1\.$/,
    ],
    [
      "no time at all",
      { agents: one, timeout: 0 },
      "INVALID_ARGUMENT",
      /^timeout must be a number of seconds above 0, but got 0\.$/,
    ],
    [
      "half a retry",
      { agents: one, retries: 0.5 },
      "INVALID_ARGUMENT",
      /^retries must be a whole number of at least 0, but got 0\.5\.$/,
    ],
    [
      "a quorum that cannot be reached",
      { agents: one, policy: quorum(2) },
      "INVALID_ARGUMENT",
      /at most the number of agents, 1, but got 2\.$/,
    ],
    [
      "an unknown policy",
      { agents: one, policy: "fast" },
      "INVALID_ARGUMENT",
      /^policy must be settle, failFast/,
    ],
    [
      "an unknown schedule",
      { agents: one, schedule: "random" },
      "INVALID_ARGUMENT",
      /^schedule must be one of "in-order"/,
    ],
    [
      "no signal",
      { agents: one, signal: {} },
      "INVALID_ARGUMENT",
      /^signal must be an AbortSignal, but got \{\}\.$/,
    ],
    [
      "an unknown executor",
      { agents: one, executor: "gpu" },
      "UNKNOWN_EXECUTOR",
      /^executor must be one of "sequential".*"worker-threads".*, but got "gpu"\.$/,
    ],
    [
      "an option the executor cannot honour",
      { agents: one, executor: "event-loop", timeout: 1 },
      "UNSUPPORTED_OPTION",
      /^timeout cannot be honoured by the executor "event-loop", .*use the executor "worker-threads"/,
    ],
    [
      "a limit threads cannot keep",
      { agents: one, memoryLimit: 64 },
      "UNSUPPORTED_OPTION",
      /^memoryLimit cannot be honoured by the executor "worker-threads"/,
    ],
    [
      "an input that cannot be copied",
      { agents: [agent((n: unknown) => n, 1, { when: Symbol("now") })] },
      "CANNOT_TRANSFER",
      /^the input of agent 1\.when cannot be sent to a worker: it is a symbol/,
    ],
    [
      "an argument whose methods would stay behind",
      { agents: [agent(connected, 1, 1, new Connection())] },
      "CANNOT_TRANSFER",
      /^the arguments of agent 1\[0\] cannot be sent .* Hand over plain data instead, or build it in the agent's constructor, which runs in the worker\.$/,
    ],
    [
      "bytes that are gone",
      { agents: [agent((n: unknown) => n, 1, { bytes: detached() })] },
      "CANNOT_TRANSFER",
      /^the input of agent 1\.bytes cannot be sent to a worker: it has no bytes any more/,
    ],
    [
      "an error whose cause cannot be copied",
      { agents: [agent((n: unknown) => n, 1, new Error("x", { cause: () => 1 }))] },
      "CANNOT_TRANSFER",
      /^the input of agent 1\.cause cannot be sent/,
    ],
    [
      "shared data that cannot be copied",
      { agents: one, shared: { now: new (class Clock {})() } },
      "CANNOT_TRANSFER",
      /^shared\.now cannot be sent to a worker: it is an instance of Clock.* build it in the agent's constructor/,
    ],
    [
      "a function of a module that uses its surroundings",
      { agents: [agent((n: number) => n + local, 1, 1)] },
      "CANNOT_TRANSFER",
      /refers to `local`, which it does not define itself/,
    ],
    [
      "a built-in function",
      { agents: [agent(Math.max as never, 1, 1 as never)] },
      "CANNOT_TRANSFER",
      /^max cannot be sent to a worker: it is built into Node.* Define it at the top level of a cell/,
    ],
    [
      "a class its module does not export",
      { agents: [agent(notExported, 1, 1)] },
      "CANNOT_START",
      /exports no Hidden; a class with `static module` must be exported\./,
    ],
    ["a module that does not exist", { agents: [agent(Lost, 1, 1)] }, "CANNOT_START", /no\/such\/module/],
  ])("%s", async (_, options, code, sentence) => {
    const alive = threadsAlive();
    const started: unknown[] = [];
    const onProgress = (event: unknown) => started.push(event);
    const attempt = runMultiAgentSystem({
      announce: false,
      onProgress,
      ...options,
    } as unknown as SwarmOptions);
    await expect(attempt).rejects.toMatchObject({
      name: "SwarmError",
      code,
      message: expect.stringMatching(sentence),
    });
    expect(started).toEqual([]);
    expect(threadsAlive()).toBe(alive);
  });
});
