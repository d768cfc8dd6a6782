/*
 * In the explorer's own process the code of an answer gets no ability beside the language: no object of Node, no module, no network, no other realm. Here
 * stands whether this is such a process, and what virtual threads may see of its global names.
 */

/** Global names beside the language that code of a sealed process may use: they compute, and reach nothing. */
export const HARMLESS_GLOBALS: readonly string[] = [
  "structuredClone",
  "TextEncoder",
  "TextDecoder",
  "URLSearchParams",
  "AbortController",
  "Event",
  "EventTarget",
  "DOMException",
  "Buffer",
  "atob",
  "btoa",
  "Intl",
];

/** What code may use in a process that is sealed. */
export interface SealedNames {
  /** All names that code finds there without defining them. */
  readonly found: readonly string[];
  /** Those that it may use beside the language's, with their values. */
  readonly harmless: readonly (readonly [name: string, value: unknown])[];
  /** What virtual threads hold, to be frozen with all that it reaches. */
  readonly held: readonly unknown[];
  /** Called when the text of any function is made. */
  noteText(): void;
  /** Called when definitions look at what they have only in their own process. */
  noteAbsent(what: string): void;
}

/** Set once, by `sealGlobals`. */
export const seal = { isSealed: false };

const IDENTIFIER = /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u;
/** The letter with which the names begin that the transform adds. */
const ADDED = "ǂ";

/** Whether a text is a name that a program may have: it is written into code that is compiled. */
export const isProgramName = (name: string): boolean => IDENTIFIER.test(name) && !name.startsWith(ADDED);

/** All names that code finds without defining them, those that every object has included. */
export function globalNames(): string[] {
  const names: string[] = [];
  for (let at: object | null = globalThis; at !== null; at = Object.getPrototypeOf(at))
    names.push(...Object.getOwnPropertyNames(at));
  return [...new Set(names)].filter((name) => IDENTIFIER.test(name));
}
