import { effectsOf, NO_EFFECTS } from "./effects.ts";
import { exportedNames } from "./top-level-names.ts";
import { type TypeScript, ts } from "./typescript.ts";

/** The kind of a top-level statement. `expression` covers calls, loops and all other statements that declare nothing. */
export type StatementKind =
  | "import"
  | "function"
  | "class"
  | "const"
  | "let"
  | "var"
  | "type"
  | "interface"
  | "enum"
  | "namespace"
  /** `declare global`, `declare module "x"`: says something about all modules. */
  | "augmentation"
  | "export"
  | "expression";

/** One top-level statement of a cell. */
export interface TopLevelStatement {
  readonly kind: StatementKind;
  /** Names it declares at top level, in order. */
  readonly declares: readonly string[];
  /** Names it refers to and does not declare inside itself, sorted. Its own top-level name counts when it refers to itself. Globals such as `Math` are among them. */
  readonly uses: readonly string[];
  /**
   * Names that it does not declare and whose values it changes: by an assignment to them or to a member, or through `Object.assign` and its like.
   * Changes inside functions count. Computed together with `uses`.
   */
  readonly changes: readonly string[];
  /** Those of them that it assigns to: `n = 1`, and not `n.a = 1`. */
  readonly assigns: readonly string[];
  /** Names of which it calls a member, as `list.push(1)` does, which may change them. */
  readonly handles: readonly string[];
  /** For an import: the module specifier. */
  readonly from?: string;
  /** For an import: names as the module exports them, by local name (`"*"` for a namespace, `"default"` for the default). */
  readonly imported?: Readonly<Record<string, string>>;
  /** Offsets into the source, comments in front of the statement included. */
  readonly start: number;
  readonly end: number;
  /** First and last line, from 1, without the comments in front. */
  readonly startLine: number;
  readonly endLine: number;
  /** Whether it has the modifier `export`. */
  readonly exported: boolean;
  /** Whether it awaits at top level. */
  readonly awaits: boolean;
}

const FILE = "cell.ts";

/**
 * Splits a cell into its top-level statements. Never throws: of a text with syntax errors it returns what could be read.
 *
 * @param usesOf - the statements whose `uses` are computed, which takes longest. `uses` of the others is empty. Default: all
 */
export function analyse(
  source: string,
  usesOf: (kind: StatementKind) => boolean = () => true,
): TopLevelStatement[] {
  try {
    return takeApart(source, usesOf);
  } catch (error) {
    // The text is nested too deeply for the parser's stack. The compiler reports it.
    if (error instanceof RangeError) return [unreadable(source)];
    throw error;
  }
}

const unreadable = (source: string): TopLevelStatement => ({
  kind: "expression",
  declares: [],
  uses: [],
  changes: [],
  assigns: [],
  handles: [],
  start: 0,
  end: source.length,
  startLine: 1,
  endLine: source.split("\n").length,
  exported: false,
  awaits: false,
});

function takeApart(source: string, usesOf: (kind: StatementKind) => boolean): TopLevelStatement[] {
  const file = ts.createSourceFile(FILE, source, ts.ScriptTarget.ESNext, true, ts.ScriptKind.TS);
  let bound: FindSymbol | undefined;
  const find: FindSymbol = (identifier) => {
    bound ??= bindScopes(file);
    return bound(identifier);
  };
  const localStatements = localStatementsIn(file);
  const isLocal: IsLocal = (identifier, statement) => {
    const symbol = find(identifier);
    return symbol !== undefined && localStatements(symbol).has(statement);
  };
  const result: TopLevelStatement[] = [];
  let previousEnd = 0;
  for (const node of file.statements) {
    if (node.kind === ts.SyntaxKind.EmptyStatement) continue;
    const kind = kindOf(node);
    const uses = usesOf(kind) ? namesUsedBy(node, isLocal) : new Set<string>();
    const effects = uses.size > 0 ? effectsOf(node, uses) : NO_EFFECTS;
    result.push({
      kind,
      declares: namesDeclaredBy(node),
      uses: [...uses].sort(),
      ...effects,
      ...importOf(node),
      start: previousEnd,
      end: node.end,
      startLine: file.getLineAndCharacterOfPosition(node.getStart(file)).line + 1,
      endLine: file.getLineAndCharacterOfPosition(node.end).line + 1,
      exported: hasModifier(node, ts.SyntaxKind.ExportKeyword),
      awaits: awaitsAtTopLevel(node),
    });
    previousEnd = node.end;
  }
  return result;
}

