import { existsSync, readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join, posix } from "node:path";

/** The part of a TypeScript API that lists what a file imports; types, re-exports and `import()` included. */
interface ImportScanner {
  preProcessFile(text: string): { readonly importedFiles: readonly { readonly fileName: string }[] };
}

const scanner = createRequire(import.meta.url)("typescript-6") as ImportScanner;

/** Source files of a project, as paths from its root, each with the source files it imports. */
export type ImportGraph = ReadonlyMap<string, readonly string[]>;

/**
 * Reads every import of the sources below `labs` and `kit`. Imports of packages other than the project's own are left out.
 *
 * @throws Error for a relative import of a file that does not exist
 */
export function readImports(root: string): ImportGraph {
  const files = new Set(["labs", "kit"].flatMap((folder) => sourcesBelow(root, folder)));
  return new Map(
    [...files].map((file) => [
      file,
      scanner
        .preProcessFile(readFileSync(join(root, file), "utf8"))
        .importedFiles.flatMap(({ fileName }) => targetOf(fileName, file, files) ?? []),
    ]),
  );
}

function targetOf(specifier: string, file: string, files: ReadonlySet<string>): string | undefined {
  const own = /^@swarmlab\/(labs|kit)(?:\/(.+))?$/.exec(specifier);
  if (own) return [own[1], ...(own[2] ? [packagePath(own[2])] : []), "index.ts"].join("/");
  if (!specifier.startsWith(".")) return undefined;
  const path = posix.join(posix.dirname(file), specifier);
  if (files.has(path)) return path;
  throw new Error(`${file} imports ${specifier}, and there is no ${path}.`);
}

/** Where a package's subpath stands in the sources, for those that are not called as their folder. */
function packagePath(subpath: string): string {
  return { checks: "checking/checks", "swarm/chaos": "chaos" }[subpath] ?? subpath;
}

function sourcesBelow(root: string, folder: string): string[] {
  if (!existsSync(join(root, folder))) return [];
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) return isBuilt(entry.name) ? [] : sourcesBelow(root, path);
    return /\.(ts|mjs)$/.test(entry.name) ? [path] : [];
  });
}

/** Whether a folder is made by a tool, so that it is no part of the sources. */
export function isBuilt(folder: string): boolean {
  return ["dist", "node_modules"].includes(folder);
}
