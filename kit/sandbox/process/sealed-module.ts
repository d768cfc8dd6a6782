/*
 * Definitions of an answer in the explorer's own process. Rules of a check call them, and a class runs code of its own while it is defined, as they
 * are: no thread of the explorer stands around them. So they get nothing by which the process could be reached. They run in strict mode, where nothing
 * leads to the global object; each of its names that is not the language's is covered by a parameter; no code is made from text in this process
 * (`--disallow-code-generation-from-strings`), so no constructor leads out of these parameters either; `import()` has no loader; and all that the
 * language and the lab hand out is frozen.
 */
import { createRequire, syncBuiltinESMExports } from "node:module";
import { inspect } from "node:util";
import vm from "node:vm";
import workerThreads from "node:worker_threads";
import type { SealedNames } from "../../explore/index.ts";
import { keepGiven } from "./given-names.ts";
import { isForbidden, trusting } from "./lab-filter.ts";
import { freezeAll, LANGUAGE } from "./lock-intrinsics.ts";

/** What definitions get of the lab: the things that share memory. They start nothing and read nothing. */
const SHARING: readonly string[] = [
  "AtomicCounter",
  "Channel",
  "KnowledgeBase",
  "LockedCollector",
  "Mutex",
  "PerAgentCollector",
  "QueueCollector",
  "ResultCollector",
  "Semaphore",
  "SharedContext",
  "SharingError",
  "StartGate",
  "inAgentOrder",
];

const silent = Object.freeze(() => {});
const silentConsole = Object.freeze(
  Object.fromEntries(["log", "info", "warn", "error", "debug", "table"].map((name) => [name, silent])),
);
const silentKit = Object.freeze(
  Object.fromEntries(["check", "hint", "coteach", "show", "explore", "watch"].map((name) => [name, silent])),
);

/** What definitions see by a global name that is not the language's. */
let covers: ReadonlyMap<string, unknown> | undefined;
let noteAbsent: SealedNames["noteAbsent"] = () => {};
let lab: Readonly<Record<string, unknown>> | undefined;

/** Seals this process for definitions of an answer, for good. @param names - what the explorer's virtual threads may use */
export function sealProcess({ found, harmless, held, noteAbsent: note }: SealedNames): void {
  noteAbsent = note;
  const sharing = trusting(() => createRequire(import.meta.url)("@swarmlab/labs/sharing")) as Readonly<
    Record<string, unknown>
  >;
  const given = SHARING.map((name) => [name, sharing[name]] as const);
  const language = new Set<string>([...LANGUAGE, "undefined", "NaN", "Infinity"]);
  const own = Object.freeze(
    Object.fromEntries([...LANGUAGE.map((name) => [name, Reflect.get(globalThis, name)]), ...harmless]),
  );
  const read = performance.now.bind(performance);
  const clock = Object.freeze({ now: Object.freeze(() => read()), timeOrigin: performance.timeOrigin });
  // What is not in it is there in an answer's own process.
  const globalObject = new Proxy(own, {
    get(names, name) {
      if (!Object.hasOwn(names, name)) note(`globalThis.${String(name)}`);
      return Reflect.get(names, name) as unknown;
    },
    has(names, name) {
      if (!Object.hasOwn(names, name)) note(`globalThis.${String(name)}`);
      return Reflect.has(names, name);
    },
    ownKeys(names) {
      note("the list of global names");
      return Reflect.ownKeys(names);
    },
  });
  covers = new Map<string, unknown>([
    ...found.filter((name) => !language.has(name)).map((name) => [name, absent(name)] as const),
    ...harmless,
    ["console", silentConsole],
    ["performance", clock],
    ["globalThis", globalObject],
  ]);
  lab = labOf(new Map(given));
  // The lab's own code starts no thread here: one would have all of Node.
  workerThreads.Worker = class {
    constructor() {
      throw new Error("The explorer starts no threads.");
    }
  } as never;
  syncBuiltinESMExports();
  // An object's own way to be printed gets `inspect` itself.
  freezeAll([...held, ...given.map(([, value]) => value), inspect]);
}

/** The type of a global value, without a look at it: Node loads many of them when they are looked at first. */
function typeOfGlobal(name: string): string {
  for (let at: object | null = globalThis; at !== null; at = Object.getPrototypeOf(at)) {
    const property = Object.getOwnPropertyDescriptor(at, name);
    if (property === undefined) continue;
    if ("value" in property) return property.value === null ? "null" : typeof property.value;
    return /^[A-Z]/.test(name) ? "function" : "object";
  }
  return "undefined";
}

/** What stands for a global value of Node: it is of the same type, and refuses all else. */
function absent(name: string): unknown {
  const type = typeOfGlobal(name);
  if (type !== "function" && type !== "object") return undefined;
  const refuse = () => {
    noteAbsent(name);
    throw new Error(`${name} cannot be used while an answer's definitions are read for the explorer`);
  };
  const target = type === "function" ? Object.freeze(function absent() {}) : Object.freeze({});
  return new Proxy(target, {
    apply: refuse,
    construct: refuse,
    get: refuse,
    has: refuse,
    ownKeys: refuse,
    getPrototypeOf: refuse,
    getOwnPropertyDescriptor: refuse,
  });
}

/** The lab as definitions find it: what shares memory, and for every other name a class that cannot be used yet, only extended and named. */
function labOf(given: ReadonlyMap<string, unknown>): Readonly<Record<string, unknown>> {
  const standIns = new Map<PropertyKey, unknown>();
  return new Proxy(Object.freeze(Object.create(null)), {
    get(_, name) {
      if (name === "__esModule") return true;
      if (typeof name === "symbol" || name === "then" || isForbidden(name)) return undefined;
      if (given.has(name)) return given.get(name);
      if (!standIns.has(name)) standIns.set(name, standIn(name));
      return standIns.get(name);
    },
    has: (_, name) => typeof name === "string" && name !== "then" && !isForbidden(name),
  });
}

function standIn(name: string): unknown {
  const refuse = () => {
    noteAbsent(name);
    throw new Error(
      `${name} of the lab cannot be used while an answer's definitions are read for the explorer`,
    );
  };
  class NotHere {
    constructor() {
      refuse();
    }
  }
  Object.freeze(NotHere.prototype);
  return new Proxy(Object.freeze(NotHere), { apply: refuse });
}

/**
 * Runs definitions of an answer, in a process that is sealed.
 *
 * @param given - names that the course defines, and which no code of the answer may set
 * @returns what they export
 * @throws what they throw
 */
export async function runSealedModule(
  code: string,
  file: string,
  given: readonly string[] = [],
): Promise<Record<string, unknown>> {
  if (covers === undefined) throw new TypeError("This process is not sealed.");
  const exported: Record<string, unknown> = {};
  const finish = keepGiven(exported, given);
  const require = Object.freeze((id: string) => {
    if (id === "@swarmlab/kit") return silentKit;
    if (id === "@swarmlab/labs" || String(id).startsWith("@swarmlab/labs/")) return lab;
    noteAbsent(String(id));
    throw new Error(`${String(id)} cannot be used while an answer's definitions are read for the explorer`);
  });
  const module = { exports: exported };
  const around = vm.compileFunction(
    `"use strict"; return (async function (exports, require, module, __filename, __dirname) {${code}\n});`,
    [...covers.keys()],
    { filename: file },
  ) as (...values: unknown[]) => (...parts: unknown[]) => Promise<void>;
  const run = around(...covers.values());
  await run(exported, require, module, file, "/");
  finish();
  return exported;
}
