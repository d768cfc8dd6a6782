import { now } from "../runtime/current-thread.ts";
import type { VirtualThread } from "../runtime/thread.ts";
import { callFunction } from "../runtime/virtual-promise.ts";
import { Program, sources, transformExpression } from "../transform/index.ts";
import { type AnyFunction, type Definition, Definitions } from "./definitions.ts";
import { compile, ModuleInstances, noteModules } from "./instance.ts";
import { isStateful } from "./is-stateful.ts";
import { ModuleGraph } from "./module-graph.ts";
import { Names } from "./names.ts";
import { type Findings, type Kitchen, type Recipe, recipeOf } from "./recipe.ts";

/** A thread's function with its name, as a function or as text. */
export interface ThreadSource {
  readonly name: string;
  readonly fn: AnyFunction | string;
}

/** What a program's code hands out. */
interface Parts {
  get(name: string): unknown;
  /** Puts constants back to what they were. */
  reset(): void;
}

/** The threads' functions with all that they refer to, transformed and ready to be instantiated. */
export class ExploredProgram {
  readonly #threads: readonly ThreadSource[];
  readonly #entries: string[];
  readonly #definitions: Definitions;
  readonly #graph = new ModuleGraph();
  readonly #program = new Program();
  readonly #shared: Recipe;
  readonly #values = new Map<string, Recipe>();
  readonly #make: (...args: unknown[]) => Parts;
  /** Whether every run needs the threads' modules anew. */
  readonly #isStateful: boolean;
  #instances: Kitchen[] = [];

  constructor(options: {
    readonly threads: readonly ThreadSource[];
    readonly shared: unknown;
    readonly scope: Readonly<Record<string, unknown>>;
    readonly findings: Findings;
  }) {
    this.#threads = options.threads;
    this.#definitions = new Definitions(new Names(options.scope), this.#graph);
    this.#entries = options.threads.map(({ fn, name }, i) => {
      if (typeof fn === "function") return this.#definitions.add(fn, name);
      this.#definitions.addSource(`$text${i}`, fn, name);
      return `$text${i}`;
    });
    this.#shared = recipeOf(options.shared, "", this.#definitions, options.findings);
    this.#prepareValues(options.findings);
    noteModules(this.#graph, this.#program);
    this.#definitions.noteAccessors(this.#program);
    this.#isStateful =
      [...this.#graph.needed].some((record) => record.isStateful) ||
      [...this.#definitions.definitions.values()].some(
        ({ isClass, tree }) => isClass && isStateful([{ ...tree, type: "ClassDeclaration" }]),
      );
    this.#make = compile(["$outside"], this.#code(), "threads.js");
  }

  /** The threads' functions for a new run, each to be called in its thread. */
  prepare(): ((thread: VirtualThread) => unknown)[] {
    return this.#entries.map((entry, i) => (thread: VirtualThread) => {
      const [fn, shared] = beforeTheStart(() => {
        const kitchen = this.#kitchen(i, thread);
        return [kitchen.get(entry), this.#shared(kitchen)];
      });
      return callFunction(fn as (value: unknown) => unknown, undefined, [shared, i]);
    });
  }

  #kitchen(index: number, thread: VirtualThread): Kitchen {
    const known = this.#instances[index] as
      | (Kitchen & Parts & { rebind(thread: VirtualThread): void })
      | undefined;
    if (known && !this.#isStateful) {
      known.rebind(thread);
      known.reset();
      return known;
    }
    const made = this.#instantiate(index, thread);
    this.#instances[index] = made;
    return made;
  }

  #instantiate(index: number, thread: VirtualThread): Kitchen {
    // One object for all runs of this instance; it counts for whichever thread runs it.
    const own = new OwnCounter(thread);
    const modules = new ModuleInstances(this.#graph, this.#program, index, own);
    const outside = {
      value: (name: string): unknown => {
        const known = this.#definitions.outside.get(name);
        if (known?.kind === "import") return modules.value(known.origin);
        return known?.kind === "native" ? known.value : this.#values.get(name)?.(kitchen);
      },
    };
    const parts: Parts = this.#make(own, outside);
    const kitchen = {
      get: (name: string) => parts.get(name),
      reset: () => parts.reset(),
      rebind: (next: VirtualThread) => own.rebind(next),
    };
    parts.reset();
    return kitchen;
  }

  #prepareValues(findings: Findings): void {
    // A recipe may bring further names along, which come last in the list and are met by the same loop.
    for (const [name, one] of this.#definitions.outside) {
      if (one.kind !== "value") continue;
      this.#values.set(name, recipeOf(one.value, one.path, this.#definitions, findings));
    }
  }

  #code(): string {
    const { definitions, outside } = this.#definitions;
    const values = [...outside].filter(([, one]) => one.kind === "value").map(([name]) => name);
    const imports = [...outside]
      .filter(([, one]) => one.kind === "import" || one.kind === "native")
      .map(([name]) => name);
    const groups = [...outside].flatMap(([name, one]) =>
      one.kind === "members" ? [[name, one.of] as const] : [],
    );
    const reset = values.map((name) => `${name} = $outside.value("${name}");`).join(" ");
    const all = [...definitions.keys(), ...imports, ...values];
    return [
      ...imports.map((name) => `let ${name} = $outside.value("${name}");`),
      ...values.map((name) => `let ${name};`),
      ...groups.map(([name, of]) => `const ${name} = { ${accessors(of)} };`),
      `const $parts = { get(name) { return $table[name](); }, reset() { ${reset} } };`,
      `const $table = { ${all.map((name) => `${name}: () => ${name}`).join(", ")} };`,
      ...inOrder(definitions).map((one) => `let ${one.name} = ${this.#transform(one)};`),
      "return $parts;",
    ].join("\n");
  }

  #transform({ name, text, tree, shift }: Definition): string {
    const thread = this.#entries.indexOf(name);
    const title =
      thread >= 0
        ? (this.#threads[thread]?.name ?? name)
        : name.startsWith("$")
          ? (tree.id?.name ?? "")
          : name;
    const source = sources.push({ title, lines: text.split("\n"), isGiven: false, shift }) - 1;
    return transformExpression(tree, this.#program, source, title);
  }
}

/** Counts changes for the thread that an instance works for at the moment. */
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

/** What is done to prepare a thread is no step of it. */
function beforeTheStart<T>(prepare: () => T): T {
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

/** An order in which all can be evaluated: what a class refers to comes before it, where that is possible. */
function inOrder(definitions: ReadonlyMap<string, Definition>): Definition[] {
  const ordered = new Set<Definition>();
  const entered = new Set<Definition>();
  const visit = (definition: Definition) => {
    if (entered.has(definition)) return;
    entered.add(definition);
    if (definition.isClass) {
      for (const free of definition.free.values()) {
        for (const name of free.name === "exports" ? free.members : [free.name]) {
          const needed = definitions.get(name as string);
          if (needed) visit(needed);
        }
      }
    }
    ordered.add(definition);
  };
  for (const definition of definitions.values()) visit(definition);
  return [...ordered];
}
