import { childNodes, patternNames } from "@swarmlab/labs/swarm/transfer";
import { outerKeywords, outerKeywordsOfArrows } from "./names.ts";
import { declarators } from "./patterns.ts";
import { type FunctionPlace, newFunctionPlace, type Place, temporary } from "./place.ts";
import { inherited } from "./super.ts";
import {
  array,
  arrow,
  assign,
  binary,
  block,
  call,
  conditional,
  declare,
  id,
  isFunction,
  literal,
  member,
  named,
  ownersName,
  returns,
  statement,
  type Tree,
  thisNode,
  undefinedNode,
} from "./syntax.ts";
import { define, mayWait, site, visit } from "./visit.ts";

/** The helper that makes a generator callable for native code. @param isTwofold - see `generatorOf` */
const wrapper = ({ async, generator }: Tree, isTwofold: boolean): string =>
  generator ? `${async ? "$wag" : "$wg"}${isTwofold ? "i" : ""}` : async ? "$wa" : "$w";

/** The call that makes a function of its code. */
function made(node: Tree, code: Tree, kind: "function" | "method"): Tree {
  return call(
    wrapper(node, code.isTwofold === true),
    code,
    literal(node.realName ?? node.id?.name ?? ""),
    literal(lengthOf(node.params)),
    literal(kind),
  );
}

/** The number of parameters that a function says it has. */
export function lengthOf(params: readonly Tree[]): number {
  const end = params.findIndex(({ type }) => type === "AssignmentPattern" || type === "RestElement");
  return end < 0 ? params.length : end;
}

define(["FunctionDeclaration"], (node, place) => ({
  ...declare(node.isTop ? "var" : "let", [
    node.id ?? "$default",
    wrapped(named({ ...node, id: null }, node.id?.name ?? "default") as Tree, {
      ...place,
      nameHint: node.id?.name,
    }),
  ]),
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
        declare("const", [
          ownersName(name),
          wrapped({ ...node, id: null, realName: name }, { ...place, nameHint: name }),
        ]),
        returns(ownersName(name)),
      ]) as Tree,
    ),
  );
});

define(["ArrowFunctionExpression"], (node, place) => {
  const needs = outerKeywords(node);
  const inside = { ...place, fn: newFunctionPlace(node, place.nameHint ?? "", true) };
  const code = made(node, generatorOf(node, inside), "method");
  const isOuter = place.resumable || place.fn.isArrow;
  if (isOuter || !(needs.this || needs.arguments || needs.super)) return code;
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
  return call(arrow(params, code), ...given);
});

/** A function that transformed code can suspend and native code can call. */
export function wrapped(node: Tree, place: Place, kind: "function" | "method" = "function"): Tree {
  const inside = { ...place, fn: newFunctionPlace(node, place.nameHint ?? "", false) };
  return made(node, generatorOf(node, inside), kind);
}

const isPlain = (param: Tree) =>
  param.type === "Identifier" || (param.type === "RestElement" && param.argument.type === "Identifier");

/**
 * Makes a generator of a function. Parameters that are more than names are taken apart in its code, where that can be suspended. A generator function
 * does so when it is called, not at its first step, so it becomes twofold: code that returns the generator.
 *
 * @param inside - the place of its code
 */
export function generatorOf(node: Tree, inside: Place, first: readonly Tree[] = []): Tree {
  const { nameHint: _, ...rest } = inside;
  const place: Place = { ...rest, resumable: true };
  const { fn } = place;
  const needs = fn.isArrow ? undefined : outerKeywordsOfArrows(node);
  const isTwofold = fn.isGenerator && !node.params.every(isPlain);
  const [params, opening] = node.params.every(isPlain)
    ? [node.params as Tree[], []]
    : parametersOf(node, place);
  const source: Tree = node.expression ? block([returns(node.body)]) : node.body;
  for (const one of source.body as Tree[]) if (one.type === "FunctionDeclaration") one.isTop = true;
  const body: Tree = visit(source, place);
  const statements = isTwofold
    ? [
        ...opening,
        returns(appliedHere({ ...emptyGenerator(), body: block([...prologue(fn, needs), ...body.body]) })),
      ]
    : [...opening, ...body.body];
  return {
    ...emptyGenerator(),
    params: [...first, ...params],
    body: block([...prologue(fn, needs), ...statements]),
    isTwofold,
  };
}

