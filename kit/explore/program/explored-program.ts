import { type AnyFunction, type Definition, inOrder, Program, readText } from "@swarmlab/labs/swarm/transfer";
import { now } from "../runtime/current-thread.ts";
import { operation } from "../runtime/operation.ts";
import type { VirtualThread } from "../runtime/thread.ts";
import { callFunction } from "../runtime/virtual-promise.ts";
import type { Death } from "../runtime/world.ts";
import { AccessorNames, sources } from "../transform/place.ts";
import type { Tree } from "../transform/syntax.ts";
import { noteAccessors, transformExpression } from "../transform/transform.ts";
import { cannotRun, ExploredNames } from "./explored-names.ts";
import { compile, ModuleInstances, noteModules } from "./instance.ts";
import { changesMembersOf, isStateful } from "./is-stateful.ts";
import { ModuleGraph, type Origin } from "./module-graph.ts";
import type { ModuleRecord } from "./module-record.ts";
import { type Findings, type Scope, type ValueFactory, valueFactoryOf } from "./value-factory.ts";

/** A thread's function with its name, as a function or as text. */
export interface ThreadSource {
  readonly name: string;
  readonly fn: AnyFunction | string;
}

/** The result of the compiled program. */
interface CompiledProgram {
  get(name: string): unknown;
  /** Sets constants to their first values. */
  reset(): void;
}

/** The program in one virtual thread. */
interface Instance extends Scope, CompiledProgram {
  /** Lets the instance work for the thread of the next run. */
  rebind(thread: VirtualThread): void;
}

/** The threads' functions with all that they refer to, transformed and ready to be instantiated. */
export class ExploredProgram {
  readonly #threads: readonly ThreadSource[];
  /** The names of the threads' functions in the program. */
  readonly #entries: string[];
  readonly #program: Program;
  readonly #graph = new ModuleGraph();
  readonly #accessors = new AccessorNames();
  readonly #shared: ValueFactory;
  readonly #origins = new Map<string, Origin>();
  readonly #values = new Map<string, ValueFactory>();
  readonly #make: (...args: unknown[]) => CompiledProgram;
  /** The modules of which every run needs fresh instances. */
  #changing: ReadonlySet<ModuleRecord>;
  /** Whether every run needs fresh instances of the threads' own code. */
  #isStateful: boolean;
  readonly #instances: Instance[] = [];
  readonly #modules: { readonly own: OwnCounter; readonly modules: ModuleInstances }[] = [];

