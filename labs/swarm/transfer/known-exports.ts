import * as agents from "../../agents/index.ts";
import * as sharing from "../../sharing/index.ts";
import type { ImportOrigin } from "./scope.ts";

type Exports = Readonly<Record<string, unknown>>;

export const LABS = "@swarmlab/labs";

/** The rooms of labs whose exports are recognised. */
const ROOMS: Readonly<Record<string, Exports>> = { agents, sharing };

/** Modules of Node that cells are likely to import. The others need a scope that knows its imports. */
const NODE_MODULES = [
  "buffer",
  "crypto",
  "events",
  "fs",
  "fs/promises",
  "os",
  "path",
  "perf_hooks",
  "timers/promises",
  "url",
  "util",
  "zlib",
];

/**
 * The module that exports a value: the value says so itself (`static module = import.meta.url`), or it belongs to labs or
 * to Node. A worker imports it from there, so that `instanceof` holds: it is the same class, not a copy.
 *
 * @param nodeModules the modules of Node in which a function is looked for
 */
export function findExport(value: unknown, nodeModules = NODE_MODULES): ImportOrigin | undefined {
  return (
    (typeof value === "function" ? ownModule(value) : undefined) ??
    findInLabs(value) ??
    (typeof value === "function" ? exportsOfNode(nodeModules).get(value) : undefined)
  );
}

/** The room of labs that has an export of that name. */
export function labsExport(name: string): ImportOrigin | undefined {
  const room = Object.keys(ROOMS).find((one) => name in (ROOMS[one] as Exports));
  return room === undefined ? undefined : { specifier: `${LABS}/${room}`, exportName: name };
}

/** The room of labs that has all these exports; a worker then loads no other. @returns labs itself when no room has all of them */
export function labsModuleWith(members: Iterable<string | undefined>): string {
  const names = [...members];
  const room = Object.keys(ROOMS).find((one) =>
    names.every((name) => name !== undefined && name in (ROOMS[one] as Exports)),
  );
  return room === undefined ? LABS : `${LABS}/${room}`;
}

export function isLabsFolder(name: string): boolean {
  return Object.hasOwn(ROOMS, name);
}

function ownModule(value: object): ImportOrigin | undefined {
  const module: unknown = Object.hasOwn(value, "module") ? Reflect.get(value, "module") : undefined;
  const exportName: unknown = Reflect.get(value, "name");
  const isKnown = typeof module === "string" && module.startsWith("file:") && typeof exportName === "string";
  return isKnown ? { specifier: module, exportName } : undefined;
}

function findInLabs(value: unknown): ImportOrigin | undefined {
  labsOrigins ??= originsOf(Object.entries(ROOMS), (room) => `${LABS}/${room}`);
  const origin = labsOrigins.get(value);
  if (origin !== undefined) return origin;
  // A class of another copy of labs is recognised by its kind. A learner's subclass only inherits one.
  const kind: unknown =
    typeof value === "function" && Object.hasOwn(value, "kind") ? Reflect.get(value, "kind") : undefined;
  if (typeof kind !== "string" || !kind.startsWith("swarmlab.")) return undefined;
  const exportName = Object.entries(sharing).find(
    ([, one]) => typeof one === "function" && Reflect.get(one, "kind") === kind,
  )?.[0];
  return exportName === undefined ? undefined : { specifier: `${LABS}/sharing`, exportName };
}

/** The exports of labs by their values, read once. */
let labsOrigins: ReadonlyMap<unknown, ImportOrigin> | undefined;

/** The exports of Node's modules by their values, read once for each list of modules. */
const nodeOrigins = new Map<readonly string[], ReadonlyMap<unknown, ImportOrigin>>();

function exportsOfNode(modules: readonly string[]): ReadonlyMap<unknown, ImportOrigin> {
  let origins = nodeOrigins.get(modules);
  if (origins === undefined) {
    const found = modules.map(
      (name) => [name, process.getBuiltinModule(name) as Exports | undefined] as const,
    );
    origins = originsOf(found, (name) => `node:${name}`);
    nodeOrigins.set(modules, origins);
  }
  return origins;
}

/** Where several modules export one value, or one module twice, the first export counts. */
function originsOf(
  modules: readonly (readonly [name: string, exports: Exports | undefined])[],
  specifierOf: (name: string) => string,
): ReadonlyMap<unknown, ImportOrigin> {
  const origins = new Map<unknown, ImportOrigin>();
  for (const [name, exports = {}] of modules) {
    const specifier = specifierOf(name);
    for (const exportName of Object.keys(exports))
      if (!origins.has(exports[exportName])) origins.set(exports[exportName], { specifier, exportName });
  }
  return origins;
}
