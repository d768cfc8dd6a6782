import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { expect } from "vitest";
import { type AgentTask, agent } from "../../../labs/agents/index.ts";
import {
  type Fault,
  type FaultName,
  faults,
  HealthyAgent,
  promises,
  Saboteur,
} from "../../../labs/chaos/index.ts";
import { randomNumbers } from "../../../labs/common/random-numbers.ts";
import { findExecutor, runMultiAgentSystem } from "../../../labs/swarm/index.ts";
import { agentProcesses } from "../swarm/processes/support/processes-alive.ts";
import { threadsAlive } from "../swarm/support/threads-alive.ts";
import { mute } from "./mute.ts";

export interface Soak {
  readonly executor: string;
  readonly seconds: number;
  /** Another seed gives another mixture; a failure names the one to repeat. */
  readonly seed: number;
  /** Called after each round that has lost and leaked nothing. @default nothing is called */
  readonly onRound?: (soFar: SoakSummary & { readonly rssBytes: number }) => void;
}

/** How much a soak has tried. */
export interface SoakSummary {
  readonly rounds: number;
  readonly survivors: number;
  readonly seen: ReadonlySet<FaultName>;
}

setFlagsFromString("--expose-gc");
/** Garbage is collected before memory is compared, because it is no leak. */
const collectGarbage: () => void = runInNewContext("gc");

/** Seconds. Longer than a healthy agent takes on a busy machine; an agent that never ends holds a worker for so many seconds. */
const TIMEOUT = 6;

/** Mixes all faults that an executor contains, at random, and looks for lost results and leaks after each round. */
export async function soak(options: Soak): Promise<SoakSummary> {
  const unmute = mute();
  try {
    return await runRounds(options);
  } finally {
    unmute();
  }
}

async function runRounds({ executor, seconds, seed, onRound = () => {} }: Soak): Promise<SoakSummary> {
  const { contains } = findExecutor(executor);
  const possible = faults.filter((fault) => promises(contains, fault) && !("shares" in fault));
  const random = randomNumbers(seed);
  const pick = <T>(from: readonly T[]) => from[Math.floor(random() * from.length)] as T;
  // Dealt like cards: every fault comes before any comes again, so few rounds of a slow machine see all of them, too.
  let undealt: (typeof possible)[number][] = [];
  const deal = () => {
    if (undealt.length === 0) undealt = [...possible];
    return undealt.splice(Math.floor(random() * undealt.length), 1)[0];
  };
  const threads = threadsAlive();
  const memory: number[] = [];
  const seen = new Set<FaultName>();
  let survivors = 0;
  const end = performance.now() + seconds * 1000;
  for (let round = 0; performance.now() < end; round++) {
    const drawn = Array.from({ length: 30 }, () => (random() < 0.12 ? deal() : undefined));
    const { results } = await runMultiAgentSystem({
      agents: drawn.map(
        (fault, id): AgentTask =>
          fault === undefined ? agent(HealthyAgent, id, 10_000 + id) : agent(Saboteur, id, fault.name),
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
    // What an agent leaves behind, a loop or a timer that fails, may end a later agent that is at work on its thread: from outside nothing tells the two apart.
    const mayEndOthers = drawn.some((fault) => fault?.kind === "leftover");
    for (const [id, fault] of drawn.entries()) {
      const where = `seed ${seed}, round ${round}, agent ${id}, ${fault?.name}: ${results[id]?.error?.message}`;
      if (fault === undefined) expect(results[id]?.result, where).toBe(HealthyAgent.answerTo(10_000 + id));
      else if (!(mayEndOthers && ["TIMEOUT", "CRASHED"].includes(results[id]?.error?.code ?? "")))
        expectCode(fault, results[id]?.error?.code, where);
      if (fault === undefined) survivors++;
      else seen.add(fault.name);
    }
    expect(threadsAlive()).toBe(threads);
    expect(agentProcesses()).toEqual([]);
    collectGarbage();
    const rssBytes = process.memoryUsage().rss;
    memory.push(rssBytes);
    onRound({ rounds: memory.length, survivors, seen, rssBytes });
  }
  // The first rounds fill caches; afterwards memory grows by less than a third.
  const settled = memory.slice(Math.min(5, memory.length - 1));
  expect(Math.max(...settled)).toBeLessThan((settled[0] as number) * 1.33 + 50e6);
  return { rounds: memory.length, survivors, seen };
}

/** A fault that uses up memory slowly may reach its timeout before its memory limit. */
function expectCode({ codes, kind }: Fault, code: string | undefined, where: string): void {
  if (codes.length === 0) expect(code, where).toBeUndefined();
  else expect(kind === "memory" ? [...codes, "TIMEOUT"] : codes, where).toContain(code);
}
