import * as agents from "../../agents/index.ts";
import * as sharing from "../../sharing/index.ts";
import type { BundleImport } from "./bundle.ts";

type Origin = Omit<BundleImport, "name">;

/** Modules of Node that cells are likely to import. The others need a scope that knows its imports. */
const NODE = [
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

const LABS: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  "@swarmlab/labs/agents": agents,
  "@swarmlab/labs/sharing": sharing,
};

/**
 * Where a value can be imported from: it says so itself (`static module = import.meta.url`), or it belongs to labs or
 * to Node. The worker then imports it, so that `instanceof` holds there: it is the same class, not a copy.
 */
export function findExport(value: unknown): Origin | undefined {
  const own = typeof value === "function" ? ownModule(value) : undefined;
  if (own !== undefined) return own;
  for (const [specifier, module] of Object.entries(LABS)) {
    const exportName = nameIn(module, value);
    if (exportName !== undefined) return { specifier, exportName };
  }
  return typeof value === "function" ? findInNode(value) : undefined;
}

/** The module of labs that has all these exports; a worker then need not load the others. */
export function labsModuleWith(members: Iterable<string | undefined>): string {
  const names = [...members];
  const found = Object.entries(LABS).find(([, module]) =>
    names.every((name) => name !== undefined && name in module),
  );
  return found?.[0] ?? "@swarmlab/labs";
}

function ownModule(value: object): Origin | undefined {
  const module: unknown = Object.hasOwn(value, "module") ? Reflect.get(value, "module") : undefined;
  const exportName: unknown = Reflect.get(value, "name");
  const isKnown = typeof module === "string" && module.startsWith("file:") && typeof exportName === "string";
  return isKnown ? { specifier: module, exportName } : undefined;
}

function findInNode(value: unknown): Origin | undefined {
  for (const name of NODE) {
    const module = process.getBuiltinModule(name) as Record<string, unknown> | undefined;
    const exportName = module && nameIn(module, value);
    if (exportName !== undefined) return { specifier: `node:${name}`, exportName };
  }
  return undefined;
}

function nameIn(module: Readonly<Record<string, unknown>>, value: unknown): string | undefined {
  return Object.keys(module).find((name) => module[name] === value);
}
