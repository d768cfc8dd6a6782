import { readFileSync } from "node:fs";
import { createRequire, Module } from "node:module";
import { dirname, extname, join, resolve } from "node:path";
import { rememberSource } from "./cell-sources.ts";
import { shortPath } from "./stack-frames.ts";
import type { Emitted } from "./tslab.ts";

/** The `require` of cells. It also finds TypeScript files that a cell imports by relative path, compiled in memory. */
export class LearnerRequire {
  readonly #directory: string;
  readonly #tslab: unknown;
  readonly #sources = new Map<string, Emitted>();
  readonly #modules = new Map<string, { exports: unknown }>();

  /** @param directory The notebook's folder. @param tslab The module for a cell that imports `tslab`. */
  constructor(directory: string, tslab: unknown) {
    this.#directory = directory;
    this.#tslab = tslab;
  }

  /** Takes over the newest compiled form of imported files. */
  update(files: readonly (Emitted & { readonly path: string })[]): void {
    for (const { path, ...emitted } of files) {
      this.#sources.set(path, emitted);
      // A module that imported the old form is out of date too.
      this.#modules.clear();
    }
  }

  /** The function that cells call. */
  readonly require = (id: string): unknown => this.#load(id, this.#directory);

  #load(id: string, from: string): unknown {
    if (id === "tslab") return this.#tslab;
    const compiled = id.startsWith(".") ? this.#compiledFile(resolve(from, id)) : undefined;
    return compiled === undefined ? createRequire(join(from, "cell.js"))(id) : this.#run(compiled);
  }

  #compiledFile(path: string): string | undefined {
    const withoutEnding = /^\.[cm]?[jt]sx?$/.test(extname(path))
      ? path.slice(0, -extname(path).length)
      : path;
    return [`${withoutEnding}.js`, join(path, "index.js")].find((candidate) => this.#sources.has(candidate));
  }

  #run(path: string): unknown {
    const known = this.#modules.get(path);
    if (known) return known.exports;
    const emitted = this.#sources.get(path);
    if (emitted === undefined) throw new Error(`${path} is not compiled`);
    const source = path.replace(/\.js$/, ".ts");
    rememberSource(path, {
      title: shortPath(source),
      text: textOf(source),
      maps: emitted.maps,
      extraLines: 0,
    });
    const module = new Module(path) as Module & { _compile(source: string, path: string): void };
    module.filename = path;
    module.require = ((id: string) => this.#load(id, dirname(path))) as NodeJS.Require;
    this.#modules.set(path, module);
    try {
      module._compile(emitted.js, path);
    } catch (error) {
      this.#modules.delete(path);
      throw error;
    }
    return module.exports;
  }
}

function textOf(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "";
  }
}
