import { findPrivate, type Place, temporary } from "./place.ts";
import { superMember } from "./super.ts";
import {
  array,
  assign,
  call,
  construct,
  id,
  literal,
  member,
  sequence,
  suspend,
  type Tree,
  thisNode,
  undefinedNode,
} from "./syntax.ts";
import { define, mayWait, site, visit } from "./visit.ts";

/** Built-in namespaces whose functions touch only their arguments, which are numbers and texts. */
const PURE = new Set(["Math", "Number", "String"]);
/** Built-in classes that copy shared memory from their argument. */
const COPYING = /^(?:Big)?(?:Ui|I)nt\d+(?:Clamped)?Array$|^Float\d+Array$|^(?:Array|Map|Set)$/;

define(["CallExpression"], (node, place) => {
  const { callee } = node;
  if (callee.type === "Super") return superCall(node, place);
  if (!place.resumable) return plainCall(node, place);
  if (callee.type !== "MemberExpression")
    return mayWait(call("$c", site(node, place), visit(callee, place), args(node, place)), place);
  if (callee.object.type === "Super") {
    const target = superMember(callee, place);
    return mayWait(call("$ct", site(node, place), target, ownThis(place), args(node, place)), place);
  }
  if (callee.property.type === "PrivateIdentifier") return privateCall(node, callee, place);
  if (
    callee.object.type === "Identifier" &&
    PURE.has(callee.object.name) &&
    !place.fn.names.has(callee.object.name)
  ) {
    node.arguments = node.arguments.map((one: Tree) => visit(one, place));
    return node;
  }
  return methodCall(node, visit(callee.object, place), callee, place);
});

/** `object.name(…)` or `object[key](…)`. */
export function methodCall(node: Tree, object: Tree, callee: Tree, place: Place): Tree {
  const key = callee.computed ? visit(callee.property, place) : literal(callee.property.name);
  return mayWait(call("$m", site(node, place), object, key, args(node, place)), place);
}

/** The arguments of a call as an array. */
export function args(node: Tree, place: Place): Tree {
  return array(node.arguments.map((one: Tree) => visit(one, place)));
}

/** `this`. In the code of an arrow function it is a variable. */
export function ownThis(place: Place): Tree {
  return place.fn.isArrow ? id("$this") : thisNode();
}

/** Calls a private method, or the function in a private field, of an object that is already evaluated. */
export function callPrivate(node: Tree, object: Tree, name: Tree, place: Place): Tree {
  if (object.type !== "ThisExpression" && object.type !== "Identifier") {
    const held = temporary(place);
    return sequence(assign(id(held), object), callPrivate(node, id(held), name, place));
  }
  const kind = findPrivate(name.name, place)?.kind ?? "field";
  const list = array(node.arguments.map((one: Tree) => visit(one, place)));
  const direct = { ...call(member(object, name)), arguments: list.elements };
  switch (kind) {
    case "method":
      return place.resumable ? suspend(direct) : call("$drive", direct);
    case "async":
      return mayWait(construct("$Async", direct), place);
    case "generator":
      return call("$ug", direct);
    case "asyncGenerator":
      return call("$uag", direct);
    default:
      return mayWait(call("$ct", site(node, place), member(object, name), object, list), place);
  }
}

function privateCall(node: Tree, callee: Tree, place: Place): Tree {
  return callPrivate(node, visit(callee.object, place), callee.property, place);
}

/** A call in code that cannot be suspended. The called function drives itself. */
function plainCall(node: Tree, place: Place): Tree {
  const { callee } = node;
  if (callee.type === "MemberExpression" && callee.property.type === "PrivateIdentifier")
    return callPrivate(node, visit(callee.object, place), callee.property, place);
  if (callee.type === "MemberExpression") {
    callee.object = callee.object.type === "Super" ? callee.object : visit(callee.object, place);
    if (callee.computed) callee.property = visit(callee.property, place);
  } else if (callee.type !== "Import") node.callee = visit(callee, place);
  node.arguments = node.arguments.map((one: Tree) => visit(one, place));
  return node;
}

function superCall(node: Tree, place: Place): Tree {
  node.arguments = node.arguments.map((one: Tree) => visit(one, { ...place, resumable: false }));
  return node;
}

define(["NewExpression"], (node, place) => {
  const isCopying = node.callee.type === "Identifier" && COPYING.test(node.callee.name);
  node.callee = visit(node.callee, place);
  if (isCopying && place.resumable)
    return mayWait(call("$new", site(node, place), node.callee, args(node, place)), place);
  node.arguments = node.arguments.map((one: Tree) => visit(one, place));
  return node;
});

define(["ImportExpression"], (node, place) => call("$import", visit(node.source, place)));

define(["ThisExpression"], (_node, place) => ownThis(place));

define(["Identifier"], (node, place) =>
  place.fn.isArrow && node.name === "arguments" ? id("$arguments") : node);

define(["SpreadElement"], (node, place) => {
  const list = visit(node.argument, place);
  node.argument = place.resumable
    ? mayWait(call("$list", site(node, place), list), place)
    : call("$dlist", list);
  return node;
});

define(["AwaitExpression"], (node, place) => suspend(construct("$Await", visit(node.argument, place))));

define(["YieldExpression"], (node, place) => {
  const value = node.argument ? visit(node.argument, place) : undefinedNode();
  if (node.delegate)
    return {
      type: "YieldExpression",
      delegate: true,
      argument: call(place.fn.isAsync ? "$adelegate" : "$delegate", value),
    };
  return suspend(construct("$Yield", place.fn.isAsync ? suspend(construct("$Await", value)) : value));
});
