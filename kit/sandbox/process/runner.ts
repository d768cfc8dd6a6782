/**
 * The other end of the wire: what runs in an answer's own process. It loads the compiled answer into a fresh module and does what a check
 * asks. Nothing here is trusted by the other side, which treats every byte as a mere return value.
 *
 * Arguments: the folder from which the answer's imports resolve, and RunnerOptions as JSON.
 */
import { writeSync } from "node:fs";
import { createRequire } from "node:module";
import { Socket } from "node:net";
import { join } from "node:path";
import vm from "node:vm";
import { startOrphanWatch } from "../../common/orphan-watch.ts";
import type { ProgramText } from "../../explore/index.ts";
import { closeInheritedFiles } from "./close-inherited-files.ts";
import { decode, encode, type Wire } from "./codec.ts";
import { forbidProcesses } from "./forbid-processes.ts";
import { frame, frameReader } from "./frames.ts";
import { lazyLab } from "./lazy-lab.ts";
import { type CallbackResult, channelDescriptor, type Reply, type Request } from "./protocol.ts";
import type { RunnerOptions } from "./runner-options.ts";

const [root = process.cwd(), given = "{}"] = process.argv.slice(2);
const {
  processes,
  preload = true,
  isSandboxed,
  input = channelDescriptor,
  output = channelDescriptor,
} = JSON.parse(given) as Partial<RunnerOptions>;
const incoming = new Socket({ fd: input, readable: true, writable: input === output });
const outgoing = input === output ? incoming : new Socket({ fd: output, readable: false, writable: true });
const send = (reply: Reply) => outgoing.write(frame(reply));

/** Values of the answer that the other side knows by number, of the answer now loaded. */
let handles = new Map<number, object>();
let numbers = new WeakMap<object, number>();
/** Functions of a check, by their stand-ins here. */
const callbacks = new WeakMap<object, number>();
const callbackStubs = new Map<number, object>();
const waiting = new Map<number, { resolve(value: unknown): void; reject(error: unknown): void }>();
const iterators = new WeakMap<object, AsyncIterator<unknown> | Iterator<unknown>>();
let lastHandle = 0;
let lastCall = 0;
let exported: Record<string, unknown> = {};
let answerFile = "";

const exporter = {
  keep(value: object): number {
    const known = numbers.get(value);
    if (known !== undefined) return known;
    handles.set(++lastHandle, value);
    numbers.set(value, lastHandle);
    return lastHandle;
  },
  origin: (value: object) => callbacks.get(value),
};
const importer = {
  function(callback: number): unknown {
    const known = callbackStubs.get(callback);
    if (known) return known;
    const stub = (...args: unknown[]) =>
      new Promise((resolve, reject) => {
        const call = ++lastCall;
        waiting.set(call, { resolve, reject });
        send({ call, callback, args: args.map(toWire) });
      });
    callbacks.set(stub, callback);
    callbackStubs.set(callback, stub);
    return stub;
  },
  // Instances of the checks' side do not cross: their fields do.
  instance() {},
  own(handle: number): unknown {
    if (!handles.has(handle))
      throw new TypeError("This value belongs to an answer that is no longer loaded.");
    return handles.get(handle);
  },
};
const toWire = (value: unknown): Wire => encode(value, exporter, position);
const fromWire = (wire: unknown): unknown => decode(wire, importer);

/** Line and column, from 1, at which the answer's own code stands highest in an error's stack. */
function position(error: Error): [number, number] | undefined {
  const stack = typeof error.stack === "string" ? error.stack : "";
  const at = answerFile === "" ? -1 : stack.indexOf(`${answerFile}:`);
  const numbers =
    at < 0 ? null : /^:(\d+):(\d+)/.exec(stack.slice(at + answerFile.length, at + answerFile.length + 24));
  return numbers ? [Number(numbers[1]), Number(numbers[2])] : undefined;
}

