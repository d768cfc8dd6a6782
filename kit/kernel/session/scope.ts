import { siblingModule } from "../../common/sibling-module.ts";
import type { CellImports } from "./cell-imports.ts";

/** The top-level names of all cells so far, with their values. An imported name is a getter, because the export may change. */
export type Scope = Record<string, unknown>;

/** Makes the object that all cells share. */
export function createScope(): Scope {
  return Object.create(null);
}

/** What the scope held under some names. */
export type Saved = ReadonlyMap<string, PropertyDescriptor | undefined>;

/**
 * Keeps what names stand for before a cell declares them again. Names of imports become ordinary names, so that they can be set; those that the cell
 * imports itself stay until it has loaded them.
 */
export function saveNames(scope: Scope, names: readonly string[], imported: ReadonlySet<string>): Saved {
  const saved = new Map(names.map((name) => [name, Object.getOwnPropertyDescriptor(scope, name)]));
  for (const [name, earlier] of saved) if (earlier?.get && !imported.has(name)) delete scope[name];
  return saved;
}

/** Undoes what a cell has declared. */
export function restoreNames(scope: Scope, saved: Saved): void {
  for (const [name, earlier] of saved) {
    if (earlier) Object.defineProperty(scope, name, earlier);
    else delete scope[name];
  }
}

type Class = (new (...args: never[]) => object) & { readonly prototype: object };

const isClass = (value: unknown): value is Class =>
  typeof value === "function" && /^class\b/.test(Function.prototype.toString.call(value));

/** Lets the classes that extend a class which was declared again extend the new one, as they do on a worker. */
export function extendNewest(scope: Scope, saved: Saved): void {
  for (const [name, earlier] of saved) {
    const before = earlier?.value as unknown;
    const now = Object.getOwnPropertyDescriptor(scope, name)?.value as unknown;
    if (!isClass(before) || !isClass(now) || before === now || String(before) === String(now)) continue;
    for (const { value } of Object.values(Object.getOwnPropertyDescriptors(scope))) {
      if (!isClass(value) || Object.getPrototypeOf(value) !== before) continue;
      Object.setPrototypeOf(value, now);
      Object.setPrototypeOf(value.prototype, now.prototype);
    }
  }
}

/** Lets code outside the kernel, such as the swarm's executors, look up what cells have declared. */
export function installScope(scope: Scope, imports: CellImports): void {
  Object.defineProperty(globalThis, Symbol.for("swarmlab.scope"), {
    value: {
      has: (name: string) => Object.hasOwn(scope, name),
      get: (name: string) => scope[name],
      importOf: (name: string) => imports.importOf(name),
      directory: process.cwd(),
      loader: siblingModule(import.meta.url, "../modules/register").href,
    },
    configurable: true,
  });
}
