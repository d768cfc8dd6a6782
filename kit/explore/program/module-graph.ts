import { existsSync } from "node:fs";
import { createRequire, isBuiltin } from "node:module";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import type { ImportOrigin } from "@swarmlab/labs/swarm/transfer";
import { ExploreError } from "../explore-error.ts";
import { type ModuleRecord, readModule } from "./module-record.ts";

/** The module that defines a name, after all re-exports. */
export type Origin =
  | { readonly kind: "module"; readonly record: ModuleRecord; readonly name: string }
  | { readonly kind: "builtin"; readonly specifier: string; readonly name: string }
  /** A package, which is not transformed and cannot be suspended. */
  | { readonly kind: "native"; readonly path: string; readonly name: string };

/** Each file is read once, because records never change. */
const records = new Map<string, ModuleRecord>();
const require = createRequire(import.meta.url);

/** The modules that a program needs: those that define a name that it uses. */
export class ModuleGraph {
  /** The modules to instantiate. Each stands after the modules that it imports. */
  readonly needed = new Set<ModuleRecord>();
  readonly #resolved = new Map<ModuleRecord, Map<string, Origin>>();

  /** The origin of an export. @param from - the file that imports it */
  origin({ specifier, exportName: name }: ImportOrigin, from: string): Origin {
    if (isBuiltin(specifier)) return { kind: "builtin", specifier, name };
    const path = resolveSpecifier(specifier, from);
    const record = this.#read(path);
    if (record === undefined) return { kind: "native", path, name };
    const found =
      name === "*" ? { kind: "module" as const, record, name } : this.#find(record, name, new Set());
    if (found === undefined) throw new ExploreError("CANNOT_TRANSFER", `${specifier} exports no ${name}.`);
    this.#need(found);
    return found;
  }

  /** The origins of a module's imports, by their local names. */
  importsOf(record: ModuleRecord): ReadonlyMap<string, Origin> {
    let origins = this.#resolved.get(record);
    if (origins === undefined) {
      origins = new Map();
      this.#resolved.set(record, origins);
      for (const { local, imported, specifier } of record.imports)
        origins.set(local, this.origin({ specifier, exportName: imported }, record.path));
    }
    return origins;
  }

  /** The modules of which every run needs fresh instances: those that keep state, and those that import one of them. */
  changing(): ReadonlySet<ModuleRecord> {
    const changing = new Set([...this.needed].filter((record) => record.isStateful));
    for (let size = -1; size !== changing.size; ) {
      size = changing.size;
      for (const record of this.needed)
        for (const origin of this.importsOf(record).values())
          if (origin.kind === "module" && changing.has(origin.record)) changing.add(record);
    }
    return changing;
  }

  /** All names that a module exports, re-exports included. */
  namesOf(record: ModuleRecord, seen = new Set<ModuleRecord>()): Set<string> {
    const names = new Set([...record.exports.keys(), ...record.reexports.keys()]);
    seen.add(record);
    for (const star of record.stars) {
      const inner = this.#read(resolveSpecifier(star, record.path));
      if (inner && !seen.has(inner)) for (const name of this.namesOf(inner, seen)) names.add(name);
    }
    return names;
  }

  #need(origin: Origin): void {
    if (origin.kind !== "module" || this.needed.has(origin.record)) return;
    const { record } = origin;
    if (origin.name === "*") {
      for (const name of this.namesOf(record))
        this.origin({ specifier: record.path, exportName: name }, record.path);
    }
    // Added before its imports, so that a cycle ends, and once more after them, so that they come first.
    this.needed.add(record);
    this.importsOf(record);
    this.needed.delete(record);
    this.needed.add(record);
  }

  #find(record: ModuleRecord, name: string, seen: Set<ModuleRecord>): Origin | undefined {
    if (seen.has(record)) return undefined;
    seen.add(record);
    const local = record.exports.get(name);
    if (local !== undefined) {
      // An import that is exported under a name is a re-export, too.
      const binding = record.imports.find((one) => one.local === local);
      return binding
        ? this.origin({ specifier: binding.specifier, exportName: binding.imported }, record.path)
        : { kind: "module", record, name };
    }
    const passed = record.reexports.get(name);
    if (passed) return this.origin({ specifier: passed.specifier, exportName: passed.imported }, record.path);
    for (const star of record.stars) {
      const path = resolveSpecifier(star, record.path);
      const inner = this.#read(path);
      const found = inner && this.#find(inner, name, seen);
      if (found) return found;
    }
    return undefined;
  }

  /** @returns undefined for a file that is not an ES module of the project */
  #read(path: string): ModuleRecord | undefined {
    if (/[\\/]node_modules[\\/](?!@swarmlab)/.test(path) || !/\.(?:m?js|m?ts)$/.test(path)) return undefined;
    let record = records.get(path);
    if (record === undefined) {
      record = readModule(path);
      records.set(path, record);
    }
    return record;
  }
}

/** The file that a specifier means. */
function resolveSpecifier(specifier: string, from: string): string {
  if (specifier.startsWith("file:")) return fileURLToPath(specifier);
  if (specifier.startsWith(".") || specifier.startsWith("/"))
    return existing(resolve(dirname(from), specifier));
  if (specifier.startsWith("@swarmlab/")) return require.resolve(specifier);
  return createRequire(join(dirname(from), "module.js")).resolve(specifier);
}

/** Cells import TypeScript files without their ending. */
function existing(path: string): string {
  const candidates = [path, `${path}.ts`, `${path}.js`, path.replace(/\.js$/, ".ts"), join(path, "index.ts")];
  return candidates.find((one) => existsSync(one) && /\.\w+$/.test(one)) ?? path;
}
