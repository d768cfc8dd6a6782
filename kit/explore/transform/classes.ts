import { generatorOf, lengthOf, prologue, temporaries, wrapped } from "./functions.ts";
import { outerKeywords, outerKeywordsOfArrows } from "./names.ts";
import {
  type ClassPlace,
  newFunctionPlace,
  type Place,
  type PrivateKind,
  privateGetter,
  privateSetter,
  temporary,
} from "./place.ts";
import {
  array,
  arrow,
  assign,
  binary,
  block,
  call,
  declare,
  id,
  isFunction,
  literal,
  member,
  named,
  returns,
  statement,
  type Tree,
  thisNode,
} from "./syntax.ts";
import { define, mayWait, site, visit } from "./visit.ts";

define(["ClassDeclaration", "ClassExpression"], (node, place) => {
  const inside: Place = { ...place, classes: { privates: privatesOf(node), outer: place.classes } };
  const isDerived = node.superClass !== null && node.superClass !== undefined;
  if (isDerived) node.superClass = visit(node.superClass, place);
  const name = node.id?.name ?? place.nameHint ?? "";
  const methods: Wrap[] = [];
  const elements: Tree[] = [];
  let initialiser: Tree | undefined;
  let length = 0;
  for (const one of node.body.body as Tree[]) {
    if (one.kind === "constructor" && !isDerived) {
      length = lengthOf(one.value.params);
      const [made, code] = constructorPair(one, {
        ...inside,
        nameHint: name ? `${name}.constructor` : "constructor",
      });
      initialiser = arrow([id("$self"), id("$newTarget"), id("$given")], {
        ...call(member(id("$self"), { type: "PrivateIdentifier", name: INITIALISER }), id("$newTarget")),
        arguments: [id("$newTarget"), { type: "SpreadElement", argument: id("$given") }],
      });
      elements.push(made, code);
    } else elements.push(...element(one, name, inside, methods));
  }
  const wraps = methods.map(([key, kind, isStatic, length]) => {
    const owner = isStatic ? thisNode() : member(thisNode(), "prototype");
    if (kind !== "get" && kind !== "set")
      return statement(call("$wm", owner, key, literal(kind), literal(length)));
    return statement(call("$wx", owner, key, literal(kind), besideKey(kind, structuredClone(key))));
  });
  wraps.push(statement(call("$class", thisNode(), ...(initialiser ? [initialiser, literal(length)] : []))));
  // They come before the static fields, which may call the methods.
  node.body.body = [{ type: "StaticBlock", body: wraps }, ...elements];
  return node;
});

/** The private method with the code of a constructor. */
const INITIALISER = "$initialise";

/**
 * A constructor of a class that extends no other. Its code is a method, which can be suspended; the constructor itself makes the object with its fields.
 */
function constructorPair(one: Tree, place: Place): [made: Tree, code: Tree] {
  const fn = newFunctionPlace(one.value, place.nameHint ?? "", false, true);
  const inside: Place = { ...place, fn, isInitialiser: true };
  const key = { type: "PrivateIdentifier", name: INITIALISER };
  const code = generatorOf(one.value, inside, [id("$newTarget")]);
  // The first parameter is not one of the program's.
  const method: Tree = { ...one, kind: "method", key, computed: false, value: code };
  const given = id("$given");
  const run = call("$drive", {
    ...call(member(thisNode(), key)),
    arguments: [
      { type: "MetaProperty", meta: id("new"), property: id("target") },
      { type: "SpreadElement", argument: given },
    ],
  });
  const result = id("$result");
  const made: Tree = {
    ...one,
    value: {
      type: "FunctionExpression",
      id: null,
      params: [{ type: "RestElement", argument: given }],
      body: block([
        {
          type: "IfStatement",
          test: binary("===", member(given, literal(0), true), id("$bare")),
          consequent: { type: "ReturnStatement", argument: null },
          alternate: null,
        },
        declare("const", [result, run]),
        {
          type: "IfStatement",
          test: call("$isObject", result),
          consequent: returns(result),
          alternate: null,
        },
      ]),
      generator: false,
      async: false,
      expression: false,
    },
  };
  return [made, method];
}

