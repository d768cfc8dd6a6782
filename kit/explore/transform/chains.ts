import { args, callPrivate, methodCall } from "./calls.ts";
import { readMember } from "./members.ts";
import { type Place, temporary } from "./place.ts";
import {
  assign,
  binary,
  call,
  conditional,
  id,
  literal,
  sequence,
  type Tree,
  undefinedNode,
} from "./syntax.ts";
import { define, mayWait, site, visit } from "./visit.ts";

/*
 * In `a?.b.c(d)` the whole chain is undefined where `a` is null. Each `?.` becomes a condition around the rest of the chain, which can then be
 * suspended like other code.
 */
define(["ChainExpression"], (node, place) => link(node.expression, place, (value) => value));

type Rest = (value: Tree) => Tree;

/** A chain whose last member is not read: `delete a?.b`. @param end - gets the object, evaluated, and the last member */
export function chainOf(last: Tree, place: Place, end: (object: Tree, last: Tree) => Tree): Tree {
  return link(last.object, place, (object) =>
    last.optional
      ? unlessNull(true, object, place, (held) => end(held, last), literal(true))
      : end(object, last),
  );
}

function link(node: Tree, place: Place, rest: Rest): Tree {
  if (node.type === "MemberExpression" && node.object.type !== "Super")
    return link(node.object, place, (object) =>
      unlessNull(node.optional, object, place, (held) => rest(readMember(node, held, place))),
    );
  if (node.type === "CallExpression") return linkCall(node, place, rest);
  return rest(visit(node, place));
}

function linkCall(node: Tree, place: Place, rest: Rest): Tree {
  const { callee } = node;
  if (callee.type !== "MemberExpression" || callee.object.type === "Super")
    return link(callee, place, (fn) =>
      unlessNull(node.optional, fn, place, (held) => rest(callWith(node, held, undefinedNode(), place))),
    );
  return link(callee.object, place, (object) =>
    unlessNull(callee.optional, object, place, (held) => {
      if (!node.optional) {
        if (callee.property.type === "PrivateIdentifier")
          return rest(callPrivate(node, held, callee.property, place));
        return rest(methodCall(node, held, callee, place));
      }
      const self = temporary(place);
      const read = readMember(callee, id(self), place);
      return sequence(
        assign(id(self), held),
        unlessNull(true, read, place, (fn) => rest(callWith(node, fn, id(self), place))),
      );
    }),
  );
}

function callWith(node: Tree, fn: Tree, self: Tree, place: Place): Tree {
  return mayWait(call("$ct", site(node, place), fn, self, args(node, place)), place);
}

/** Applies `rest` to a value. For an optional link the result is undefined when the value is null or undefined. */
function unlessNull(
  isOptional: boolean,
  value: Tree,
  place: Place,
  rest: Rest,
  otherwise = undefinedNode(),
): Tree {
  if (!isOptional) return rest(value);
  const held = temporary(place);
  return conditional(binary("==", assign(id(held), value), literal(null)), otherwise, rest(id(held)));
}
