import { ownNames } from "./names.ts";
import type { Tree } from "./syntax.ts";

/** A place in the source that touches shared memory, or may. */
export interface Site {
  /** The function it stands in; empty at top level. */
  readonly inside: string;
  /** Which of the sources. */
  readonly source: number;
  /** Line in that source, from 1; and what stands there, from and to which column, where it is all on that line. */
  readonly line: number;
  readonly columns: readonly [from: number, to: number] | undefined;
}

/** All places and all sources that were ever transformed in this process: transformed code names them by number. */
export const sites: Site[] = [];
export const sources: {
  readonly title: string;
  readonly lines: readonly string[];
  /** Whether it is code that learners were given: what it does is told by the line of theirs that called it. */
  readonly isGiven: boolean;
  /** By how many columns its first line was moved to be parsed. */
  readonly shift: number;
}[] = [];

/** What a program's sources know of each other before any of them is transformed: the names of accessors. */
export class AccessorNames {
  /** Reading a property of such a name may run code that touches shared memory. */
  readonly getters = new Set<string>();
  readonly setters = new Set<string>();

  /** Programs alike in this transform a source alike. */
  get signature(): string {
    return `${[...this.getters].sort()}|${[...this.setters].sort()}`;
  }
}

/** What is known of the function that is being transformed. */
export interface FunctionPlace {
  readonly name: string;
  /** Names that its code may assign to without changing anything outside. */
  readonly names: ReadonlySet<string>;
  readonly isAsync: boolean;
  readonly isGenerator: boolean;
  /** Temporary variables that its code needs. */
  temporaries: number;
  /** Whether `this`, `arguments` and `super` stand under names of their own, as inside what was an arrow function. */
  readonly isArrow: boolean;
}

/** How a class's private names are reached. */
export type PrivateKind = "field" | "method" | "async" | "generator" | "asyncGenerator" | "accessor";

export interface ClassPlace {
  readonly privates: ReadonlyMap<string, { kind: PrivateKind; getter: boolean; setter: boolean }>;
  readonly outer: ClassPlace | undefined;
}

/** Where in a source a visitor stands. */
export interface Place {
  readonly accessors: AccessorNames;
  readonly source: number;
  /** Whether the code here can be suspended at every access to shared memory. Constructors, for one, cannot. */
  readonly resumable: boolean;
  readonly fn: FunctionPlace;
  readonly classes: ClassPlace | undefined;
  /** What the next function without a name of its own is called: by the variable or property it is stored in. */
  readonly nameHint?: string;
}

export function newFunctionPlace(node: Tree | undefined, name: string, isArrow: boolean): FunctionPlace {
  return {
    name,
    names: node ? ownNames(node) : new Set(),
    isAsync: node?.async === true,
    isGenerator: node?.generator === true,
    temporaries: 0,
    isArrow,
  };
}

/** A number for the place where `node` stands. */
export function siteOf(node: Tree, place: Place): number {
  const { start, end } = node.loc ?? {};
  const columns = start && start.line === end.line ? ([start.column, end.column] as const) : undefined;
  return sites.push({ inside: place.fn.name, source: place.source, line: start?.line ?? 0, columns }) - 1;
}

/** A variable for a value that is needed twice. */
export function temporary(place: Place): string {
  return `$${++place.fn.temporaries}`;
}

/** What the name of a private accessor becomes. */
export const privateGetter = (name: string) => `$get_${name}`;
export const privateSetter = (name: string) => `$set_${name}`;

export function findPrivate(name: string, place: Place) {
  for (let at = place.classes; at !== undefined; at = at.outer) {
    const found = at.privates.get(name);
    if (found) return found;
  }
  return undefined;
}