/** A method or accessor of a class that native code can call. */
type Wrap = [key: Tree, kind: string, isStatic: boolean, length: number];

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
  const hinted: Place = { ...place, nameHint: className ? `${className}.${name}` : name };
  if (one.computed) {
    one.key = visit(key, { ...place, resumable: false });
    if (one.type === "MethodDefinition") {
      // The key is needed twice and evaluated once.
      const held = id(temporary(place));
      one.key = assign(held, call("$key", one.key));
      one.heldKey = held;
    }
  }
  if (one.type === "StaticBlock" || one.type === "PropertyDefinition") {
    // In a field `this` is the object itself, even where an arrow function surrounds the class.
    const own: Place = { ...hinted, resumable: false, fn: { ...place.fn, isArrow: false, temporaries: 0 } };
    if (one.value) {
      const fieldName = key.type === "PrivateIdentifier" ? `#${name}` : name;
      one.value = withTemporaries(
        visit(one.computed ? one.value : (named(one.value, fieldName) as Tree), own),
        own,
      );
    }
    if (one.type === "StaticBlock") {
      const { body } = visit(block(one.body), own);
      one.body = own.fn.temporaries > 0 ? [declare("let", ...temporaries(own.fn)), ...body] : body;
    }
    return [one];
  }
  const fn = newFunctionPlace(one.value, hinted.nameHint as string, false, one.kind === "constructor");
  const inside: Place = { ...hinted, fn };
  if (one.kind === "constructor") return [constructorOf(one, inside)];
  const isPrivate = key.type === "PrivateIdentifier";
  if (one.kind === "method") {
    const length = lengthOf(one.value.params);
    one.value = generatorOf(one.value, inside);
    const kind = kindOf({ type: "", async: fn.isAsync, generator: fn.isGenerator });
    if (!isPrivate)
      methods.push([keyOf(one), one.value.isTwofold ? `${kind}Twofold` : kind, one.static === true, length]);
    return [one];
  }
  const made = accessor(one, inside, isPrivate);
  if (isPrivate) return made;
  methods.push([keyOf(one), one.kind, one.static === true, 0]);
  return [made[1] as Tree];
}

/** A field's value that needs temporary variables is computed in an arrow function, which keeps `this`. */
function withTemporaries(value: Tree, { fn }: Place): Tree {
  if (fn.temporaries === 0) return value;
  return call(arrow([], block([declare("let", ...temporaries(fn)), returns(value)])));
}

/** A second copy of a method's key, as a value. */
function keyOf(one: Tree): Tree {
  return one.computed ? (one.heldKey ?? one.key) : literal(one.key.name ?? one.key.value);
}

/** The constructor of a derived class cannot be suspended: it runs as part of the step before it. */
function constructorOf(one: Tree, inside: Place): Tree {
  const place: Place = { ...inside, resumable: false };
  const needs = outerKeywordsOfArrows(one.value);
  one.value.params = one.value.params.map((param: Tree) => visit(param, place));
  const body = visit(one.value.body, place);
  // Arrow functions in it capture `this` themselves, because it does not exist before super() is called.
  const lines = prologue(place.fn, { ...needs, this: false, arguments: false, super: false });
  if (place.fn.usesTarget)
    lines.push(
      declare("const", ["$newTarget", { type: "MetaProperty", meta: id("new"), property: id("target") }]),
    );
  one.value.body = block([...lines, ...body.body]);
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
  const name = String(node.key.name ?? node.key.value ?? "");
  const hinted: Place = { ...place, nameHint: name };
  if (node.kind !== "init") {
    if (node.computed) {
      const held = id(temporary(place));
      node.key = assign(held, call("$key", node.key));
      node.heldKey = held;
    }
    return objectAccessor(node, hinted);
  }
  if (node.method && outerKeywords(node.value).super) return objectMethod(node, hinted);
  if (!node.computed && !(name === "__proto__" && !node.method)) named(node.value, name);
  const isPrototype = name === "__proto__" && !node.computed && !node.method && !node.shorthand;
  if (node.computed && isFunction(node.value)) return computedFunction(node, hinted);
  const value = node.method ? wrapped(node.value, hinted, "method") : visit(node.value, hinted);
  node.value = isPrototype ? call("$proto", value) : value;
  node.method = false;
  node.shorthand = node.shorthand && node.value.type === "Identifier" && node.value.name === name;
  return node;
});

/** `[key]: function` takes its name from the key. */
function computedFunction(node: Tree, place: Place): Tree {
  const held = id(temporary(place));
  node.key = assign(held, call("$key", node.key));
  const value = node.method ? wrapped(node.value, place, "method") : visit(node.value, place);
  node.value = node.value.id ? value : call("$named", value, held);
  node.method = false;
  return node;
}

/** A method of an object literal that uses `super`. It stays a method, and is made callable afterwards. */
function objectMethod(node: Tree, place: Place): Tree {
  const fn = newFunctionPlace(node.value, place.nameHint ?? "", false);
  const length = lengthOf(node.value.params);
  const kind = kindOf(node.value);
  let key: Tree = literal(node.key.name ?? node.key.value);
  if (node.computed) {
    key = id(temporary(place));
    node.key = assign(key, call("$key", node.key));
  }
  node.value = generatorOf(node.value, { ...place, fn });
  node.wrap = array([key, literal(node.value.isTwofold ? `${kind}Twofold` : kind), literal(length)]);
  return node;
}

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
  return { type: "SpreadPair", pair: [{ ...node, value: own.value }, property], hides: array([method.key]) };
}

define(["ObjectExpression"], (node, place) => {
  const wraps: Tree[] = [];
  node.properties = node.properties.flatMap((one: Tree) => {
    // `{ ...object }` copies fields; only in arrays and calls do three dots iterate.
    if (one.type === "SpreadElement") {
      const copied = call("$own_props", site(one, place), visit(one.argument, place));
      return [{ ...one, argument: mayWait(copied, place) }];
    }
    const made = visit(one, place);
    if (made.wrap) wraps.push(made.wrap);
    if (made.hides) wraps.push(made.hides);
    return made.type === "SpreadPair" ? made.pair : [made];
  });
  return wraps.length > 0 ? call("$wo", node, array(wraps)) : node;
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
