import { childNodes, patternNames } from "@swarmlab/labs/swarm/transfer";
import { isFunction, type Tree } from "./syntax.ts";

/** All names that are declared anywhere below, up to the next function, whose own name counts. */
export function declaredNames(node: Tree, names = new Set<string>()): Set<string> {
  switch (node.type) {
    case "VariableDeclaration":
      for (const one of node.declarations) for (const name of patternNames(one.id)) names.add(name);
      break;
    case "FunctionDeclaration":
    case "ClassDeclaration":
      if (node.id) names.add(node.id.name);
      if (node.type === "FunctionDeclaration") return names;
      break;
    case "CatchClause":
      for (const name of patternNames(node.param)) names.add(name);
      break;
  }
  for (const child of childNodes(node))
    if (!isFunction(child)) declaredNames(child, names);
    else if (child.type === "FunctionDeclaration" && child.id) names.add(child.id.name);
  return names;
}

/** The names that a function declares: its parameters and the names in its body. */
export function ownNames(fn: Tree): Set<string> {
  const names = new Set<string>(fn.params.flatMap(patternNames));
  declaredNames(fn.body, names);
  return names;
}

/**
 * The variables that carry a value from one turn of a loop to the next: they are assigned in the loop and not declared in its body. The
 * variables that the loop's head declares with `let` are among them.
 */
export function carriedNames(loop: Tree): string[] {
  const assigned = new Set<string>();
  const visit = (node: Tree) => {
    if (node.type === "AssignmentExpression") for (const name of patternNames(node.left)) assigned.add(name);
    else if (node.type === "UpdateExpression")
      for (const name of patternNames(node.argument)) assigned.add(name);
    else if (
      (node.type === "ForOfStatement" || node.type === "ForInStatement") &&
      node.left.type !== "VariableDeclaration"
    )
      for (const name of patternNames(node.left)) assigned.add(name);
    for (const child of childNodes(node)) visit(child);
  };
  visit(loop);
  const fresh = new Set<string>();
  const declaresInBody = (node: Tree) => {
    if (node.type === "VariableDeclaration" && node.kind !== "var") {
      for (const one of node.declarations) for (const name of patternNames(one.id)) fresh.add(name);
    } else if (isFunction(node)) for (const name of ownNames(node)) fresh.add(name);
    for (const child of childNodes(node)) declaresInBody(child);
  };
  declaresInBody(loop.body);
  return [...assigned].filter((name) => !fresh.has(name));
}

/** The keywords that an arrow function takes from the function around it. */
export interface OuterKeywords {
  this: boolean;
  arguments: boolean;
  super: boolean;
}

/** Which of `this`, `arguments` and `super` the code of a function uses, arrow functions inside it included. */
export function outerKeywords(
  node: Tree,
  found: OuterKeywords = { this: false, arguments: false, super: false },
): OuterKeywords {
  if (node.type === "ThisExpression") found.this = true;
  else if (node.type === "Super") {
    found.super = true;
    found.this = true;
  } else if (node.type === "Identifier" && node.name === "arguments") found.arguments = true;
  for (const child of childNodes(node)) {
    if (child.type === "FunctionExpression" || child.type === "FunctionDeclaration") continue;
    if (child.type === "ClassExpression" || child.type === "ClassDeclaration") {
      if (child.superClass) outerKeywords(child.superClass, found);
      continue;
    }
    outerKeywords(child, found);
  }
  return found;
}

/** Which of them the arrow functions below use. The code outside them is not counted. */
export function outerKeywordsOfArrows(node: Tree): OuterKeywords {
  const found: OuterKeywords = { this: false, arguments: false, super: false };
  const visit = (inner: Tree) => {
    for (const child of childNodes(inner)) {
      if (child.type === "ArrowFunctionExpression") outerKeywords(child, found);
      else if (isFunction(child) || child.type === "ClassBody") continue;
      else visit(child);
    }
  };
  visit(node);
  return found;
}
