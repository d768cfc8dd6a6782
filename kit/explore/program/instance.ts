import { createRequire } from "node:module";
import { basename, dirname } from "node:path";
import { pathToFileURL } from "node:url";
import vm from "node:vm";
import { ExploreError } from "../explore-error.ts";
import { helpers } from "../runtime/helpers.ts";
import { seal } from "../runtime/seal.ts";
import { globals } from "../runtime/virtual-globals.ts";
import { builtin } from "../runtime/virtual-modules.ts";
import { type AccessorNames, sources } from "../transform/place.ts";
import { addedName, type Tree } from "../transform/syntax.ts";
import { noteAccessors, transformStatements } from "../transform/transform.ts";
import type { ModuleGraph, Origin } from "./module-graph.ts";
import { isOfLabs, type ModuleRecord, readModule } from "./module-record.ts";

type Exports = Record<string, unknown>;
type Evaluate = (own: object, imports: Imports, exporting: (exports: Exports) => void, meta: object) => void;

interface Imports {
  get(name: string): unknown;
  /** Calls back now, and again when all modules have been evaluated, because modules may import each other. */
  link(take: () => void): void;
}

const compiled = new Map<string, Evaluate>();
const helperNames = [...Object.keys(helpers).map(addedName), addedName("$own")];

/** Compiles JavaScript as a function. Its code finds the runtime's helpers and models in place of the real globals. */
export function compile(
  parameters: readonly string[],
  code: string,
  file: string,
  // biome-ignore lint/suspicious/noExplicitAny: the caller knows what its code returns.
): (...args: unknown[]) => any {
  // Two nested functions, so that the code may declare a name that the outer one has as a parameter.
  const make = newFunction(
    [...helperNames, ...Object.keys(globals)],
    `"use strict"; return function (${parameters.map(addedName).join(", ")}) { "use strict";\n${code}\n};\n//# sourceURL=explored-${file}`,
  );
  return (...args) => make(...Object.values(helpers), args[0], ...Object.values(globals))(...args.slice(1));
}

/** Compiles a function. It is no code from text for V8, which a sealed process forbids. */
function newFunction(
  parameters: readonly string[],
  code: string,
): (...args: unknown[]) => (...args: unknown[]) => unknown {
  try {
    return vm.compileFunction(code, [...parameters]) as (
      ...args: unknown[]
    ) => (...args: unknown[]) => unknown;
  } catch (cause) {
    const { message } = cause as Error;
    throw new ExploreError(
      "UNSUPPORTED",
      `The threads use syntax that explore() cannot run step by step (${message}).`,
      { cause },
    );
  }
}

/** Adds the accessors that modules define. */
export function noteModules(graph: ModuleGraph, accessors: AccessorNames): void {
  for (const record of graph.needed) {
    for (const one of record.statements) noteAccessors(one, accessors);
    for (const { local } of record.imports) accessors.shadowed.add(local);
  }
}

/** The modules of one virtual thread. Each thread has its own instances, as an isolate has. */
export class ModuleInstances {
  readonly #graph: ModuleGraph;
  readonly #accessors: AccessorNames;
  readonly #thread: number;
  readonly #own: object;
  readonly #exports = new Map<ModuleRecord, Exports>();
  readonly #builtins = new Map<string, Exports>();

  constructor(graph: ModuleGraph, accessors: AccessorNames, thread: number, own: object) {
    this.#graph = graph;
    this.#accessors = accessors;
    this.#thread = thread;
    this.#own = own;
    this.renew(graph.needed);
  }

