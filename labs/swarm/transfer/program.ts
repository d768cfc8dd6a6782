import { alias, type Definition } from "./definition.ts";
import { type FreeName, type FreeNames, freeNames } from "./free-names.ts";
import { type AnyFunction, type ReadSource, readSource, type UnreadableSource } from "./read-source.ts";
import type { ImportOrigin } from "./scope.ts";

/** The meaning of a name. */
export type Meaning =
  | { readonly kind: "value"; readonly value: unknown }
  | { readonly kind: "import"; readonly origin: ImportOrigin }
  /** An object of which only members are read, such as `exports`. A member without a meaning is unknown. */
  | { readonly kind: "members"; readonly of: ReadonlyMap<string | undefined, Meaning | undefined> };

/** One name of a program. */
export type Entry =
  | Definition
  | { readonly kind: "import"; readonly origin: ImportOrigin }
  | { readonly kind: "value"; readonly value: unknown }
  /** A function that is built into Node, used as it is. */
  | { readonly kind: "built in"; readonly value: AnyFunction }
  /** An object whose members are other names of the program. */
  | { readonly kind: "members"; readonly of: ReadonlyMap<string, string> };

/** How the names of a program are looked up, and what is refused. */
export interface ProgramRules {
  /** Names that need no meaning, because the code finds them wherever it runs. */
  readonly globals: ReadonlySet<string>;
  /** The meaning of a name; undefined when it is unknown. @param members the members that are read from it */
  find(name: string, members: ReadonlySet<string | undefined>): Meaning | undefined;
  /** The import that brings a function or class; undefined when its source is read. @param name its name in the program */
  importOf(value: AnyFunction, name: string): ImportOrigin | undefined;
  /** Reads the source of a function or class. @default it is parsed */
  read?(value: AnyFunction): (ReadSource & { readonly free: FreeNames }) | UnreadableSource;
  /** Decides on a function or class whose source cannot be read. @throws when it is refused */
  unreadable(value: AnyFunction, path: string, source: UnreadableSource): Entry;
  /** Decides on `this`, `super`, `arguments` or `new.target` of the code around a function. @throws when it is refused */
  keyword(keyword: string, path: string): void;
  /** The error for a name without a meaning. @param user what refers to it */
  unknown(name: string, user: string): Error;
}

/** The names that every isolate defines itself. Read once, before a program adds names of its own. */
export const GLOBAL_NAMES: ReadonlySet<string> = new Set(Object.getOwnPropertyNames(globalThis));

/**
 * Functions and classes with everything that they refer to, directly or through each other.
 *
 * Definitions are read with `toString()`. The names that their source leaves open are looked up by the owner's rules: functions and
 * classes become definitions, everything else an import, a value or a group of members.
 */
export class Program {
  /** All names, in the order in which they were found. A loop over them also sees the names that it adds itself. */
  readonly entries = new Map<string, Entry>();
  readonly #rules: ProgramRules;
  readonly #known = new Map<AnyFunction, string>();
  readonly #groups = new Map<string, Map<string, string>>();

  constructor(rules: ProgramRules) {
    this.#rules = rules;
  }

  /** The functions and classes that are transferred as source. */
  get definitions(): ReadonlyMap<string, Definition> {
    const found = new Map<string, Definition>();
    for (const [name, entry] of this.entries) if (entry.kind === "definition") found.set(name, entry);
    return found;
  }

  /** Adds a function or class. @param path the name that messages use for it. @returns its name in the program */
  add(value: AnyFunction, path: string): string {
    const known = this.#known.get(value);
    if (known !== undefined) return known;
    const meaning = this.#rules.find(value.name, new Set([undefined]));
    const isTopLevel = meaning?.kind === "value" && meaning.value === value;
    const name = isTopLevel ? value.name : `$${this.#known.size}_${value.name.replace(/\W/g, "_")}`;
    this.#define(name, value, path);
    return name;
  }

  /** The function or class that was added under a name; undefined when there is none. */
  valueNamed(name: string): AnyFunction | undefined {
    for (const [value, known] of this.#known) if (known === name) return value;
    return undefined;
  }

  /** Adds a function or class whose source is known. @param free the names that the source leaves open */
  addSource(
    name: string,
    source: ReadSource,
    path: string,
    value?: AnyFunction,
    free: FreeNames = freeNames(source.expression),
  ): void {
    const { names, keywords } = free;
    for (const keyword of keywords) this.#rules.keyword(keyword, path);
    this.entries.set(name, { kind: "definition", name, path, value, names, ...source });
    for (const one of names.values()) this.#resolve(one, path);
  }

  #define(name: string, value: AnyFunction, path: string): void {
    this.#known.set(value, name);
    const origin = this.#rules.importOf(value, name);
    if (origin !== undefined) {
      this.entries.set(name, { kind: "import", origin });
      return;
    }
    const source: (ReadSource & { readonly free?: FreeNames }) | UnreadableSource =
      this.#rules.read?.(value) ?? readSource(value);
    if ("problem" in source) this.entries.set(name, this.#rules.unreadable(value, path, source));
    else this.addSource(name, source, path, value, source.free);
  }

  #resolve(free: FreeName, user: string): void {
    const known = this.entries.get(free.name);
    if (known !== undefined && known.kind !== "members") return;
    const meaning = this.#rules.find(free.name, free.members);
    if (meaning?.kind === "members") this.#addMembers(free, meaning.of, user);
    else if (meaning !== undefined) this.#addMeaning(free.name, meaning);
    else if (!this.#rules.globals.has(free.name) && !free.onlyTypeof)
      throw this.#rules.unknown(free.name, user);
  }

  #addMembers(
    free: FreeName,
    found: ReadonlyMap<string | undefined, Meaning | undefined>,
    user: string,
  ): void {
    const of = this.#groups.get(free.name) ?? new Map<string, string>();
    // Set before the members are looked at, because their definitions may read more members of the same object.
    this.#groups.set(free.name, of);
    this.entries.set(free.name, { kind: "members", of });
    for (const [member, meaning] of found) {
      if (member !== undefined && of.has(member)) continue;
      if (member === undefined || meaning === undefined || meaning.kind === "members") {
        if (free.onlyTypeof) continue;
        throw this.#rules.unknown(member ?? free.name, user);
      }
      // A member of `exports` is the top-level name itself. Two modules may export one name.
      const isOwnName = free.name === "exports" || meaning.kind !== "import";
      const name = isOwnName ? member : `$${free.name}_${member}`;
      of.set(member, name);
      this.#addMeaning(name, meaning);
    }
  }

  #addMeaning(name: string, meaning: Exclude<Meaning, { kind: "members" }>): void {
    if (this.entries.has(name)) return;
    if (meaning.kind === "import" || typeof meaning.value !== "function") {
      this.entries.set(name, meaning);
      return;
    }
    // A second definition of one function would be a second object.
    const value = meaning.value as AnyFunction;
    const first = this.#known.get(value);
    if (first === undefined) this.#define(name, value, name);
    else this.entries.set(name, alias(name, first));
  }
}
