import { ExploreError } from "../explore-error.ts";
import { outerKeywords, ownNames, usesTarget } from "./names.ts";
import type { Tree } from "./syntax.ts";

/** A place in the source that may touch shared memory. */
export interface Site {
  /** The function that contains it; empty at top level. */
  readonly inside: string;
  /** The index of the source. */
  readonly source: number;
  /** The line in that source, from 1, and the columns of its code where all of it is on that line. */
  readonly line: number;
  readonly columns: readonly [from: number, to: number] | undefined;
  /** Whether it is a call whose result the code drops. */
  readonly isDropped?: boolean;
  /** The code of what is called or read there, for messages. */
  readonly callee: string | undefined;
}

/** All places and sources that this process has transformed. Transformed code refers to them by index. */
export const sites: Site[] = [];
export const sources: {
  readonly title: string;
  readonly lines: readonly string[];
  /** Whether it is code of labs. Reports then show the learner's line that called it. */
  readonly isOfLabs: boolean;
  /** The columns by which its first line was moved to be parsed. */
  readonly shift: number;
}[] = [];

/** The names of all accessors of a program, collected before any of its sources is transformed. */
export class AccessorNames {
  /** Reading a property with one of these names may run code that touches shared memory. */
  readonly getters = new Set<string>();
  readonly setters = new Set<string>();
  /** Whether some object of the program says itself what it is as a number or a text. */
  hasConversions = false;
  /** All names that the program declares somewhere, which may hide those of the language. */
  readonly shadowed = new Set<string>();

  /** Programs with the same signature transform a source to the same code. */
  get signature(): string {
    return `${[...this.getters].sort()}|${[...this.setters].sort()}|${this.hasConversions}|${this.shadowed.has("Math")}|${this.shadowed.has("eval")}`;
  }
}

/** The function that is being transformed. */
export interface FunctionPlace {
  readonly name: string;
  /** The names that it declares. An assignment to one of them changes nothing outside. */
  readonly names: ReadonlySet<string>;
  readonly isAsync: boolean;
  readonly isGenerator: boolean;
  /** The number of temporary variables that its code needs. */
  temporaries: number;
  /** Whether it is an arrow function, whose `this`, `arguments` and `super` are variables. */
  readonly isArrow: boolean;
  /** Whether its code, or that of an arrow function in it, asks for `new.target`. */
  readonly usesTarget: boolean;
  /** Whether its own code uses `arguments`. */
  readonly usesArguments: boolean;
  readonly isConstructor: boolean;
  /** Whether it is the constructor of a class that extends another. `this` is then a variable, which `super()` sets. */
  readonly isDerived?: boolean;
}

/** How a class's private names are reached. */
export type PrivateKind = "field" | "method" | "async" | "generator" | "asyncGenerator" | "accessor";

export interface ClassPlace {
  readonly privates: ReadonlyMap<string, { kind: PrivateKind; getter: boolean; setter: boolean }>;
  readonly outer: ClassPlace | undefined;
}

/** The position of a visitor in a source. */
export interface Place {
  readonly accessors: AccessorNames;
  readonly source: number;
  /** Whether the code can be suspended at every access to shared memory. Code at the top of a module cannot. */
  readonly resumable: boolean;
  readonly fn: FunctionPlace;
  readonly classes: ClassPlace | undefined;
  /** The name for the next anonymous function: the variable or property that it is stored in. */
  readonly nameHint?: string;
}

export function newFunctionPlace(
  node: Tree | undefined,
  name: string,
  isArrow: boolean,
  isConstructor = false,
  isDerived = false,
): FunctionPlace {
  return {
    name,
    names: node ? ownNames(node) : new Set(),
    isAsync: node?.async === true,
    isGenerator: node?.generator === true,
    temporaries: 0,
    isArrow,
    usesTarget: node !== undefined && !isArrow && usesTarget(node),
    usesArguments: isConstructor && node !== undefined && outerKeywords(node).arguments,
    isConstructor,
    isDerived,
  };
}

/** The index of the place of a node. */
export function siteOf(node: Tree, place: Place): number {
  const { start, end } = node.loc ?? {};
  const columns = start && start.line === end.line ? ([start.column, end.column] as const) : undefined;
  const callee = nameIn(node.callee ?? node);
  const isDropped = node.isDropped === true;
  const site = {
    inside: place.fn.name,
    source: place.source,
    line: start?.line ?? 0,
    columns,
    isDropped,
    callee,
  };
  return sites.push(site) - 1;
}

/** A name or a chain of members as text, as the language's errors print it. */
function nameIn(node: Tree): string | undefined {
  if (node.type === "Identifier") return node.name;
  if (node.type === "ThisExpression") return "this";
  if (node.type === "Super") return "(intermediate value)";
  if (node.type !== "MemberExpression") return undefined;
  const object = nameIn(node.object) ?? "(intermediate value)";
  if (node.property.type === "PrivateIdentifier") return `${object}.#${node.property.name}`;
  if (node.computed) return `${object}[${node.property.raw ?? node.property.name ?? "..."}]`;
  return `${object}.${node.property.name}`;
}

/** The error for code that cannot be explored. @param instead - what to write, as the end of a sentence */
export function refuse(node: Tree, place: Place, what: string, instead: string): ExploreError {
  const source = sources[place.source];
  const where =
    source === undefined ? "" : ` at line ${node.loc?.start.line ?? 0} of ${place.fn.name || source.title}`;
  return new ExploreError("UNSUPPORTED", `explore() cannot run ${what}${where} step by step; ${instead}.`);
}

/** Declares a variable for a value that is needed twice. @returns its name */
export function temporary(place: Place): string {
  return `$${++place.fn.temporaries}`;
}

/** The name of the method that stands for a private accessor. */
export const privateGetter = (name: string) => `$get_${name}`;
export const privateSetter = (name: string) => `$set_${name}`;

export function findPrivate(name: string, place: Place) {
  for (let at = place.classes; at !== undefined; at = at.outer) {
    const found = at.privates.get(name);
    if (found) return found;
  }
  return undefined;
}
