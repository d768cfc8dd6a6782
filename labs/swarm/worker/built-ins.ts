// Taken before any agent runs, because an agent may replace them.
const { getOwnPropertyDescriptor, getOwnPropertyNames } = Object;

/** What of the language most programs use, and the worker itself. */
const OBJECTS: readonly object[] = [
  ...[Array.prototype, Promise.prototype, Map.prototype, Set.prototype, String.prototype, Function.prototype],
  ...[Object, Array, Promise, JSON, Math, Reflect],
];

const GLOBALS = [
  ...[
    "Array",
    "BigInt",
    "Date",
    "Error",
    "Function",
    "JSON",
    "Map",
    "Math",
    "Number",
    "Object",
    "Promise",
    "Reflect",
  ],
  ...["RegExp", "Set", "String", "Symbol", "TypeError", "Uint8Array", "WeakMap"],
  ...["clearTimeout", "queueMicrotask", "setImmediate", "setTimeout", "structuredClone"],
] as const;

/** After so many comparisons one by one, they are compiled: that takes 2 ms, and saves some microseconds each time. */
const COMPILE_AFTER = 100;

/** Properties, and what they were: the three lists have one place for each. */
interface Snapshot {
  readonly holders: object[];
  readonly keys: (string | symbol)[];
  readonly values: unknown[];
}

/**
 * Notices when an agent has changed a built-in of the language, so that no later agent of its worker computes with it. It compares
 * some 250 properties after each agent.
 */
export class BuiltIns {
  #snapshot = takeSnapshot();
  #compiled: (() => boolean) | undefined;
  #comparisons = 0;

  /** Whether they are as at the beginning, or as at the last `accept`. */
  areIntact(): boolean {
    try {
      // What a program adds to all objects, every loop over the fields of one finds.
      for (const _ in EMPTY) return false;
      if (this.#compiled !== undefined) return this.#compiled();
      const isSame = areSame(this.#snapshot);
      if (isSame && ++this.#comparisons === COMPILE_AFTER) this.#compiled = compile(this.#snapshot);
      return isSame;
    } catch {
      // A getter stands in place of one of them.
      return false;
    }
  }

  /** Takes them as they are now: the code that was loaded for all agents of a run may change them. */
  accept(): void {
    if (this.areIntact()) return;
    this.#snapshot = takeSnapshot();
    this.#compiled = undefined;
    this.#comparisons = 0;
  }
}

const EMPTY = {};

function takeSnapshot(): Snapshot {
  const snapshot: Snapshot = { holders: [], keys: [], values: [] };
  for (let i = 0; i < OBJECTS.length; i++) {
    const holder = OBJECTS[i] as object;
    const names = getOwnPropertyNames(holder);
    for (let j = 0; j < names.length; j++) {
      const name = names[j] as string;
      // Getters are left out, because they need their own object.
      const isFunction = typeof getOwnPropertyDescriptor(holder, name)?.value === "function";
      if (isFunction && name !== "constructor") add(snapshot, holder, name);
    }
  }
  for (let i = 0; i < GLOBALS.length; i++) add(snapshot, globalThis, GLOBALS[i] as string);
  add(snapshot, Array.prototype, Symbol.iterator);
  add(snapshot, Map.prototype, Symbol.iterator);
  add(snapshot, Set.prototype, Symbol.iterator);
  // Nothing, unless an agent makes it the first item of every empty list.
  add(snapshot, Array.prototype, "0");
  return snapshot;
}

function add({ holders, keys, values }: Snapshot, holder: object, key: string | symbol): void {
  const place = holders.length;
  holders[place] = holder;
  keys[place] = key;
  values[place] = (holder as Record<string | symbol, unknown>)[key];
}

function areSame({ holders, keys, values }: Snapshot): boolean {
  for (let i = 0; i < holders.length; i++) {
    const holder = holders[i] as Record<string | symbol, unknown>;
    if (holder[keys[i] as string] !== values[i]) return false;
  }
  return true;
}

/** The same comparison as one function, in which each property has a place of its own. It takes 0.2 µs. */
function compile({ holders, keys, values }: Snapshot): () => boolean {
  const constants: string[] = [];
  const comparisons: string[] = [];
  for (let i = 0; i < keys.length; i++) {
    constants[i] = `const h${i} = holders[${i}], k${i} = keys[${i}], v${i} = values[${i}];`;
    const key = keys[i];
    comparisons[i] = `h${i}[${typeof key === "symbol" ? `k${i}` : JSON.stringify(key)}] === v${i}`;
  }
  const source = `${constants.join("\n")}\nreturn () => ${comparisons.join(" && ")};`;
  return new Function("holders", "keys", "values", source)(holders, keys, values) as () => boolean;
}
