import { childNodes, patternNames } from "@swarmlab/labs/swarm/transfer";
import type { Tree } from "../transform/syntax.ts";

/** How compiled cells name the object that holds their top-level names. */
export const SCOPE = "$cells$";

/** Methods that change the object they are called on. */
const CHANGING = new Set(
  "push pop shift unshift splice fill sort reverse copyWithin set add delete clear assign setPrototypeOf defineProperty defineProperties".split(
    " ",
  ),
);

/** Top-level names whose values a statement of a compiled answer changes, or may change. */
export interface ChangedNames {
  /** It assigns to them, to a part of them, or calls a method that changes them. */
  readonly surely: ReadonlySet<string>;
  /** It calls another method of them, or hands them to a function. */
  readonly maybe: ReadonlySet<string>;
  /** Whether it waits, as what starts agents does. */
  readonly waits: boolean;
}

/** The name of `$cells$.name`. */
export function scopeMember(node: Tree): string | undefined {
  return node.type === "MemberExpression" && !node.computed && node.object.name === SCOPE
    ? node.property.name
    : undefined;
}

/** @param functions - the names of top-level functions and classes: to hand one over does not change it */
export function changedNames(statement: Tree, functions: ReadonlySet<string>): ChangedNames {
  const surely = new Set<string>();
  const maybe = new Set<string>();
  let waits = false;
  /** What a local name may stand for: the elements of `for (const one of list)`, a part of an object. */
  type Locals = ReadonlyMap<string, readonly string[]>;

  const roots = (node: Tree, locals: Locals): readonly string[] => {
    const all = (nodes: (Tree | null)[]) => nodes.flatMap((one) => (one ? roots(one, locals) : []));
    switch (node.type) {
      case "Identifier":
        return locals.get(node.name) ?? [node.name];
      case "MemberExpression": {
        const member = scopeMember(node);
        return member === undefined ? roots(node.object, locals) : [member];
      }
      case "CallExpression":
        return node.callee.type === "MemberExpression"
          ? all([node.callee.object, ...(node.callee.object.name === "Object" ? node.arguments : [])])
          : [];
      case "ArrayExpression":
      case "ArrayPattern":
        return all(node.elements);
      case "ObjectExpression":
      case "ObjectPattern":
        return all(node.properties.map((one: Tree) => one.value ?? one.argument));
      case "SpreadElement":
      case "RestElement":
        return all([node.argument]);
      case "AssignmentPattern":
      case "AssignmentExpression":
        return all([node.left]);
      case "ConditionalExpression":
        return all([node.consequent, node.alternate]);
      case "LogicalExpression":
        return all([node.left, node.right]);
      case "SequenceExpression":
        return all(node.expressions.slice(-1));
      case "ChainExpression":
      case "ParenthesizedExpression":
        return all([node.expression]);
      default:
        return [];
    }
  };
  const note = (names: readonly string[], to: Set<string>) => {
    for (const name of names) to.add(name);
  };

  const visit = (node: Tree, outer: Locals): void => {
    let locals = outer;
    const bind = (pattern: Tree, value: Tree | null | undefined) => {
      const from = value ? roots(value, locals) : [];
      locals = new Map([...locals, ...patternNames(pattern).map((name) => [name, from] as const)]);
    };
    switch (node.type) {
      case "FunctionDeclaration":
      case "FunctionExpression":
      case "ArrowFunctionExpression":
        for (const one of node.params as Tree[]) bind(one, undefined);
        break;
      case "CatchClause":
        if (node.param) bind(node.param, undefined);
        break;
      case "ForOfStatement":
      case "ForInStatement":
        if (node.left.type === "VariableDeclaration") bind(node.left.declarations[0].id, node.right);
        else note(roots(node.left, locals), surely);
        break;
      case "ForStatement":
        if (node.init?.type === "VariableDeclaration")
          for (const one of node.init.declarations as Tree[]) bind(one.id, one.init);
        break;
      case "BlockStatement":
      case "StaticBlock":
      case "SwitchCase":
        for (const one of (node.body ?? node.consequent) as Tree[])
          if (one.type === "VariableDeclaration")
            for (const { id, init } of one.declarations as Tree[]) bind(id, init);
        break;
      case "AwaitExpression":
        waits = true;
        break;
      case "AssignmentExpression":
        note(roots(node.left, locals), surely);
        break;
      case "UpdateExpression":
        note(roots(node.argument, locals), surely);
        break;
      case "UnaryExpression":
        if (node.operator === "delete") note(roots(node.argument, locals), surely);
        break;
      case "CallExpression":
      case "NewExpression": {
        const { callee } = node;
        const isMethod = callee.type === "MemberExpression" && scopeMember(callee) === undefined;
        if (isMethod && callee.object.name === "console") break;
        const isOfObject = isMethod && ["Object", "Reflect"].includes(callee.object.name);
        const isChanging = isMethod && !callee.computed && CHANGING.has(callee.property.name);
        if (isMethod) note(roots(callee.object, locals), isChanging ? surely : maybe);
        for (const given of node.arguments as Tree[]) {
          const names = roots(given, locals).filter((name) => isOfObject || !functions.has(name));
          note(names, isOfObject && isChanging ? surely : maybe);
        }
      }
    }
    if (node.async === true || node.await === true) waits = true;
    for (const child of childNodes(node)) visit(child, locals);
  };
  visit(statement, new Map());
  return { surely, maybe, waits };
}