function kindOf(node: TypeScript.Statement): StatementKind {
  if (ts.isImportDeclaration(node) || ts.isImportEqualsDeclaration(node)) return "import";
  if (ts.isFunctionDeclaration(node)) return "function";
  if (ts.isClassDeclaration(node)) return "class";
  if (ts.isTypeAliasDeclaration(node)) return "type";
  if (ts.isInterfaceDeclaration(node)) return "interface";
  if (ts.isEnumDeclaration(node)) return "enum";
  if (ts.isModuleDeclaration(node)) return isAugmentation(node) ? "augmentation" : "namespace";
  if (ts.isExportDeclaration(node) || ts.isExportAssignment(node)) return "export";
  if (!ts.isVariableStatement(node)) return "expression";
  const { flags } = node.declarationList;
  if (flags & ts.NodeFlags.Const) return "const";
  return flags & ts.NodeFlags.Let ? "let" : "var";
}

function namesDeclaredBy(node: TypeScript.Statement): string[] {
  if (ts.isVariableStatement(node))
    return node.declarationList.declarations.flatMap(({ name }) => namesOfBinding(name));
  if (ts.isImportDeclaration(node)) return Object.keys(importOf(node).imported ?? {});
  if (ts.isImportEqualsDeclaration(node)) return [node.name.text];
  if (ts.isExportDeclaration(node)) return Object.keys(importOf(node).imported ?? {});
  if (ts.isModuleDeclaration(node) && isAugmentation(node)) return [];
  if (
    ts.isFunctionDeclaration(node) ||
    ts.isClassDeclaration(node) ||
    ts.isTypeAliasDeclaration(node) ||
    ts.isInterfaceDeclaration(node) ||
    ts.isEnumDeclaration(node) ||
    ts.isModuleDeclaration(node)
  ) {
    return node.name === undefined ? [] : [node.name.text];
  }
  return hoistedVars(node);
}

/** `var` inside a loop or a block belongs to the cell, not to the block. */
function hoistedVars(node: TypeScript.Node): string[] {
  const names: string[] = [];
  const visit = (inner: TypeScript.Node): void => {
    if (ts.isFunctionLike(inner) || ts.isClassLike(inner)) return;
    if (ts.isVariableDeclarationList(inner) && !(inner.flags & ts.NodeFlags.BlockScoped)) {
      names.push(...inner.declarations.flatMap(({ name }) => namesOfBinding(name)));
    }
    ts.forEachChild(inner, visit);
  };
  visit(node);
  return names;
}

function namesOfBinding(name: TypeScript.BindingName): string[] {
  if (ts.isIdentifier(name)) return [name.text];
  return name.elements.flatMap((element) =>
    ts.isBindingElement(element) ? namesOfBinding(element.name) : [],
  );
}

function isAugmentation(node: TypeScript.ModuleDeclaration): boolean {
  return ts.isStringLiteral(node.name) || (node.flags & ts.NodeFlags.GlobalAugmentation) !== 0;
}

/** What an import brings. Of `export { a as b }`, the names that it makes: `b` for `a`. */
function importOf(node: TypeScript.Statement): { from?: string; imported?: Record<string, string> } {
  if (ts.isExportDeclaration(node) && !node.moduleSpecifier) {
    const renamed = exportedNames(node).filter(({ propertyName }) => propertyName !== undefined);
    return {
      imported: Object.fromEntries(
        renamed.map(({ name, propertyName }) => [name.text, propertyName?.text ?? ""]),
      ),
    };
  }
  if (!ts.isImportDeclaration(node) || !ts.isStringLiteral(node.moduleSpecifier)) return {};
  const imported: Record<string, string> = {};
  const { importClause: clause } = node;
  if (clause?.name) imported[clause.name.text] = "default";
  const bindings = clause?.namedBindings;
  if (bindings && ts.isNamespaceImport(bindings)) imported[bindings.name.text] = "*";
  if (bindings && ts.isNamedImports(bindings)) {
    for (const { name, propertyName } of bindings.elements) imported[name.text] = (propertyName ?? name).text;
  }
  return { from: node.moduleSpecifier.text, imported };
}

/** Finds the symbol of an identifier. The compiler's own binder does it, which knows every rule of scope. */
type FindSymbol = (identifier: TypeScript.Identifier) => TypeScript.Symbol | undefined;

function bindScopes(file: TypeScript.SourceFile): FindSymbol {
  const options: TypeScript.CompilerOptions = {
    noLib: true,
    noResolve: true,
    types: [],
    target: ts.ScriptTarget.ESNext,
  };
  const host: TypeScript.CompilerHost = {
    getSourceFile: (name) => (name === FILE ? file : undefined),
    fileExists: (name) => name === FILE,
    readFile: () => undefined,
    writeFile: () => {},
    getDefaultLibFileName: () => "",
    getCurrentDirectory: () => "",
    getCanonicalFileName: (name) => name,
    useCaseSensitiveFileNames: () => true,
    getNewLine: () => "\n",
  };
  const checker = ts.createProgram([FILE], options, host).getTypeChecker();
  return (identifier) =>
    ts.isShorthandPropertyAssignment(identifier.parent)
      ? checker.getShorthandAssignmentValueSymbol(identifier.parent)
      : ts.isExportSpecifier(identifier.parent)
        ? checker.getExportSpecifierLocalTargetSymbol(identifier.parent)
        : checker.getSymbolAtLocation(identifier);
}

