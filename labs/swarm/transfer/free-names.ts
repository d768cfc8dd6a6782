import { lexicalNames, patternNames, varNames } from "./bound-names.ts";
import { childNodes, type Tree } from "./syntax-tree.ts";

/** A name that a piece of source uses but does not define itself. */
export interface FreeName {
  readonly name: string;
  /** The members that are read from it, as in `exports.add` or `labs_1.AIAgent`; undefined where the name stands alone. */
  readonly members: ReadonlySet<string | undefined>;
  /** Whether the definition itself evaluates it (`extends`, static fields), and not only a later call. */
  readonly eager: boolean;
  /** Whether it is only the operand of `typeof`, which is allowed for names that do not exist. */
  readonly onlyTypeof: boolean;
}

/** The names and keywords that a function or class takes from the code around it. */
export interface FreeNames {
  readonly names: ReadonlyMap<string, FreeName>;
  /** `this`, `super`, `arguments` and `new.target` of a function around it, which have no meaning outside that function. */
  readonly keywords: ReadonlySet<string>;
}

interface Mutable {
  members: Set<string | undefined>;
  eager: boolean;
  onlyTypeof: boolean;
}

/** Finds every name that a parsed expression refers to without defining it. */
export function freeNames(expression: Tree): FreeNames {
  const finder = new Finder();
  finder.visit(expression, { declared: new Set(), outer: undefined }, { eager: true, own: new Set() });
  const names = new Map<string, FreeName>();
  for (const [name, found] of finder.found) names.set(name, { name, ...found });
  return { names, keywords: finder.keywords };
}

interface Scope {
  readonly declared: Set<string>;
  readonly outer: Scope | undefined;
}

/** The position of the walk: whether the code runs at once, and which of the keywords are defined here. */
interface Place {
  readonly eager: boolean;
  readonly own: ReadonlySet<string>;
}

const FUNCTION_OWNS: ReadonlySet<string> = new Set(["this", "arguments", "new.target"]);
const METHOD_OWNS: ReadonlySet<string> = new Set([...FUNCTION_OWNS, "super"]);
const FIELD_OWNS: ReadonlySet<string> = new Set(["this", "super", "new.target"]);

class Finder {
  readonly found = new Map<string, Mutable>();
  readonly keywords = new Set<string>();

