import type { CellPlan } from "./cell-plan.ts";
import type { CellModule } from "./cell-text.ts";
import { IMPORT, META, SCOPE } from "./scope-names.ts";
import { exportedNames, hasModifier, importedNames, namesOfBinding } from "./top-level-names.ts";
import { type TypeScript, ts } from "./typescript.ts";

/** An imported name, or a whole module under a name. */
export interface CellImport {
  readonly name: string;
  readonly specifier: string;
  /** The export's name; "*" for the whole module. */
  readonly exportName: string;
}

/**
 * The transformation of a cell into the body of a function: every top-level value becomes a property of the scope, and every reference that
 * the plan names goes through it. The body returns the value of the last expression in an array, because a promise must not be awaited.
 *
 * @param imports - is filled with what the cell imports
 */
export function scopeTransform(
  cell: CellModule,
  plan: CellPlan,
  imports: CellImport[],
): TypeScript.TransformerFactory<TypeScript.SourceFile> {
  return (context) => (file) => new ScopeTransform(context, file, cell, plan, imports).run();
}

class ScopeTransform {
  readonly #f: TypeScript.NodeFactory;
  readonly #context: TypeScript.TransformationContext;
  readonly #file: TypeScript.SourceFile;
  readonly #cell: CellModule;
  readonly #plan: CellPlan;
  readonly #imports: CellImport[];
  /** Statements that run first: imports, then functions. */
  readonly #modules: TypeScript.Statement[] = [];
  readonly #functions: TypeScript.Statement[] = [];
  readonly #body: TypeScript.Statement[] = [];
  /** Variables that the scope gets again at the end, because the cell works on its own copy of them. */
  readonly #copied = new Set<string>();
  #last: TypeScript.Statement | undefined;

  constructor(
    context: TypeScript.TransformationContext,
    file: TypeScript.SourceFile,
    cell: CellModule,
    plan: CellPlan,
    imports: CellImport[],
  ) {
    this.#f = context.factory;
    this.#context = context;
    this.#file = file;
    this.#cell = cell;
    this.#plan = plan;
    this.#imports = imports;
  }

