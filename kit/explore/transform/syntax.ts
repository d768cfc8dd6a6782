import { ExploreError } from "../explore-error.ts";

/**
 * A node of a syntax tree. The parser's tree is plain data. It is read and built generically, so that syntax without a visitor is walked,
 * too.
 */
export interface Tree {
  type: string;
  // biome-ignore lint/suspicious/noExplicitAny: each kind of node has its own fields, which the visitor of that kind knows.
  [field: string]: any;
}

export const id = (name: string): Tree => ({ type: "Identifier", name });
/** A name of the program, as code that the transform adds uses it. */
export const ownersName = (name: string): Tree => ({ type: "Identifier", name, start: 0 });

/** The names that the transform adds begin with `$`. In the code they begin with a letter that no program uses. */
export const addedName = (name: string): string =>
  name.startsWith("$") ? `${ADDED_LETTER}${name.slice(1)}` : name;
const ADDED_LETTER = "ǂ";

/** Renames the names that the transform added, which have no place in the source. */
export function renameAdded(tree: Tree): void {
  const isName = tree.type === "Identifier" || tree.type === "PrivateIdentifier";
  if (isName && tree.start === undefined) tree.name = addedName(tree.name);
  else if (isName && tree.end !== undefined && tree.name.startsWith(ADDED_LETTER))
    throw new ExploreError(
      "UNSUPPORTED",
      `The name ${tree.name} begins with a letter that explore() keeps for names of its own: choose another one.`,
    );
  for (const key in tree) {
    const value = tree[key];
    if (Array.isArray(value)) {
      for (const one of value) if (isNode(one)) renameAdded(one);
    } else if (isNode(value)) renameAdded(value);
  }
}
export const literal = (value: string | number | boolean | null): Tree => ({ type: "Literal", value });
export const array = (elements: readonly Tree[]): Tree => ({ type: "ArrayExpression", elements });
export const block = (body: readonly Tree[]): Tree => ({ type: "BlockStatement", body });
export const statement = (expression: Tree): Tree => ({ type: "ExpressionStatement", expression });
export const suspend = (argument: Tree): Tree => ({ type: "YieldExpression", delegate: false, argument });
export const returns = (argument: Tree): Tree => ({ type: "ReturnStatement", argument });
export const thisNode = (): Tree => ({ type: "ThisExpression" });
export const undefinedNode = (): Tree => ({
  type: "UnaryExpression",
  operator: "void",
  prefix: true,
  argument: literal(0),
});

export function call(callee: string | Tree, ...args: Tree[]): Tree {
  return {
    type: "CallExpression",
    callee: typeof callee === "string" ? id(callee) : callee,
    arguments: args,
    optional: false,
  };
}

export function construct(callee: string, ...args: Tree[]): Tree {
  return { type: "NewExpression", callee: id(callee), arguments: args };
}

export function member(object: Tree, property: Tree | string, computed = false): Tree {
  return {
    type: "MemberExpression",
    object,
    property: typeof property === "string" ? id(property) : property,
    computed,
    optional: false,
  };
}

export function assign(left: Tree, right: Tree): Tree {
  return { type: "AssignmentExpression", operator: "=", left, right };
}

export function binary(operator: string, left: Tree, right: Tree): Tree {
  return { type: "BinaryExpression", operator, left, right };
}

export function conditional(test: Tree, consequent: Tree, alternate: Tree): Tree {
  return { type: "ConditionalExpression", test, consequent, alternate };
}

export function sequence(...expressions: Tree[]): Tree {
  return expressions.length === 1 ? (expressions[0] as Tree) : { type: "SequenceExpression", expressions };
}

export function declare(
  kind: "let" | "const" | "var",
  ...names: [pattern: Tree | string, value?: Tree][]
): Tree {
  return {
    type: "VariableDeclaration",
    kind,
    declarations: names.map(([pattern, init]) => ({
      type: "VariableDeclarator",
      id: typeof pattern === "string" ? id(pattern) : pattern,
      init: init ?? null,
    })),
  };
}

/** An arrow function around one expression, as code that the transform adds. It is not transformed again. */
export function arrow(params: readonly Tree[], body: Tree): Tree {
  return { type: "ArrowFunctionExpression", params, body, expression: true, async: false, generator: false };
}

export const isFunction = (node: Tree): boolean =>
  node.type === "FunctionDeclaration" ||
  node.type === "FunctionExpression" ||
  node.type === "ArrowFunctionExpression";

/** Gives an anonymous function or class the name that it gets from where it stands. */
export function named(node: Tree | null, name: string): Tree | null {
  if (node && !node.id && (isFunction(node) || node.type === "ClassExpression")) node.realName = name;
  return node;
}

/** Replaces each node directly below by the result of `change`. */
export function changeChildren(node: Tree, change: (child: Tree) => Tree): Tree {
  for (const key in node) {
    const value = node[key];
    if (Array.isArray(value)) {
      for (let i = 0; i < value.length; i++) if (isNode(value[i])) value[i] = change(value[i]);
    } else if (isNode(value)) node[key] = change(value);
  }
  return node;
}

function isNode(value: unknown): value is Tree {
  return typeof value === "object" && value !== null && typeof (value as Tree).type === "string";
}
