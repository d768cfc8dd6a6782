import type { ExploreError } from "../explore-error.ts";
import { converts, isPrimitive, operation } from "./conversions.ts";
import { readMember, readPrivate } from "./members.ts";
import { findPrivate, type Place, refuse, temporary } from "./place.ts";
import { superMember } from "./super.ts";
import {
  array,
  assign,
  call,
  construct,
  id,
  literal,
  member,
  named,
  sequence,
  suspend,
  type Tree,
  thisNode,
  undefinedNode,
} from "./syntax.ts";
import { define, mayWait, site, visit } from "./visit.ts";

/** Built-in namespaces whose functions touch only their arguments, which are numbers and texts. */
const PURE = new Set(["Math"]);

define(["CallExpression"], (node, place) => {
  const { callee } = node;
  if (node.isOwn) return node;
  if (callee.type === "Super") return superCall(node, place);
  if (callee.type === "Identifier" && callee.name === "eval") throw refusedEval(node, place);
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
    !place.accessors.shadowed.has(callee.object.name) &&
    !callee.computed &&
    node.arguments.every(isNumeric)
  ) {
    node.arguments = node.arguments.map((one: Tree) => visit(one, place));
    return node;
  }
  return methodCall(node, visit(callee.object, place), callee, place);
});

/** Whether an argument is certainly a number, for which no code of the program runs. */
function isNumeric(node: Tree): boolean {
  if (node.type === "Literal") return typeof node.value === "number";
  if (node.type === "BinaryExpression")
    return (
      /^[-*/%&|^]$|^(?:\*\*|<<|>>>?)$/.test(node.operator) || (isNumeric(node.left) && isNumeric(node.right))
    );
  return false;
}

/** `object.name(…)` or `object[key](…)`. The method is looked up before its arguments are evaluated. */
export function methodCall(node: Tree, object: Tree, callee: Tree, place: Place): Tree {
  const isHeld = object.type === "Identifier" || object.type === "ThisExpression";
  const held = isHeld ? object : id(temporary(place));
  const fn = readMember(callee, held, place);
  const made = mayWait(call("$ct", site(node, place), fn, held, args(node, place)), place);
  return isHeld ? made : sequence(assign(held, object), made);
}

/** The arguments of a call as an array. */
export function args(node: Tree, place: Place): Tree {
  return array(node.arguments.map((one: Tree) => visit(one, place)));
}

/** `this`. In the code of an arrow function it is a variable. */
export function ownThis(place: Place): Tree {
  if (place.fn.isDerived) return call("$self", id("$this"));
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
    case "accessor":
      return mayWait(call("$ct", site(node, place), readPrivate(object, name, place), object, list), place);
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

function superCall(node: Tree, place: Place): Tree {
  return assign(
    id("$this"),
    mayWait(call("$superCall", site(node, place), id("$building"), args(node, place)), place),
  );
}

define(["NewExpression"], (node, place) =>
  mayWait(call("$new", site(node, place), visit(node.callee, place), args(node, place)), place));

define(["TaggedTemplateExpression"], (node, place) => {
  const strings = {
    ...node,
    tag: id("$tag"),
    quasi: { ...node.quasi, expressions: node.quasi.expressions.map(() => literal(0)) },
  };
  // The call gets the texts as the language makes them: one frozen array for each place.
  const made = {
    ...node,
    callee: node.tag,
    optional: false,
    arguments: [{ type: "Texts", strings }, ...node.quasi.expressions],
  };
  return visit({ ...made, type: "CallExpression" }, place);
});

define(["Texts"], (node) => node.strings);

define(["AssignmentPattern"], (node, place) => {
  if (node.left.type === "Identifier") named(node.right, node.left.name);
  return { ...node, left: visit(node.left, place), right: visit(node.right, place) };
});

define(["TemplateLiteral"], (node, place) => {
  node.expressions = node.expressions.map((one: Tree) =>
    one.type === "Literal" ? one : mayWait(call("$str", visit(one, place)), place),
  );
  return node;
});

const isText = (node: Tree) =>
  (node.type === "Literal" && typeof node.value === "string") || node.type === "TemplateLiteral";

define(["BinaryExpression"], (node, place) => {
  if (node.left.type === "PrivateIdentifier") return { ...node, right: visit(node.right, place) };
  const left = visit(node.left, place);
  const right = visit(node.right, place);
  if (converts(node.operator, place) && !(isPrimitive(node.left) && isPrimitive(node.right))) {
    const [a, b] = [id(temporary(place)), id(temporary(place))];
    return sequence(assign(a, left), assign(b, right), operation(node.operator, a, b, place));
  }
  const isTextual =
    /^(?:[+<>]|[=!]=|[<>]=)$/.test(node.operator) && (isText(node.left) || isText(node.right));
  const side = (one: Tree, value: Tree): Tree =>
    isTextual && !isText(one) ? mayWait(call("$vs", value), place) : value;
  return { ...node, left: side(node.left, left), right: side(node.right, right) };
});

define(["ImportExpression"], (node, place) => call("$import", visit(node.source, place)));

define(["ThisExpression"], (_node, place) => ownThis(place));

define(["Identifier"], (node, place) => {
  if (node.name === "eval" && !place.accessors.shadowed.has("eval")) throw refusedEval(node, place);
  const isHeld = place.fn.isArrow || place.fn.isConstructor;
  return isHeld && node.name === "arguments" ? id("$arguments") : node;
});

function refusedEval(node: Tree, place: Place): ExploreError {
  return refuse(node, place, "eval", "write the code as a function");
}

define(["SpreadElement"], (node, place) => {
  const list = visit(node.argument, place);
  node.argument = mayWait(call("$list", site(node, place), list), place);
  return node;
});

define(["AwaitExpression"], (node, place) => {
  if (!place.resumable)
    throw refuse(node, place, "await outside an asynchronous function", "await it in a function");
  return suspend(construct("$Await", visit(node.argument, place)));
});

define(["ReturnStatement"], (node, place) => {
  if (node.argument === null) return node;
  const value = visit(node.argument, place);
  const isAwaited = place.fn.isAsync && place.fn.isGenerator && place.resumable;
  node.argument = isAwaited ? suspend(construct("$Await", value)) : value;
  return node;
});

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
