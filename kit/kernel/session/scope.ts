import type { CellImports } from "./cell-imports.ts";

/** The top-level names of all cells so far, with their values. Cells see it as their `exports`. */
export type Scope = Record<string, unknown>;

/**
 * Makes the object that all cells share.
 *
 * An import arrives as a getter without a setter; it is stored as a plain value, so that a later cell may use the name
 * again for something else.
 */
export function createScope(): Scope {
  const values: Scope = Object.create(null);
  return new Proxy(values, {
    defineProperty(_target, name, { get, value }) {
      if (name !== "__esModule" && typeof name === "string") values[name] = get ? get() : value;
      return true;
    },
  });
}

/** Lets code outside the kernel, such as the swarm's executors, look up what cells have declared. */
export function installScope(scope: Scope, imports: CellImports): void {
  Object.defineProperty(globalThis, Symbol.for("swarmlab.scope"), {
    value: {
      has: (name: string) => Object.hasOwn(scope, name),
      get: (name: string) => scope[name],
      importOf: (name: string) => imports.importOf(name),
      directory: process.cwd(),
    },
    configurable: true,
  });
}
