import { SwarmError } from "../errors.ts";
import type { Bundle, BundleImport } from "./bundle.ts";
import { type Definition, inOrder } from "./definition.ts";
import { ImportFinder } from "./import-finder.ts";
import { findExport } from "./known-exports.ts";
import { GLOBAL_NAMES, type Meaning, Program, type ProgramRules } from "./program.ts";
import { readOnce } from "./read-once.ts";
import { type AnyFunction, asWritten } from "./read-source.ts";
import { currentScope, type TransferScope } from "./scope.ts";
import { serializeValue } from "./serialize-value.ts";

/** Names that the code finds in a worker: those of every isolate, and those that `deserialize` passes to it. */
const GLOBALS: ReadonlySet<string> = new Set([
  ...GLOBAL_NAMES,
  "require",
  "exports",
  "__importStar",
  "__importDefault",
  "$meta$",
]);

const INSTEAD_OF_CODE = "Define it at the top level of a cell, or hand it over as the agent's input.";
const INSTEAD_OF_VALUE =
  "Hand over plain data instead, or build it in the agent's constructor, which runs in the worker.";

/**
 * Serializes functions and classes with everything they refer to, so that a worker can build them.
 *
 * The names that their source leaves open are looked up in the {@link TransferScope}: functions and classes are transferred as
 * source, constants as copies, imports as what to import.
 *
 * @throws SwarmError `CANNOT_TRANSFER` that names what cannot be transferred, from every method
 */
export class Serializer {
  readonly #scope: TransferScope | undefined = currentScope();
  readonly #directory = this.#scope?.directory ?? process.cwd();
  readonly #importFinder = new ImportFinder(this.#scope, this.#directory);
  readonly #program = new Program(this.#rules());
  #usesSharing = false;

  /** Adds one function or class. @returns the name under which the worker finds it */
  add(value: AnyFunction, path: string = value.name || "the function"): string {
    return this.#program.add(value, path);
  }

  /** The function or class that a worker finds under a name; undefined when it is known only there. */
  valueNamed(name: string): AnyFunction | undefined {
    return this.#program.valueNamed(name);
  }

  /** Serializes data. Functions inside it are added. */
  addValue(value: unknown, path: string): unknown {
    return serializeValue(value, path, {
      define: (inner, at) => this.add(inner, at),
      share: (shared) => {
        this.#usesSharing = true;
        return shared.share();
      },
      refuse: (at, problem) => this.#refuse(at, problem, INSTEAD_OF_VALUE),
    });
  }

