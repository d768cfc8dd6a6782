import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { constants, Script } from "node:vm";
import { LocalModules } from "../modules/local-modules.ts";
import { rememberSource } from "./cell-sources.ts";
import { shortPath } from "./stack-frames.ts";

type Module = Readonly<Record<string, unknown>>;
type Import = (specifier: string, options?: ImportCallOptions) => Promise<Module>;

/** What a cell finds as `import.meta`. */
interface CellMeta {
  readonly url: string;
  readonly filename: string;
  readonly dirname: string;
  resolve(specifier: string): string;
}

/** Loads what cells import. */
export class CellModules {
  /** The `require` of cells. */
  readonly require: NodeJS.Require;
  readonly meta: CellMeta;
  /** The function behind the imports of cells. Its `link` makes a name of the scope stand for an export. */
  readonly import: Import & { readonly link: typeof link };
  readonly #local: LocalModules;

  /** @param directory The notebook's folder. @param tslab The module for a cell that imports `tslab`. */
  constructor(directory: string, tslab: Module) {
    const filename = join(directory, "cell.js");
    const { href } = pathToFileURL(filename);
    this.#local = new LocalModules((path, { map }, text) =>
      rememberSource(path, { title: shortPath(path), text, maps: [map], extraLines: 0 }),
    );
    this.#local.install();
    this.require = createRequire(filename);
    const load = new Script("(specifier, options) => import(specifier, options)", {
      filename,
      importModuleDynamically: constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
    }).runInThisContext() as Import;
    this.meta = {
      url: href,
      filename,
      dirname: directory,
      resolve: (specifier) => resolveFrom(this.require, specifier),
    };
    const cellImport: Import = async (specifier, options) =>
      specifier === "tslab" ? tslab : asModule(await load(specifier, options ?? optionsFor(specifier)));
    this.import = Object.assign(cellImport, { link });
  }

  /** Takes note of changed files. Call it before a cell runs. */
  refresh(): void {
    this.#local.refresh();
  }
}

/** JSON needs no attribute in a cell. */
const optionsFor = (specifier: string): ImportCallOptions | undefined =>
  specifier.endsWith(".json") ? { with: { type: "json" } } : undefined;

/** A module with the names that its types promise: of a CommonJS module all properties of `module.exports`. */
function asModule(module: Module): Module {
  if (!("module.exports" in module)) return module;
  const whole = module["module.exports"];
  const isObject = (typeof whole === "object" && whole !== null) || typeof whole === "function";
  if (!isObject) return module;
  if (Reflect.get(whole, "__esModule") === true) return whole as Module;
  return Object.create(whole, { default: { value: whole }, "module.exports": { value: whole } });
}

function link(scope: object, name: string, get: () => unknown): void {
  Object.defineProperty(scope, name, { configurable: true, enumerable: true, get });
}

function resolveFrom(require: NodeJS.Require, specifier: string): string {
  const found = require.resolve(specifier);
  return found.startsWith("/") ? pathToFileURL(found).href : found;
}
