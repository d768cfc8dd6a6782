import { chainOf } from "./chains.ts";
import { converts, operation } from "./conversions.ts";
import { readMember, readPrivate } from "./members.ts";
import { type Binder, declarators, isSimple, simpleValue, takeApart } from "./patterns.ts";
import { findPrivate, type Place, privateSetter, refuse, temporary } from "./place.ts";
import { superMember } from "./super.ts";
import {
  assign,
  binary,
  call,
  conditional,
  id,
  literal,
  member,
  named,
  sequence,
  suspend,
  type Tree,
} from "./syntax.ts";
import { define, mayWait, site, visit } from "./visit.ts";

define(["AssignmentExpression"], (node, place) => {
  const { left } = node;
  if (left.type === "MemberExpression") return assignMember(node, left, place);
  if (
    left.type === "Identifier" &&
    isCompound(node.operator) &&
    converts(node.operator.slice(0, -1), place)
  ) {
    const right = {
      type: "BinaryExpression",
      operator: node.operator.slice(0, -1),
      left: { ...left },
      right: node.right,
    };
    return countingChange(assign(left, visit(right, place)));
  }
  if (left.type === "Identifier") {
    named(node.right, left.name);
    node.right = visit(node.right, { ...place, nameHint: left.name });
    return place.fn.names.has(left.name) ? node : countingChange(node);
  }
  return assignPattern(node, place);
});

const isCompound = (operator: string) => !/^(?:=|&&=|\|\|=|\?\?=)$/.test(operator);

/** Counts a change of the thread's own memory. A loop with a change has not stood still. */
export function countingChange(node: Tree): Tree {
  return sequence(
    { type: "UpdateExpression", operator: "++", prefix: false, argument: member(id("$own"), "changes") },
    node,
  );
}

define(["VariableDeclaration"], (node, place) => {
  node.declarations = node.declarations.flatMap((one: Tree): Tree[] => {
    if (one.id.type === "Identifier" || !one.init) {
      if (one.init && one.id.type === "Identifier") named(one.init, one.id.name);
      if (one.init) one.init = visit(one.init, { ...place, nameHint: one.id.name });
      return [one];
    }
    const value = visit(one.init, place);
    if (!isSimple(one.id, place)) return declarators(one.id, value, one.loc ? one : node, place);
    one.init = simpleValue(one.id, value, node, place);
    one.id = visit(one.id, place);
    return [one];
  });
  return node;
});

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
    if (target.type !== "MemberExpression")
      throw refuse(left, place, "a write to `super`", "write to `this`");
    return {
      before,
      read: () => superMember(left, place),
      write: (value) => countingChange(assign(target, value)),
    };
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
    const given = visit(left.property, place);
    const key = hold(converts("in", place) ? mayWait(call("$kv", given), place) : given);
    return {
      before,
      read: () =>
        place.resumable
          ? mayWait(call("$rd", site(left, place), object, key), place)
          : call("$drd", site(left, place), object, key),
      write: (value) =>
        place.resumable
          ? mayWait(call("$wr", site(left, place), object, key, value), place)
          : call("$dwr", site(left, place), object, key, value),
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
  const plain = operator.slice(0, -1);
  const before = [...target.before, assign(id(old), target.read())];
  if (!converts(plain, place)) return sequence(...before, target.write(binary(plain, id(old), value())));
  const by = id(temporary(place));
  return sequence(...before, assign(by, value()), target.write(operation(plain, id(old), by, place)));
}

define(["UpdateExpression"], (node, place) => {
  const { argument, operator, prefix } = node;
  if (argument.type !== "MemberExpression" && converts("-", place)) {
    const before = temporary(place);
    const converted = mayWait(call("$prim", { ...argument }, literal("number")), place);
    const write = countingChange(assign(argument, call(operator === "++" ? "$inc" : "$dec", id(before))));
    const both = [assign(id(before), call("$num", converted)), write];
    return prefix ? sequence(...both) : sequence(...both, id(before));
  }
  if (argument.type !== "MemberExpression")
    return place.fn.names.has(argument.name) ? node : countingChange(node);
  argument.loc = node.loc;
  const target = targetOf(argument, place);
  const old = temporary(place);
  const write = target.write(call(operator === "++" ? "$inc" : "$dec", id(old)));
  const value = converts("-", place)
    ? mayWait(call("$prim", target.read(), literal("number")), place)
    : target.read();
  const steps = [...target.before, assign(id(old), call("$num", value)), write];
  return prefix ? sequence(...steps) : sequence(...steps, id(old));
});

define(["UnaryExpression"], (node, place) => {
  const { argument, operator } = node;
  if (operator === "delete" && argument.type === "ChainExpression")
    return chainOf(argument.expression, place, (object, last) =>
      countingChange({ ...node, argument: deleted(last, object, place) }),
    );
  if (operator !== "delete" || argument.type !== "MemberExpression" || argument.object.type === "Super") {
    node.argument = visit(argument, place);
    if (/^[-+~]$/.test(operator) && converts(operator, place))
      node.argument = mayWait(call("$prim", node.argument, literal("number")), place);
    return node;
  }
  node.argument = deleted(argument, visit(argument.object, place), place);
  return countingChange(node);
});

function deleted(target: Tree, object: Tree, place: Place): Tree {
  let property: Tree = target.computed ? visit(target.property, place) : target.property;
  if (target.computed && converts("in", place)) property = mayWait(call("$kv", property), place);
  return { ...member(object, property, target.computed), loc: target.loc };
}

/** `[a, b.c] = value` or `({ a, b: c } = value)`. Its own value is the whole one. */
function assignPattern(node: Tree, place: Place): Tree {
  const { left } = node;
  const whole = id(temporary(place));
  const right = assign(whole, visit(node.right, place));
  if (isSimple(left, place)) {
    const value = simpleValue(left, whole, node, place);
    const taken = { ...node, left: visit(left, place), right: value };
    return sequence(right, countingChange(taken), whole);
  }
  const binder: Binder = {
    bind: (target, value) => binder.prepare(target).bind(value),
    prepare(target) {
      if (target.type !== "MemberExpression") {
        const isOwn = place.fn.names.has(target.name);
        return {
          before: [],
          bind: (value) => [isOwn ? assign(target, value) : countingChange(assign(target, value))],
        };
      }
      const { before, write } = targetOf(target, place);
      return { before, bind: (value) => [write(value)] };
    },
  };
  return sequence(right, ...takeApart(left, whole, node, place, binder), whole);
}