  visit(node: Tree, scope: Scope, place: Place): void {
    switch (node.type) {
      case "Identifier":
        this.#refer(node.name as string, undefined, scope, place);
        return;
      case "ThisExpression":
        this.#keyword("this", place);
        return;
      case "Super":
        this.#keyword("super", place);
        return;
      case "MetaProperty":
        this.#keyword("new.target", place);
        return;
      case "MemberExpression":
        this.#member(node, scope, place);
        return;
      case "UnaryExpression":
        this.#unary(node, scope, place);
        return;
      case "Property":
        this.#keyed(node, scope, place, place);
        return;
      case "MethodDefinition":
        this.#keyed(node, scope, place, { eager: place.eager, own: METHOD_OWNS });
        return;
      case "PropertyDefinition":
        this.#keyed(node, scope, place, {
          eager: place.eager && node.static === true,
          own: FIELD_OWNS,
        });
        return;
      case "StaticBlock":
        this.#block(node.body as Tree[], scope, { eager: place.eager, own: FIELD_OWNS });
        return;
      case "FunctionDeclaration":
      case "FunctionExpression":
        this.#function(node, scope, {
          eager: false,
          own: place.own.has("super") ? METHOD_OWNS : FUNCTION_OWNS,
        });
        return;
      case "ArrowFunctionExpression":
        this.#function(node, scope, { eager: false, own: place.own });
        return;
      case "ClassDeclaration":
      case "ClassExpression":
        this.#class(node, scope, place);
        return;
      case "BlockStatement":
        this.#block(node.body as Tree[], scope, place);
        return;
      case "SwitchStatement":
        this.#switch(node, scope, place);
        return;
      case "ForStatement":
      case "ForInStatement":
      case "ForOfStatement":
        this.#children(node, inner(scope, lexicalNames([(node.init ?? node.left) as Tree])), place);
        return;
      case "CatchClause":
        this.#children(node, inner(scope, node.param ? patternNames(node.param as Tree) : []), place);
        return;
      case "LabeledStatement":
        this.visit(node.body as Tree, scope, place);
        return;
      case "BreakStatement":
      case "ContinueStatement":
        return;
      default:
        this.#children(node, scope, place);
        return;
    }
  }

  #children(node: Tree, scope: Scope, place: Place): void {
    for (const child of childNodes(node)) this.visit(child, scope, place);
  }

  #refer(name: string, member: string | undefined, scope: Scope, place: Place, onlyTypeof = false): void {
    if (name === "arguments" && place.own.has("arguments")) return;
    for (let s: Scope | undefined = scope; s !== undefined; s = s.outer) if (s.declared.has(name)) return;
    if (name === "arguments") {
      this.keywords.add(name);
      return;
    }
    const known = this.found.get(name);
    if (known === undefined) {
      this.found.set(name, { members: new Set([member]), eager: place.eager, onlyTypeof });
      return;
    }
    known.members.add(member);
    known.eager ||= place.eager;
    known.onlyTypeof &&= onlyTypeof;
  }

  #keyword(name: string, place: Place): void {
    if (!place.own.has(name)) this.keywords.add(name);
  }

  #member(node: Tree, scope: Scope, place: Place): void {
    const object = node.object as Tree;
    const property = node.property as Tree;
    if (node.computed === true) this.visit(property, scope, place);
    const member = node.computed === true ? undefined : (property.name as string);
    if (object.type === "Identifier") this.#refer(object.name as string, member, scope, place);
    else this.visit(object, scope, place);
  }

  #unary(node: Tree, scope: Scope, place: Place): void {
    const argument = node.argument as Tree;
    if (node.operator === "typeof" && argument.type === "Identifier") {
      this.#refer(argument.name as string, undefined, scope, place, true);
    } else {
      this.visit(argument, scope, place);
    }
  }

  #keyed(node: Tree, scope: Scope, place: Place, valuePlace: Place): void {
    if (node.computed === true) this.visit(node.key as Tree, scope, place);
    const isMethod =
      node.type === "MethodDefinition" || node.method === true || node.kind === "get" || node.kind === "set";
    if (node.value) {
      this.visit(
        node.value as Tree,
        scope,
        isMethod ? { eager: valuePlace.eager, own: METHOD_OWNS } : valuePlace,
      );
    }
  }

  #function(node: Tree, scope: Scope, place: Place): void {
    const params = node.params as Tree[];
    const body = node.body as Tree;
    const own = node.type === "FunctionExpression" && node.id ? patternNames(node.id as Tree) : [];
    const withParams = inner(scope, [...own, ...params.flatMap(patternNames)]);
    for (const param of params) this.visit(param, withParams, place);
    if (body.type === "BlockStatement") this.#block(body.body as Tree[], withParams, place);
    else this.visit(body, withParams, place);
  }

  #class(node: Tree, scope: Scope, place: Place): void {
    const withName = inner(scope, node.id ? patternNames(node.id as Tree) : []);
    if (node.superClass) this.visit(node.superClass as Tree, withName, place);
    this.visit(node.body as Tree, withName, place);
  }

  #block(statements: Tree[], scope: Scope, place: Place): void {
    const withNames = inner(scope, [...lexicalNames(statements), ...statements.flatMap(varNames)]);
    for (const statement of statements) this.visit(statement, withNames, place);
  }

  #switch(node: Tree, scope: Scope, place: Place): void {
    this.visit(node.discriminant as Tree, scope, place);
    const cases = node.cases as Tree[];
    const withNames = inner(scope, lexicalNames(cases.flatMap((one) => one.consequent as Tree[])));
    for (const one of cases) this.#children(one, withNames, place);
  }
}

function inner(outer: Scope, names: readonly string[]): Scope {
  return { declared: new Set(names), outer };
}
