import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { siblingModule } from "../../common/sibling-module.ts";
import type { BundleImport } from "./bundle.ts";

const LABS = "@swarmlab/labs";

/** Subpaths of labs whose folder has another path; see `exports` in labs/package.json. */
const FOLDERS: ReadonlyMap<string, string> = new Map([["/swarm/chaos", "/chaos"]]);

/** Imports one name in a worker, as the cell did in the main thread. */
export async function loadImport(
  origin: BundleImport,
  require: NodeJS.Require,
  directory: string = process.cwd(),
): Promise<unknown> {
  const module = importStar(await loadModule(origin.specifier, require, directory));
  if (origin.exportName === "*") return module;
  if (origin.exportName in module) return module[origin.exportName];
  throw new Error(
    `${origin.specifier} exports no ${origin.exportName}; a class with \`static module\` must be exported.`,
  );
}

async function loadModule(specifier: string, require: NodeJS.Require, directory: string): Promise<unknown> {
  if (specifier.startsWith("file:")) return import(specifier);
  // The worker's own copy of labs is used, because with another copy `instanceof AIAgent` would fail.
  if (specifier === LABS || specifier.startsWith(`${LABS}/`)) {
    const subpath = specifier.slice(LABS.length);
    return import(siblingModule(import.meta.url, `../..${FOLDERS.get(subpath) ?? subpath}/index`).href);
  }
  // The program's own files are modules, which the cell imported, too.
  if (/^[./]/.test(specifier)) return importFile(specifier, require, directory);
  try {
    return require(specifier);
  } catch (error) {
    // A module with a top-level await cannot be required.
    if (Reflect.get(error as object, "code") !== "ERR_REQUIRE_ASYNC_MODULE") throw error;
    return import(require.resolve(specifier));
  }
}

async function importFile(specifier: string, require: NodeJS.Require, directory: string): Promise<unknown> {
  if (specifier.endsWith(".json")) return require(specifier);
  const { href } = pathToFileURL(resolve(directory, specifier));
  try {
    return await import(href);
  } catch (error) {
    const code = Reflect.get(error as object, "code");
    // Without a loader of the program's own, the ending of a TypeScript file may be missing.
    if (code === "ERR_MODULE_NOT_FOUND" && !/\.[cm]?[jt]s$/.test(href)) return import(`${href}.ts`);
    throw error;
  }
}

/** A module as `import * as` gives it: the exports of a CommonJS module are its names and its default export. */
export function importStar(module: unknown): Record<string, unknown> {
  const isObject = (typeof module === "object" || typeof module === "function") && module !== null;
  if (!isObject) return { default: module };
  if (Reflect.get(module, "__esModule") === true || Reflect.get(module, Symbol.toStringTag) === "Module") {
    return module as Record<string, unknown>;
  }
  return { ...module, default: module };
}
