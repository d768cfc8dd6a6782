import type { Place } from "./place.ts";
import { arrow, call, id, literal, member, type Tree, thisNode } from "./syntax.ts";
import { mayWait, visit } from "./visit.ts";

/** Reads `super.name`. The code of an arrow function reads it through a helper of the method around it. */
export function superMember(node: Tree, place: Place): Tree {
  const read = (key: Tree) => (place.fn.isArrow ? call("$super", key) : member({ type: "Super" }, key, true));
  if (node.computed) return read(visit(node.property, place));
  const key = literal(node.property.name);
  if (!place.resumable || !place.accessors.getters.has(node.property.name)) return read(key);
  const beside = read(member(id("$getter"), key, true));
  return mayWait(
    call("$sgt", beside, place.fn.isArrow ? id("$this") : thisNode(), arrow([], read(key))),
    place,
  );
}
