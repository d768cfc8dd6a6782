import { generatorOf, prologue } from "./functions.ts";
import { outerKeywordsOfArrows } from "./names.ts";
import { newFunctionPlace, type Place } from "./place.ts";
import {
  assign,
  binary,
  block,
  call,
  declare,
  id,
  literal,
  member,
  named,
  returns,
  statement,
  type Tree,
  thisNode,
} from "./syntax.ts";
import { visit } from "./visit.ts";

/*
 * A constructor, the fields and the static fields of a class become generators under keys of the explorer, which `$class` takes away. The native
 * constructor only makes the object, with its private names, or runs the generators to their end where native code calls it.
 */

/** The code of a constructor. @param place - its `nameHint` is the constructor's name */
export function constructorCode(one: Tree, isDerived: boolean, place: Place): Tree {
  const fn = newFunctionPlace(one.value, place.nameHint ?? "", false, true, isDerived);
  return {
    ...one,
    kind: "method",
    // `this` does not exist before super(), so the code of a derived class belongs to the class itself.
    static: isDerived,
    key: id("$initKey"),
    computed: true,
    value: generatorOf(one.value, { ...place, fn }, [id("$building")]),
  };
}

/** The constructor that native code sees. */
export function nativeConstructor(isDerived: boolean): Tree {
  const given = id("$given");
  const isBare = binary("===", member(given, literal(0), true), id("$bare"));
  const target = { type: "MetaProperty", meta: id("new"), property: id("target") };
  const result = id("$result");
  const made = isDerived
    ? [
        {
          type: "IfStatement",
          test: isBare,
          consequent: statement({
            ...call("super"),
            callee: { type: "Super" },
            arguments: [{ type: "SpreadElement", argument: call("$up", given) }],
          }),
          alternate: returns(call("$native", target, given)),
        },
      ]
    : [
        {
          type: "IfStatement",
          test: isBare,
          consequent: { type: "ReturnStatement", argument: null },
          alternate: null,
        },
        declare("const", [result, call("$native", target, given, thisNode())]),
        {
          type: "IfStatement",
          test: call("$isObject", result),
          consequent: returns(result),
          alternate: null,
        },
      ];
  return {
    type: "MethodDefinition",
    kind: "constructor",
    static: false,
    computed: false,
    key: id("constructor"),
    value: {
      type: "FunctionExpression",
      id: null,
      params: [{ type: "RestElement", argument: given }],
      body: block(made),
      generator: false,
      async: false,
      expression: false,
    },
  };
}

/**
 * The fields, or the static fields and blocks, that run as code of their own: all of them where one of them does more than name a value. A class with a
 * computed name among them keeps them as they are, because the name is evaluated with the class.
 *
 * @param isDerived - whether they get their values after the code of another constructor
 */
export function suspendedFields(body: readonly Tree[], isStatic: boolean, isDerived = false): Tree[] {
  const fields = body.filter(
    (one) =>
      (one.type === "StaticBlock" && isStatic) ||
      (one.type === "PropertyDefinition" && (one.static === true) === isStatic),
  );
  if (fields.some((one) => one.computed)) return [];
  const isWork = ({ type, value, body: lines }: Tree) =>
    type === "StaticBlock" ? lines.length > 0 : !isPlain(value);
  return isDerived || fields.some(isWork) ? fields : [];
}

/** Whether a value does nothing when it is evaluated. */
function isPlain(value: Tree | null): boolean {
  switch (value?.type) {
    case undefined:
    case "Literal":
    case "Identifier":
    case "ThisExpression":
    case "ArrowFunctionExpression":
    case "FunctionExpression":
      return true;
    case "TemplateLiteral":
      return value?.expressions.length === 0;
    case "UnaryExpression":
      return value?.operator !== "delete" && value?.argument.type === "Literal";
    case "ArrayExpression":
      return value?.elements.every((one: Tree | null) => one === null || isPlain(one));
    case "ObjectExpression":
      return value?.properties.every(
        (one: Tree) => one.type === "Property" && one.kind === "init" && !one.computed && isPlain(one.value),
      );
    default:
      return false;
  }
}

/** The code that gives the fields of an object, or the static ones of a class, their values. */
export function fieldsCode(
  fields: readonly Tree[],
  className: string,
  place: Place,
  isStatic: boolean,
): Tree {
  const fn = newFunctionPlace(undefined, className || place.fn.name, false);
  const inside: Place = { ...place, fn, resumable: true };
  const needs = outerKeywordsOfArrows(
    block(fields.map(({ value, body }) => (value ? statement(value) : block(body ?? [])))),
  );
  const lines = fields.map((one): Tree => {
    if (one.type === "StaticBlock") return visit(block(one.body), inside);
    const isPrivate = one.key.type === "PrivateIdentifier";
    const name = String(one.key.name ?? one.key.value);
    const hinted = { ...inside, nameHint: className ? `${className}.${name}` : name };
    const value = one.value
      ? visit(named(one.value, isPrivate ? `#${name}` : name) as Tree, hinted)
      : { type: "UnaryExpression", operator: "void", prefix: true, argument: literal(0) };
    return statement(
      isPrivate
        ? assign(member(thisNode(), one.key), value)
        : call("$define", thisNode(), literal(one.key.name ?? one.key.value), value),
    );
  });
  return {
    type: "MethodDefinition",
    kind: "method",
    static: isStatic,
    computed: true,
    key: id(isStatic ? "$staticsKey" : "$fieldsKey"),
    value: {
      type: "FunctionExpression",
      id: null,
      params: [],
      generator: true,
      async: false,
      expression: false,
      body: block([...prologue(fn, needs), ...lines]),
    },
  };
}