/** Whether an identifier in a statement stands for what the statement declares inside itself. */
type IsLocal = (identifier: TypeScript.Identifier, statement: TypeScript.Statement) => boolean;

function namesUsedBy(statement: TypeScript.Statement, isLocal: IsLocal): Set<string> {
  const used = new Set<string>();
  const visit = (node: TypeScript.Node): void => {
    if (ts.isIdentifier(node) && isReference(node) && !isLocal(node, statement)) used.add(node.text);
    ts.forEachChild(node, visit);
  };
  if (!ts.isImportDeclaration(statement)) visit(statement);
  return used;
}

/** Whether the identifier stands for a variable or type, and is not the name of a member, a label or a declaration. */
function isReference(node: TypeScript.Identifier): boolean {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent)) return parent.expression === node;
  if (ts.isQualifiedName(parent)) return parent.left === node;
  if (ts.isShorthandPropertyAssignment(parent))
    return parent.name === node || parent.objectAssignmentInitializer === node;
  if (ts.isExportSpecifier(parent)) return (parent.propertyName ?? parent.name) === node;
  if (ts.isBindingElement(parent)) return parent.initializer === node;
  if (ts.isLabeledStatement(parent) || ts.isBreakOrContinueStatement(parent)) return false;
  if (ts.isImportTypeNode(parent) || ts.isMetaProperty(parent) || ts.isJsxAttribute(parent)) return false;
  if (ts.isTypePredicateNode(parent) && parent.parameterName === node) return true;
  if (ts.isNamedTupleMember(parent)) return parent.name !== node;
  return (parent as TypeScript.Node & { name?: TypeScript.Node }).name !== node;
}

/** The top-level statements inside which a symbol is declared, as a parameter or a local variable is, and not at top level. */
type LocalStatements = (symbol: TypeScript.Symbol) => ReadonlySet<TypeScript.Node>;

/** Each symbol is looked up once: of thousands of overloads, each would be looked at for each call. */
function localStatementsIn(file: TypeScript.SourceFile): LocalStatements {
  const known = new Map<TypeScript.Symbol, ReadonlySet<TypeScript.Node>>();
  return (symbol) => {
    const before = known.get(symbol);
    if (before) return before;
    const statements = new Set<TypeScript.Node>();
    for (const declaration of symbol.declarations ?? []) {
      if (isTopLevelDeclaration(declaration, file)) continue;
      // `f.limit = 1` belongs to the function f, and declares no name.
      if (ts.isExpression(declaration) && !isDeclaringExpression(declaration)) continue;
      let node: TypeScript.Node = declaration;
      while (node.parent && node.parent !== file) node = node.parent;
      statements.add(node);
    }
    known.set(symbol, statements);
    return statements;
  };
}

function isDeclaringExpression(node: TypeScript.Node): boolean {
  return ts.isFunctionExpression(node) || ts.isClassExpression(node) || ts.isArrowFunction(node);
}

function isTopLevelDeclaration(declaration: TypeScript.Node, file: TypeScript.SourceFile): boolean {
  let node = declaration;
  while (
    ts.isBindingElement(node) ||
    ts.isObjectBindingPattern(node) ||
    ts.isArrayBindingPattern(node) ||
    ts.isVariableDeclaration(node) ||
    ts.isVariableDeclarationList(node)
  ) {
    node = node.parent;
  }
  if (ts.isVariableStatement(node) || ts.isFunctionDeclaration(node) || ts.isClassDeclaration(node)) {
    return node.parent === file;
  }
  return (
    (ts.isTypeAliasDeclaration(node) ||
      ts.isInterfaceDeclaration(node) ||
      ts.isEnumDeclaration(node) ||
      ts.isModuleDeclaration(node)) &&
    node.parent === file
  );
}

function awaitsAtTopLevel(node: TypeScript.Node): boolean {
  if (ts.isFunctionLike(node) || ts.isPropertyDeclaration(node)) return false;
  if (ts.isAwaitExpression(node)) return true;
  if (ts.isForOfStatement(node) && node.awaitModifier) return true;
  return ts.forEachChild(node, awaitsAtTopLevel) ?? false;
}

function hasModifier(node: TypeScript.Statement, kind: TypeScript.SyntaxKind): boolean {
  return (
    ts.canHaveModifiers(node) && (ts.getModifiers(node) ?? []).some((modifier) => modifier.kind === kind)
  );
}