  run(): TypeScript.SourceFile {
    const own = this.#file.statements.filter((one) => {
      const start = one.getStart(this.#file);
      return start >= this.#cell.start && start < this.#cell.end;
    });
    this.#last = own.findLast((one) => !ts.isEmptyStatement(one));
    const value = this.#f.createUniqueName("value");
    for (const statement of own) {
      if (statement === this.#last && ts.isExpressionStatement(statement)) {
        const expression = this.#visit(statement.expression);
        this.#body.push(ts.setTextRange(this.#constant(value, expression), statement));
      } else this.#statement(statement);
    }
    const hasValue = this.#last !== undefined && ts.isExpressionStatement(this.#last);
    const hoisted = [...this.#cell.names.values()]
      .filter(({ name, isVariable }) => isVariable && this.#isHoisted(name))
      .map(({ name }) => name);
    return this.#f.updateSourceFile(this.#file, [
      ...this.#modules,
      ...hoisted
        .filter((name) => this.#plan.shared.has(name))
        .map((name) => this.#publish(name, this.#f.createVoidZero())),
      ...this.#functions,
      ...this.#body,
      ...[...this.#copied, ...hoisted.filter((name) => !this.#plan.shared.has(name))].map((name) =>
        this.#publish(name),
      ),
      ...(hasValue ? [this.#f.createReturnStatement(this.#f.createArrayLiteralExpression([value]))] : []),
    ]);
  }

  /** Names of `var` below the top level, whose declarations become assignments. */
  #isHoisted(name: string): boolean {
    return !this.#declared.has(name);
  }
  readonly #declared = new Set<string>();

  #statement(node: TypeScript.Statement): void {
    if (ts.isImportDeclaration(node)) this.#import(node);
    else if (ts.isImportEqualsDeclaration(node)) this.#importEquals(node);
    else if (ts.isExportDeclaration(node)) this.#export(node);
    else if (ts.isExportAssignment(node))
      this.#body.push(ts.setTextRange(this.#publish("default", this.#visit(node.expression)), node));
    else if (hasModifier(node, ts.SyntaxKind.DeclareKeyword)) return;
    else if (ts.isVariableStatement(node)) this.#variables(node);
    else if (ts.isFunctionDeclaration(node)) this.#function(node);
    else if (ts.isClassDeclaration(node)) this.#class(node);
    else if (ts.isEnumDeclaration(node) || ts.isModuleDeclaration(node)) {
      if (ts.isModuleDeclaration(node) && !ts.isIdentifier(node.name)) return;
      const name = node.name.text;
      this.#body.push(this.#plain(node));
      if (this.#cell.names.get(name)?.isValue && (ts.isEnumDeclaration(node) || holdsValues(node)))
        this.#body.push(this.#publish(name));
    } else this.#body.push(this.#visit(node));
  }

  #import(node: TypeScript.ImportDeclaration): void {
    const names = importedNames(node);
    const values = names.filter(({ name }) => this.#plan.importedValues.has(name.getStart(this.#file)));
    // An import of types only loads nothing.
    if (names.length > 0 && values.length === 0) return;
    if (
      node.importClause &&
      names.length === 0 &&
      node.importClause.phaseModifier === ts.SyntaxKind.TypeKeyword
    )
      return;
    const specifier = (node.moduleSpecifier as TypeScript.StringLiteral).text;
    const attributes = node.attributes?.elements.map((one) =>
      this.#f.createPropertyAssignment(one.name, one.value),
    );
    const module = this.#load(node, specifier, attributes);
    for (const { name, exportName } of values) this.#link(name.text, specifier, exportName, module);
  }

  #importEquals(node: TypeScript.ImportEqualsDeclaration): void {
    if (node.isTypeOnly) return;
    const { moduleReference } = node;
    const name = node.name.text;
    if (!ts.isExternalModuleReference(moduleReference)) {
      // `import A = N.B`: an alias of something in a namespace.
      const value = this.#visit(entityAsExpression(moduleReference, this.#f));
      this.#body.push(ts.setTextRange(this.#publish(name, value), node));
      return;
    }
    const specifier = (moduleReference.expression as TypeScript.StringLiteral).text;
    const module = this.#load(node, specifier, undefined);
    const whole = this.#f.createBinaryExpression(
      this.#f.createElementAccessExpression(module, this.#f.createStringLiteral("module.exports")),
      ts.SyntaxKind.QuestionQuestionToken,
      module,
    );
    this.#modules.push(this.#publish(name, whole));
    this.#imports.push({ name, specifier, exportName: "*" });
  }

