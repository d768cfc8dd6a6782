import { childNodes, patternNames } from "@swarmlab/labs/swarm/transfer";
import type { Tree } from "../transform/syntax.ts";
import { parseModule } from "../transform/transform.ts";
import type { ProgramText } from "./program-text.ts";

/** How compiled cells name the object that holds their top-level names. */
const SCOPE = "$cells$";
const IDENTIFIER = /[\p{ID_Start}$_][\p{ID_Continue}$]*/gu;

/** A statement of the compiled answer: the text, what it defines, what it changes, and the names in it. */
interface Part {
  readonly text: string;
  readonly defines: ReadonlySet<string>;
  /** The name whose value it changes, as `list.push(1)` does; undefined for a definition. */
  readonly changes?: string;
  readonly names: ReadonlySet<string>;
}

/**
 * The compiled answer without what a program does not use: the definitions of the names in the program's texts, those of the names that these use, and
 * the statements that change their values. What else stands at the top level of the answer is left out, and does not run.
 */
export function reachableCode(code: string, program: ProgramText): string {
  // As in the answer's module, a function stands around the code.
  const tree = parseModule(`(async function () {${code}\n});`, false);
  const shift = "(async function () {".length;
  const [body] = (tree.body[0].expression.body.body as Tree[]).filter(
    ({ type }) => type === "BlockStatement",
  );
  if (body === undefined) return code;
  const parts = (body.body as Tree[]).map((node) =>
    partOf(node, code.slice(node.start - shift, node.end - shift)),
  );
  const needed = new Set<string>();
  const taken = new Set<Part>();
  let open = new Set(textsOf(program).flatMap((text) => text.match(IDENTIFIER) ?? []));
  while (open.size > 0) {
    for (const name of open) needed.add(name);
    open = new Set();
    for (const part of parts) {
      const isNeeded =
        part.changes === undefined
          ? [...part.defines].some((name) => needed.has(name))
          : needed.has(part.changes);
      if (taken.has(part) || !isNeeded) continue;
      taken.add(part);
      for (const name of part.names) if (!needed.has(name)) open.add(name);
    }
  }
  const kept = parts.filter((part) => taken.has(part)).map(({ text }) => text);
  return [code.slice(0, body.start - shift + 1), ...kept, code.slice(body.end - shift - 1)].join("\n");
}

function textsOf({ shared, threads, rules, scope, recover, model }: ProgramText): string[] {
  const texts = [shared, recover, model, ...Object.values(rules), ...threads.map(([, text]) => text)];
  for (const [, text] of scope) texts.push(text ?? undefined);
  return texts.filter((text) => text !== undefined);
}

function partOf(node: Tree, text: string): Part {
  const names = new Set<string>();
  collectNames(node, names);
  if (node.type === "ExpressionStatement") {
    const { expression } = node;
    const linked = linkedName(expression);
    if (linked !== undefined) return { text, defines: new Set([linked]), names };
    const set = expression.type === "AssignmentExpression" ? scopeMember(expression.left) : undefined;
    if (set !== undefined) return { text, defines: new Set([set]), names };
    return { text, defines: new Set(), changes: changedName(expression) ?? "", names };
  }
  const declared =
    node.type === "VariableDeclaration"
      ? (node.declarations as Tree[]).flatMap((one) => patternNames(one.id))
      : node.id
        ? [node.id.name as string]
        : [];
  return { text, defines: new Set(declared), names };
}

/** The name of `$import$.link($cells$, "name", …)`. */
function linkedName(expression: Tree): string | undefined {
  const [scope, name] = expression.type === "CallExpression" ? (expression.arguments as Tree[]) : [];
  return scope?.name === SCOPE && typeof name?.value === "string" ? name.value : undefined;
}

/** The name of `$cells$.name`. */
function scopeMember(node: Tree): string | undefined {
  return node.type === "MemberExpression" && node.object.name === SCOPE ? node.property.name : undefined;
}

/** The top-level name whose value an expression changes: of `list.push(1)` and `Class.limit = 2`. */
function changedName(expression: Tree): string | undefined {
  let at: Tree | undefined =
    expression.type === "AssignmentExpression"
      ? expression.left
      : expression.type === "CallExpression"
        ? expression.callee
        : undefined;
  for (; at?.type === "MemberExpression"; at = at.object) {
    const member = scopeMember(at);
    if (member !== undefined) return member;
  }
  return at?.type === "Identifier" ? at.name : undefined;
}

function collectNames(node: Tree, names: Set<string>): void {
  if (node.type === "Identifier") names.add(node.name);
  else if (node.type === "MemberExpression" && !node.computed) {
    collectNames(node.object, names);
    if (node.object.name === SCOPE) names.add(node.property.name);
  } else for (const child of childNodes(node)) collectNames(child, names);
}
