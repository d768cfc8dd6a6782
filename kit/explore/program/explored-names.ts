import {
  type AnyFunction,
  currentScope,
  type Entry,
  findExport,
  GLOBAL_NAMES,
  ImportFinder,
  type ImportOrigin,
  labsExport,
  type Meaning,
  type ProgramRules,
  type UnreadableSource,
} from "@swarmlab/labs/swarm/transfer";
import { ExploreError } from "../explore-error.ts";
import { isProgramName } from "../runtime/seal.ts";
import { globals } from "../runtime/virtual-globals.ts";

/** Modules of Node whose functions a thread may hold. Virtual threads get a model of some of them; the others are refused on use. */
const NODE_MODULES = [
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

/** The test runner's name for a module's exports. */
const VITE_IMPORT = /^__vite_ssr_import_\d+__$/;

/** Looks up the names of explored threads: in the option `scope`, then in the running notebook or answer. */
export class ExploredNames implements ProgramRules {
  readonly globals: ReadonlySet<string> = new Set([...GLOBAL_NAMES, ...Object.keys(globals)]);
  /** The folder from which imports are resolved. */
  readonly directory: string;
  readonly #given: Readonly<Record<string, unknown>>;
  readonly #scope = currentScope();
  readonly #importFinder: ImportFinder;

  /** @param given - the option `scope` */
  constructor(given: Readonly<Record<string, unknown>>) {
    this.#given = given;
    this.directory = this.#scope?.directory ?? process.cwd();
    this.#importFinder = new ImportFinder(this.#scope, this.directory);
  }

  find(name: string, members: ReadonlySet<string | undefined>): Meaning | undefined {
    // A name becomes part of code that is compiled, and an answer can name its exports and functions as it likes.
    if (!isProgramName(name)) return undefined;
    if (Object.hasOwn(this.#given, name)) return { kind: "value", value: this.#given[name] };
    if (name === "exports" || VITE_IMPORT.test(name))
      return membersOf(
        members,
        (member) => this.find(member, new Set([undefined])) ?? imported(labsExport(member)),
      );
    const origin = this.#importFinder.find(name);
    // A module of which only some members are used need not be loaded whole.
    if (origin?.exportName === "*" && !members.has(undefined))
      return membersOf(members, (member) => imported({ ...origin, exportName: member }));
    if (origin !== undefined) return imported(origin);
    return this.#scope?.has(name) ? { kind: "value", value: this.#scope.get(name) } : undefined;
  }

  /** Whether a name is one that every thread has by itself, and the option `scope` does not give it another meaning. */
  isGlobal(name: string): boolean {
    return this.globals.has(name) && !Object.hasOwn(this.#given, name);
  }

  importOf(value: AnyFunction): ImportOrigin | undefined {
    return findExport(value, NODE_MODULES);
  }

  /** Functions that are built in are called as they are. */
  unreadable(value: AnyFunction, path: string, { reason, problem }: UnreadableSource): Entry {
    if (reason === "built in") return { kind: "built in", value };
    throw cannotRun(path, problem);
  }

  /** A keyword of the code around a function is undefined in a thread, as it is in a real one. */
  keyword(): void {}

  unknown(name: string, user: string): ExploreError {
    const [where, instead] = this.#scope
      ? ["is no top-level name", "Define it at the top level of a cell, or hand it over in `shared`."]
      : ["it does not define itself", `Name it in the option scope: explore({ …, scope: { ${name} } }).`];
    return new ExploreError("CANNOT_TRANSFER", `${user} refers to \`${name}\`, which ${where}. ${instead}`);
  }
}

/** The error for a function that cannot be read. @param problem - the end of a sentence that begins with `it` */
export function cannotRun(path: string, problem: string): ExploreError {
  return new ExploreError("CANNOT_TRANSFER", `${path} cannot run in another thread: it ${problem}.`);
}

function imported(origin: ImportOrigin): Meaning;
function imported(origin: ImportOrigin | undefined): Meaning | undefined;
function imported(origin: ImportOrigin | undefined): Meaning | undefined {
  return origin && { kind: "import", origin };
}

function membersOf(
  members: ReadonlySet<string | undefined>,
  meaningOf: (member: string) => Meaning | undefined,
): Meaning {
  return {
    kind: "members",
    of: new Map([...members].map((member) => [member, member === undefined ? undefined : meaningOf(member)])),
  };
}
