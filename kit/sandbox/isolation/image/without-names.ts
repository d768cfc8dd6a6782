import type { ClassBody, ModuleDeclaration, Node, Program, Statement } from "acorn";
import { parseModule } from "./parse-module.ts";

type TopLevel = Statement | ModuleDeclaration;
/** A node of the tree, read by the names of its fields. */
type AnyNode = Node & Record<string, unknown>;
interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/**
 * The text of a module in which some of its functions and classes are empty: calling them throws a sentence. What served them alone, and is not
 * exported, is left out, as are its imports.
 *
 * A class keeps its name, its parents and the constants of the class itself, so that modules that extend it or name it load as before.
 *
 * @param names - names that the module declares or exports at its top level
 * @param sentenceFor - what the empty function or class throws
 * @returns undefined where the module declares none of them
 */
export function withoutNames(
  source: string,
  names: readonly string[],
  sentenceFor: (name: string) => string,
): string | undefined {
  const edits: Edit[] = [];
  const program = parseModule(source);
  const locals = localNames(program, names);
  for (const statement of program.body) {
    const declared = declarationOf(statement) as AnyNode | undefined;
    if (declared === undefined) continue;
    const { start, end } = declared;
    const name = locals.get((declared.id as AnyNode | undefined)?.name as string);
    const refuse = (exported: string) => `{ throw new Error(${JSON.stringify(sentenceFor(exported))}); }`;
    if (declared.type === "FunctionDeclaration" && name !== undefined) {
      const head = `${declared.async ? "async " : ""}function${declared.generator ? "*" : ""}`;
      edits.push({ start, end, text: `${head} ${(declared.id as AnyNode).name}() ${refuse(name)}` });
    } else if (declared.type === "ClassDeclaration" && name !== undefined)
      edits.push({ start, end, text: emptyClass(source, declared, refuse(name)) });
    else if (declared.type === "VariableDeclaration")
      for (const one of declared.declarations as AnyNode[]) {
        const variable = locals.get((one.id as AnyNode).name as string);
        const init = one.init as AnyNode | null;
        if (variable === undefined || init === null) continue;
        const isClass = init.type === "ClassExpression";
        const text = isClass ? emptyClass(source, init, refuse(variable)) : `function () ${refuse(variable)}`;
        edits.push({ start: init.start, end: init.end, text });
      }
  }
  return edits.length === 0 ? undefined : withoutUnused(edited(source, edits));
}

/** The names of the module's own that stand for the given ones, and which. */
function localNames(program: Program, names: readonly string[]): ReadonlyMap<string, string> {
  const locals = new Map(names.map((name) => [name, name]));
  for (const statement of program.body) {
    if (statement.type !== "ExportNamedDeclaration" || statement.source) continue;
    for (const { local, exported } of statement.specifiers)
      if (local.type === "Identifier" && exported.type === "Identifier" && names.includes(exported.name))
        locals.set(local.name, exported.name);
  }
  return locals;
}

function declarationOf(statement: TopLevel): Node | undefined {
  if (statement.type === "ExportNamedDeclaration") return statement.declaration ?? undefined;
  return statement.type === "ExportDefaultDeclaration" ? statement.declaration : statement;
}

function emptyClass(source: string, declared: AnyNode, refuse: string): string {
  const textOf = ({ start, end }: Node) => source.slice(start, end);
  const superClass = declared.superClass as Node | null;
  const members = (declared.body as ClassBody).body.flatMap((member) => {
    if (member.type === "StaticBlock" || member.key.type === "PrivateIdentifier") return [];
    const key = member.computed ? `[${textOf(member.key)}]` : textOf(member.key);
    const prefix = member.static ? "static " : "";
    if (member.type === "PropertyDefinition")
      return member.static && member.value && isConstant(member.value)
        ? [`${prefix}${key} = ${textOf(member.value)};`]
        : [];
    if (member.kind === "constructor") return [];
    if (member.kind === "set") return [`${prefix}set ${key}(value) ${refuse}`];
    return [`${prefix}${member.kind === "get" ? "get " : ""}${key}() ${refuse}`];
  });
  const id = declared.id as Node | null;
  const head = `class ${id ? textOf(id) : ""}${superClass ? ` extends ${textOf(superClass)}` : ""}`;
  return `${head} { constructor() ${refuse} ${members.join(" ")} }`;
}

/** Whether evaluating an expression reads nothing but the module's own place. */
function isConstant(value: Node): boolean {
  const one = value as AnyNode;
  if (one.type === "MemberExpression") return (one.object as AnyNode).type === "MetaProperty";
  return (
    one.type === "Literal" || (one.type === "TemplateLiteral" && (one.expressions as Node[]).length === 0)
  );
}

/** A module without the declarations and imports of its own that nothing in it uses. */
function withoutUnused(source: string): string {
  const program = parseModule(source);
  const uses = identifiersOf(program);
  const isUsed = (name: string, { start, end }: Node) =>
    uses.some((use) => use.name === name && (use.start < start || use.start >= end));
  const edits = program.body.flatMap((statement): Edit[] => {
    const { start, end } = statement;
    if (statement.type === "ImportDeclaration") {
      const { specifiers } = statement;
      const kept = specifiers.filter(({ local }) => isUsed(local.name, statement));
      if (specifiers.length === 0 || kept.length === specifiers.length) return [];
      if (kept.length === 0) return [{ start, end, text: "" }];
      if (kept.some(({ type }) => type !== "ImportSpecifier")) return [];
      const list = kept.map((one) => source.slice(one.start, one.end)).join(", ");
      return [{ start, end, text: `import { ${list} } from ${source.slice(statement.source.start, end)}` }];
    }
    if (statement.type === "FunctionDeclaration" || statement.type === "ClassDeclaration")
      return isUsed(statement.id.name, statement) ? [] : [{ start, end, text: "" }];
    if (statement.type !== "VariableDeclaration") return [];
    const isUnused = statement.declarations.every(
      ({ id, init }) => id.type === "Identifier" && init && isInert(init) && !isUsed(id.name, statement),
    );
    return isUnused ? [{ start, end, text: "" }] : [];
  });
  return edits.length === 0 ? source : withoutUnused(edited(source, edits));
}

/** Whether leaving an expression out changes nothing but the value itself. */
function isInert(value: Node): boolean {
  const one = value as AnyNode;
  return (
    isConstant(one) ||
    ["ArrowFunctionExpression", "FunctionExpression", "ClassExpression", "Identifier"].includes(one.type) ||
    (one.type === "BinaryExpression" && isInert(one.left as Node) && isInert(one.right as Node))
  );
}

/** Every name that a tree reads or declares; names of members and of keys are not among them. */
function identifiersOf(root: Node): { readonly name: string; readonly start: number }[] {
  const found: { name: string; start: number }[] = [];
  const open: AnyNode[] = [root as AnyNode];
  for (let node = open.pop(); node; node = open.pop()) {
    if (node.type === "Identifier") found.push({ name: node.name as string, start: node.start });
    for (const [field, value] of Object.entries(node)) {
      if ((field === "property" || field === "key") && node.computed !== true && node.shorthand !== true)
        continue;
      for (const one of Array.isArray(value) ? value : [value])
        if (typeof (one as AnyNode | null)?.type === "string") open.push(one as AnyNode);
    }
  }
  return found;
}

/** The text with pieces of it replaced. The pieces do not overlap. */
function edited(source: string, edits: readonly Edit[]): string {
  let text = source;
  for (const { start, end, text: instead } of edits.toSorted((a, b) => b.start - a.start))
    text = text.slice(0, start) + instead + text.slice(end);
  return text;
}
