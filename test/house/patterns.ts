import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type AST, RegExpParser, visitRegExpAST } from "@eslint-community/regexpp";
import ts from "typescript-6";

/** The folders whose code reads what students wrote. */
export const READERS = [
  "kit/checking",
  "kit/common",
  "kit/explore",
  "kit/grading",
  "kit/kernel",
  "kit/live",
  "kit/sandbox",
];

/** A pattern in a source. */
export interface FoundPattern {
  readonly file: string;
  readonly line: number;
  readonly pattern: string;
}

/**
 * Finds patterns of which one repeats without an end what repeats without an end itself, so that a text can be divided among the two in very
 * many ways: matching then may take exponential time. A repetition that begins with what the inner one can never match divides a text in one
 * way, and is left out.
 */
export function nestedRepetitions(root: string, folders: readonly string[]): FoundPattern[] {
  // Most files repeat no group, and need not be parsed.
  return foundPatterns(root, folders, /\)(?:[*+]|\{\d*,)/, isNested);
}

/** Finds patterns that take time by the square of a text's length: see {@link isSlow}. */
export function slowPatterns(root: string, folders: readonly string[]): FoundPattern[] {
  return foundPatterns(root, folders, /[*+][^\n]*[*+]|\(\?<[=!]/, isSlow);
}

/** Finds patterns that begin anew at each place of a run: see {@link isRestarted}. */
export function restartedPatterns(root: string, folders: readonly string[]): FoundPattern[] {
  return foundPatterns(root, folders, /[*+]|\{\d*,\}/, isRestarted);
}

function foundPatterns(
  root: string,
  folders: readonly string[],
  mayHold: RegExp,
  isBad: (source: string, flags: string) => boolean,
): FoundPattern[] {
  return folders.flatMap((folder) =>
    sources(join(root, folder)).flatMap((file) => {
      const text = readFileSync(file, "utf8");
      if (!mayHold.test(text)) return [];
      return patternsIn(text)
        .filter(({ source, flags }) => isBad(source, flags))
        .map(({ source, line }) => ({ file: file.slice(root.length + 1), line, pattern: source }));
    }),
  );
}

function sources(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => /\.m?ts$/.test(file) && !/[/\\](?:dist|node_modules)[/\\]/.test(file))
    .sort();
}

