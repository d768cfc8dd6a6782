import { converts } from "./conversions.ts";
import { findPrivate, type Place, privateGetter } from "./place.ts";
import { superMember } from "./super.ts";
import { call, literal, member, suspend, type Tree } from "./syntax.ts";
import { define, mayWait, site, visit } from "./visit.ts";

define(["MemberExpression"], (node, place) => {
  // A visitor wrote this node, which reads an object of the explorer.
  if (node.isOwn) return node;
  if (node.object.type === "Super") return superMember(node, place);
  return readMember(node, visit(node.object, place), place);
});

/** Reads `object.name`, `object[key]` or `object.#name` of an object that is already evaluated. */
export function readMember(node: Tree, object: Tree, place: Place): Tree {
  const { property } = node;
  if (property.type === "PrivateIdentifier") return readPrivate(object, property, place);
  if (node.computed) {
    const given = visit(property, place);
    const key =
      converts("in", place) && property.type !== "Literal" ? mayWait(call("$kv", given), place) : given;
    return place.resumable
      ? mayWait(call("$rd", site(node, place), object, key), place)
      : call("$drd", site(node, place), object, key);
  }
  if (place.resumable && place.accessors.getters.has(property.name))
    return mayWait(call("$gt", object, literal(property.name)), place);
  return { ...node, object, optional: false };
}

export function readPrivate(object: Tree, property: Tree, place: Place): Tree {
  const found = findPrivate(property.name, place);
  if (found?.kind === "accessor") {
    const get = call(member(object, { type: "PrivateIdentifier", name: privateGetter(property.name) }));
    return place.resumable ? suspend(get) : call("$drive", get);
  }
  const read = member(object, property);
  return found === undefined || found.kind === "field" ? read : call("$bind", read, literal(found.kind));
}
