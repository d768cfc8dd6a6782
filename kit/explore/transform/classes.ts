import { constructorCode, fieldsCode, nativeConstructor, suspendedFields } from "./constructors.ts";
import { generatorOf, lengthOf, temporaries, wrapped } from "./functions.ts";
import { outerKeywords } from "./names.ts";
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
  block,
  call,
  declare,
  id,
  isFunction,
  literal,
  member,
  named,
  ownersName,
  returns,
  sequence,
  statement,
  type Tree,
  thisNode,
} from "./syntax.ts";
import { define, mayWait, site, visit } from "./visit.ts";

define(["ClassDeclaration", "ClassExpression"], (node, place) => {
  const inside: Place = { ...place, classes: { privates: privatesOf(node), outer: place.classes } };
  const isDerived = node.superClass !== null && node.superClass !== undefined;
  if (isDerived) node.superClass = visit(node.superClass, place);
  const name = node.id?.name ?? node.realName ?? place.nameHint ?? "";
  const methods: Wrap[] = [];
  const elements: Tree[] = [];
  const body = node.body.body as Tree[];
  const fields = suspendedFields(body, false, isDerived);
  const statics = place.resumable ? suspendedFields(body, true) : [];
  const code = body.find((one) => one.kind === "constructor");
  for (const one of body) {
    if (one === code) elements.push(constructorCode(one, isDerived, constructorPlace(name, inside)));
    else if (fields.includes(one) || statics.includes(one)) {
      // The language makes the private name known. The code below gives it its value.
      if (one.key?.type === "PrivateIdentifier") elements.push({ ...one, value: null });
    } else elements.push(...element(one, name, inside, methods));
  }
  if (isDerived || code || fields.length > 0) elements.push(nativeConstructor(isDerived));
  if (fields.length > 0) elements.push(fieldsCode(fields, name, inside, false));
  if (statics.length > 0) elements.push(fieldsCode(statics, name, inside, true));
  const wraps = methods.map(([key, kind, isStatic, length]) => {
    const owner = isStatic ? thisNode() : member(thisNode(), "prototype");
    if (kind !== "get" && kind !== "set")
      return statement(call("$wm", owner, key, literal(kind), literal(length)));
    return statement(call("$wx", owner, key, literal(kind), besideKey(kind, structuredClone(key))));
  });
  wraps.push(
    statement(
      call("$class", thisNode(), literal(isDerived), literal(code ? lengthOf(code.value.params) : 0)),
    ),
  );
  // They come before the static fields, which may call the methods.
  node.body.body = [{ type: "StaticBlock", body: wraps }, ...elements];
  return statics.length > 0 ? withStatics(node, place) : node;
});

const constructorPlace = (name: string, place: Place): Place => ({
  ...place,
  nameHint: name ? `${name}.constructor` : "constructor",
});

/** A class whose static fields and blocks run after it was made, in steps. */
function withStatics(node: Tree, place: Place): Tree {
  const held = id(temporary(place));
  const isDeclaration = node.type === "ClassDeclaration";
  const made: Tree = { ...node, type: "ClassExpression" };
  // A property gives an anonymous class its name. The variable that holds it would give it another one.
  const key = literal(node.realName ?? "");
  const named = node.id
    ? made
    : member(
        {
          type: "ObjectExpression",
          properties: [
            {
              type: "Property",
              kind: "init",
              key,
              value: made,
              computed: false,
              method: false,
              shorthand: false,
            },
          ],
        },
        key,
        true,
      );
  const whole = sequence(assign(held, named), mayWait(call("$statics", held), place), held);
  return isDeclaration ? declare("let", [ownersName(node.id.name), whole]) : whole;
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
    one.key = visit(key, place);
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
  const fn = newFunctionPlace(one.value, hinted.nameHint as string, false);
  const inside: Place = { ...hinted, fn };
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
  // Of the two only this one stays in the class, so its key is the one that is evaluated.
  if (one.computed) (made[1] as Tree).key = besideKey(one.kind, one.key);
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
  const names = node.computed ? [] : [literal(node.kind), keyOf(node)];
  return {
    type: "SpreadPair",
    pair: [{ ...node, value: own.value }, property],
    hides: array([method.key, ...names]),
  };
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