/** Learners' cells import check() and show() beside what they use: here those do nothing, and watch() only runs. */
const silentKit = Object.freeze({
  check: async () => ({}),
  hint: async () => ({}),
  coteach: async () => ({}),
  show: () => {},
  explore: async () => ({}),
  get watch() {
    return swarm().runMultiAgentSystem;
  },
});

let knownSwarm: typeof import("@swarmlab/labs/swarm") | undefined;

/** Makes the names of the answer now loaded transferable to threads. */
let installNames = () => {};

const readLab = createRequire(import.meta.url);

/** The part of the lab that transfers agents to threads. Loaded on first use, because it loads slower than all the rest. */
function swarm(): typeof import("@swarmlab/labs/swarm") {
  knownSwarm ??= readLab("@swarmlab/labs/swarm") as typeof import("@swarmlab/labs/swarm");
  installNames();
  return knownSwarm;
}

/** Parts of the lab that start no swarm. */
const swarmless: ReadonlySet<string> = new Set(["@swarmlab/labs/agents", "@swarmlab/labs/sharing"]);

/** Loads a part of the lab for the answer, whose agents can be transferred from then on. */
function readPart(id: string): Readonly<Record<string, unknown>> {
  if (!swarmless.has(id)) swarm();
  return readLab(id);
}

const lab = lazyLab((part) => readPart(`@swarmlab/labs/${part}`));

async function load(code: string, file: string): Promise<[string, string][]> {
  handles = new Map();
  numbers = new WeakMap();
  callbackStubs.clear();
  answerFile = file;
  exported = {};
  const module = { exports: exported };
  const resolve = createRequire(join(root, "answer.js"));
  let hasScope = false;
  /** Transfers the names that the answer's agents refer to with them. */
  const giveScope = () => {
    if (hasScope) return;
    hasScope = true;
    const { ImportIndex, installScope } = swarm();
    const imports = new ImportIndex();
    imports.add(code);
    installScope({
      has: (name) => Object.hasOwn(exported, name),
      get: (name) => exported[name],
      importOf: (name) => imports.importOf(name),
      directory: root,
    });
  };
  installNames = giveScope;
  if (knownSwarm) giveScope();
  const require = Object.assign((id: string) => {
    if (id === "@swarmlab/kit") return silentKit;
    if (id === "@swarmlab/labs") return lab;
    return String(id).startsWith("@swarmlab/labs/") ? readPart(String(id)) : resolve(id);
  }, resolve);
  // An async function around the answer lets it await at top level, as a cell may.
  const run = vm.runInThisContext(
    `(async function (exports, require, module, __filename, __dirname) {${code}\n})`,
    {
      filename: file,
      importModuleDynamically: vm.constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
    },
  );
  await run(exported, require, module, file, root);
  exported = module.exports;
  return Object.keys(exported).map((name) => [name, kindOf(exported[name])]);
}

function kindOf(value: unknown): string {
  if (typeof value === "function")
    return /^class\b/.test(Function.prototype.toString.call(value)) ? "class" : "function";
  return value === null ? "null" : typeof value;
}

// Fields and methods are looked up by names that a check gives.
// biome-ignore lint/suspicious/noExplicitAny: the answer's values have no types here.
type Anything = any;

