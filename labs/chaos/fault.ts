import type { Containment } from "../swarm/index.ts";

/**
 * What an executor has to contain to survive a fault: a kind of failure that it publishes, or one of two more:
 *
 * - `leftover`: what the agent has left behind does harm after it has answered: a timer or promise that fails or never ends, a
 *   changed built-in. An executor that contains `exit` contains it too, because both need agents that run outside the coordinator's
 *   thread.
 * - `output`: the agent prints or reports without end. Every executor contains it.
 */
export type FaultKind = keyof Containment | "leftover" | "output";

/** One way in which an agent fails. */
export interface Fault {
  readonly name: string;
  /** What the agent does, as the rest of a sentence that begins with "it". */
  readonly title: string;
  readonly kind: FaultKind;
  /** The codes that its error may have where it is contained; empty where the agent answers before it fails. */
  readonly codes: readonly string[];
  /** Whether it happens while the answer is copied. Where nothing is copied, the answer arrives unchanged. */
  readonly whileCopied?: true;
  /** Whether it blocks its worker after the answer. The worker is replaced some seconds later. */
  readonly blocks?: true;
  /** The shared object that it needs. Only worker threads can share one. */
  readonly shares?: "mutex" | "channel";
}

const memory = <Name extends string>(name: Name, title: string) => ({
  name,
  title: `exhausts memory: ${title}`,
  kind: "memory" as const,
  codes: ["OUT_OF_MEMORY"],
});

const FAULTS = [
  { name: "throws", title: "throws a class with code and cause", kind: "throw", codes: ["E_SABOTAGE"] },
  { name: "throws-function", title: "throws a function", kind: "throw", codes: ["THREW_NO_ERROR"] },
  { name: "rejects", title: "is rejected", kind: "reject", codes: ["AGENT_THREW"] },
  {
    name: "uncloneable",
    title: "returns what cannot be copied",
    kind: "uncloneable",
    codes: ["UNCLONEABLE_RESULT"],
    whileCopied: true,
  },
  { name: "exits", title: "calls process.exit()", kind: "exit", codes: ["EXITED"] },
  {
    name: "exits-while-copied",
    title: "calls process.exit() while its answer is copied",
    kind: "exit",
    codes: ["EXITED"],
    whileCopied: true,
  },
  { name: "spins", title: "spins for ever", kind: "spin", codes: ["TIMEOUT"] },
  { name: "hangs", title: "waits for ever", kind: "spin", codes: ["TIMEOUT"] },
  {
    name: "spins-while-copied",
    title: "spins for ever while its answer is copied",
    kind: "spin",
    codes: ["TIMEOUT"],
    whileCopied: true,
  },
  { name: "late-rejection", title: "leaves a late rejection behind", kind: "leftover", codes: [] },
  { name: "late-timer", title: "leaves a timer behind that throws", kind: "leftover", codes: [] },
  {
    name: "leaves-loop",
    title: "leaves a timer behind that never ends",
    kind: "leftover",
    codes: [],
    blocks: true,
  },
  {
    name: "leaves-microtasks",
    title: "leaves promises behind that never end",
    kind: "leftover",
    codes: [],
    blocks: true,
  },
  {
    name: "breaks-built-ins",
    title: "breaks built-ins of the language",
    kind: "leftover",
    codes: [],
  },
  { name: "floods", title: "floods stdout", kind: "output", codes: [] },
  {
    name: "floods-errors",
    title: "floods the coordinator with late errors",
    kind: "leftover",
    codes: [],
  },
  memory("many-arrays", "many small arrays"),
  memory("many-strings", "many strings"),
  memory("one-list", "push() onto one array"),
  memory("huge-array", "one huge array filled"),
  memory("growing-map", "a growing Map"),
  memory("many-keys", "one object with many keys"),
  memory("huge-json", "a huge JSON.parse"),
  memory("buffers", "Buffers"),
  {
    name: "aborts",
    title: "crashes natively (process.abort)",
    kind: "native",
    codes: ["CRASHED", "ERR_WORKER_UNSUPPORTED_OPERATION"],
  },
  { name: "kills-itself", title: "is killed from outside (SIGKILL)", kind: "native", codes: ["CRASHED"] },
  {
    name: "loses-machine",
    title: "loses its machine (SIGKILL), and every one that it gets next",
    kind: "machine",
    codes: ["MACHINE_LOST"],
  },
  {
    name: "dies-holding-lock",
    title: "dies while holding a lock",
    kind: "exit",
    codes: ["EXITED"],
    shares: "mutex",
  },
  {
    name: "dies-sending",
    title: "dies while sending on a channel",
    kind: "exit",
    codes: ["EXITED"],
    shares: "channel",
  },
] as const satisfies readonly Fault[];

export type FaultName = (typeof FAULTS)[number]["name"];

/** Every fault of the chaos kit. */
export const faults: readonly (Fault & { readonly name: FaultName })[] = FAULTS;

/** Whether an executor promises to contain a fault. */
export function promises(contains: Containment, { kind }: Fault): boolean {
  if (kind === "output") return true;
  return contains[kind === "leftover" ? "exit" : kind];
}