  /** Evaluates modules anew; the others stay. Every module that imports one of them must be among them. */
  renew(records: ReadonlySet<ModuleRecord>): void {
    if (records.size === 0) return;
    const links: (() => void)[] = [];
    // In the order of the graph: each one stands behind those that it imports.
    for (const record of this.#graph.needed) if (records.has(record)) this.#evaluate(record, links);
    for (const link of links) link();
  }

  /** The value of an import in this thread. @param isForLabs - whether code of the lab imports it, which may have modules of Node in a sealed process too */
  value(origin: Origin, isForLabs = false): unknown {
    if (origin.kind === "module") {
      const exports = this.#exports.get(origin.record);
      return origin.name === "*" ? this.#namespace(origin.record) : exports?.[origin.name];
    }
    const module =
      origin.kind === "builtin" ? this.#builtin(origin.specifier, isForLabs) : native(origin.path);
    return origin.name === "*" ? module : module[origin.name];
  }

  #builtin(specifier: string, isForLabs: boolean): Exports {
    const key = `${isForLabs} ${specifier}`;
    let module = this.#builtins.get(key);
    if (module === undefined) {
      module = builtin(specifier, this.#thread, isForLabs);
      this.#builtins.set(key, module);
    }
    return module;
  }

  #namespace(record: ModuleRecord): Exports {
    return Object.fromEntries(
      [...this.#graph.namesOf(record)].map((name) => [
        name,
        this.value(this.#graph.origin({ specifier: record.path, exportName: name }, record.path)),
      ]),
    );
  }

  #evaluate(record: ModuleRecord, links: (() => void)[]): void {
    const exports: Exports = {};
    this.#exports.set(record, exports);
    const origins = this.#graph.importsOf(record);
    const imports: Imports = {
      get: (name) => this.value(origins.get(name) as Origin, isOfLabs(record.path)),
      link(take) {
        links.push(take);
        try {
          take();
        } catch (error) {
          // The module is not evaluated yet. The links are taken again at the end.
          if (!(error instanceof ReferenceError)) throw error;
        }
      },
    };
    const exporting = (getters: Exports) => {
      Object.defineProperties(exports, Object.getOwnPropertyDescriptors(getters));
    };
    evaluator(record, this.#accessors)(this.#own, imports, exporting, metaOf(record));
  }
}

function evaluator(record: ModuleRecord, accessors: AccessorNames): Evaluate {
  const key = `${record.path}|${accessors.signature}`;
  let evaluate = compiled.get(key);
  if (evaluate === undefined) {
    evaluate = compile(["$imports", "$export", "$meta"], moduleCode(record, accessors), record.path);
    compiled.set(key, evaluate);
  }
  return evaluate;
}

function moduleCode(record: ModuleRecord, accessors: AccessorNames): string {
  const source =
    sources.push({
      title: record.path.split(/[\\/]/).at(-1) as string,
      lines: record.text.split("\n"),
      isOfLabs: isOfLabs(record.path),
      shift: 0,
    }) - 1;
  // Parsed again, because the transform changes the tree.
  const statements: Tree[] = readModule(record.path).statements;
  const locals = record.imports.map(({ local }) => local);
  const take = locals.map((local) => `${local} = ǂimports.get("${local}");`).join(" ");
  const getters = [...record.exports].map(
    ([name, local]) =>
      `get ${JSON.stringify(name)}() { return ${local === "$default" ? addedName(local) : local}; }`,
  );
  return [
    locals.length > 0 ? `let ${locals.join(", ")}; ǂimports.link(() => { ${take} });` : "",
    `ǂexport({ ${getters.join(", ")} });`,
    transformStatements(statements, accessors, source),
  ].join("\n");
}

function metaOf({ path }: ModuleRecord): object {
  return { url: pathToFileURL(path).href, filename: path, dirname: dirname(path) };
}

function native(path: string): Exports {
  if (seal.isSealed)
    throw new ExploreError("UNSUPPORTED", `A check explores no package (${basename(path)}).`);
  try {
    const module = createRequire(import.meta.url)(path) as Exports;
    return "default" in module ? module : { ...module, default: module };
  } catch (cause) {
    throw new ExploreError("UNSUPPORTED", `${path} cannot be loaded into a virtual thread.`, { cause });
  }
}
