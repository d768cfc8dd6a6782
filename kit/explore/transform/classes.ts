import { generatorOf, prologue, temporaries, wrapped } from "./functions.ts";
import { outerKeywordsOfArrows } from "./names.ts";
import {
  type ClassPlace,
  newFunctionPlace,
  type Place,
  type PrivateKind,
  privateGetter,
  privateSetter,
} from "./place.ts";
import {
  arrow,
  block,
  call,
  declare,
  id,
  literal,
  member,
  returns,
  statement,
  type Tree,
  thisNode,
} from "./syntax.ts";
import { define, visit } from "./visit.ts";

define(["ClassDeclaration", "ClassExpression"], (node, place) => {
  const inside: Place = { ...place, classes: { privates: privatesOf(node), outer: place.classes } };
  if (node.superClass) node.superClass = visit(node.superClass, place);
  const name = node.id?.name ?? place.nameHint ?? "";
  const methods: Wrap[] = [];
  const elements: Tree[] = [];
  for (const one of node.body.body as Tree[]) elements.push(...element(one, name, inside, methods));
  const wraps = methods.map(([key, kind, isStatic]) => {
    const owner = isStatic ? thisNode() : member(thisNode(), "prototype");
    if (kind !== "get" && kind !== "set") return statement(call("$wm", owner, key, literal(kind)));
    return statement(call("$wx", owner, key, literal(kind), besideKey(kind, structuredClone(key))));
  });
  // They come before the static fields, which may call the methods.
  node.body.body = wraps.length > 0 ? [{ type: "StaticBlock", body: wraps }, ...elements] : elements;
  return node;
});

/** A method or accessor of a class that native code can call. */
type Wrap = [key: Tree, kind: string, isStatic: boolean];

/** The key of the method that stands beside an accessor. */
const besideKey = (kind: string, key: Tree) => member(id(kind === "get" ? "$getter" : "$setter"), key, true);

function privatesOf(node: Tree): ClassPlace["privates"] {
  const found = new Map<string, { kind: PrivateKind; getter: boolean; setter: boolean }>();
  for (const one of node.body.body as Tree[]) {
    if (one.key?.type !== "PrivateIdentifier") continue;
    const before = found.get(one.key.name);
    if (one.type !== "MethodDefinition")
      found.set(one.key.name, { kind: "field", getter: false, setter: false });
    else if (one.kind === "method")
      found.set(one.key.name, { kind: kindOf(one.value), getter: false, setter: false });
    else
      found.set(one.key.name, {
        kind: "accessor",
        getter: before?.getter === true || one.kind === "get",
        setter: before?.setter === true || one.kind === "set",
      });
  }
  return found;
}

function kindOf({ async, generator }: Tree): PrivateKind {
  return generator ? (async ? "asyncGenerator" : "generator") : async ? "async" : "method";
}

function element(one: Tree, className: string, place: Place, methods: Wrap[]): Tree[] {
  const key = one.key;
  const name = key ? (key.name ?? String(key.value ?? "")) : "";
  const named: Place = { ...place, nameHint: className ? `${className}.${name}` : name };
  if (one.computed) one.key = visit(key, { ...place, resumable: false });
  if (one.type === "StaticBlock" || one.type === "PropertyDefinition") {
    // In a field `this` is the object itself, even where an arrow function surrounds the class.
    const own: Place = { ...named, resumable: false, fn: { ...place.fn, isArrow: false, temporaries: 0 } };
    if (one.value) one.value = withTemporaries(visit(one.value, own), own);
    if (one.type === "StaticBlock") {
      const { body } = visit(block(one.body), own);
      one.body = own.fn.temporaries > 0 ? [declare("let", ...temporaries(own.fn)), ...body] : body;
    }
    return [one];
  }
  const inside: Place = { ...named, fn: newFunctionPlace(one.value, named.nameHint as string, false) };
  if (one.kind === "constructor") return [constructorOf(one, inside)];
  const isPrivate = key.type === "PrivateIdentifier";
  if (one.kind === "method") {
    one.value = generatorOf(one.value, inside);
    if (!isPrivate)
      methods.push([keyOf(one), kindOf({ ...one.value, ...flags(one, inside) }), one.static === true]);
    return [one];
  }
  const made = accessor(one, inside, isPrivate);
  if (isPrivate) return made;
  methods.push([keyOf(one), one.kind, one.static === true]);
  return [made[1] as Tree];
}

