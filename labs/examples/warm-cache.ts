/**
 * Tip: a warm cache: what one agent has loaded, all agents read.
 *
 * The first agent that needs the table fills it, in memory that all threads share; the others wait for it and read it.
 * Isolates without shared memory must each load a table of their own. Here "loading" is a sieve of prime numbers.
 *
 *     node labs/examples/warm-cache.ts
 */
import { type AgentContext, agent } from "../agents/index.ts";
import { AtomicCounter, Mutex } from "../sharing/index.ts";
import { compare } from "./support/compare.ts";
import { timeSwarm } from "./support/time-swarm.ts";

interface Shared {
  /** A byte for each number: 1 if it is not a prime. */
  readonly table: Uint8Array;
  readonly mutex: Mutex;
  /** How often a table was loaded. */
  readonly loads: AtomicCounter;
}

interface Question {
  readonly part: number;
  readonly parts: number;
  readonly warm: boolean;
}

const AGENTS = 8;
const NUMBERS = 3_000_000;

/** Counts the primes in one part of the table. Only this function is transferred to the workers, so it is self-contained. */
function countPrimes({ part, parts, warm }: Question, context: AgentContext): number {
  const { table: cache, mutex, loads } = context.shared as Shared;
  const load = (table: Uint8Array): Uint8Array => {
    table.fill(1, 0, 2);
    for (let p = 2; p * p < table.length; p++) {
      if (table[p] === 0) for (let i = p * p; i < table.length; i += p) table[i] = 1;
    }
    loads.increment();
    return table;
  };
  // The first agent fills the cache while it holds the mutex, so the others wait until the table is complete.
  const table = warm
    ? mutex.runExclusive(() => (loads.value === 0 ? load(cache) : cache))
    : load(new Uint8Array(cache.length));
  return table
    .subarray((part * table.length) / parts, ((part + 1) * table.length) / parts)
    .filter((composite) => composite === 0).length;
}

const counted: Record<string, number> = {};

async function run(name: string, warm: boolean): Promise<number> {
  const loads = new AtomicCounter();
  const table = new Uint8Array(new SharedArrayBuffer(NUMBERS));
  const agents = Array.from({ length: AGENTS }, (_, part) =>
    agent(countPrimes, part + 1, { part, parts: AGENTS, warm }),
  );
  const seconds = await timeSwarm({ agents, shared: { table, mutex: new Mutex(), loads } });
  counted[name] = loads.value;
  return seconds;
}

const names = ["warm cache", "each loads anew"] as const;
await compare({ [names[0]]: () => run(names[0], true), [names[1]]: () => run(names[1], false) });
for (const name of names) console.log(`${name}: tables loaded by ${AGENTS} agents: ${counted[name]}`);
