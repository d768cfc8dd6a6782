import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

const require = createRequire(import.meta.url);
const known = new Map<string, ReadonlySet<string>>();

/** The names that a package of the course exports, read from its declarations. Empty when they cannot be read. */
export function packageExports(name: string): ReadonlySet<string> {
  const before = known.get(name);
  if (before) return before;
  const names = new Set<string>();
  try {
    const file = require.resolve(`${name}/package.json`);
    const { exports } = JSON.parse(readFileSync(file, "utf8")) as {
      exports: { ".": { types: string } };
    };
    collect(join(dirname(file), exports["."].types), names, new Set());
  } catch {
    // Without declarations nothing is known of the package.
  }
  known.set(name, names);
  return names;
}

/** Follows `export * from` and lists what stands in `export { … }` and in declarations. */
function collect(file: string, names: Set<string>, seen: Set<string>): void {
  if (seen.has(file)) return;
  seen.add(file);
  const text = readFileSync(file, "utf8");
  for (const [, list = ""] of text.matchAll(/^export (?:type )?\{([^}]*)\}/gm))
    for (const part of list.split(",")) {
      const name = part.trim().split(/\s+/).at(-1);
      if (name) names.add(name);
    }
  const declared =
    /^export (?:declare )?(?:abstract )?(?:async )?(?:class|function|const|let|interface|type|enum|namespace) ([\w$]+)/gm;
  for (const [, name = ""] of text.matchAll(declared)) names.add(name);
  for (const [, from = ""] of text.matchAll(/^export \* from "(\.[^"]+)"/gm))
    collect(join(dirname(file), from.replace(/\.(?:ts|js)$/, ".d.ts")), names, seen);
}
