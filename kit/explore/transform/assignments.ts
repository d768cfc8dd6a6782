import { readMember, readPrivate } from "./members.ts";
import { findPrivate, type Place, privateSetter, temporary } from "./place.ts";
import { superMember } from "./super.ts";
import {
  assign,
  binary,
  call,
  conditional,
  id,
  literal,
  member,
  sequence,
  suspend,
  type Tree,
} from "./syntax.ts";
import { define, mayWait, site, visit } from "./visit.ts";

define(["AssignmentExpression"], (node, place) => {
  const { left, operator } = node;
  if (left.type === "MemberExpression") return assignMember(node, left, place);
  if (left.type === "Identifier") {
    node.right = visit(node.right, { ...place, nameHint: left.name });
    return place.fn.names.has(left.name) ? node : countingChange(node);
  }
  if (operator === "=" && hasMembers(left)) return assignPattern(node, place);
  node.right = listed(left, visit(node.right, place), node, place);
  node.left = visit(left, place);
  return countingChange(node);
});

/** Counts a change of the thread's own memory. A loop with a change has not stood still. */
export function countingChange(node: Tree): Tree {
  return sequence(
    { type: "UpdateExpression", operator: "++", prefix: false, argument: member(id("$own"), "changes") },
    node,
  );
}

/** The value of an array pattern, which may be shared memory or an iterator that waits. */
function listed(pattern: Tree, value: Tree, at: Tree, place: Place): Tree {
  if (pattern.type !== "ArrayPattern") return value;
  return place.resumable ? mayWait(call("$list", site(at, place), value), place) : call("$dlist", value);
}

define(["VariableDeclaration"], (node, place) => {
  if (place.resumable) node.declarations = node.declarations.flatMap((one: Tree) => splitPattern(one, place));
  for (const one of node.declarations as Tree[]) {
    const isPattern = one.id.type === "ArrayPattern";
    const hint = one.id.type === "Identifier" ? { ...place, nameHint: one.id.name } : place;
    if (one.init) one.init = visit(one.init, hint);
    if (one.init && isPattern) one.init = listed(one.id, one.init, node, place);
    one.id = visit(one.id, place);
  }
  return node;
});

/** Splits `const { value } = counter` into single reads, where `value` may be an accessor, so that each read can be suspended. */
function splitPattern(one: Tree, place: Place): Tree[] {
  const isSimple = (property: Tree) =>
    property.type === "Property" && !property.computed && property.key.type === "Identifier";
  const { getters } = place.accessors;
  if (one.id.type !== "ObjectPattern" || !one.init || !one.id.properties.every(isSimple)) return [one];
  if (!one.id.properties.some((property: Tree) => getters.has(property.key.name))) return [one];
  const held = id(temporary(place));
  const hold: Tree = {
    type: "VariableDeclarator",
    id: { type: "ObjectPattern", properties: [] },
    init: assign(held, one.init),
  };
  return [
    hold,
    ...one.id.properties.map(({ key, value }: Tree): Tree => {
      const read = { ...member(held, key), loc: one.loc };
      if (value.type !== "AssignmentPattern") return { type: "VariableDeclarator", id: value, init: read };
      const pattern = { type: "ArrayPattern", elements: [value] };
      return { type: "VariableDeclarator", id: pattern, init: { type: "ArrayExpression", elements: [read] } };
    }),
  ];
}

/** An object and a key, evaluated once. */
interface Target {
  readonly before: Tree[];
  readonly read: () => Tree;
  readonly write: (value: Tree) => Tree;
}

function targetOf(left: Tree, place: Place): Target {
  const before: Tree[] = [];
  const hold = (value: Tree): Tree => {
    if (value.type === "ThisExpression" || value.type === "Literal" || value.type === "Super") return value;
    const held = temporary(place);
    before.push(assign(id(held), value));
    return id(held);
  };
  if (left.object.type === "Super") {
    // The target of the write is not an accessor's value.
    const target = superMember(left, { ...place, resumable: false });
    return { before, read: () => superMember(left, place), write: (value) => assign(target, value) };
  }
  const object = hold(visit(left.object, place));
  if (left.property.type === "PrivateIdentifier") {
    const isAccessor = findPrivate(left.property.name, place)?.kind === "accessor";
    const setter = { type: "PrivateIdentifier", name: privateSetter(left.property.name) };
    return {
      before,
      read: () => readPrivate(object, left.property, place),
      write: (value) => {
        if (!isAccessor) return countingChange(assign(member(object, left.property), value));
        const set = call(member(object, setter), value);
        return place.resumable ? suspend(set) : call("$drive", set);
      },
    };
  }
  if (left.computed) {
    const key = hold(visit(left.property, place));
    return {
      before,
      read: () =>
        place.resumable
          ? mayWait(call("$rd", site(left, place), object, key), place)
          : call("$drd", object, key),
      write: (value) =>
        place.resumable
          ? mayWait(call("$wr", site(left, place), object, key, value), place)
          : call("$dwr", object, key, value),
    };
  }
  const { name } = left.property;
  return {
    before,
    read: () => readMember(left, object, place),
    write: (value) =>
      place.resumable && place.accessors.setters.has(name)
        ? mayWait(call("$st", object, literal(name), value), place)
        : countingChange(assign(member(object, name), value)),
  };
}

