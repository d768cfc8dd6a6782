import { declaredNames, ownNames } from "./names.ts";
import { children, isFunction, type Tree } from "./syntax.ts";

/** A name that a piece of source uses but does not define. */
export interface FreeName {
  readonly name: string;
  /** What is read from it, as in `exports.add` or `labs_1.Mutex`; undefined where the name stands alone. */
  readonly members: Set<string | undefined>;
  /** Whether it is only asked about with `typeof`, which is allowed for names that do not exist. */
  onlyTypeof: boolean;
  /** Whether the source assigns to it. */
  isAssigned: boolean;
}

/** Every name that a tree refers to without declaring it, block scopes counted as their function's. */
export function freeNames(tree: Tree, declared: ReadonlySet<string> = new Set()): Map<string, FreeName> {
  const found = new Map<string, FreeName>();
  const refer = (name: string, known: ReadonlySet<string>, member: string | undefined, isTypeof = false) => {
    if (known.has(name) || name === "arguments") return;
    const free = found.get(name);
    if (free === undefined)
      found.set(name, { name, members: new Set([member]), onlyTypeof: isTypeof, isAssigned: false });
    else {
      free.members.add(member);
      free.onlyTypeof &&= isTypeof;
    }
  };
  const visit = (node: Tree, known: ReadonlySet<string>): void => {
    switch (node.type) {
      case "Identifier":
        refer(node.name, known, undefined);
        return;
      case "MemberExpression":
        if (node.object.type === "Identifier")
          refer(node.object.name, known, node.computed ? undefined : node.property.name);
        else visit(node.object, known);
        if (node.computed) visit(node.property, known);
        return;
      case "UnaryExpression":
        if (node.operator === "typeof" && node.argument.type === "Identifier")
          refer(node.argument.name, known, undefined, true);
        else visit(node.argument, known);
        return;
      case "Property":
      case "MethodDefinition":
      case "PropertyDefinition":
        if (node.computed) visit(node.key, known);
        if (node.value) visit(node.value, known);
        return;
      case "LabeledStatement":
        visit(node.body, known);
        return;
      case "BreakStatement":
      case "ContinueStatement":
      case "MetaProperty":
        return;
      case "ClassExpression":
      case "ClassDeclaration": {
        const inside = node.id ? new Set([...known, node.id.name]) : known;
        if (node.superClass) visit(node.superClass, inside);
        for (const one of node.body.body) visit(one, inside);
        return;
      }
      case "StaticBlock":
        for (const one of node.body) visit(one, new Set([...known, ...declaredNames(node)]));
        return;
      case "AssignmentExpression":
        if (node.left.type === "Identifier" && !known.has(node.left.name)) {
          refer(node.left.name, known, undefined);
          (found.get(node.left.name) as FreeName).isAssigned = true;
        }
        break;
      case "UpdateExpression":
        if (node.argument.type === "Identifier" && !known.has(node.argument.name)) {
          refer(node.argument.name, known, undefined);
          (found.get(node.argument.name) as FreeName).isAssigned = true;
        }
        break;
    }
    if (isFunction(node)) {
      const inside = new Set([...known, ...ownNames(node), ...(node.id ? [node.id.name] : [])]);
      for (const param of node.params) visit(param, inside);
      visit(node.body, inside);
      return;
    }
    for (const child of children(node)) visit(child, known);
  };
  visit(tree, new Set([...declared, ...(isFunction(tree) ? [] : declaredNames(tree))]));
  return found;
}
