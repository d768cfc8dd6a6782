import type { Place } from "./place.ts";
import { arrow, call, id, literal, member, type Tree, thisNode } from "./syntax.ts";
import { mayWait, visit } from "./visit.ts";

/** Reads a member of the prototype that the class being built extends. */
export const inherited = (key: Tree): Tree => call("$inherited", id("$building"), key, id("$this"));

/** Reads `super.name`. The code of an arrow function reads it through a helper of the method around it. */
export function superMember(node: Tree, place: Place): Tree {
  const read = (key: Tree) => {
    if (place.fn.isArrow) return call("$super", key);
    return place.fn.isDerived ? inherited(key) : member({ type: "Super" }, key, true);
  };
  if (node.computed) return read(visit(node.property, place));
  const key = literal(node.property.name);
  if (!place.resumable || !place.accessors.getters.has(node.property.name)) return read(key);
  const beside = read(member(id("$getter"), key, true));
  return mayWait(
    call(
      "$sgt",
      beside,
      place.fn.isArrow || place.fn.isDerived ? id("$this") : thisNode(),
      arrow([], read(key)),
    ),
    place,
  );
}
