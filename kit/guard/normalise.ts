import type { Token } from "./tokens.ts";

/** Names that the language itself has. They are kept, because an answer cannot rename `Atomics.load`. */
const GLOBALS = namesOf([globalThis]);
const MEMBERS = namesOf([
  ...[Math, Atomics, JSON, Reflect, Object, Array, Promise, Number, BigInt, String, Symbol, performance],
  ...[Object, Array, Promise, Number, BigInt, String, Map, Set, WeakMap, Error, Function, RegExp].map(
    (type) => type.prototype as object,
  ),
  ...[Int32Array, SharedArrayBuffer, AbortSignal, AbortController].map((type) => type.prototype as object),
  Object.getPrototypeOf(Int32Array.prototype) as object,
]);

function namesOf(holders: readonly object[]): ReadonlySet<string> {
  const names = holders.flatMap((holder) => Object.getOwnPropertyNames(holder));
  return new Set(names.filter((name) => /^[A-Za-z]{2,}$/.test(name)).map((name) => name.toLowerCase()));
}

/** Words that differ between languages, and what they become; an empty text is left out. */
const WORDS: Readonly<Record<string, string>> = {
  ...sameAs(
    "",
    "const let var val mut auto local new this self public private protected override static readonly",
  ),
  ...sameAs("", "abstract export async then do begin end pass declare"),
  ...sameAs("function", "function def fn func sub lambda procedure method"),
  ...sameAs("throw", "throw raise"),
  ...sameAs("catch", "catch except rescue"),
  ...sameAs("null", "null undefined none nil"),
  ...sameAs("true", "true"),
  ...sameAs("false", "false"),
  ...sameAs("&&", "and"),
  ...sameAs("||", "or"),
  ...sameAs("!", "not"),
  ...sameAs("==", "is equals"),
  ...sameAs("%", "mod modulo"),
  ...sameAs("/", "div"),
  ...sameAs("while true", "loop"),
  ...sameAs("else if", "elif elsif elseif"),
  ...sameAs("for", "for foreach"),
  ...sameAs("if", "if unless"),
};

/** Names of types. They are left out, because many languages have none. Case counts: `BigInt(…)` computes. */
const TYPES = new Set(
  "number string boolean bigint void unknown any never int float bool str double".split(" "),
);

/** Words that structure a program. They are kept. */
const KEYWORDS = new Set(
  "if else while for in return break continue try finally await yield switch case class extends implements typeof instanceof delete super default".split(
    " ",
  ),
);

const OPERATORS: Readonly<Record<string, string>> = {
  "===": "==",
  "!==": "!=",
  "<>": "!=",
  "≠": "!=",
  "≤": "<=",
  "≥": ">=",
  "×": "*",
  "÷": "/",
  ":=": "=",
  "<-": "=",
  "←": "=",
  "++": "+= 1",
  "--": "-= 1",
  "=>": "",
  "->": "",
  "→": "",
  "?.": "",
  "...": "",
  "?": "",
};

/**
 * The words of a text as programs of one structure share them: the language's own words stay, operators and keywords of several languages become
 * one, and every other name is marked as a name, to be numbered by {@link numbered}.
 */
export function normalised(tokens: readonly Token[]): string[] {
  return tokens.flatMap(({ kind, text }) => {
    if (kind === "operator") return parts(OPERATORS[text] ?? text);
    if (kind === "number") return [text.replace(/_|n$/g, "").replace(/\.0+$/, "")];
    if (kind === "text") return [TEXT];
    if (kind === "name" && TYPES.has(text)) return [];
    const name = text
      .replace(/^[#@$]/, "")
      .replaceAll("_", "")
      .toLowerCase();
    if (Object.hasOwn(WORDS, name)) return parts(WORDS[name] as string);
    if (KEYWORDS.has(name) || (kind === "member" ? MEMBERS : GLOBALS).has(name)) return [name];
    return name === "" ? [] : [NAME + name];
  });
}

/** Marks a name that is not the language's own. */
export const NAME = "$";
/** Stands for any quoted text: wording is not what makes a solution. */
const TEXT = '"…"';

/**
 * Numbers the names of a run of words in the order in which they come, so that renaming changes nothing.
 */
export function numbered(words: readonly string[]): string {
  const numbers = new Map<string, number>();
  return words
    .map((word) => {
      if (!word.startsWith(NAME)) return word;
      if (!numbers.has(word)) numbers.set(word, numbers.size);
      return NAME + numbers.get(word);
    })
    .join(" ");
}

const parts = (text: string): string[] => (text === "" ? [] : text.split(" "));

function sameAs(word: string, list: string): Record<string, string> {
  return Object.fromEntries(list.split(" ").map((name) => [name, word]));
}
