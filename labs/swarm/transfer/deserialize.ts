import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { constants, Script } from "node:vm";
import type { Bundle, BundleData, Code } from "./bundle.ts";
import { deserializeValue } from "./deserialize-value.ts";
import { importStar, loadImport } from "./load-import.ts";
import type { AnyFunction } from "./read-source.ts";

/** A program that was built from a bundle in this isolate. */
export interface Deserialized {
  /** The function or class for which `Serializer.add` returned this name. */
  get(name: string): AnyFunction;
  /** The name of a function or class that was built; undefined for any other. */
  nameOf(value: object): string | undefined;
  /** The value that `Serializer.addValue` serialized. */
  value(serialized: unknown): unknown;
}

/** Code that was loaded in this isolate: its imports are there, and its text is compiled. */
export interface LoadedCode {
  readonly code: Code;
  readonly imports: Readonly<Record<string, unknown>>;
  readonly define: (machine: Machine) => void;
}

/** What the code of a bundle gets from the worker. It is one parameter with a name that no learner uses, and holds no name of theirs. */
interface Machine {
  readonly imports: Readonly<Record<string, unknown>>;
  value(name: string): unknown;
  readonly built: Record<string, unknown>;
  readonly exports: object;
}

/** Builds everything in a bundle. */
export async function deserialize(bundle: Bundle): Promise<Deserialized> {
  return build(await loadCode(bundle.code), bundle.data);
}

/**
 * Loads what is the same for every launch. All definitions are `let` variables of one function, so that they see each other
 * as the top-level names of a notebook do, and run as fast.
 */
export async function loadCode(code: Code): Promise<LoadedCode> {
  if (code.loader !== undefined) await import(code.loader);
  const filename = join(code.directory, "cell.js");
  const require = createRequire(filename);
  const imports: Record<string, unknown> = {};
  for (const origin of code.imports) imports[origin.name] = await loadImport(origin, require, code.directory);
  // Its dynamic imports are resolved from the folder of the program, not from this file.
  const around = new Script(
    `(function (require, __importStar, __importDefault, $meta$) { return ${source(code)} })`,
    {
      filename,
      importModuleDynamically: constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
    },
  ).runInThisContext() as (...given: unknown[]) => LoadedCode["define"];
  const define = around(require, importStar, importStar, metaOf(code.directory, filename));
  return { code, imports, define };
}

/** What `import.meta` is in the program. */
function metaOf(dirname: string, filename: string) {
  return { url: pathToFileURL(filename).href, filename, dirname };
}

/** Builds the functions, classes and values of one launch. Each call defines all of them anew. */
export async function build({ imports, define }: LoadedCode, data: BundleData): Promise<Deserialized> {
  const built: Record<string, unknown> = {};
  // Loaded only for shared objects, because a worker without them starts sooner.
  const revive = data.usesSharing
    ? (await import("../../sharing/index.ts")).revive
    : (handle: unknown) => handle;
  const restore = (serialized: unknown) =>
    deserializeValue(serialized, { lookUp: (name) => built[name], revive });
  define.call(undefined, { imports, value: (name) => restore(data.values[name]), built, exports: {} });

  for (const [name, fields] of Object.entries(data.statics)) {
    const target = built[name] as object;
    for (const [key, serialized] of Object.entries(fields)) {
      if (key === "prototype")
        addMembers(Reflect.get(target, "prototype") as object, serialized as Members, restore);
      else Reflect.set(target, key, restore(serialized));
    }
  }
  // Names that `Serializer.add` returned are functions and classes.
  const nameOf = (value: object) => Object.keys(built).find((name) => built[name] === value);
  return { get: (name) => built[name] as AnyFunction, nameOf, value: restore };
}

type Members = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/** Gives a class the members that statements gave it at home. */
function addMembers(prototype: object, members: Members, restore: (serialized: unknown) => unknown): void {
  for (const [key, { enumerable, ...parts }] of Object.entries(members)) {
    const restored = Object.fromEntries(Object.entries(parts).map(([part, value]) => [part, restore(value)]));
    const writable = "value" in restored ? { writable: true } : {};
    Object.defineProperty(prototype, key, {
      ...restored,
      ...writable,
      enumerable: enumerable === true,
      configurable: true,
    });
  }
}

/** The JavaScript of a function that defines all names of a bundle. */
function source({ constants, imports, exported, sources }: Code): string {
  return [
    // Modules and cells are strict code, so this code is strict, too. The block lets a program declare the names of the parameters.
    'function ($machine$) { "use strict"; const exports = $machine$.exports; {',
    ...imports.map(({ name }) => `let ${name} = $machine$.built.${name} = $machine$.imports.${name};`),
    ...constants.map((name) => `let ${name};`),
    ...exported.map(
      (name) =>
        `Object.defineProperty($machine$.exports, "${name}", { get: () => ${name}, set: (to) => { ${name} = to; } });`,
    ),
    // Constants are set twice: before the definitions, because a static field may need a constant, and after them, because a constant may hold functions.
    ...constants.map((name) => `${name} = $machine$.value("${name}");`),
    ...sources.map(({ name, text }) => `let ${name} = ${text};\n$machine$.built.${name} = ${name};`),
    ...constants.map((name) => `${name} = $machine$.value("${name}");`),
    "} }",
  ].join("\n");
}
