import { SwarmError } from "../swarm-error.ts";
import type { Bundle, BundleImport } from "./bundle.ts";
import { alias, type Definition, inOrder } from "./definition.ts";
import { type FreeName, freeNames } from "./free-names.ts";
import { ImportFinder } from "./import-finder.ts";
import { findExport } from "./known-exports.ts";
import { readSource } from "./read-source.ts";
import { currentScope, type TransferScope } from "./scope.ts";
import { serializeValue } from "./serialize-value.ts";

type AnyFunction = (...args: never[]) => unknown;

/** Names that every isolate has by itself. Taken once, before a program adds its own. */
const GLOBALS: ReadonlySet<string> = new Set([
  ...Object.getOwnPropertyNames(globalThis),
  // Given to travelling code by `deserialize`.
  "require",
  "exports",
  "__importStar",
  "__importDefault",
]);

/** What to do instead: with a function or class that stays behind, and with a value. */
const HOW = "Define it at the top level of a cell, or hand it over as the agent's input.";
const HOW_ELSE =
  "Hand over plain data instead, or build it in the agent's constructor, which runs in the worker.";

/**
 * Serializes functions and classes with everything they refer to, so that a worker can build them.
 *
 * Definitions are read with `toString()`; the names that their source leaves open are looked up in the
 * {@link TransferScope}: functions and classes travel along as source, constants as copies, imports as what to import.
 * Whatever cannot travel throws a SwarmError `CANNOT_TRANSFER` that names it.
 */
export class Serializer {
  readonly #scope: TransferScope | undefined = currentScope();
  readonly #definitions = new Map<string, Definition>();
  readonly #values = new Map<string, unknown>();
  readonly #imports = new Map<string, BundleImport>();
  readonly #exported = new Set<string>();
  readonly #statics = new Map<string, Record<string, unknown>>();
  readonly #names = new Map<unknown, string>();
  readonly #directory = this.#scope?.directory ?? process.cwd();
  readonly #importFinder = new ImportFinder(this.#scope, this.#directory);
  #usesSharing = false;

  /** Serializes one function or class. Returns the name under which the worker finds it. */
  add(value: AnyFunction, path: string = value.name || "the function"): string {
    const known = this.#names.get(value);
    if (known !== undefined) return known;
    const isScopeName = this.#scope?.has(value.name) === true && this.#scope.get(value.name) === value;
    const name = isScopeName ? value.name : `$${this.#names.size}_${value.name.replace(/\W/g, "_")}`;
    this.#define(name, value, path);
    return name;
  }

  /** Serializes data; functions inside it travel along. */
  addValue(value: unknown, path: string): unknown {
    return serializeValue(value, path, {
      define: (inner, at) => this.add(inner, at),
      share: (shared) => {
        this.#usesSharing = true;
        return shared.share();
      },
      refuse: (at, problem) => this.#refuse(at, problem, HOW_ELSE),
    });
  }

  /** Everything that was added, ready for the border. */
  bundle(): Bundle {
    return {
      sources: inOrder(this.#definitions).map(({ name, text }) => ({ name, text })),
      values: Object.fromEntries(this.#values),
      imports: [...this.#imports.values()],
      exported: [...this.#exported].filter((name) => this.#isKnown(name)),
      statics: Object.fromEntries(this.#statics),
      usesSharing: this.#usesSharing,
      directory: this.#directory,
    };
  }

  #define(name: string, value: AnyFunction, path: string): void {
    this.#names.set(value, name);
    const origin = findExport(value) ?? this.#importFinder.find(name);
    if (origin !== undefined) {
      this.#imports.set(name, { name, ...origin });
      return;
    }
    const source = readSource(value);
    if ("problem" in source) this.#refuse(path, source.problem);
    const { names, keywords } = freeNames(source.tree);
    for (const keyword of keywords) {
      this.#refuse(path, `uses the \`${keyword}\` of the code around it, which stays behind`);
    }
    this.#definitions.set(name, { name, text: source.text, isClass: source.isClass, names });
    for (const free of names.values()) this.#resolve(free, path);
    if (source.isClass) this.#keepStatics(name, value, path);
  }

  #resolve(free: FreeName, user: string): void {
    if (free.name === "exports") {
      for (const member of free.members) {
        if (member === undefined) this.#refuse(user, "uses `exports` itself");
        this.#resolveTopLevel(member, user, free.onlyTypeof);
        this.#exported.add(member);
      }
      return;
    }
    if (GLOBALS.has(free.name) && this.#scope?.has(free.name) !== true) return;
    const origin = this.#importFinder.find(free.name, free.members);
    if (origin !== undefined) this.#imports.set(free.name, { name: free.name, ...origin });
    else this.#resolveTopLevel(free.name, user, free.onlyTypeof);
  }

  #resolveTopLevel(name: string, user: string, mayBeMissing: boolean): void {
    if (this.#isKnown(name)) return;
    if (this.#scope?.has(name) !== true) {
      if (mayBeMissing) return;
      throw new SwarmError(
        "CANNOT_TRANSFER",
        `${user} refers to \`${name}\`, which ${this.#scope ? "is no top-level name" : "it does not define itself"}, so it cannot run in a worker. ${this.#scope ? HOW : "Give the class `static module = import.meta.url` and export it, so that the worker imports it; or hand the value over as the agent's input."}`,
      );
    }
    const value = this.#scope.get(name);
    const origin = this.#importFinder.find(name);
    if (origin !== undefined) {
      this.#imports.set(name, { name, ...origin });
    } else if (typeof value === "function") {
      // A second name for the same function would define it twice; it is the same object in the worker as well.
      const known = this.#names.get(value);
      if (known === undefined) this.#define(name, value as AnyFunction, name);
      else if (known !== name) this.#definitions.set(name, alias(name, known));
    } else {
      // Set before it is serialized, so that a value that refers back to itself through a function ends here.
      this.#values.set(name, undefined);
      this.#values.set(name, this.addValue(value, name));
    }
  }

  #isKnown(name: string): boolean {
    return this.#definitions.has(name) || this.#values.has(name) || this.#imports.has(name);
  }

  /** Static fields as they are now. What cannot be copied is made anew, when the worker evaluates the class. */
  #keepStatics(name: string, value: AnyFunction, path: string): void {
    const fields: Record<string, unknown> = {};
    for (const [key, one] of Object.entries(value)) {
      if (typeof one === "function") continue;
      try {
        fields[key] = this.addValue(one, `${path}.${key}`);
      } catch (error) {
        if (!(error instanceof SwarmError)) throw error;
      }
    }
    if (Object.keys(fields).length > 0) this.#statics.set(name, fields);
  }

  #refuse(path: string, problem: string, how = HOW): never {
    throw new SwarmError("CANNOT_TRANSFER", `${path} cannot be sent to a worker: it ${problem}. ${how}`);
  }
}
