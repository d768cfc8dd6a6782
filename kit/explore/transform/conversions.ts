import { type Place, temporary } from "./place.ts";
import { assign, binary, call, id, literal, sequence, type Tree } from "./syntax.ts";
import { mayWait } from "./visit.ts";

/** Whether an operator may call code of the program, which says what its objects are as numbers. */
export const converts = (operator: string, place: Place): boolean =>
  place.accessors.hasConversions && place.resumable && !/^(?:===|!==|instanceof)$/.test(operator);

/** Whether the value of an expression is certainly no object. */
export const isPrimitive = ({ type, operator }: Tree): boolean =>
  type === "Literal" ||
  type === "TemplateLiteral" ||
  type === "UpdateExpression" ||
  type === "UnaryExpression" ||
  (type === "BinaryExpression" && operator !== undefined);

/** An operation on two values that are already evaluated. Each is converted by its own methods first. */
export function operation(operator: string, a: Tree, b: Tree, place: Place): Tree {
  if (operator === "in") return binary("in", mayWait(call("$kv", a), place), b);
  if (operator === "==" || operator === "!=") {
    const [c, d] = [id(temporary(place)), id(temporary(place))];
    return sequence(
      assign(c, mayWait(call("$cmp", a, b), place)),
      assign(d, mayWait(call("$cmp", b, a), place)),
      binary(operator, c, d),
    );
  }
  const hint = literal(operator === "+" ? "default" : "number");
  return binary(operator, mayWait(call("$prim", a, hint), place), mayWait(call("$prim", b, hint), place));
}
