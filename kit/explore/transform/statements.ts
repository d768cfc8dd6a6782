import { define, visitChildren } from "./visit.ts";

// A statement drops the result of its call. What is dropped does not tell states apart.
define(["ExpressionStatement"], (node, place) => {
  if (node.expression.type === "CallExpression") node.expression.isDropped = true;
  return visitChildren(node, place);
});
