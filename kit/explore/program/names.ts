import { builtinModules } from "node:module";
import * as agents from "@swarmlab/labs/agents";
import * as sharing from "@swarmlab/labs/sharing";
import { currentScope } from "@swarmlab/labs/swarm";

/** What a name that a thread uses means. */
export type Meaning =
  | { readonly kind: "value"; readonly value: unknown }
  | { readonly kind: "import"; readonly specifier: string; readonly exportName: string }
  /** An object of which only members are used: a module under a name that a compiler gave it. */
  | { readonly kind: "members"; readonly of: ReadonlyMap<string, Meaning> };

const LABS: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  "@swarmlab/labs/sharing": sharing,
  "@swarmlab/labs/agents": agents,
};

/** Finds out what the names mean that a program's functions use. */
export class Names {
  readonly #given: Readonly<Record<string, unknown>>;
  readonly #scope = currentScope();
  /** From where imports are resolved. */
  readonly directory: string;

  /** @param given - names that are passed as `scope` */
  constructor(given: Readonly<Record<string, unknown>>) {
    this.#given = given;
    this.directory = this.#scope?.directory ?? process.cwd();
  }

  /** Whether a program's names are known by themselves, as in a notebook. */
  get hasScope(): boolean {
    return this.#scope !== undefined;
  }

  /** @param members - what is read from the name */
  find(name: string, members: ReadonlySet<string | undefined>): Meaning | undefined {
    if (Object.hasOwn(this.#given, name)) return { kind: "value", value: this.#given[name] };
    if (name === "exports" || /^__vite_ssr_import_\d+__$/.test(name)) return this.#members(members);
    const origin = this.#scope?.importOf?.(name);
    if (origin !== undefined) return this.#imported(origin.specifier, origin.exportName, members);
    if (this.#scope?.has(name)) return { kind: "value", value: this.#scope.get(name) };
    const specifier = this.#scope && guessModule(name);
    return specifier === undefined ? undefined : this.#imported(specifier, "*", members);
  }

  /** The module of labs that exports a value, and under which name. */
  exportOf(value: unknown): { specifier: string; exportName: string } | undefined {
    for (const [specifier, module] of Object.entries(LABS)) {
      for (const exportName of Object.keys(module))
        if (module[exportName] === value) return { specifier, exportName };
    }
    // Another copy of labs: its shared classes say what they are.
    const kind: unknown = typeof value === "function" ? Reflect.get(value, "kind") : undefined;
    if (typeof kind !== "string" || !kind.startsWith("swarmlab.")) return ownModule(value) ?? nodesOwn(value);
    for (const [exportName, one] of Object.entries(sharing))
      if (typeof one === "function" && Reflect.get(one, "kind") === kind)
        return { specifier: "@swarmlab/labs/sharing", exportName };
    return undefined;
  }

  #members(members: ReadonlySet<string | undefined>): Meaning | undefined {
    const found = new Map<string, Meaning>();
    for (const member of members) {
      if (member === undefined) return undefined;
      const meaning = this.find(member, new Set()) ?? labsExport(member);
      if (meaning === undefined) return undefined;
      found.set(member, meaning);
    }
    return { kind: "members", of: found };
  }

  /** A module of which only some members are used need not be loaded whole. */
  #imported(specifier: string, exportName: string, members: ReadonlySet<string | undefined>): Meaning {
    if (exportName !== "*" || members.has(undefined)) return { kind: "import", specifier, exportName };
    return {
      kind: "members",
      of: new Map(
        [...members].map((name) => [
          name as string,
          { kind: "import", specifier, exportName: name as string },
        ]),
      ),
    };
  }
}

function labsExport(name: string): Meaning | undefined {
  for (const [specifier, module] of Object.entries(LABS))
    if (name in module) return { kind: "import", specifier, exportName: name };
  return undefined;
}

/** The compiler writes `labs_1` for "@swarmlab/labs", `sharing_1` for "@swarmlab/labs/sharing", `node_fs_1` for "node:fs". */
function guessModule(name: string): string | undefined {
  const stem = /^(\w+)_\d+$/.exec(name)?.[1];
  if (stem === undefined) return undefined;
  if (stem === "labs") return "@swarmlab/labs";
  const folder = `@swarmlab/labs/${stem}`;
  if (folder in LABS) return folder;
  const node = builtinModules.find((known) => stem === `node_${known.replace(/\W/g, "_")}`);
  return node && `node:${node}`;
}

/** Modules of Node whose functions a thread may come to hold. */
const NODE = [
  "fs",
  "fs/promises",
  "child_process",
  "worker_threads",
  "net",
  "http",
  "https",
  "dns",
  "timers",
  "timers/promises",
  "crypto",
  "zlib",
  "v8",
  "util",
  "path",
  "url",
  "os",
  "events",
];

/** The module of Node that a function is from: virtual threads have some of them in another form, and not all. */
function nodesOwn(value: unknown): { specifier: string; exportName: string } | undefined {
  if (typeof value !== "function") return undefined;
  for (const name of NODE) {
    const module = process.getBuiltinModule(name) as Record<string, unknown>;
    if (module[value.name] === value) return { specifier: `node:${name}`, exportName: value.name };
  }
  return undefined;
}

/** A class or function that says itself where it is from: `static module = import.meta.url`. */
function ownModule(value: unknown): { specifier: string; exportName: string } | undefined {
  if (typeof value !== "function" || !Object.hasOwn(value, "module")) return undefined;
  const specifier: unknown = Reflect.get(value, "module");
  return typeof specifier === "string" && specifier.startsWith("file:")
    ? { specifier, exportName: value.name }
    : undefined;
}
