import { createRequire } from "node:module";
import { join } from "node:path";
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
  readonly require: NodeJS.Require;
  readonly define: (
    given: { readonly imports: Readonly<Record<string, unknown>>; value(name: string): unknown },
    built: Record<string, unknown>,
    exports: object,
    require: NodeJS.Require,
    star: typeof importStar,
    byDefault: typeof importStar,
  ) => void;
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
  const require = createRequire(join(code.directory, "cell.js"));
  const imports: Record<string, unknown> = {};
  for (const origin of code.imports) imports[origin.name] = await loadImport(origin, require);
  const define = new Function(
    "given",
    "built",
    "exports",
    "require",
    "__importStar",
    "__importDefault",
    source(code),
  ) as LoadedCode["define"];
  return { code, imports, require, define };
}

/** Builds the functions, classes and values of one launch. Each call defines all of them anew. */
export async function build(
  { imports, require, define }: LoadedCode,
  data: BundleData,
): Promise<Deserialized> {
  const built: Record<string, unknown> = {};
  // Loaded only for shared objects, because a worker without them starts sooner.
  const revive = data.usesSharing
    ? (await import("../../sharing/index.ts")).revive
    : (handle: unknown) => handle;
  const restore = (serialized: unknown) =>
    deserializeValue(serialized, { lookUp: (name) => built[name], revive });
  const given = { imports, value: (name: string) => restore(data.values[name]) };
  define.call(undefined, given, built, {}, require, importStar, importStar);

  for (const [name, fields] of Object.entries(data.statics)) {
    const target = built[name] as object;
    for (const [key, serialized] of Object.entries(fields)) Reflect.set(target, key, restore(serialized));
  }
  // Names that `Serializer.add` returned are functions and classes.
  const nameOf = (value: object) => Object.keys(built).find((name) => built[name] === value);
  return { get: (name) => built[name] as AnyFunction, nameOf, value: restore };
}

/** The JavaScript that defines all names of a bundle. */
function source({ constants, imports, exported, sources }: Code): string {
  return [
    // Modules and cells are strict code, so this code is strict, too.
    '"use strict";',
    ...imports.map(({ name }) => `let ${name} = built.${name} = given.imports.${name};`),
    ...constants.map((name) => `let ${name};`),
    ...exported.map(
      (name) =>
        `Object.defineProperty(exports, "${name}", { get: () => ${name}, set: (to) => { ${name} = to; } });`,
    ),
    // Constants are set twice: before the definitions, because a static field may need a constant, and after them, because a constant may hold functions.
    ...constants.map((name) => `${name} = given.value("${name}");`),
    ...sources.map(({ name, text }) => `let ${name} = ${text};\nbuilt.${name} = ${name};`),
    ...constants.map((name) => `${name} = given.value("${name}");`),
    "//# sourceURL=agents-from-a-cell.js",
  ].join("\n");
}
