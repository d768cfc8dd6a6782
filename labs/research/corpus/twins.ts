import type { WalkedFile } from "./walk-files.ts";

/** Forms of one module, the one with the fullest comments first. */
const FORMS = [".d.ts", ".d.mts", ".d.cts", ".ts", ".tsx", ".mts", ".cts", ".js", ".jsx", ".mjs", ".cjs"];

/**
 * The files that are another form of a module beside them: `pool.js` and `pool.d.cts` beside `pool.d.ts`. A package's compiled
 * files repeat the comments of their declarations.
 */
export function twinsAmong(files: readonly WalkedFile[]): ReadonlySet<string> {
  const best = new Map<string, { path: string; form: number }>();
  const twins = new Set<string>();
  for (const { path } of files) {
    const form = FORMS.findIndex((end) => path.endsWith(end));
    if (form < 0) continue;
    const module = path.slice(0, -(FORMS[form] as string).length);
    const known = best.get(module);
    if (known === undefined) best.set(module, { path, form });
    else if (form < known.form) {
      twins.add(known.path);
      best.set(module, { path, form });
    } else twins.add(path);
  }
  return twins;
}