function assignMember(node: Tree, left: Tree, place: Place): Tree {
  const { operator } = node;
  // Reports show the whole assignment, not only its left side.
  left.loc = node.loc;
  const target = targetOf(left, place);
  const value = (): Tree => visit(node.right, place);
  if (operator === "=") return sequence(...target.before, target.write(value()));
  if (operator === "&&=" || operator === "||=" || operator === "??=") {
    const held = temporary(place);
    const write = target.write(value());
    const read = assign(id(held), target.read());
    const test = operator === "??=" ? binary("!=", read, literal(null)) : read;
    const [yes, no] = operator === "&&=" ? [write, id(held)] : [id(held), write];
    return sequence(...target.before, conditional(test, yes, no));
  }
  const old = temporary(place);
  return sequence(
    ...target.before,
    assign(id(old), target.read()),
    target.write(binary(operator.slice(0, -1), id(old), value())),
  );
}

define(["UpdateExpression"], (node, place) => {
  const { argument, operator, prefix } = node;
  if (argument.type !== "MemberExpression")
    return place.fn.names.has(argument.name) ? node : countingChange(node);
  argument.loc = node.loc;
  const target = targetOf(argument, place);
  const old = temporary(place);
  const write = target.write(call(operator === "++" ? "$inc" : "$dec", id(old)));
  const steps = [...target.before, assign(id(old), call("$num", target.read())), write];
  return prefix ? sequence(...steps) : sequence(...steps, id(old));
});

define(["UnaryExpression"], (node, place) => {
  const { argument, operator } = node;
  if (operator !== "delete" || argument.type !== "MemberExpression") {
    node.argument = visit(argument, place);
    return node;
  }
  argument.object = visit(argument.object, place);
  if (argument.computed) argument.property = visit(argument.property, place);
  return countingChange(node);
});

/** Whether a pattern assigns to members, as in `[a[i], a[j]] = [a[j], a[i]]`. */
function hasMembers(pattern: Tree): boolean {
  switch (pattern?.type) {
    case "MemberExpression":
      return true;
    case "ObjectPattern":
      return pattern.properties.some((one: Tree) => hasMembers(one.value ?? one.argument));
    case "ArrayPattern":
      return pattern.elements.some((one: Tree | null) => one !== null && hasMembers(one));
    case "AssignmentPattern":
      return hasMembers(pattern.left);
    case "RestElement":
      return hasMembers(pattern.argument);
    default:
      return false;
  }
}

/** Assigns to temporary variables first, and from them to the members. */
function assignPattern(node: Tree, place: Place): Tree {
  const writes: Tree[] = [];
  const swap = (pattern: Tree): Tree => {
    switch (pattern.type) {
      case "MemberExpression": {
        const held = temporary(place);
        const target = targetOf(pattern, place);
        writes.push(...target.before, target.write(id(held)));
        return id(held);
      }
      case "ObjectPattern":
        for (const one of pattern.properties) {
          if (one.type === "RestElement") one.argument = swap(one.argument);
          else {
            one.value = swap(one.value);
            one.shorthand = false;
          }
        }
        return pattern;
      case "ArrayPattern":
        return { ...pattern, elements: pattern.elements.map((one: Tree | null) => one && swap(one)) };
      case "AssignmentPattern":
        return { ...pattern, left: swap(pattern.left), right: visit(pattern.right, place) };
      case "RestElement":
        return { ...pattern, argument: swap(pattern.argument) };
      default:
        return pattern;
    }
  };
  const value = temporary(place);
  const right = assign(id(value), listed(node.left, visit(node.right, place), node, place));
  const parts = countingChange({
    type: "AssignmentExpression",
    operator: "=",
    left: swap(node.left),
    right: id(value),
  });
  return sequence(right, parts, ...writes, id(value));
}
