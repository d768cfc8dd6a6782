import { readFileSync, statSync } from "node:fs";
import { registerHooks } from "node:module";
import { resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { type CompiledModule, compileModule } from "../compile/compile-module.ts";
import { findFile, isLocal } from "./local-files.ts";

/** The parameter of a module's address that tells its newer instances apart. */
const VERSION = "version";

/**
 * Lets this thread import a learner's own modules: TypeScript with all of its syntax, names without an ending, folders. A file that was
 * changed is read anew after `refresh`, together with the learner's other modules, which may have imported the old one.
 */
export class LocalModules {
  readonly #onLoad: (path: string, compiled: CompiledModule, text: string) => void;
  readonly #loaded = new Map<string, string>();
  #generation = 0;

  /** @param onLoad - is given every module that was compiled */
  constructor(onLoad: (path: string, compiled: CompiledModule, text: string) => void = () => {}) {
    this.#onLoad = onLoad;
  }

  /** From now on imports of this thread are looked up here. */
  install(): void {
    registerHooks({
      resolve: (specifier, context, next) => {
        const path = localPath(specifier, context.parentURL);
        const file = path === undefined ? undefined : findFile(path);
        if (file === undefined || !isLocal(file)) return next(specifier, context);
        const url = pathToFileURL(file);
        const isImport = context.conditions?.includes("import") ?? true;
        if (isImport && this.#generation > 0) url.searchParams.set(VERSION, String(this.#generation));
        // A `require` takes paths only.
        const resolved = next(isImport ? url.href : file, context);
        return { ...resolved, url: isImport ? url.href : resolved.url };
      },
      load: (url, context, next) => {
        const path = url.startsWith("file:") ? fileURLToPath(url) : undefined;
        if (path === undefined || !isLocal(path)) return next(url, context);
        this.#loaded.set(path, versionOf(path));
        return /\.[cm]?ts$/.test(path) ? this.#compiled(path) : next(url, context);
      },
    });
  }

  /** Looks whether a module that was loaded has changed. */
  refresh(): void {
    for (const [path, version] of this.#loaded) {
      if (versionOf(path) === version) continue;
      this.#generation += 1;
      this.#loaded.clear();
      return;
    }
  }

  #compiled(path: string) {
    const text = readFileSync(path, "utf8");
    const compiled = compileModule(path, text);
    this.#onLoad(path, compiled, text);
    return { format: compiled.format, source: compiled.js, shortCircuit: true };
  }
}

/** The path that a relative or absolute import means; undefined for a package. */
function localPath(specifier: string, from: string | undefined): string | undefined {
  if (specifier.startsWith("file:")) return fileURLToPath(specifier);
  if (specifier.startsWith("/")) return decodeURIComponent(specifier.replace(/[?#].*$/, ""));
  if (!/^\.{1,2}(?:\/|$)/.test(specifier)) return undefined;
  if (from === undefined) return resolve(specifier);
  return from.startsWith("file:") ? fileURLToPath(new URL(specifier, from)) : undefined;
}

function versionOf(path: string): string {
  const stat = statSync(path, { throwIfNoEntry: false });
  return stat ? `${stat.mtimeMs} ${stat.size}` : "absent";
}
