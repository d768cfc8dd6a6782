import { readMember } from "./members.ts";
import { type Place, temporary } from "./place.ts";
import {
  array,
  assign,
  binary,
  call,
  conditional,
  id,
  literal,
  named,
  sequence,
  type Tree,
  undefinedNode,
} from "./syntax.ts";
import { mayWait, site, visit } from "./visit.ts";

/** Binds a value to the innermost parts of a pattern: names, or members that are assigned to. */
export interface Binder {
  /** @param target - the name or member. @param value - evaluated once. @returns what to run */
  bind(target: Tree, value: Tree): Tree[];
  /** What is evaluated before the value is read: the object and the key of a member. */
  prepare(target: Tree): { readonly before: Tree[]; readonly bind: (value: Tree) => Tree[] };
}

/** Whether the language can take a value apart by itself: nothing in the pattern needs a step. */
export function isSimple(pattern: Tree, place: Place): boolean {
  switch (pattern.type) {
    case "Identifier":
      return true;
    case "ArrayPattern":
      return pattern.elements.every(
        (one: Tree | null) => one === null || one.type === "Identifier" || isNamedRest(one),
      );
    case "ObjectPattern":
      return pattern.properties.every(
        (one: Tree) =>
          one.type === "Property" &&
          !one.computed &&
          one.key.type === "Identifier" &&
          !place.accessors.getters.has(one.key.name) &&
          (one.value.type === "Identifier" ||
            (one.value.type === "AssignmentPattern" && one.value.left.type === "Identifier")),
      );
    default:
      return false;
  }
}

const isNamedRest = (one: Tree) => one.type === "RestElement" && one.argument.type === "Identifier";

/** The value of a simple pattern, from which the language takes the parts. */
export function simpleValue(pattern: Tree, value: Tree, at: Tree, place: Place): Tree {
  if (pattern.type !== "ArrayPattern") return value;
  const hasRest = pattern.elements.at(-1)?.type === "RestElement";
  const count = pattern.elements.length - (hasRest ? 1 : 0);
  return mayWait(call("$take", site(at, place), value, literal(count), literal(hasRest)), place);
}

/** Takes a pattern apart, one step after the other, as the language does. @returns expressions and bindings, in order */
export function takeApart(pattern: Tree, value: Tree, at: Tree, place: Place, binder: Binder): Tree[] {
  switch (pattern.type) {
    case "ObjectPattern":
      return fromObject(pattern, value, at, place, binder);
    case "ArrayPattern":
      return fromArray(pattern, value, at, place, binder);
    default:
      return binder.bind(pattern, value);
  }
}

/** One part of a pattern, which may have a default value. @param read - reads the part's value */
function part(target: Tree, read: Tree, at: Tree, place: Place, binder: Binder): Tree[] {
  const inner = target.type === "AssignmentPattern" ? target.left : target;
  const isLeaf = inner.type !== "ObjectPattern" && inner.type !== "ArrayPattern";
  const prepared = isLeaf ? binder.prepare(inner) : undefined;
  let value = read;
  if (target.type === "AssignmentPattern") {
    const held = id(temporary(place));
    const hinted = inner.type === "Identifier" ? { ...place, nameHint: inner.name } : place;
    if (inner.type === "Identifier") named(target.right, inner.name);
    value = conditional(
      binary("===", assign(held, read), undefinedNode()),
      visit(target.right, hinted),
      held,
    );
  }
  if (prepared) return [...prepared.before, ...prepared.bind(value)];
  const held = id(temporary(place));
  return [assign(held, value), ...takeApart(inner, held, at, place, binder)];
}

function fromObject(pattern: Tree, value: Tree, at: Tree, place: Place, binder: Binder): Tree[] {
  const held = id(temporary(place));
  const out: Tree[] = [call("$obj", assign(held, value))];
  const keys: Tree[] = [];
  for (const one of pattern.properties as Tree[]) {
    if (one.type === "RestElement") {
      const rest = mayWait(call("$without", site(at, place), held, array(keys)), place);
      out.push(...part(one.argument, rest, at, place, binder));
      continue;
    }
    let read: Tree;
    if (one.computed) {
      const key = id(temporary(place));
      out.push(assign(key, call("$key", visit(one.key, place))));
      keys.push(key);
      read = mayWait(call("$rd", site(at, place), held, key), place);
    } else if (one.key.type === "Identifier") {
      keys.push(literal(one.key.name));
      read = readMember(
        { type: "MemberExpression", property: one.key, computed: false, loc: at.loc },
        held,
        place,
      );
    } else {
      keys.push(literal(String(one.key.value)));
      read = mayWait(call("$rd", site(at, place), held, literal(one.key.value)), place);
    }
    out.push(...part(one.value, read, at, place, binder));
  }
  return out;
}

function fromArray(pattern: Tree, value: Tree, at: Tree, place: Place, binder: Binder): Tree[] {
  const iterator = id(temporary(place));
  const out: Tree[] = [assign(iterator, mayWait(call("$open", site(at, place), value), place))];
  for (const one of pattern.elements as (Tree | null)[]) {
    if (one === null) out.push(mayWait(call("$nx", iterator), place));
    else if (one.type === "RestElement")
      out.push(...part(one.argument, mayWait(call("$rest", iterator), place), at, place, binder));
    else out.push(...part(one, mayWait(call("$nx", iterator), place), at, place, binder));
  }
  out.push(mayWait(call("$done", iterator), place));
  return out;
}

/** The declarators of a pattern. Expressions between the names are put into the next one. */
export function declarators(pattern: Tree, value: Tree, at: Tree, place: Place): Tree[] {
  const bind = (target: Tree, one: Tree): Tree[] => [{ type: "VariableDeclarator", id: target, init: one }];
  const parts = takeApart(pattern, value, at, place, {
    bind,
    prepare: (target) => ({ before: [], bind: (one) => bind(target, one) }),
  });
  const out: Tree[] = [];
  let before: Tree[] = [];
  for (const one of parts) {
    if (one.type !== "VariableDeclarator") before.push(one);
    else {
      out.push(before.length > 0 ? { ...one, init: sequence(...before, one.init) } : one);
      before = [];
    }
  }
  if (before.length > 0)
    out.push({
      type: "VariableDeclarator",
      id: { type: "ObjectPattern", properties: [] },
      init: sequence(...before, literal(1)),
    });
  return out;
}
