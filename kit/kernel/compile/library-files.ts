import { readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

/*
 * Cells are checked by TypeScript 5.0 (tslab is pinned to it) but run on a Node that knows far newer methods: `toSorted`,
 * `Object.groupBy`, `Promise.withResolvers`, the methods of Set … The folder `library` declares them. Its files end in
 * `.d.cts` so that this package's own build, whose TypeScript already has all of them, ignores them; they still hold global
 * declarations. @types/node needs several of them too (`Disposable`, `Symbol.dispose`).
 */

let found: readonly string[] | undefined;

/** Paths of the declaration files that every cell sees: the same whether this module runs from its source or from dist. */
export function libraryFiles(): readonly string[] {
  found ??= declarationFiles();
  return found;
}

function declarationFiles(): string[] {
  const kitRoot = dirname(createRequire(import.meta.url).resolve("@swarmlab/kit/package.json"));
  const folder = join(kitRoot, "kernel", "compile", "library");
  return readdirSync(folder)
    .filter((name) => name.endsWith(".d.cts"))
    .sort()
    .map((name) => join(folder, name));
}
