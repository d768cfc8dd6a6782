import { outerKeywords, outerKeywordsOfArrows } from "./names.ts";
import { type FunctionPlace, newFunctionPlace, type Place } from "./place.ts";
import { arrow, block, call, declare, id, member, returns, type Tree, thisNode } from "./syntax.ts";
import { define, visit } from "./visit.ts";

/** The helper that makes a generator callable for native code. */
const wrapper = ({ async, generator }: Tree): string =>
  generator ? (async ? "$wag" : "$wg") : async ? "$wa" : "$w";

define(["FunctionDeclaration"], (node, place) => ({
  ...declare("let", [node.id ?? "$default", wrapped(node, { ...place, nameHint: node.id?.name })]),
  isHoisted: true,
}));

define(["FunctionExpression"], (node, place) => {
  if (!node.id) return wrapped(node, place);
  // In its code the function's name means the callable function, not the generator.
  const { name } = node.id;
  return call(
    arrow(
      [],
      block([
        declare("const", [name, wrapped({ ...node, id: null }, { ...place, nameHint: name })]),
        returns(id(name)),
      ]) as Tree,
    ),
  );
});

define(["ArrowFunctionExpression"], (node, place) => {
  const needs = outerKeywords(node);
  const inside = { ...place, fn: newFunctionPlace(node, place.nameHint ?? "", true) };
  const made = call(wrapper(node), generatorOf(node, inside));
  if (place.resumable || place.fn.isArrow || !(needs.this || needs.arguments || needs.super)) return made;
  // In a field of a class no variable holds `this`, so a real arrow function captures it.
  const params: Tree[] = [];
  const given: Tree[] = [];
  if (needs.this) {
    params.push(id("$this"));
    given.push(thisNode());
  }
  if (needs.arguments) {
    params.push(id("$arguments"));
    given.push(id("arguments"));
  }
  if (needs.super) {
    params.push(id("$super"));
    given.push(superReader());
  }
  return call(arrow(params, made), ...given);
});

/** A function that transformed code can suspend and native code can call. */
export function wrapped(node: Tree, place: Place): Tree {
  return call(
    wrapper(node),
    generatorOf(node, { ...place, fn: newFunctionPlace(node, place.nameHint ?? "", false) }),
  );
}

/** Makes a generator of a function. @param inside - the place of its code */
export function generatorOf(node: Tree, inside: Place): Tree {
  const { nameHint: _, ...rest } = inside;
  const place: Place = { ...rest, resumable: true };
  const needs = inside.fn.isArrow ? undefined : outerKeywordsOfArrows(node);
  const params = node.params.map((param: Tree) => visit(param, { ...place, resumable: false }));
  const body: Tree = visit(node.expression ? block([returns(node.body)]) : node.body, place);
  return {
    type: "FunctionExpression",
    id: null,
    params,
    body: block([...prologue(place.fn, needs), ...body.body]),
    generator: true,
    async: false,
    expression: false,
  };
}

/** The statements in front of a function's code: temporary variables, and what its arrow functions use of it. */
export function prologue(fn: FunctionPlace, needs: ReturnType<typeof outerKeywords> | undefined): Tree[] {
  const lines = [declare("let", ["$t"], ...temporaries(fn))];
  if (needs?.this) lines.push(declare("const", ["$this", thisNode()]));
  if (needs?.arguments) lines.push(declare("const", ["$arguments", id("arguments")]));
  if (needs?.super) lines.push(declare("const", ["$super", superReader()]));
  return lines;
}

export function temporaries(fn: FunctionPlace): [string][] {
  return Array.from({ length: fn.temporaries }, (_, i): [string] => [`$${i + 1}`]);
}

const superReader = () => arrow([id("$key")], member({ type: "Super" }, id("$key"), true));

define(["BlockStatement", "Program", "StaticBlock"], (node, place) => {
  node.body = hoist(disposing(node.body, place).map((one: Tree) => visit(one, place)));
  return node;
});

/** Moves function declarations to the front, as JavaScript does. */
function hoist(statements: Tree[]): Tree[] {
  const isFirst = (one: Tree) => one.isHoisted === true || one.declaration?.isHoisted === true;
  return [...statements.filter(isFirst), ...statements.filter((one) => !isFirst(one))];
}

/** `using x = …; rest` becomes `const x = …; try { rest } finally { x[Symbol.dispose]() }`, whose end can be suspended. */
function disposing(statements: Tree[], place: Place): Tree[] {
  const at = statements.findIndex(
    (one) => one.type === "VariableDeclaration" && (one.kind === "using" || one.kind === "await using"),
  );
  if (at < 0) return statements;
  const { declarations, loc, kind } = statements[at] as Tree;
  const name = kind === "using" ? "dispose" : "asyncDispose";
  let rest: Tree[] = statements.slice(at + 1);
  for (const one of [...declarations].reverse()) {
    const dispose: Tree = {
      type: "ChainExpression",
      expression: {
        ...call({ ...member(one.id, member(id("Symbol"), name), true), optional: true, loc }),
        loc,
      },
    };
    const end = kind === "using" ? dispose : { type: "AwaitExpression", argument: dispose };
    rest = [
      { ...declare("const", [one.id, one.init]), loc },
      {
        type: "TryStatement",
        block: block(disposing(rest, place)),
        handler: null,
        finalizer: block([{ type: "ExpressionStatement", expression: end, loc }]),
      },
    ];
  }
  return [...statements.slice(0, at), ...rest];
}

define(["LabeledStatement"], (node, place) => {
  const body = visit(node.body, place);
  // A loop may have a frame around it. The label goes to the loop itself, where `continue` looks for it.
  if (!body.relabel) return { ...node, body };
  body.relabel(node.label);
  return body;
});

define(["BreakStatement", "ContinueStatement", "PrivateIdentifier"], (node) => node);

define(["MetaProperty"], (node) => (node.meta.name === "import" ? id("$meta") : node));
