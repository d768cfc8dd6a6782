import { childNodes, patternNames } from "@swarmlab/labs/swarm/transfer";
import { ExploreError } from "../explore-error.ts";
import type { Tree } from "../transform/syntax.ts";
import { parseModule } from "../transform/transform.ts";
import { type ChangedNames, changedNames, SCOPE, scopeMember } from "./changed-names.ts";
import type { ProgramText } from "./program-text.ts";

const IDENTIFIER = /[\p{ID_Start}$_][\p{ID_Continue}$]*/gu;

/** A statement of the compiled answer: the text, what it defines, what it changes, and the names in it. */
interface Part {
  readonly text: string;
  readonly node: Tree;
  readonly defines: ReadonlySet<string>;
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
  const changes = changesOf(parts);
  const needed = new Set<string>();
  const taken = new Set<Part>();
  let open = new Set(textsOf(program).flatMap((text) => text.match(IDENTIFIER) ?? []));
  while (open.size > 0) {
    for (const name of open) needed.add(name);
    open = new Set();
    for (const part of parts) {
      const isNeeded = [...(changes.get(part) ?? part.defines)].some((name) => needed.has(name));
      if (taken.has(part) || !isNeeded) continue;
      taken.add(part);
      for (const name of part.names) if (!needed.has(name)) open.add(name);
    }
  }
  refuseOwnMembers(parts, needed, taken);
  refuseLentNames(program, taken);
  const kept = parts.filter((part) => taken.has(part)).map(({ text }) => text);
  return [code.slice(0, body.start - shift + 1), ...kept, code.slice(body.end - shift - 1)].join("\n");
}

/** Refuses functions that get members, as `Place.prototype.take = …` gives them: threads get a function as its text, without these. */
function refuseOwnMembers(
  parts: readonly Part[],
  needed: ReadonlySet<string>,
  taken: ReadonlySet<Part>,
): void {
  const functions = new Set(
    parts.filter(({ node }) => hasCode(node) && !isClass(node)).flatMap(({ defines }) => [...defines]),
  );
  for (const part of taken) {
    if (part.defines.size > 0) continue;
    const name = [...changedNames(part.node, new Set()).surely].find(
      (one) => functions.has(one) && needed.has(one),
    );
    if (name !== undefined)
      throw new ExploreError(
        "UNSUPPORTED",
        `explore() takes a function as its text, so it cannot follow the members that your answer gives to ${name}. A class keeps its members.`,
      );
  }
}

/** Refuses an answer that names what a check lends to its own functions: the name is there in the explorer alone, and tells where the answer runs. */
function refuseLentNames({ scope }: ProgramText, taken: ReadonlySet<Part>): void {
  for (const [name] of scope)
    for (const { names, defines } of taken)
      if (names.has(name) && !defines.has(name))
        throw new ExploreError(
          "UNSUPPORTED",
          `Your answer uses the name ${name}, which the check gives to its own functions in explore(): choose another one.`,
        );
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
    if (linked !== undefined) return { text, node, defines: new Set([linked]), names };
    const set = expression.type === "AssignmentExpression" ? scopeMember(expression.left) : undefined;
    if (set !== undefined) return { text, node, defines: new Set([set]), names };
    return { text, node, defines: new Set(), names };
  }
  const declared =
    node.type === "VariableDeclaration"
      ? (node.declarations as Tree[]).flatMap((one) => patternNames(one.id))
      : node.id
        ? [node.id.name as string]
        : [];
  return { text, node, defines: new Set(declared), names };
}

/** The name of `$import$.link($cells$, "name", …)`. */
function linkedName(expression: Tree): string | undefined {
  const [scope, name] = expression.type === "CallExpression" ? (expression.arguments as Tree[]) : [];
  return scope?.name === SCOPE && typeof name?.value === "string" ? name.value : undefined;
}

/**
 * What each statement changes that defines nothing. A function that it names may run in it, so what that function surely changes counts as well; except where
 * something waits: such a statement starts agents to try the answer, and none can start here.
 */
function changesOf(parts: readonly Part[]): ReadonlyMap<Part, ReadonlySet<string>> {
  const functions = parts.filter(({ node, defines }) => defines.size > 0 && hasCode(node));
  const byName = new Map<string, Part[]>();
  for (const part of functions)
    for (const name of part.defines) byName.set(name, [...(byName.get(name) ?? []), part]);
  const names = new Set(byName.keys());
  const defined = new Set(parts.flatMap(({ defines }) => [...defines]));
  const known = new Map<Part, ChangedNames>();
  const changedBy = (part: Part): ChangedNames => {
    const changed = known.get(part) ?? changedNames(part.node, names);
    known.set(part, changed);
    return changed;
  };
  const all = new Map<Part, ReadonlySet<string>>();
  for (const part of parts) {
    if (part.defines.size > 0) continue;
    const own = changedBy(part);
    const reached = new Set<Part>([part]);
    for (const { names: used } of reached)
      for (const name of used) for (const one of byName.get(name) ?? []) reached.add(one);
    const inside = [...reached].map(changedBy);
    const isTrial = inside.some(({ waits }) => waits);
    const changed = [
      ...own.surely,
      ...own.maybe,
      ...(isTrial ? [] : inside.flatMap(({ surely }) => [...surely])),
    ];
    // `Number` is the language's, and no statement of an answer changes it.
    all.set(part, new Set(changed.filter((name) => defined.has(name))));
  }
  return all;
}

const isClass = (node: Tree): boolean =>
  node.type === "ClassDeclaration" ||
  (node.type === "VariableDeclaration" &&
    node.declarations.every((one: Tree) => one.init?.type === "ClassExpression"));

/** Whether a definition is of a function or a class, also as the value of a constant. */
function hasCode(node: Tree): boolean {
  const isCode = (one: Tree | null | undefined) =>
    one != null && /^(?:Class|Function|ArrowFunction)(?:Declaration|Expression)$/.test(one.type);
  return (
    isCode(node) ||
    (node.type === "VariableDeclaration" && node.declarations.some((one: Tree) => isCode(one.init)))
  );
}

function collectNames(node: Tree, names: Set<string>): void {
  if (node.type === "Identifier") names.add(node.name);
  else if (node.type === "MemberExpression" && !node.computed) {
    collectNames(node.object, names);
    if (node.object.name === SCOPE) names.add(node.property.name);
  } else for (const child of childNodes(node)) collectNames(child, names);
}
