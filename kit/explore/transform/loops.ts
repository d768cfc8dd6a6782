import { countingChange } from "./assignments.ts";
import { carriedNames } from "./names.ts";
import {
  array,
  assign,
  block,
  call,
  construct,
  declare,
  id,
  literal,
  member,
  ownersName,
  statement,
  suspend,
  type Tree,
} from "./syntax.ts";
import { define, mayWait, site, visit, visitChildren } from "./visit.ts";

let loops = 0;

/*
 * Every loop reports when a turn begins, with the variables that it carries from turn to turn. So the scheduler sees when a loop stands still
 * and waits for another thread, and when a loop never ends.
 */
define(["WhileStatement", "DoWhileStatement", "ForStatement"], (node, place) => {
  const carried = carriedNames(node);
  visitChildren(node, place);
  const token = `$L${++loops}`;
  node.body = inTurns(node.body, token, carried);
  return framed(node, [declare("const", [token, call("$loop")])]);
});

function inTurns(body: Tree, token: string, carried: readonly string[], isStepping = false): Tree {
  return block([
    ...turn(token, carried, isStepping),
    ...(body.type === "BlockStatement" ? body.body : [body]),
  ]);
}

/** @param isStepping - whether an iterator advances with each turn, so that the loop never stands still */
function turn(token: string, carried: readonly string[], isStepping: boolean): Tree[] {
  const begins = statement(call("$turn", id(token), array(carried.map(ownersName))));
  return isStepping ? [statement(countingChange(literal(0))), begins] : [begins];
}

/** Puts declarations in front of a loop. A label is put on the loop itself by `relabel`. */
function framed(loop: Tree, before: Tree[], around: (loop: Tree) => Tree = (same) => same): Tree {
  const frame = block([...before, around(loop)]);
  let labelled = loop;
  frame.relabel = (label: Tree) => {
    labelled = { type: "LabeledStatement", label, body: labelled };
    frame.body = [...before, around(labelled)];
  };
  return frame;
}

define(["ForInStatement"], (node, place) => {
  const carried = carriedNames(node);
  visitChildren(node, place);
  const token = `$L${++loops}`;
  node.body = inTurns(node.body, token, carried, true);
  return framed(node, [declare("const", [token, call("$loop")])]);
});

/*
 * `for (const x of list)` asks the list for one element at a time. Where the list is a channel, the call may wait. So the loop is written out,
 * and a `finally` closes the iterator.
 */
define(["ForOfStatement"], (node, place) => {
  if (!place.resumable) {
    visitChildren(node, place);
    return node;
  }
  const carried = carriedNames(node);
  const [token, iterator, step] = [`$L${++loops}`, `$I${loops}`, `$s${loops}`];
  const isAsync = node.await === true;
  const open = call(isAsync ? "$aiter" : "$iter", site(node, place), visit(node.right, place));
  const next = mayWait(call("$next", id(iterator)), place);
  const close = mayWait(call("$close", id(iterator)), place);
  const left: Tree = node.left;
  const value = { ...member(id(step), "value"), isOwn: true };
  const take =
    left.type === "VariableDeclaration"
      ? visit({ ...left, declarations: [{ ...left.declarations[0], init: value }] }, place)
      : statement(visit(assign(left, value), place));
  const body = visit(node.body, place);
  const loop: Tree = {
    type: "ForStatement",
    init: null,
    test: null,
    update: null,
    body: block([
      ...turn(token, carried, true),
      declare("const", [step, isAsync ? suspend(construct("$Await", next)) : next]),
      {
        type: "IfStatement",
        test: member(id(step), "done"),
        consequent: block([
          statement(assign(member(id(iterator), "over"), literal(true))),
          { type: "BreakStatement", label: null },
        ]),
        alternate: null,
      },
      take,
      body,
    ]),
  };
  return framed(
    loop,
    [declare("const", [iterator, mayWait(open, place)]), declare("const", [token, call("$loop")])],
    (labelled) => ({
      type: "TryStatement",
      block: block([labelled]),
      handler: null,
      finalizer: block([
        {
          type: "IfStatement",
          test: {
            type: "UnaryExpression",
            operator: "!",
            prefix: true,
            argument: member(id(iterator), "over"),
          },
          consequent: statement(isAsync ? suspend(construct("$Await", close)) : close),
          alternate: null,
        },
      ]),
    }),
  );
});
