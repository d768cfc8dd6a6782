import { ExploreError } from "../explore-error.ts";
import { globals } from "../runtime/virtual-globals.ts";
import {
  type FreeName,
  freeNames,
  noteAccessors,
  type Program,
  parseExpression,
  type Tree,
} from "../transform/index.ts";
import type { ModuleGraph, Origin } from "./module-graph.ts";
import type { Meaning, Names } from "./names.ts";

export type AnyFunction = (...args: never[]) => unknown;

/** A function or class that is part of the program, as source. */
export interface Definition {
  readonly name: string;
  readonly text: string;
  readonly tree: Tree;
  readonly isClass: boolean;
  /** By how many columns its first line was moved to be parsed. */
  readonly shift: number;
  readonly free: ReadonlyMap<string, FreeName>;
}

/** A name of the program that is not defined by its own source. */
export type Outside =
  | { readonly kind: "import"; readonly origin: Origin }
  | { readonly kind: "value"; readonly value: unknown; readonly path: string }
  /** A function that is built in. */
  | { readonly kind: "native"; readonly value: unknown }
  | { readonly kind: "members"; readonly of: ReadonlyMap<string, string> };

const GLOBALS: ReadonlySet<string> = new Set([
  ...Object.getOwnPropertyNames(globalThis),
  ...Object.keys(globals),
  "undefined",
]);

/**
 * Everything that the threads' functions refer to, directly or by way of each other: functions and classes as source, imports as where they
 * are from, and values.
 */
export class Definitions {
  readonly definitions = new Map<string, Definition>();
  readonly outside = new Map<string, Outside>();
  readonly #names: Names;
  readonly #graph: ModuleGraph;
  readonly #known = new Map<unknown, string>();

  constructor(names: Names, graph: ModuleGraph) {
    this.#names = names;
    this.#graph = graph;
  }

  /** Adds a function or class. @param path - what a reader calls it. @returns the name under which the program has it */
  add(value: AnyFunction, path: string, asName?: string): string {
    const known = this.#known.get(value);
    if (known !== undefined) return known;
    const name = asName ?? `$f${this.#known.size}`;
    this.#known.set(value, name);
    const exported = this.#names.exportOf(value);
    if (exported !== undefined) {
      this.outside.set(name, {
        kind: "import",
        origin: this.#origin(exported.specifier, exported.exportName),
      });
      return name;
    }
    const text = Function.prototype.toString.call(value);
    if (/\{\s*\[native code\]\s*\}\s*$/.test(text)) {
      if (value.name.startsWith("bound "))
        throw refuse(path, "is a bound function, whose source cannot be read; write it as an arrow function");
      this.outside.set(name, { kind: "native", value });
      return name;
    }
    this.addSource(name, text, path);
    return name;
  }

  /** Adds a function or class as text. */
  addSource(name: string, source: string, path: string): void {
    const read = readSource(source);
    if (read === undefined) throw refuse(path, "cannot be read as source; write it as a function of its own");
    const { tree, text, shift } = read;
    const free = freeNames(tree);
    this.definitions.set(name, { name, text, tree, isClass: tree.type === "ClassExpression", shift, free });
    for (const one of free.values()) this.#resolve(one, path);
  }

  noteAccessors(program: Program): void {
    for (const { tree } of this.definitions.values()) noteAccessors(tree, program);
  }

  #resolve(free: FreeName, user: string): void {
    const { name } = free;
    if (this.definitions.has(name) || (this.outside.has(name) && this.outside.get(name)?.kind !== "members"))
      return;
    const meaning = this.#names.find(name, free.members);
    if (meaning !== undefined) this.#take(name, meaning);
    else if (!GLOBALS.has(name) && !free.onlyTypeof) throw unknownName(free, user, this.#names.hasScope);
  }

  /** Lets a name of the program mean something. @returns the name under which it can be read */
  #take(name: string, meaning: Meaning): string {
    if (meaning.kind === "members") {
      const before = this.outside.get(name);
      const of = new Map(before?.kind === "members" ? before.of : []);
      // Set before the members are looked at, so that a function that refers to itself ends here.
      this.outside.set(name, { kind: "members", of });
      for (const [member, one] of meaning.of) {
        if (of.has(member)) continue;
        const as = one.kind === "import" ? `$${name}_${member}` : member;
        of.set(member, as);
        of.set(member, this.#take(as, one));
      }
      return name;
    }
    if (this.definitions.has(name) || this.outside.has(name)) return name;
    if (meaning.kind === "import") {
      this.outside.set(name, { kind: "import", origin: this.#origin(meaning.specifier, meaning.exportName) });
      return name;
    }
    const { value } = meaning;
    if (typeof value !== "function") {
      this.outside.set(name, { kind: "value", value, path: name });
      return name;
    }
    return this.add(value as AnyFunction, name, name);
  }

  #origin(specifier: string, exportName: string): Origin {
    return this.#graph.origin(specifier, exportName, `${this.#names.directory}/cell.js`);
  }
}

/** The tree of a function's or class's source; a method is read as a property that is taken out at once. */
function readSource(source: string): { tree: Tree; text: string; shift: number } | undefined {
  const whole = parseExpression(`(${source})`);
  if (whole && /Function|Class/.test(whole.type)) return { tree: whole, text: source, shift: 1 };
  const object = parseExpression(`({ ${source} })`);
  const value = object?.properties?.[0]?.value;
  return value ? { tree: { ...value, type: "FunctionExpression" }, text: source, shift: 3 } : undefined;
}

function refuse(path: string, problem: string): ExploreError {
  return new ExploreError("CANNOT_TRANSFER", `${path} cannot run in another thread: it ${problem}.`);
}

function unknownName({ name, members }: FreeName, user: string, hasScope: boolean): ExploreError {
  const isImported = /^__vite_ssr_import_\d+__$/.test(name) || name === "exports";
  const meant = isImported ? ([...members].find((member) => member !== undefined) ?? name) : name;
  return new ExploreError(
    "CANNOT_TRANSFER",
    `${user} refers to \`${meant}\`, which ${hasScope ? "is no top-level name" : "it does not define itself"}. ${
      hasScope
        ? "Define it at the top level of a cell, or hand it over in `shared`."
        : `Name it in the option scope: explore({ …, scope: { ${meant} } }).`
    }`,
  );
}
