import { define, visitChildren } from "./visit.ts";

// A statement drops the result of its operation. What is dropped does not tell states apart. (Another call may use what it reads before it returns.)
define(["ExpressionStatement"], (node, place) => {
  const { callee, type } = node.expression;
  const isOperation = callee?.type === "MemberExpression" && callee.object.name === "Atomics";
  if (type === "CallExpression" && isOperation) node.expression.isDropped = true;
  return visitChildren(node, place);
});
