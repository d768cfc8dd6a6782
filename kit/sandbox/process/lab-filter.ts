/**
 * What an answer finds of the lab when its exercise asks it to build a part of the lab itself: everything but that part. The
 * filter stands in the module loader of the process, because `import()`, a `require` made from another file, and a whole path reach the lab as well.
 *
 * It works in a thread of the answer, too: this file is then read ahead of the thread's own, with what it has to know in its URL.
 */
import module, { createRequire, registerHooks, syncBuiltinESMExports } from "node:module";
import { dirname, sep } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import workerThreads from "node:worker_threads";
import { type Forbidden, forbiddenSentence, NOTHING_FORBIDDEN } from "./compiled-answer.ts";

type Exports = Readonly<Record<string, unknown>>;

/** Begins the URL of a filtered module of the lab. The module's own URL follows. */
const FILTERED = "swarmlab-lab:";
/** Where the text of a filtered module finds its values. */
const VALUES = Symbol.for("swarmlab.filteredLab");

const read = createRequire(import.meta.url);
const labFolder = dirname(read.resolve("@swarmlab/labs")) + sep;
const kitFolder = dirname(dirname(dirname(fileURLToPath(import.meta.url)))) + sep;

let forbidden: Forbidden = NOTHING_FORBIDDEN;
/** Whether the lab and the kit are read for the program itself. */
let isTrusted = true;
/** The file that a thread of the lab starts with. */
let entry: string | undefined;

/** Sets what the exercise of the loaded answer forbids. */
export function forbid(next: Forbidden): void {
  forbidden = next;
}

/** Reads modules of the lab as they are, for the program that runs the answer. */
export function trusting<T>(readModules: () => T): T {
  const before = isTrusted;
  isTrusted = true;
  try {
    return readModules();
  } finally {
    isTrusted = before;
    forget();
  }
}

/** As `trusting`, for modules that are read in several turns. No answer may run meanwhile. */
export async function trustingUntil<T>(readModules: () => Promise<T>): Promise<T> {
  const before = isTrusted;
  isTrusted = true;
  try {
    return await readModules();
  } finally {
    isTrusted = before;
    forget();
  }
}

/** A module of the lab without what the exercise forbids. Asking for a forbidden name throws the sentence that says why. */
export function withoutForbidden(exports: Exports): Exports {
  if (forbidden.names.length === 0) return exports;
  const allowed: Record<string, unknown> = Object.create(null);
  for (const [name, value] of Object.entries(exports)) if (!isForbidden(name, value)) allowed[name] = value;
  return new Proxy(Object.freeze(allowed), {
    get: (_, name) => refuseForbidden(name) ?? allowed[name as string],
  });
}

/** Whether an exercise forbids a value of the lab, under its own name or another one. */
export function isForbidden(name: string, value?: unknown): boolean {
  return (
    forbidden.names.includes(name) || (typeof value === "function" && forbidden.names.includes(value.name))
  );
}

/** @throws Error when the exercise forbids the name */
export function refuseForbidden(name: PropertyKey): undefined {
  if (typeof name !== "string" || !forbidden.names.includes(name)) return undefined;
  throw new Error(forbiddenSentence(forbidden.exercise, name));
}

/** From here on the lab is filtered for whatever asks, and the kit is not there. */
export function filterLab(): void {
  registerHooks({
    resolve(specifier, context, nextResolve) {
      // `require.resolve` gives such a URL.
      if (specifier.startsWith(FILTERED))
        return { url: specifier, format: specifier.split(":")[1] ?? "", shortCircuit: true };
      const found = nextResolve(specifier, context);
      if (isTrusted || !found.url.startsWith("file:")) return found;
      if (found.url === entry) {
        entry = undefined;
        return found;
      }
      const path = fileURLToPath(found.url);
      if (path.startsWith(kitFolder))
        throw Object.assign(new Error("An answer cannot import the kit."), { code: "ERR_MODULE_NOT_FOUND" });
      if (forbidden.names.length === 0 || !path.startsWith(labFolder)) return found;
      const format = context.conditions.includes("require") ? "commonjs" : "module";
      return { url: `${FILTERED}${format}:${found.url}`, format, shortCircuit: true };
    },
    load(url, context, nextLoad) {
      if (!url.startsWith(FILTERED)) return nextLoad(url, context);
      const [format = "", ...rest] = url.slice(FILTERED.length).split(":");
      return { format, source: filteredText(format, rest.join(":")), shortCircuit: true };
    },
  });
  Object.defineProperty(globalThis, VALUES, { value: filteredModule });
  // Hooks of an answer would come before these.
  const refuse = () => {
    throw new Error("An answer cannot change how modules are loaded.");
  };
  Object.assign(module, { registerHooks: refuse, register: refuse });
  workerThreads.Worker = filteringWorker(workerThreads.Worker);
  syncBuiltinESMExports();
  isTrusted = false;
  forget();
}

/** The modules that were read by `require()`. An answer could take them from there. */
function forget(): void {
  for (const file of Object.keys(read.cache))
    if (file.startsWith(labFolder) || file.startsWith(kitFolder)) Reflect.deleteProperty(read.cache, file);
}

function filteredModule(url: string): Exports {
  // An answer may ask for any URL.
  if (!fileURLToPath(url).startsWith(labFolder)) throw new Error("This is no module of the lab.");
  return withoutForbidden(trusting(() => read(fileURLToPath(url)) as Exports));
}

function filteredText(format: string, url: string): string {
  const values = `globalThis[Symbol.for("swarmlab.filteredLab")](${JSON.stringify(url)})`;
  if (format === "commonjs") return `module.exports = ${values};`;
  const names = Object.keys(filteredModule(url)).filter((name) => name !== "default");
  return [
    `const lab = ${values};`,
    ...names.map((name, at) => `const v${at} = lab.${name};`),
    `export { ${names.map((name, at) => `v${at} as ${name}`).join(", ")} };`,
  ].join("\n");
}

/** Options of Node for a thread that names none; it has those of V8 from its process. */
const THREAD_OPTIONS: readonly string[] = ["--disable-warning=ExperimentalWarning"];

type WorkerClass = typeof workerThreads.Worker;

/** Threads that the answer starts are filtered as well. */
function filteringWorker(Worker: WorkerClass): WorkerClass {
  const construct = (target: WorkerClass, given: unknown[], newTarget: WorkerClass): object => {
    const [file, options, ...rest] = given as [string | URL, workerThreads.WorkerOptions?, ...unknown[]];
    const made = newTarget === filtering ? target : newTarget;
    if (forbidden.names.length === 0) return Reflect.construct(target, given, made);
    const { execArgv = THREAD_OPTIONS } = options ?? {};
    const url = new URL(import.meta.url);
    const start = options?.eval ? "" : file instanceof URL ? file.href : pathToFileURL(String(file)).href;
    const { exercise, names } = forbidden;
    url.search = new URLSearchParams({ exercise, names: names.join(), start }).toString();
    const filtered = { ...options, execArgv: [...execArgv, `--import=${url.href}`] };
    return Reflect.construct(target, [file, filtered, ...rest], made);
  };
  const filtering: WorkerClass = new Proxy(Worker, { construct });
  // An instance names its class.
  Worker.prototype.constructor = filtering;
  return filtering;
}

const { searchParams } = new URL(import.meta.url);
const names = searchParams.get("names");
if (names !== null) {
  entry = searchParams.get("start") ?? undefined;
  forbid({ exercise: searchParams.get("exercise") ?? "", names: names.split(",") });
  filterLab();
}