function patternsIn(text: string): { source: string; flags: string; line: number }[] {
  const file = ts.createSourceFile("x.ts", text, ts.ScriptTarget.Latest);
  const found: { source: string; flags: string; line: number }[] = [];
  const add = (node: ts.Node, source: string, flags: string) =>
    void found.push({
      source,
      flags,
      line: file.getLineAndCharacterOfPosition(node.getStart(file)).line + 1,
    });
  const visit = (node: ts.Node): void => {
    if (ts.isRegularExpressionLiteral(node)) {
      const end = node.text.lastIndexOf("/");
      add(node, node.text.slice(1, end), node.text.slice(end + 1));
    } else if (ts.isNewExpression(node) && node.expression.getText(file) === "RegExp") {
      // Of a pattern that is put together, the parts between the values are looked at.
      const [source] = node.arguments ?? [];
      if (source && ts.isStringLiteralLike(source)) add(node, source.text, "");
      if (source && ts.isTemplateExpression(source))
        add(
          node,
          [source.head.text, ...source.templateSpans.map(({ literal }) => literal.text)].join("x"),
          "",
        );
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

function parsed(source: string, flags: string): AST.Pattern | undefined {
  try {
    return new RegExpParser().parsePattern(source, 0, source.length, {
      unicode: flags.includes("u"),
      unicodeSets: flags.includes("v"),
    });
  } catch {
    // A pattern that is put together may lack its other half here.
    return undefined;
  }
}

/**
 * Whether two repetitions of one character stand side by side, or with what may be missing between them, and can match the same one: `\\s*\\(?\\s*`
 * divides a run of spaces in as many ways as it is long. So does a repetition in a look back, which is read again at each place.
 */
export function isSlow(source: string, flags = ""): boolean {
  const pattern = parsed(source, flags);
  let isFound = false;
  if (pattern === undefined) return false;
  visitRegExpAST(pattern, {
    onAlternativeEnter: ({ elements }) => {
      for (const [at, element] of elements.entries()) {
        if (!isEndless(element)) continue;
        isFound ||= isInLookBack(element) || meetsNeighbour(element, elements.slice(at + 1), flags);
      }
    },
  });
  return isFound;
}

/**
 * Whether a pattern can begin at each place of a run that one of its repetitions reads to its end in vain: `\\s+$` on spaces before a word takes time by the
 * square of their number. It cannot where it begins at a fixed place, or with a character that the repetition does not match.
 */
export function isRestarted(source: string, flags = ""): boolean {
  const pattern = parsed(source, flags);
  if (pattern === undefined || flags.includes("y")) return false;
  return pattern.alternatives.some(({ elements }) =>
    elements.some((element, at) => {
      const before = elements.slice(0, at);
      return (
        isEndless(element) &&
        canFail(elements.slice(at + 1), element) &&
        !before.some((one) => isFixed(one, flags)) &&
        before.every((one) => isPassed(one, element, flags))
      );
    }),
  );
}

/** Whether a pattern that begins with it begins at few places. */
const isFixed = (element: AST.Element, flags: string) =>
  element.type === "Assertion" && element.kind === "start" && !flags.includes("m");

/** Whether what follows a repetition can be missing there. */
function canFail(following: readonly AST.Element[], repetition: AST.Quantifier): boolean {
  return following.some((next) => {
    if (next.type === "Quantifier") return next.min > 0;
    return !(next.type === "Assertion" && next.kind === "word" && repetition.element.raw === "\\w");
  });
}

/** Whether what stands before a repetition can be read at each place of a run that the repetition reads. */
function isPassed(before: AST.Element, repetition: AST.Quantifier, flags: string): boolean {
  const { raw } = repetition.element;
  switch (before.type) {
    case "Quantifier":
      return before.min === 0 || isPassed(before.element, repetition, flags);
    case "Assertion":
      // Within a run of letters there is no boundary of a word. What a look back refuses is taken to be the run itself.
      return before.kind === "word" ? canMeet("\\W", raw, flags) : before.kind !== "lookbehind";
    case "Group":
    case "CapturingGroup":
      return before.alternatives.some(({ elements }) =>
        elements.every((one) => isPassed(one, repetition, flags)),
      );
    case "Character":
    case "CharacterClass":
    case "CharacterSet":
      return canMeet(before.raw, raw, flags);
    default:
      return true;
  }
}

const isEndless = (element: AST.Element): element is AST.Quantifier =>
  element.type === "Quantifier" &&
  element.max === Number.POSITIVE_INFINITY &&
  isOneCharacter(element.element);

function isInLookBack(element: AST.Quantifier): boolean {
  let node = element as AST.Node | null;
  while (node !== null) {
    if (node.type === "Assertion" && node.kind === "lookbehind") return true;
    node = node.parent as AST.Node | null;
  }
  return false;
}

function meetsNeighbour(one: AST.Quantifier, following: readonly AST.Element[], flags: string): boolean {
  for (const next of following) {
    if (next.type !== "Quantifier" || !isOneCharacter(next.element)) return false;
    if (isEndless(next) && canMeet(one.element.raw, next.element.raw, flags)) return true;
    if (next.min > 0) return false;
  }
  return false;
}

/** Whether one character can match both. */
function canMeet(one: string, other: string, flags: string): boolean {
  const matches = (raw: string) => new RegExp(`^(?:${raw})$`, flags.replace(/[dgy]/g, ""));
  const [first, second] = [matches(one), matches(other)];
  for (let code = 0; code < 0x3000; code += 1) {
    const character = String.fromCharCode(code);
    if (first.test(character) && second.test(character)) return true;
  }
  return false;
}

/** Whether a pattern repeats a repetition in that way. */
export function isNested(source: string, flags = ""): boolean {
  const pattern = parsed(source, flags);
  if (pattern === undefined) return false;
  const open: AST.Quantifier[] = [];
  let isFound = false;
  visitRegExpAST(pattern, {
    onQuantifierEnter: (inner) => {
      if (inner.max !== Number.POSITIVE_INFINITY) return;
      isFound ||= open.some((outer) => !isDivided(outer, inner, flags));
      open.push(inner);
    },
    onQuantifierLeave: (inner) => {
      if (open.at(-1) === inner) open.pop();
    },
  });
  return isFound;
}

/** Whether each round of a repetition begins with one character that nothing it repeats inside can match. */
function isDivided(outer: AST.Quantifier, inner: AST.Quantifier, flags: string): boolean {
  const { element } = outer;
  const rounds = "alternatives" in element ? element.alternatives : undefined;
  const first = rounds?.length === 1 ? rounds[0]?.elements[0] : undefined;
  if (first?.type !== "Character" && first?.type !== "CharacterClass" && first?.type !== "CharacterSet")
    return false;
  return isOneCharacter(inner.element) && !canMeet(first.raw, inner.element.raw, flags);
}

const isOneCharacter = ({ type }: AST.QuantifiableElement) =>
  type === "Character" || type === "CharacterClass" || type === "CharacterSet";