  /** Everything that was added, as plain data. Values are copied now. */
  bundle(): Bundle {
    const values: Record<string, unknown> = {};
    const imports: BundleImport[] = [];
    const statics: Record<string, Record<string, unknown>> = {};
    const { entries } = this.#program;
    // A value or a static field may add further names, which this loop reaches as well.
    for (const [name, entry] of entries) {
      if (entry.kind === "value") values[name] = this.addValue(entry.value, name);
      else if (entry.kind === "import") imports.push({ name, ...entry.origin });
      else if (entry.kind === "definition") {
        const fields = this.#staticFields(entry);
        if (Object.keys(fields).length > 0) statics[name] = fields;
      }
    }
    const exported = entries.get("exports");
    const sources = inOrder(this.#program.definitions).map(({ name, text }) => ({ name, text }));
    const loadsFiles =
      imports.some(({ specifier }) => /^(?:[./]|file:)/.test(specifier)) ||
      sources.some(({ text }) => /\b(?:import|require)\s*\(/.test(text));
    return {
      code: {
        sources,
        constants: Object.keys(values),
        imports,
        exported: exported?.kind === "members" ? [...exported.of.keys()] : [],
        directory: this.#directory,
        loader: loadsFiles ? this.#scope?.loader : undefined,
      },
      data: { values, statics, usesSharing: this.#usesSharing },
    };
  }

  #rules(): ProgramRules {
    return {
      globals: GLOBALS,
      read: readOnce,
      find: (name, members) =>
        // A cell may declare a name that CommonJS uses.
        name === "exports" && !this.#scope?.has(name) ? this.#exports(members) : this.#find(name, members),
      importOf: (value, name) => findExport(value) ?? this.#importFinder.find(name),
      unreadable: (_value, path, { problem }) => this.#refuse(path, problem),
      keyword: (keyword, path) =>
        this.#refuse(path, `uses the \`${keyword}\` of the code around it, which stays behind`),
      unknown: (name, user) => this.#unknown(name, user),
    };
  }

  #exports(members: ReadonlySet<string | undefined>): Meaning {
    const meaningOf = (member: string | undefined) => (member === undefined ? undefined : this.#find(member));
    return { kind: "members", of: new Map([...members].map((member) => [member, meaningOf(member)])) };
  }

  #find(name: string, members?: ReadonlySet<string | undefined>) {
    const origin = this.#importFinder.find(name, members);
    if (origin !== undefined) return { kind: "import", origin } as const;
    return this.#scope?.has(name) ? ({ kind: "value", value: this.#scope.get(name) } as const) : undefined;
  }

  /**
   * The current fields of a class or function, and the members that its prototype got after its definition. What cannot be copied is missing: the
   * worker makes it when it evaluates the definition.
   */
  #staticFields(definition: Definition): Record<string, unknown> {
    const fields: Record<string, unknown> = {};
    for (const [key, field] of Object.entries(definition.value ?? {})) {
      const isDefined = typeof field === "function" && isPartOf(definition, field as AnyFunction);
      const sent = isDefined ? undefined : this.#tried(field, `${definition.path}.${key}`);
      if (sent) fields[key] = sent.value;
    }
    const added = addedMembers(definition).flatMap(([key, descriptor]) => {
      const parts = (["get", "set", "value"] as const).flatMap((part) => {
        const sent =
          part in descriptor ? this.#tried(descriptor[part], `${definition.path}.${key}`) : undefined;
        return sent ? [[part, sent.value] as const] : [];
      });
      return parts.length > 0
        ? [[key, { ...Object.fromEntries(parts), enumerable: descriptor.enumerable }]]
        : [];
    });
    if (added.length > 0) fields.prototype = Object.fromEntries(added);
    return fields;
  }

  #tried(value: unknown, path: string): { readonly value: unknown } | undefined {
    if (value === undefined) return undefined;
    try {
      return { value: this.addValue(value, path) };
    } catch (error) {
      if (!SwarmError.is(error)) throw error;
      return undefined;
    }
  }

  #unknown(name: string, user: string): SwarmError {
    if (name === "exports") return refusal(user, "uses `exports` itself", INSTEAD_OF_CODE);
    const [where, instead] = this.#scope
      ? ["is no top-level name", INSTEAD_OF_CODE]
      : [
          "it does not define itself",
          "Give the class `static module = import.meta.url` and export it, so that the worker imports it; or hand the value over as the agent's input.",
        ];
    return new SwarmError(
      "CANNOT_TRANSFER",
      `${user} refers to \`${name}\`, which ${where}, so it cannot run in a worker. ${instead}`,
    );
  }

  #refuse(path: string, problem: string, instead = INSTEAD_OF_CODE): never {
    throw refusal(path, problem, instead);
  }
}

function refusal(path: string, problem: string, instead: string): SwarmError {
  return new SwarmError("CANNOT_TRANSFER", `${path} cannot be sent to a worker: it ${problem}. ${instead}`);
}

/** Whether a function stands in the source of a class or function, as its methods do. */
function isPartOf({ source }: Definition, member: AnyFunction): boolean {
  return source.includes(asWritten(Function.prototype.toString.call(member)));
}

/** The members that a class's prototype got by statements: `Robot.prototype.beep = …`. */
function addedMembers(definition: Definition): [key: string, descriptor: PropertyDescriptor][] {
  const { value } = definition;
  const prototype: unknown =
    value && Object.hasOwn(value, "prototype") ? Reflect.get(value, "prototype") : undefined;
  if (typeof prototype !== "object" || prototype === null) return [];
  return Object.entries(Object.getOwnPropertyDescriptors(prototype)).filter(
    ([key, { value: own, get, set }]) => {
      if (key === "constructor") return false;
      const functions = [own, get, set].filter((one) => typeof one === "function") as AnyFunction[];
      return functions.length === 0 || functions.some((one) => !isPartOf(definition, one));
    },
  );
}
