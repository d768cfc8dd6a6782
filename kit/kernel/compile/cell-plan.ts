import type { CellModule } from "./cell-text.ts";
import { importedNames } from "./top-level-names.ts";
import { type TypeScript, ts } from "./typescript.ts";

/** What the compiler's checker knows of a cell and its JavaScript needs. Places are offsets into the module's text. */
export interface CellPlan {
  /** Identifiers that are read and written through the scope. */
  readonly throughScope: ReadonlySet<number>;
  /** Those of them that are called, so that they must not get the scope as `this`. */
  readonly called: ReadonlySet<number>;
  /** Names of this cell that go through the scope everywhere. */
  readonly shared: ReadonlySet<string>;
  /** Imported names that have a value. */
  readonly importedValues: ReadonlySet<number>;
  /** Names of all cells that functions and classes of this cell refer to. */
  readonly captured: ReadonlySet<string>;
}

/**
 * Decides which identifiers of a cell go through the scope: all that stand for a top-level name of this or another cell. Plain stay
 * - the name of a function, class, enum or namespace inside itself, where it means just this one,
 * - names that no function can see, which makes loops at top level fast and changes no result.
 *
 * @param capturedBefore - names that functions of earlier cells refer to
 * @param isGlobal - whether a name of another cell is only declared there, and is a global
 */
export function planCell(
  file: TypeScript.SourceFile,
  checker: TypeScript.TypeChecker,
  cell: CellModule,
  capturedBefore: ReadonlySet<string>,
  isGlobal: (name: string) => boolean,
): CellPlan {
  const found: { readonly place: number; readonly name: string; readonly isOwn: boolean }[] = [];
  const called = new Set<number>();
  const importedValues = new Set<number>();
  const captured = new Set<string>();

  const refer = (node: TypeScript.Identifier, depth: number): void => {
    const declarations = symbolOf(node, checker)?.declarations?.filter((one) => isTopLevel(one, file));
    if (!declarations || declarations.length === 0) return;
    const isOwn = declarations.some((one) => one.getStart(file) >= cell.start);
    if (isOwn ? cell.names.get(node.text)?.isAmbient : isGlobal(node.text)) return;
    if (declarations.some((one) => isInside(node, one))) return;
    found.push({ place: node.getStart(file), name: node.text, isOwn });
    if (depth > 0) captured.add(node.text);
    if (isCalled(node)) called.add(node.getStart(file));
  };

  const visit = (node: TypeScript.Node, depth: number): void => {
    if (ts.isTypeNode(node) && !ts.isExpressionWithTypeArguments(node)) return;
    if (ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node)) return;
    if (ts.isHeritageClause(node) && node.token === ts.SyntaxKind.ImplementsKeyword) return;
    if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) return;
    if (ts.isIdentifier(node) && isReference(node)) refer(node, depth);
    const isDeeper = ts.isFunctionLike(node) || ts.isClassLike(node) || ts.isModuleDeclaration(node);
    ts.forEachChild(node, (child) => visit(child, isDeeper ? depth + 1 : depth));
  };

  for (const statement of file.statements) {
    const start = statement.getStart(file);
    if (start < cell.start || start >= cell.end) continue;
    if (ts.isImportDeclaration(statement)) {
      for (const { name, isType } of importedNames(statement))
        if (!isType && isValue(name, checker)) importedValues.add(name.getStart(file));
    }
    visit(statement, 0);
  }
  const isImport = importNames(file, cell);
  const isQuiet = (name: string) => !captured.has(name) && !capturedBefore.has(name) && !isImport.has(name);
  const throughScope = new Set(
    found.filter(({ name, isOwn }) => !isOwn || !isQuiet(name)).map(({ place }) => place),
  );
  const shared = new Set([...cell.names.keys()].filter((name) => !isQuiet(name)));
  return { throughScope, called, shared, importedValues, captured };
}

function importNames(file: TypeScript.SourceFile, cell: CellModule): Set<string> {
  const names = new Set<string>();
  for (const node of file.statements) {
    if (node.getStart(file) < cell.start || node.getStart(file) >= cell.end) continue;
    if (ts.isImportDeclaration(node)) for (const { name } of importedNames(node)) names.add(name.text);
    if (ts.isImportEqualsDeclaration(node)) names.add(node.name.text);
    // Names of `export { a as b }` have no variable of their own.
    if (ts.isExportDeclaration(node) && node.exportClause && ts.isNamedExports(node.exportClause))
      for (const { name } of node.exportClause.elements) names.add(name.text);
  }
  return names;
}

