import { createRequire } from "node:module";
import { join } from "node:path";
import { importStar, loadImport } from "./load-import.ts";
import type { Luggage } from "./luggage.ts";
import { restoreValue } from "./restore-value.ts";

/** What was packed, built anew in this isolate. */
export interface Unpacked {
  /** The function or class for which `Packer.add` returned this name. */
  get(name: string): (...args: never[]) => unknown;
  /** The value that `Packer.addValue` made ready for the border. */
  value(packed: unknown): unknown;
}

/**
 * Builds everything in the luggage. All definitions stand in one function's scope, so that they see each other by
 * plain `let`, as the top-level names of a notebook do, and run as fast.
 */
export async function unpack(luggage: Luggage): Promise<Unpacked> {
  const require = createRequire(join(luggage.directory, "cell.js"));
  const imports: Record<string, unknown> = {};
  for (const origin of luggage.imports) imports[origin.name] = await loadImport(origin, require);

  const built: Record<string, unknown> = {};
  // Loaded only where there is something shared: a worker that needs less starts sooner.
  const revive = luggage.usesSharing
    ? (await import("../../sharing/index.ts")).revive
    : (handle: unknown) => handle;
  const restore = (packed: unknown) => restoreValue(packed, { lookUp: (name) => built[name], revive });
  const code = new Function(
    "given",
    "built",
    "exports",
    "require",
    "__importStar",
    "__importDefault",
    source(luggage),
  );
  const given = { imports, value: (name: string) => restore(luggage.values[name]) };
  code.call(undefined, given, built, {}, require, importStar, importStar);

  for (const [name, fields] of Object.entries(luggage.statics)) {
    const target = built[name] as object;
    for (const [key, packed] of Object.entries(fields)) Reflect.set(target, key, restore(packed));
  }
  return { get: (name) => built[name] as never, value: restore };
}

/** The JavaScript that defines everything. */
function source(luggage: Luggage): string {
  const constants = Object.keys(luggage.values);
  return [
    // Modules and cells are strict, so this is.
    '"use strict";',
    ...luggage.imports.map(({ name }) => `let ${name} = built.${name} = given.imports.${name};`),
    ...constants.map((name) => `let ${name};`),
    ...luggage.exported.map(
      (name) =>
        `Object.defineProperty(exports, "${name}", { get: () => ${name}, set: (to) => { ${name} = to; } });`,
    ),
    // A constant may hold functions, and a static field may need a constant: hence once before and once after.
    ...constants.map((name) => `${name} = given.value("${name}");`),
    ...luggage.sources.map(({ name, text }) => `let ${name} = ${text};\nbuilt.${name} = ${name};`),
    ...constants.map((name) => `${name} = given.value("${name}");`),
    "//# sourceURL=agents-from-a-cell.js",
  ].join("\n");
}