  #export(node: TypeScript.ExportDeclaration): void {
    if (node.isTypeOnly) return;
    if (node.moduleSpecifier) {
      const specifier = (node.moduleSpecifier as TypeScript.StringLiteral).text;
      const module = this.#load(node, specifier, undefined);
      for (const one of exportedNames(node)) {
        if (!one.isTypeOnly)
          this.#link(one.name.text, specifier, (one.propertyName ?? one.name).text, module);
      }
      return;
    }
    for (const { name, propertyName, isTypeOnly } of exportedNames(node)) {
      if (propertyName === undefined || isTypeOnly || name.text === propertyName.text) continue;
      if (!ts.isIdentifier(propertyName)) continue;
      this.#body.push(this.#getter(name.text, this.#access(propertyName.text)));
    }
  }

  #variables(node: TypeScript.VariableStatement): void {
    const { declarationList } = node;
    for (const declaration of declarationList.declarations) {
      const list = this.#f.createVariableDeclarationList([this.#visit(declaration)], declarationList.flags);
      this.#body.push(
        ts.setTextRange(
          this.#f.createVariableStatement(undefined, ts.setTextRange(list, declaration)),
          declaration,
        ),
      );
      for (const name of namesOfBinding(declaration.name)) {
        this.#declared.add(name);
        this.#body.push(this.#publish(name));
        const isVariable = !(declarationList.flags & (ts.NodeFlags.Const | ts.NodeFlags.Using));
        if (isVariable && !this.#plan.shared.has(name)) this.#copied.add(name);
      }
    }
  }

  #function(node: TypeScript.FunctionDeclaration): void {
    if (node.body === undefined) return;
    if (node.name === undefined) {
      const { asteriskToken, parameters, body } = this.#plain(node);
      const modifiers = (ts.getModifiers(node) ?? []).filter(
        ({ kind }) => kind === ts.SyntaxKind.AsyncKeyword,
      );
      const value = this.#f.createFunctionExpression(
        modifiers,
        asteriskToken,
        undefined,
        undefined,
        parameters,
        undefined,
        body as TypeScript.Block,
      );
      this.#functions.push(this.#publish("default", value));
      return;
    }
    this.#body.push(this.#plain(node));
    this.#functions.push(this.#publish(node.name.text));
    this.#publishDefault(node, node.name.text, this.#functions);
  }

  #class(node: TypeScript.ClassDeclaration): void {
    if (node.name === undefined) {
      const { heritageClauses, members } = this.#plain(node);
      const value = this.#f.createClassExpression(undefined, undefined, undefined, heritageClauses, members);
      this.#body.push(this.#publish("default", value));
      return;
    }
    this.#body.push(this.#plain(node), this.#publish(node.name.text));
    this.#publishDefault(node, node.name.text, this.#body);
  }

  #publishDefault(node: TypeScript.Node, name: string, into: TypeScript.Statement[]): void {
    if (hasModifier(node, ts.SyntaxKind.DefaultKeyword))
      into.push(this.#publish("default", this.#f.createIdentifier(name)));
  }

  /** A declaration without `export` and `default`. */
  #plain<
    T extends
      | TypeScript.FunctionDeclaration
      | TypeScript.ClassDeclaration
      | TypeScript.EnumDeclaration
      | TypeScript.ModuleDeclaration,
  >(node: T): T {
    const f = this.#f;
    const visited = this.#visit(node);
    const modifiers = visited.modifiers?.filter(
      ({ kind }) => kind !== ts.SyntaxKind.ExportKeyword && kind !== ts.SyntaxKind.DefaultKeyword,
    );
    if (modifiers?.length === visited.modifiers?.length) return visited;
    const kept = modifiers as TypeScript.Modifier[];
    const bare = ts.isFunctionDeclaration(visited)
      ? f.updateFunctionDeclaration(
          visited,
          kept,
          visited.asteriskToken,
          visited.name,
          visited.typeParameters,
          visited.parameters,
          visited.type,
          visited.body,
        )
      : ts.isClassDeclaration(visited)
        ? f.updateClassDeclaration(
            visited,
            kept,
            visited.name,
            visited.typeParameters,
            visited.heritageClauses,
            visited.members,
          )
        : ts.isEnumDeclaration(visited)
          ? f.updateEnumDeclaration(visited, kept, visited.name, visited.members)
          : f.updateModuleDeclaration(
              visited as TypeScript.ModuleDeclaration,
              kept,
              (visited as TypeScript.ModuleDeclaration).name,
              (visited as TypeScript.ModuleDeclaration).body,
            );
    return bare as unknown as T;
  }

  #visit<T extends TypeScript.Node>(node: T): T {
    return ts.visitNode(node, this.#visitor) as T;
  }

  readonly #visitor = (node: TypeScript.Node): TypeScript.Node => {
    if (ts.isTypeNode(node) && !ts.isExpressionWithTypeArguments(node)) return node;
    if (ts.isIdentifier(node) && this.#isThroughScope(node)) {
      const access = this.#access(node.text, node);
      return this.#plan.called.has(node.getStart(this.#file)) ? this.#detached(access) : access;
    }
    if (ts.isShorthandPropertyAssignment(node) && this.#isThroughScope(node.name)) {
      const target = this.#access(node.name.text, node.name);
      const value = node.objectAssignmentInitializer
        ? this.#f.createAssignment(target, this.#visit(node.objectAssignmentInitializer))
        : target;
      return ts.setTextRange(
        this.#f.createPropertyAssignment(this.#f.createIdentifier(node.name.text), value),
        node,
      );
    }
    if (ts.isBinaryExpression(node) && isAssignment(node.operatorToken.kind) && isAnonymous(node.right)) {
      const { left } = node;
      if (ts.isIdentifier(left) && this.#isThroughScope(left))
        return this.#f.updateBinaryExpression(
          node,
          this.#visit(left),
          node.operatorToken,
          this.#named(left.text, this.#visit(node.right)),
        );
    }
    if (ts.isMetaProperty(node) && node.keywordToken === ts.SyntaxKind.ImportKeyword)
      return ts.setTextRange(this.#f.createIdentifier(META), node);
    if (this.#isSharedVar(node)) return this.#assignments(node);
    return ts.visitEachChild(node, this.#visitor, this.#context);
  };

  #isThroughScope(node: TypeScript.Node): boolean {
    return node.pos >= 0 && this.#plan.throughScope.has(node.getStart(this.#file));
  }

  /** Whether a node declares variables of the cell inside a block, by `var`, that go through the scope. */
  #isSharedVar(
    node: TypeScript.Node,
  ): node is TypeScript.VariableStatement | TypeScript.VariableDeclarationList {
    const list = ts.isVariableStatement(node) ? node.declarationList : node;
    if (!ts.isVariableDeclarationList(list) || list.flags & ts.NodeFlags.BlockScoped) return false;
    if (ts.isVariableStatement(list.parent) && list.parent.parent === this.#file) return false;
    let around: TypeScript.Node = list.parent;
    while (around !== this.#file) {
      if (ts.isFunctionLike(around) || ts.isClassLike(around) || ts.isModuleBlock(around)) return false;
      around = around.parent;
    }
    return list.declarations.some(({ name }) =>
      namesOfBinding(name).some((one) => this.#plan.shared.has(one)),
    );
  }

  #assignments(node: TypeScript.VariableStatement | TypeScript.VariableDeclarationList): TypeScript.Node {
    const list = ts.isVariableStatement(node) ? node.declarationList : node;
    const isInLoopHead = ts.isForOfStatement(list.parent) || ts.isForInStatement(list.parent);
    const parts = list.declarations.flatMap(({ name, initializer }) => {
      const target = this.#target(name);
      if (isInLoopHead) return [target];
      return initializer ? [this.#f.createAssignment(target, this.#visit(initializer))] : [];
    });
    const expression =
      parts.length === 0
        ? this.#f.createVoidZero()
        : parts.reduce((all, part) => this.#f.createComma(all, part));
    const placed = ts.setTextRange(expression, list);
    return ts.isVariableStatement(node)
      ? ts.setTextRange(
          this.#f.createExpressionStatement(
            ts.isObjectLiteralExpression(placed) ? this.#f.createParenthesizedExpression(placed) : placed,
          ),
          node,
        )
      : placed;
  }

  /** A pattern of a declaration as the left side of an assignment. */
  #target(name: TypeScript.BindingName): TypeScript.Expression {
    const f = this.#f;
    if (ts.isIdentifier(name)) return this.#access(name.text, name);
    const withDefault = (element: TypeScript.BindingElement) => {
      const target = this.#target(element.name);
      return element.initializer ? f.createAssignment(target, this.#visit(element.initializer)) : target;
    };
    if (ts.isArrayBindingPattern(name))
      return f.createArrayLiteralExpression(
        name.elements.map((element) => {
          if (ts.isOmittedExpression(element)) return f.createOmittedExpression();
          return element.dotDotDotToken
            ? f.createSpreadElement(this.#target(element.name))
            : withDefault(element);
        }),
      );
    return f.createObjectLiteralExpression(
      name.elements.map((element) => {
        if (element.dotDotDotToken) return f.createSpreadAssignment(this.#target(element.name));
        const key = element.propertyName
          ? this.#visit(element.propertyName)
          : f.createIdentifier((element.name as TypeScript.Identifier).text);
        return f.createPropertyAssignment(key, withDefault(element));
      }),
    );
  }

  #access(name: string, place?: TypeScript.Node): TypeScript.Expression {
    const access = this.#f.createPropertyAccessExpression(this.#f.createIdentifier(SCOPE), name);
    // A position behind the name, where a call begins in JavaScript, counts for the name.
    return place ? ts.setEmitFlags(ts.setTextRange(access, place), ts.EmitFlags.NoTrailingSourceMap) : access;
  }

  /** An anonymous function or class under a name, as an assignment to a plain variable gives it: `({ f: () => 1 }).f`. */
  #named(name: string, value: TypeScript.Expression): TypeScript.Expression {
    const f = this.#f;
    const holder = f.createObjectLiteralExpression([f.createPropertyAssignment(name, value)]);
    const member = f.createPropertyAccessExpression(f.createParenthesizedExpression(holder), name);
    return ts.setTextRange(member, value);
  }

  /** A function without the scope as its `this`: `(0, $cells$.f)`. */
  #detached(access: TypeScript.Expression): TypeScript.Expression {
    const comma = this.#f.createComma(this.#f.createNumericLiteral(0), access);
    const whole = ts.setTextRange(this.#f.createParenthesizedExpression(comma), access);
    return ts.setEmitFlags(whole, ts.EmitFlags.NoTrailingSourceMap);
  }

  #publish(
    name: string,
    value: TypeScript.Expression = this.#f.createIdentifier(name),
  ): TypeScript.Statement {
    return this.#f.createExpressionStatement(this.#f.createAssignment(this.#access(name), value));
  }

  #constant(name: TypeScript.Identifier, value: TypeScript.Expression): TypeScript.Statement {
    const declaration = this.#f.createVariableDeclaration(name, undefined, undefined, value);
    return this.#f.createVariableStatement(
      undefined,
      this.#f.createVariableDeclarationList([declaration], ts.NodeFlags.Const),
    );
  }

  #load(
    node: TypeScript.Node,
    specifier: string,
    attributes: TypeScript.ObjectLiteralElementLike[] | undefined,
  ): TypeScript.Identifier {
    const f = this.#f;
    const name = f.createUniqueName("module");
    const options =
      attributes &&
      f.createObjectLiteralExpression([
        f.createPropertyAssignment("with", f.createObjectLiteralExpression(attributes)),
      ]);
    const call = ts.setTextRange(
      f.createCallExpression(f.createIdentifier(IMPORT), undefined, [
        f.createStringLiteral(specifier),
        ...(options ? [options] : []),
      ]),
      node,
    );
    this.#modules.push(
      ts.setTextRange(this.#constant(name, ts.setTextRange(f.createAwaitExpression(call), node)), node),
    );
    return name;
  }

  /** Makes a name stand for an export, whose value may change. */
  #link(name: string, specifier: string, exportName: string, module: TypeScript.Identifier): void {
    this.#imports.push({ name, specifier, exportName });
    const value =
      exportName === "*"
        ? module
        : this.#f.createElementAccessExpression(module, this.#f.createStringLiteral(exportName));
    this.#modules.push(this.#getter(name, value));
  }

  #getter(name: string, value: TypeScript.Expression): TypeScript.Statement {
    const f = this.#f;
    const get = f.createArrowFunction(undefined, undefined, [], undefined, undefined, value);
    return f.createExpressionStatement(
      f.createCallExpression(
        f.createPropertyAccessExpression(f.createIdentifier(IMPORT), "link"),
        undefined,
        [f.createIdentifier(SCOPE), f.createStringLiteral(name), get],
      ),
    );
  }
}