  constructor(options: {
    readonly threads: readonly ThreadSource[];
    readonly shared: unknown;
    readonly scope: Readonly<Record<string, unknown>>;
    readonly findings: Findings;
  }) {
    this.#threads = options.threads;
    const known = new ExploredNames(options.scope);
    this.#program = new Program(known);
    this.#entries = options.threads.map((thread, i) => this.#addThread(thread, i));
    this.#shared = valueFactoryOf(options.shared, "", this.#program, options.findings);
    // A value may add further names, which this loop reaches as well.
    for (const [name, entry] of this.#program.entries) {
      if (entry.kind === "import")
        this.#origins.set(name, this.#graph.origin(entry.origin, `${known.directory}/cell.js`));
      else if (entry.kind === "value")
        this.#values.set(name, valueFactoryOf(entry.value, name, this.#program, options.findings));
    }
    noteModules(this.#graph, this.#accessors);
    const definitions = [...this.#program.definitions.values()];
    for (const { tree } of definitions) noteAccessors(tree, this.#accessors);
    for (const name of this.#program.entries.keys()) this.#accessors.shadowed.add(name);
    const names = new Set(this.#definedOrImported());
    const changesMembers =
      definitions.some(({ tree }) => changesMembersOf(tree as Tree, names)) ||
      [...this.#graph.needed].some((record) => record.changesMembers);
    this.#changing = changesMembers ? this.#graph.needed : this.#graph.changing();
    this.#isStateful =
      changesMembers ||
      this.#changing.size > 0 ||
      definitions.some(({ isClass, tree }) => isClass && isStateful([{ ...tree, type: "ClassDeclaration" }]));
    this.#make = compile(["$outside"], this.#code(), "threads.js");
  }

  /** Makes fresh instances for every run from now on. @returns false when that was so all the time */
  startFresh(): boolean {
    const wasReused = !this.#isStateful || this.#changing.size < this.#graph.needed.size;
    this.#isStateful = true;
    this.#changing = this.#graph.needed;
    return wasReused;
  }

  /** The threads' functions for a new run, each to be called in its thread. */
  prepare(): ((thread: VirtualThread, death?: Death) => unknown)[] {
    return this.#entries.map((entry, i) => (thread: VirtualThread, death?: Death) => {
      const [fn, shared] = outsideThreads(() => {
        const scope = this.#instance(i, thread);
        return [scope.get(entry), this.#shared(scope)];
      });
      return callFunction(fn as (value: unknown) => unknown, undefined, [
        shared,
        death ? diedOf(death) : i,
        operation,
      ]);
    });
  }

  #addThread({ fn, name }: ThreadSource, index: number): string {
    if (typeof fn === "function") return this.#program.add(fn, name);
    const source = readText(fn);
    if ("problem" in source) throw cannotRun(name, source.problem);
    const entry = `ǂtext${index}`;
    this.#program.addSource(entry, source, name);
    return entry;
  }

  *#definedOrImported(): Iterable<string> {
    yield* this.#program.definitions.keys();
    yield* this.#origins.keys();
  }

  #instance(index: number, thread: VirtualThread): Instance {
    const known = this.#instances[index];
    if (known && !this.#isStateful) {
      known.rebind(thread);
      known.reset();
      return known;
    }
    const made = this.#instantiate(index, thread);
    this.#instances[index] = made;
    return made;
  }

  /** A thread's modules with the counter of changes that their code uses. It counts for the thread that runs it. */
  #modulesOf(index: number, thread: VirtualThread): { own: OwnCounter; modules: ModuleInstances } {
    const known = this.#modules[index];
    if (known === undefined) {
      const own = new OwnCounter(thread);
      const made = { own, modules: new ModuleInstances(this.#graph, this.#accessors, index, own) };
      this.#modules[index] = made;
      return made;
    }
    known.own.rebind(thread);
    known.modules.renew(this.#changing);
    return known;
  }

  #instantiate(index: number, thread: VirtualThread): Instance {
    const { own, modules } = this.#modulesOf(index, thread);
    const outside = {
      value: (name: string): unknown => {
        const origin = this.#origins.get(name);
        if (origin !== undefined) return modules.value(origin);
        const entry = this.#program.entries.get(name);
        return entry?.kind === "built in" ? entry.value : this.#values.get(name)?.(instance);
      },
    };
    now.isDefining = true;
    let compiled: CompiledProgram;
    try {
      compiled = this.#make(own, outside);
    } finally {
      now.isDefining = false;
    }
    const instance: Instance = {
      get: (name) => compiled.get(name),
      reset: () => compiled.reset(),
      rebind: (next) => own.rebind(next),
    };
    compiled.reset();
    return instance;
  }

  #code(): string {
    const { entries, definitions } = this.#program;
    const named = (...kinds: string[]) =>
      [...entries].filter(([, { kind }]) => kinds.includes(kind)).map(([name]) => name);
    const imports = named("import", "built in");
    const values = named("value");
    const groups = [...entries].flatMap(([name, entry]) =>
      entry.kind === "members" ? [`const ${name} = { ${accessors(entry.of)} };`] : [],
    );
    const reset = values.map((name) => `${name} = ǂoutside.value("${name}");`).join(" ");
    const all = [...definitions.keys(), ...imports, ...values];
    return [
      ...imports.map((name) => `let ${name} = ǂoutside.value("${name}");`),
      ...values.map((name) => `let ${name};`),
      ...groups,
      `const ǂparts = { get(name) { return ǂtable[name](); }, reset() { ${reset} } };`,
      `const ǂtable = { ${all.map((name) => `${name}: () => ${name}`).join(", ")} };`,
      ...inOrder(definitions).map((one) => `let ${one.name} = ${this.#transform(one)};`),
      "return ǂparts;",
    ].join("\n");
  }

  #transform({ name, source, tree, shift }: Definition): string {
    // The parser's tree is plain data, which the transform reads and changes generically.
    const node = tree as Tree;
    const thread = this.#entries.indexOf(name);
    const title =
      thread >= 0 ? (this.#threads[thread]?.name ?? name) : /^[$ǂ]/.test(name) ? (node.id?.name ?? "") : name;
    const index = sources.push({ title, lines: source.split("\n"), isOfLabs: false, shift }) - 1;
    return transformExpression(node, this.#accessors, index, title);
  }
}

/** A death as the function that recovers from it gets it. The first thread is number 0, and has the id 1. */
const diedOf = ({ thread }: Death) => ({ thread, threadId: thread + 1 });

/** Counts changes for the thread that an instance currently works for. */
class OwnCounter {
  #thread: VirtualThread;
  constructor(thread: VirtualThread) {
    this.#thread = thread;
  }
  rebind(thread: VirtualThread): void {
    this.#thread = thread;
  }
  get changes(): number {
    return this.#thread.loops.changes;
  }
  set changes(value: number) {
    this.#thread.loops.changes = value;
    if (now.thread !== undefined && now.thread !== this.#thread) now.thread.loops.changes++;
  }
}

/** Runs the preparation of a thread outside all threads, so that its accesses are not steps. */
function outsideThreads<T>(prepare: () => T): T {
  const { thread } = now;
  now.thread = undefined;
  try {
    return prepare();
  } finally {
    now.thread = thread;
  }
}

function accessors(of: ReadonlyMap<string, string>): string {
  return [...of]
    .map(([member, name]) => `get ${member}() { return ${name}; }, set ${member}(value) { ${name} = value; }`)
    .join(", ");
}