const emptyGenerator = (): Tree => ({
  type: "FunctionExpression",
  id: null,
  params: [],
  generator: true,
  async: false,
  expression: false,
});

/** `code.apply(this, arguments)`. */
const appliedHere = (code: Tree): Tree => call(member(code, "apply"), thisNode(), id("arguments"));

/** Parameters as declarations at the start of the code. */
function parametersOf(node: Tree, place: Place): [params: Tree[], opening: Tree[]] {
  const names = new Set<string>(node.params.flatMap(patternNames));
  const isHidden = topNames(node.body).some((name) => names.has(name));
  const given = id("$args");
  const parts = (node.params as Tree[]).flatMap((param, i): Tree[] => {
    if (param.type === "RestElement")
      return declarators(param.argument, call(member(given, "slice"), literal(i)), param, place);
    const value = member(given, literal(i), true);
    if (param.type !== "AssignmentPattern") return declarators(param, value, param, place);
    const held = id(temporary(place));
    const hint = param.left.type === "Identifier" ? named(param.right, param.left.name) : param.right;
    const chosen = conditional(
      binary("===", assign(held, value), undefinedNode()),
      visit(hint as Tree, place),
      held,
    );
    return declarators(param.left, chosen, param, place);
  });
  const opening: Tree = { type: "VariableDeclaration", kind: isHidden ? "var" : "let", declarations: parts };
  return [[{ type: "RestElement", argument: given }], parts.length > 0 ? [opening] : []];
}

/** The names that the code of a function declares for the whole function. */
function topNames(body: Tree): string[] {
  const names: string[] = [];
  const visitVars = (node: Tree) => {
    if (node.type === "VariableDeclaration" && node.kind === "var")
      for (const one of node.declarations) names.push(...patternNames(one.id));
    for (const child of childNodes(node))
      if (!isFunction(child) && child.type !== "ClassBody") visitVars(child);
  };
  if (body.type === "BlockStatement") {
    visitVars(body);
    for (const one of body.body) if (one.type === "FunctionDeclaration") names.push(one.id.name);
  }
  return names;
}

