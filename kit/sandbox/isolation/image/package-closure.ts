import { existsSync, readFileSync, realpathSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, relative, sep } from "node:path";

/** A package that the lab needs: its folder, and its place below `node_modules`. */
export interface NeededPackage {
  readonly folder: string;
  /** Such as `piscina`, or `a/node_modules/b` where `a` has a `b` of its own. */
  readonly place: string;
}

interface Manifest {
  readonly dependencies?: Record<string, string>;
  readonly optionalDependencies?: Record<string, string>;
}

/**
 * `@swarmlab/labs` as a course resolves it, and every package that it needs, resolved as Node does.
 * Optional packages that are not installed are left out.
 *
 * @param root - the course's folder
 */
export function packageClosure(root: string): NeededPackage[] {
  const manifest = createRequire(join(root, "answer.js")).resolve("@swarmlab/labs/package.json");
  const labs = { folder: dirname(realpathSync(manifest)), place: "@swarmlab/labs" };
  // Packages that the kit itself needs in the process of an answer.
  const kits = ["acorn", "astring"].flatMap((name) => {
    const folder = installed(name, import.meta.dirname);
    return folder === undefined ? [] : [{ folder, place: name }];
  });
  const open: NeededPackage[] = [labs, ...kits];
  const found = new Map(open.map((needed) => [needed.folder, needed]));
  for (let from = open.pop(); from; from = open.pop()) {
    const { dependencies, optionalDependencies } = readManifest(from.folder);
    for (const name of Object.keys({ ...dependencies, ...optionalDependencies })) {
      const folder = installed(name, from.folder);
      if (folder === undefined || found.has(folder)) continue;
      const needed = { folder, place: placeOf(folder, name, [...found.values()]) };
      found.set(folder, needed);
      open.push(needed);
    }
  }
  return [...found.values()];
}

const readManifest = (folder: string): Manifest =>
  JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as Manifest;

/** The folder of a package, resolved from the folder of another. */
function installed(name: string, from: string): string | undefined {
  for (let folder = from; ; folder = dirname(folder)) {
    const candidate = join(folder, "node_modules", name);
    if (existsSync(join(candidate, "package.json"))) return realpathSync(candidate);
    if (dirname(folder) === folder) return undefined;
  }
}

/** A package inside the folder of another needed one keeps its place there; any other is put at the top. */
function placeOf(folder: string, name: string, known: readonly NeededPackage[]): string {
  const around = known
    .filter((other) => folder.startsWith(other.folder + sep))
    .sort((a, b) => b.folder.length - a.folder.length)[0];
  return around ? join(around.place, relative(around.folder, folder)) : name;
}