function symbolOf(
  node: TypeScript.Identifier,
  checker: TypeScript.TypeChecker,
): TypeScript.Symbol | undefined {
  return ts.isShorthandPropertyAssignment(node.parent) && node.parent.name === node
    ? checker.getShorthandAssignmentValueSymbol(node.parent)
    : checker.getSymbolAtLocation(node);
}

function isValue(name: TypeScript.Identifier, checker: TypeScript.TypeChecker): boolean {
  const symbol = checker.getSymbolAtLocation(name);
  if (symbol === undefined || !(symbol.flags & ts.SymbolFlags.Alias)) return true;
  const target = checker.getAliasedSymbol(symbol);
  // Of a module without types nothing is known.
  return target.name === "unknown" || (target.flags & ts.SymbolFlags.Value) !== 0;
}

/** Whether the identifier stands for a variable, and is not the name of a member, a label or a declaration. */
export function isReference(node: TypeScript.Identifier): boolean {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent)) return parent.expression === node;
  if (ts.isQualifiedName(parent)) return parent.left === node;
  if (ts.isShorthandPropertyAssignment(parent))
    return parent.name === node || parent.objectAssignmentInitializer === node;
  if (ts.isExportSpecifier(parent)) return (parent.propertyName ?? parent.name) === node;
  if (ts.isBindingElement(parent)) return parent.initializer === node;
  if (ts.isLabeledStatement(parent) || ts.isBreakOrContinueStatement(parent)) return false;
  if (ts.isImportTypeNode(parent) || ts.isMetaProperty(parent) || ts.isJsxAttribute(parent)) return false;
  if (ts.isImportAttribute(parent)) return false;
  if (ts.isTypePredicateNode(parent) && parent.parameterName === node) return true;
  if (ts.isNamedTupleMember(parent)) return parent.name !== node;
  return (parent as TypeScript.Node & { name?: TypeScript.Node }).name !== node;
}

/** Whether a declaration belongs to the module, and not to a function, block, class or namespace in it. */
function isTopLevel(declaration: TypeScript.Declaration, file: TypeScript.SourceFile): boolean {
  if (declaration.getSourceFile() !== file) return false;
  let node: TypeScript.Node = declaration;
  while (
    ts.isBindingElement(node) ||
    ts.isObjectBindingPattern(node) ||
    ts.isArrayBindingPattern(node) ||
    ts.isVariableDeclaration(node)
  )
    node = node.parent;
  if (ts.isVariableDeclarationList(node)) {
    if (ts.isVariableStatement(node.parent) && node.parent.parent === file) return true;
    // `var` in a block belongs to the module, unless a function is around it.
    if (node.flags & ts.NodeFlags.BlockScoped) return false;
    let around: TypeScript.Node = node.parent;
    while (around !== file) {
      if (ts.isFunctionLike(around) || ts.isClassStaticBlockDeclaration(around) || ts.isModuleBlock(around))
        return false;
      around = around.parent;
    }
    return true;
  }
  if (
    ts.isImportSpecifier(node) ||
    ts.isImportClause(node) ||
    ts.isNamespaceImport(node) ||
    ts.isExportSpecifier(node)
  )
    return true;
  return node.parent === file;
}

/** Whether a name is used inside its own declaration, where it is a local name. */
function isInside(node: TypeScript.Node, declaration: TypeScript.Node): boolean {
  const isOwn =
    ts.isFunctionDeclaration(declaration) ||
    ts.isClassDeclaration(declaration) ||
    ts.isEnumDeclaration(declaration) ||
    ts.isModuleDeclaration(declaration);
  let around: TypeScript.Node | undefined = declaration;
  if (!isOwn) {
    // A pattern's defaults may refer to its other names, which are not in the scope yet: `const { a, b = a } = …`.
    while (around && !ts.isVariableDeclaration(around))
      around =
        ts.isBindingElement(around) || ts.isObjectBindingPattern(around) || ts.isArrayBindingPattern(around)
          ? around.parent
          : undefined;
    around = around && !ts.isIdentifier(around.name) ? around.name : undefined;
  }
  for (let at: TypeScript.Node | undefined = node; at && around; at = at.parent)
    if (at === around) return true;
  return false;
}

function isCalled(node: TypeScript.Node): boolean {
  let inner = node;
  let { parent } = inner;
  while (
    ts.isParenthesizedExpression(parent) ||
    ts.isNonNullExpression(parent) ||
    ts.isAsExpression(parent) ||
    ts.isSatisfiesExpression(parent)
  ) {
    inner = parent;
    parent = inner.parent;
  }
  return (
    (ts.isCallExpression(parent) && parent.expression === inner) ||
    (ts.isTaggedTemplateExpression(parent) && parent.tag === inner)
  );
}