/** The statements in front of a function's code: temporary variables, and what its arrow functions use of it. */
export function prologue(fn: FunctionPlace, needs: ReturnType<typeof outerKeywords> | undefined): Tree[] {
  const lines = [declare("let", ["$t"], ...temporaries(fn))];
  if (fn.isConstructor) {
    // The first parameter is not one of the program's.
    if (needs?.arguments || fn.usesArguments)
      lines.push(declare("const", ["$arguments", call("$argsOf", id("arguments"))]));
    if (fn.isDerived) {
      lines.push(declare("let", ["$this"]));
      if (needs?.super) lines.push(declare("const", ["$super", arrow([id("$key")], inherited(id("$key")))]));
    } else {
      if (needs?.this) lines.push(declare("const", ["$this", thisNode()]));
      if (needs?.super) lines.push(declare("const", ["$super", superReader()]));
    }
    if (fn.usesTarget) lines.push(declare("const", ["$newTarget", { ...member(id("$building"), "target") }]));
    return lines;
  }
  if (needs?.this) lines.push(declare("const", ["$this", thisNode()]));
  if (needs?.arguments) lines.push(declare("const", ["$arguments", id("arguments")]));
  if (needs?.super) lines.push(declare("const", ["$super", superReader()]));
  if (fn.usesTarget) lines.push(declare("const", ["$newTarget", call("$target", thisNode())]));
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

/**
 * `using x = …; rest` becomes `const $d = $dispose(…), x = $d.value; try { rest } catch … finally { $d.method() }`, whose end can be suspended. An error of
 * the end does not hide one of the block.
 */
function disposing(statements: Tree[], place: Place): Tree[] {
  const at = statements.findIndex(
    (one) => one.type === "VariableDeclaration" && (one.kind === "using" || one.kind === "await using"),
  );
  if (at < 0) return statements;
  const { declarations, loc, kind } = statements[at] as Tree;
  let rest: Tree[] = disposing(statements.slice(at + 1), place);
  for (const one of [...declarations].reverse())
    rest = disposed(one, kind === "await using", loc, rest, place);
  return [...statements.slice(0, at), ...rest];
}

let disposals = 0;

function disposed(one: Tree, isAwait: boolean, loc: unknown, rest: Tree[], _place: Place): Tree[] {
  const [held, error, caught] = [`$d${++disposals}`, `$x${disposals}`, `$y${disposals}`];
  const own = (node: Tree): Tree => ({ ...node, isOwn: true });
  const method = own(member(id(held), "method"));
  const dispose: Tree = { type: "DisposeCall", held, loc };
  const awaited: Tree = {
    type: "IfStatement",
    test: own(member(id(held), "isAwaited")),
    consequent: block([statement({ type: "AwaitExpression", argument: dispose, loc })]),
    alternate: block([
      statement(dispose),
      statement({ type: "AwaitExpression", argument: undefinedNode(), loc }),
    ]),
  };
  const end: Tree = {
    type: "IfStatement",
    test: method,
    consequent: isAwait ? block([awaited]) : block([statement(dispose)]),
    alternate: isAwait
      ? {
          type: "IfStatement",
          test: own(member(id(held), "isAwaited")),
          consequent: block([statement({ type: "AwaitExpression", argument: undefinedNode(), loc })]),
          alternate: null,
        }
      : null,
  };
  const ending: Tree = {
    type: "TryStatement",
    block: block([end]),
    handler: {
      type: "CatchClause",
      param: id(caught),
      body: block([statement(assign(id(error), { ...call("$sup", id(caught), id(error)), isOwn: true }))]),
    },
    finalizer: null,
  };
  return [
    { ...declare("let", [error]), isOwn: true },
    {
      type: "OwnDeclaration",
      held,
      helper: isAwait ? "$adispose" : "$dispose",
      value: named(one.init, one.id.name),
      hint: one.id.name,
    },
    { ...declare("const", [one.id, own(member(id(held), "value"))]), loc },
    {
      type: "TryStatement",
      block: block(rest),
      handler: {
        type: "CatchClause",
        param: id(caught),
        body: block([statement(assign(id(error), { ...call("$sup", id(caught), id(error)), isOwn: true }))]),
      },
      finalizer: block([
        ending,
        {
          type: "IfStatement",
          test: id(error),
          consequent: { type: "ThrowStatement", argument: own(member(id(error), "error")) },
          alternate: null,
        },
      ]),
    },
  ];
}

define(["OwnDeclaration"], (node, place) =>
  declare("const", [node.held, call(node.helper, visit(node.value, { ...place, nameHint: node.hint }))]));

define(["DisposeCall"], (node, place) =>
  mayWait(
    call(
      "$ct",
      site(node, place),
      member(id(node.held), "method"),
      member(id(node.held), "value"),
      array([]),
    ),
    place,
  ));

define(["CatchClause"], (node, place) => {
  if (node.param && node.param.type !== "Identifier") {
    const { param } = node;
    const caught = id(`$e${++disposals}`);
    const taken: Tree = { ...declare("let", [param, caught]), loc: param.loc };
    taken.declarations[0].loc = param.loc;
    node.param = caught;
    node.body = { ...node.body, body: [taken, ...node.body.body] };
  }
  node.body = visit(node.body, place);
  return node;
});

define(["LabeledStatement"], (node, place) => {
  const body = visit(node.body, place);
  // A loop may have a frame around it. The label goes to the loop itself, where `continue` looks for it.
  if (!body.relabel) return { ...node, body };
  body.relabel(node.label);
  return body;
});

define(["BreakStatement", "ContinueStatement", "PrivateIdentifier"], (node) => node);

define(["MetaProperty"], (node) => {
  if (node.meta.name === "import") return id("$meta");
  return id("$newTarget");
});