/** A field's value that needs temporary variables is computed in an arrow function, which keeps `this`. */
function withTemporaries(value: Tree, { fn }: Place): Tree {
  if (fn.temporaries === 0) return value;
  return call(arrow([], block([declare("let", ...temporaries(fn)), returns(value)])));
}

const flags = (_one: Tree, { fn }: Place) => ({ async: fn.isAsync, generator: fn.isGenerator });

/** A second copy of a method's key, as a value. */
function keyOf(one: Tree): Tree {
  return one.computed ? structuredClone(one.key) : literal(one.key.name ?? one.key.value);
}

/** A constructor cannot be suspended: it runs as part of the step before it. */
function constructorOf(one: Tree, inside: Place): Tree {
  const place: Place = { ...inside, resumable: false };
  const needs = outerKeywordsOfArrows(one.value);
  one.value.params = one.value.params.map((param: Tree) => visit(param, place));
  const body = visit(one.value.body, place);
  // Arrow functions in it capture `this` themselves, because it does not exist before super() is called.
  one.value.body = block([
    ...prologue(place.fn, { ...needs, this: false, arguments: false, super: false }),
    ...body.body,
  ]);
  return one;
}

/** An accessor for native code, and a method that transformed code calls instead of it. */
function accessor(one: Tree, inside: Place, isPrivate: boolean): Tree[] {
  const generator = generatorOf(one.value, inside);
  const isGetter = one.kind === "get";
  const own = isPrivate
    ? { type: "PrivateIdentifier", name: (isGetter ? privateGetter : privateSetter)(one.key.name) }
    : besideKey(one.kind, keyOf(one));
  const method: Tree = {
    type: "MethodDefinition",
    kind: "method",
    static: one.static,
    computed: !isPrivate,
    key: own,
    value: generator,
  };
  if (isPrivate) return [method];
  const value = id("$value");
  const native = call(member(thisNode(), own, true), ...(isGetter ? [] : [value]));
  one.value = {
    type: "FunctionExpression",
    id: null,
    params: isGetter ? [] : [value],
    body: block([isGetter ? returns(call("$drive", native)) : statement(call("$drive", native))]),
    generator: false,
    async: false,
    expression: false,
  };
  return [one, method];
}

define(["Property"], (node, place) => {
  if (node.computed) node.key = visit(node.key, place);
  const name = node.key.name ?? String(node.key.value ?? "");
  const named: Place = { ...place, nameHint: name };
  if (node.kind !== "init") return objectAccessor(node, named);
  node.value = node.method ? wrapped(node.value, named) : visit(node.value, named);
  node.method = false;
  node.shorthand = node.shorthand && node.value.type === "Identifier" && node.value.name === name;
  return node;
});

/** `get x() {…}` of an object literal. It becomes a pair, as in `accessor`. */
function objectAccessor(node: Tree, place: Place): Tree {
  const inside: Place = { ...place, fn: newFunctionPlace(node.value, place.nameHint ?? "", false) };
  const [own, method] = accessor({ ...node, static: false }, inside, false) as [Tree, Tree];
  const property = {
    ...node,
    kind: "init",
    computed: true,
    method: true,
    shorthand: false,
    key: method.key,
    value: method.value,
  };
  return { type: "SpreadPair", pair: [{ ...node, value: own.value }, property] };
}

define(["ObjectExpression"], (node, place) => {
  node.properties = node.properties.flatMap((one: Tree) => {
    // `{ ...object }` copies fields; only in arrays and calls do three dots iterate.
    if (one.type === "SpreadElement") return [{ ...one, argument: visit(one.argument, place) }];
    const made = visit(one, place);
    return made.type === "SpreadPair" ? made.pair : [made];
  });
  return node;
});

define(["ObjectPattern"], (node, place) => {
  for (const one of node.properties as Tree[]) {
    if (one.type === "RestElement") one.argument = visit(one.argument, place);
    else {
      if (one.computed) one.key = visit(one.key, place);
      one.value = visit(one.value, place);
      one.shorthand = false;
    }
  }
  return node;
});
