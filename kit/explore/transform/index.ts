import { stripTypeScriptTypes } from "node:module";
import { parse, parseExpressionAt } from "acorn";
import { generate } from "astring";
import "./assignments.ts";
import "./calls.ts";
import "./classes.ts";
import "./functions.ts";
import "./loops.ts";
import "./members.ts";
import { temporaries } from "./functions.ts";
import { type FunctionPlace, newFunctionPlace, type Place, type Program } from "./place.ts";
import { children, declare, type Tree } from "./syntax.ts";
import { visit } from "./visit.ts";

export { type FreeName, freeNames } from "./free-names.ts";
export { declaredNames, patternNames } from "./names.ts";
export { Program, type Site, sites, sources } from "./place.ts";
export * from "./syntax.ts";

const options = { ecmaVersion: "latest", locations: true } as const;

/** Reads the text of a function or class as an expression; undefined when it is none. */
export function parseExpression(text: string): Tree | undefined {
  try {
    return parseExpressionAt(text, 0, options) as unknown as Tree;
  } catch {
    return undefined;
  }
}

/** Reads a module; TypeScript's types are taken out first, which moves nothing to another line. */
export function parseModule(text: string, isTypeScript: boolean): Tree {
  const plain = isTypeScript ? stripQuietly(text) : text;
  return parse(plain, { ...options, sourceType: "module" }) as unknown as Tree;
}

/** Node calls the function experimental whenever it is first used, which is of no use to a reader of a notebook. */
function stripQuietly(text: string): string {
  const { emitWarning } = process;
  process.emitWarning = () => {};
  try {
    return stripTypeScriptTypes(text);
  } finally {
    process.emitWarning = emitWarning;
  }
}

/** Notes the accessors that a tree defines: in all of the program, reading such a property is a call. */
export function noteAccessors(tree: Tree, program: Program): void {
  const isAccessor = tree.kind === "get" || tree.kind === "set";
  if (isAccessor && !tree.computed && tree.key?.type === "Identifier")
    (tree.kind === "get" ? program.getters : program.setters).add(tree.key.name);
  for (const child of children(tree)) noteAccessors(child, program);
}

/** Transforms an expression. @returns JavaScript that uses the names of the runtime (`$c`, `$m`, …) */
export function transformExpression(tree: Tree, program: Program, source: number, name: string): string {
  const place = topPlace(program, source, name);
  const code = generate(visit(tree, place) as never);
  return place.fn.temporaries === 0
    ? code
    : `(() => { ${generate(declare("let", ...temporaries(place.fn)) as never)} return ${code}; })()`;
}

/** Transforms the statements of a module that has no imports and exports any more. */
export function transformStatements(statements: Tree[], program: Program, source: number): string {
  const place = topPlace(program, source, "");
  const { body } = visit({ type: "Program", body: statements, sourceType: "module" }, place);
  const head = place.fn.temporaries === 0 ? [] : [declare("let", ...temporaries(place.fn))];
  return generate({ type: "Program", body: [...head, ...body], sourceType: "module" } as never);
}

/** Code at top level runs before the threads do, so it is not suspended. */
function topPlace(program: Program, source: number, name: string): Place {
  const fn: FunctionPlace = newFunctionPlace(undefined, "", false);
  return { program, source, resumable: false, fn, classes: undefined, nameHint: name };
}