/** The assignments that name an anonymous function. */
function isAssignment(kind: TypeScript.SyntaxKind): boolean {
  return (
    kind === ts.SyntaxKind.EqualsToken ||
    kind === ts.SyntaxKind.QuestionQuestionEqualsToken ||
    kind === ts.SyntaxKind.BarBarEqualsToken ||
    kind === ts.SyntaxKind.AmpersandAmpersandEqualsToken
  );
}

/** Whether an expression is a function or class without a name of its own. */
function isAnonymous(node: TypeScript.Expression): boolean {
  return (
    ts.isArrowFunction(node) ||
    ((ts.isFunctionExpression(node) || ts.isClassExpression(node)) && node.name === undefined)
  );
}

function holdsValues(node: TypeScript.ModuleDeclaration): boolean {
  const { body } = node;
  if (!body || !ts.isModuleBlock(body)) return body !== undefined;
  return body.statements.some(
    (one) =>
      !ts.isInterfaceDeclaration(one) &&
      !ts.isTypeAliasDeclaration(one) &&
      !hasModifier(one, ts.SyntaxKind.DeclareKeyword),
  );
}

function entityAsExpression(name: TypeScript.EntityName, f: TypeScript.NodeFactory): TypeScript.Expression {
  if (ts.isIdentifier(name)) return name;
  return ts.setTextRange(
    f.createPropertyAccessExpression(entityAsExpression(name.left, f), name.right),
    name,
  );
}
