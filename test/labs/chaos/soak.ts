import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { expect } from "vitest";
import { type AgentTask, agent } from "../../../labs/agents/index.ts";
import { randomNumbers } from "../../../labs/agents/random-numbers.ts";
import {
  type Fault,
  type FaultName,
  faults,
  promises,
  Saboteur,
  Witness,
} from "../../../labs/chaos/index.ts";
import { runMultiAgentSystem } from "../../../labs/swarm/index.ts";
import { findExecutor } from "../../../labs/swarm/registry.ts";
import { agentProcesses } from "../swarm/processes/support/processes-alive.ts";
import { threadsAlive } from "../swarm/support/threads-alive.ts";
import { mute } from "./mute.ts";

export interface Soak {
  readonly executor: string;
  readonly seconds: number;
  /** Another seed gives another mixture; a failure names the one to repeat. */
  readonly seed: number;
}

/** Shown when a soak is over: how much it has seen. */
export interface Soaked {
  readonly rounds: number;
  readonly survivors: number;
  readonly seen: ReadonlySet<FaultName>;
}

setFlagsFromString("--expose-gc");
/** What is only waiting to be collected is no leak. */
const collectGarbage: () => void = runInNewContext("gc");

/** Longer than a witness takes on a busy machine; an agent that never ends holds a worker for so many seconds. */
const TIMEOUT = 2;

/** Mixes everything that an executor contains, at random, round after round, and looks for losses and leaks after each. */
export async function soak(options: Soak): Promise<Soaked> {
  const unmute = mute();
  try {
    return await soakLoudly(options);
  } finally {
    unmute();
  }
}

async function soakLoudly({ executor, seconds, seed }: Soak): Promise<Soaked> {
  const { contains } = findExecutor(executor);
  const possible = faults.filter((fault) => promises(contains, fault) && !("shares" in fault));
  const random = randomNumbers(seed);
  const pick = <T>(from: readonly T[]) => from[Math.floor(random() * from.length)] as T;
  const threads = threadsAlive();
  const memory: number[] = [];
  const seen = new Set<FaultName>();
  let survivors = 0;
  const end = performance.now() + seconds * 1000;
  for (let round = 0; performance.now() < end; round++) {
    const fates = Array.from({ length: 30 }, () => (random() < 0.12 ? pick(possible) : undefined));
    const { results } = await runMultiAgentSystem({
      agents: fates.map(
        (fate, id): AgentTask =>
          fate === undefined ? agent(Witness, id, 10_000 + id) : agent(Saboteur, id, fate.name),
      ),
      executor,
      concurrency: 3,
      timeout: TIMEOUT,
      grace: 0.02,
      retries: pick([0, 0, 1]),
      chunk: pick([1, 1, 4]),
      announce: false,
      ...(contains.memory && { memoryLimit: 64 }),
    });
    for (const [id, fate] of fates.entries()) {
      const where = `seed ${seed}, round ${round}, agent ${id}, ${fate?.name}: ${results[id]?.error?.message}`;
      if (fate === undefined) expect(results[id]?.result, where).toBe(Witness.answerTo(10_000 + id));
      else expectFate(fate, results[id]?.error?.code, where);
      if (fate === undefined) survivors++;
      else seen.add(fate.name);
    }
    expect(threadsAlive()).toBe(threads);
    expect(agentProcesses()).toEqual([]);
    collectGarbage();
    memory.push(process.memoryUsage().rss);
  }
  // The first rounds fill caches; after them the memory stays within a third.
  const settled = memory.slice(Math.min(5, memory.length - 1));
  expect(Math.max(...settled)).toBeLessThan((settled[0] as number) * 1.33 + 50e6);
  return { rounds: memory.length, survivors, seen };
}

/** What uses up memory slowly, on a busy machine, may be stopped for its time before it is for its memory. */
function expectFate({ codes, kind }: Fault, code: string | undefined, where: string): void {
  if (codes.length === 0) expect(code, where).toBeUndefined();
  else expect(kind === "memory" ? [...codes, "TIMEOUT"] : codes, where).toContain(code);
}
