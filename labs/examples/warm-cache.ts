/**
 * Tip: a warm cache. What one agent has loaded, all can read.
 *
 * The first agent that needs the table fills it, in memory that all threads share; the others wait for it and read. In
 * isolates without shared memory, each would have to load a table of its own. Here "loading" is to sieve prime numbers.
 *
 *     node labs/examples/warm-cache.ts
 */
import { type AgentContext, agent } from "../agents/index.ts";
import { AtomicCounter, Mutex } from "../sharing/index.ts";
import { compare } from "./support/compare.ts";
import { timeSwarm } from "./support/time-swarm.ts";

interface Shared {
  /** One byte a number: 1 where it is no prime. */
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

/** Counts the primes in one part of the table. It is sent to the workers as it stands, so all it needs is inside. */
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
  // Whoever comes first fills the cache; the mutex lets the others wait until it is whole.
  const table = warm
    ? mutex.runExclusive(() => (loads.value === 0 ? load(cache) : cache))
    : load(new Uint8Array(cache.length));
  return table
    .subarray((part * table.length) / parts, ((part + 1) * table.length) / parts)
    .filter((no) => no === 0).length;
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
