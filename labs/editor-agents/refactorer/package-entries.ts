import { readFileSync } from "node:fs";
import { dirname, join } from "node:path/posix";
import { nearestFile } from "../parser/nearest-project.ts";

/** The sources of all that a folder's package exports: `./dist/index.js` is built from `index.ts` or `src/index.ts`. */
export function packageEntries(folder: string, isSource: (file: string) => boolean): string[] {
  const file = nearestFile(folder, ["package.json"]);
  if (file === undefined) return [];
  let manifest: { main?: unknown; exports?: unknown; bin?: unknown };
  try {
    manifest = JSON.parse(readFileSync(file, "utf8"));
  } catch {
    // A package.json that is just being saved; the next report reads it again.
    return [];
  }
  const paths = [manifest.main, manifest.exports, manifest.bin].flatMap(pathsIn);
  return [...new Set(paths.flatMap((path) => sourcesOf(path, dirname(file)).filter(isSource)))];
}

/** All paths in the value of a field, however deep its conditions are nested. */
function pathsIn(value: unknown): string[] {
  if (typeof value === "string") return [value];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(pathsIn) : [];
}

function sourcesOf(path: string, folder: string): string[] {
  const withoutBuild = path.replace(/^(\.\/)?(dist|lib|build|out)\//, "");
  return [path, withoutBuild, `src/${withoutBuild}`].flatMap((one) => {
    const base = join(folder, one.replace(/(\.d)?\.[cm]?[jt]sx?$/, ""));
    return [`${base}.ts`, `${base}.tsx`, `${base}.mts`, `${base}.cts`];
  });
}