async function perform(request: Request): Promise<Reply> {
  const { id } = request;
  const target = "handle" in request ? (importer.own(request.handle) as Anything) : exported;
  switch (request.op) {
    case "ping":
      return { id, value: null };
    case "load":
      return { id, names: await load(request.code, request.file) };
    case "new": {
      const instance = new target[request.name](...request.args.map(fromWire));
      return { id, handle: exporter.keep(instance) };
    }
    case "get":
      return { id, value: toWire(await target[request.name]) };
    case "call":
      return { id, value: toWire(await target[request.name](...request.args.map(fromWire))) };
    case "invoke": {
      const args = request.args.map(fromWire);
      if (request.method === undefined) return { id, value: toWire(await target(...args)) };
      const method = target[request.method];
      // remote.get("field") reads a field of an instance that has no get() of its own.
      if (typeof method !== "function" && request.method === "get")
        return { id, value: toWire(await target[args[0] as string]) };
      if (typeof method !== "function")
        throw new TypeError(
          `${target?.constructor?.name || "The instance"} has no method ${request.method}()`,
        );
      return { id, value: toWire(await method.apply(target, args)) };
    }
    case "field":
      return { id, value: toWire(await target[request.name]) };
    case "next": {
      if (!iterators.has(target))
        iterators.set(target, (target[Symbol.asyncIterator] ?? target[Symbol.iterator]).call(target));
      const step = await (iterators.get(target) as AsyncIterator<unknown>).next();
      return { id, done: Boolean(step.done), value: toWire(step.value) };
    }
    case "explore": {
      installNames();
      const { exploreProgramText } = await import("../../explore/index.ts");
      return { id, value: toWire(await exploreProgramText(fromWire(request.program) as ProgramText)) };
    }
    case "return": {
      await iterators.get(target)?.return?.();
      iterators.delete(target);
      return { id, value: null };
    }
  }
}

function errorWire(thrown: unknown): Wire {
  try {
    if (thrown instanceof Error || Object.prototype.toString.call(thrown) === "[object Error]")
      return toWire(thrown);
    const error = new Error(
      typeof thrown === "string"
        ? thrown
        : `threw ${typeof thrown === "object" ? "an object" : String(thrown)}`,
    );
    error.name = "Thrown";
    return toWire(Object.assign(error, { thrown }));
  } catch {
    return ["error", "Error", "threw something that cannot be shown", ["undefined"], null, [], null];
  }
}

async function handle(request: Request): Promise<void> {
  let reply: Buffer;
  try {
    reply = frame(await perform(request));
  } catch (error) {
    try {
      reply = frame({ id: request.id, error: errorWire(error) });
    } catch {
      reply = frame({ id: request.id, error: errorWire(new Error("threw an error too large to be shown")) });
    }
  }
  outgoing.write(reply);
}

incoming.on(
  "data",
  frameReader((message) => {
    const result = message as CallbackResult;
    if (result.call === undefined) return void handle(message as Request);
    const call = waiting.get(result.call);
    waiting.delete(result.call);
    if (result.error !== undefined) call?.reject(fromWire(result.error));
    else call?.resolve(fromWire(result.value));
  }),
);
// The other side is gone: there is nothing left to answer for.
for (const stream of new Set([incoming, outgoing])) {
  stream.on("close", () => process.kill(process.pid, "SIGKILL"));
  stream.on("error", () => process.kill(process.pid, "SIGKILL"));
}

process.on("uncaughtException", (error) => send({ unhandled: errorWire(error), fatal: true }));
process.on("unhandledRejection", (error) => send({ unhandled: errorWire(error), fatal: false }));
const leave = process.exit.bind(process);
process.exit = (code?: number | string | null): never => {
  try {
    // The loop never comes round again, so the note is written at once.
    writeSync(output, frame({ exit: Number(code ?? process.exitCode ?? 0) || 0 } satisfies Reply));
  } catch {
    // The exit code will tell.
  }
  return leave(code ?? undefined);
};

closeInheritedFiles([input, output]);
if (!processes) forbidProcesses();
send({ ready: true });

// Started after the first sign of life, so that it costs a check no time: a thread that ends this process, also when the answer loops
// without a pause, as soon as the process that started it is gone.
if (!isSandboxed) startOrphanWatch();
if (preload) {
  try {
    // Loaded before the answer comes, so that its import finds the lab ready.
    swarm();
    createRequire(join(root, "answer.js"))("@swarmlab/labs");
  } catch {
    // An answer that imports the lab will say what is wrong.
  }
}
