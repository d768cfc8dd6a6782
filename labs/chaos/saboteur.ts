import { setTimeout as pause } from "node:timers/promises";
import { type AgentContext, AIAgent } from "../agents/index.ts";
import { type Channel, Mutex } from "../sharing/index.ts";
import { exhaustMemory } from "./exhaust-memory.ts";
import type { FaultName } from "./fault.ts";
import { SabotageError } from "./sabotage-error.ts";

/** The objects that the agents of a trial share, where the fault is about sharing. */
export interface SharedUnderTest {
  readonly mutex?: Mutex;
  readonly channel?: Channel<string>;
}

/** An agent that fails in the way that its input names. */
export class Saboteur extends AIAgent<FaultName, unknown> {
  static readonly module: string = import.meta.url;

  protected think(fault: FaultName, { shared, worker }: AgentContext): unknown {
    if (fault === "loses-machine") return loseMachine(worker);
    if (Object.hasOwn(exhaustMemory, fault)) return exhaustMemory[fault as keyof typeof exhaustMemory]();
    return sabotage[fault as SabotageName]((shared ?? {}) as SharedUnderTest);
  }
}

type Sabotage = (shared: SharedUnderTest) => unknown;

type SabotageName = Exclude<FaultName, keyof typeof exhaustMemory | "loses-machine">;

const sabotage: Readonly<Record<SabotageName, Sabotage>> = {
  throws() {
    throw new SabotageError();
  },
  "throws-function"() {
    throw () => "not an error";
  },
  async rejects() {
    await pause(1);
    throw new RangeError("rejected");
  },
  uncloneable: () => ({ deep: [() => "a function"] }),
  exits: () => process.exit(7),
  "exits-while-copied": () => ({
    get deep() {
      return process.exit(7);
    },
  }),
  spins() {
    for (;;);
  },
  "spins-while-copied": () => ({
    get deep() {
      for (;;);
    },
  }),
  hangs: () => new Promise(() => {}),
  "late-rejection"() {
    void pause(5).then(() => Promise.reject(new Error("a late rejection")));
    return "answered";
  },
  "late-timer"() {
    setTimeout(() => {
      throw new Error("a timer that was left behind");
    }, 5);
    return "answered";
  },
  "leaves-loop"() {
    setTimeout(() => {
      for (;;);
    }, 0);
    return "answered";
  },
  "leaves-microtasks"() {
    const next = () => queueMicrotask(next);
    setTimeout(next, 0);
    return "answered";
  },
  "breaks-built-ins"() {
    const broken = () => {
      throw new Error("this built-in is broken");
    };
    Object.assign(Array.prototype, { push: broken, map: broken, [Symbol.iterator]: broken });
    Object.assign(Map.prototype, { get: broken, set: broken });
    Object.assign(JSON, { parse: broken, stringify: broken });
    Object.assign(globalThis, { Promise: broken, structuredClone: broken, BigInt: broken });
    return "answered";
  },
  "floods-errors"() {
    setTimeout(() => {
      for (let i = 0; i < 20_000; i++) void Promise.reject(new Error(`late error ${i}`));
    }, 0);
    return "answered";
  },
  floods() {
    for (let i = 0; i < 30_000; i++) process.stdout.write(`${"flood ".repeat(20)}\n`);
    return "answered";
  },
  aborts: () => process.abort(),
  "kills-itself"() {
    process.kill(process.pid, "SIGKILL");
    for (;;);
  },
  "dies-holding-lock"({ mutex }) {
    mutex?.lock();
    process.exit(7);
  },
  "dies-sending"({ channel }) {
    if (channel !== undefined) leaveHalfAMessage(channel);
    process.exit(7);
  },
};

/** Ends the program that hands work to this agent: the machine, as far as the agent's swarm knows. */
function loseMachine(worker: string): never {
  // Only an agent in a process of its own has another program above it. Elsewhere that would be the caller's own parent.
  process.kill(worker.startsWith("process ") ? process.ppid : process.pid, "SIGKILL");
  for (;;);
}

/** Leaves a channel as a thread leaves it that is killed inside `send`: the senders' lock is held and a slot is half written. */
function leaveHalfAMessage(channel: Channel<string>): void {
  const { buffer } = channel.share();
  // `Channel` documents its memory: the senders' lock is at byte 0, and the slots follow the ring's head.
  Mutex.from({ kind: "swarmlab.mutex", buffer, offset: 0 }).lock();
  new Uint8Array(buffer, buffer.byteLength - 512).fill(255);
}
