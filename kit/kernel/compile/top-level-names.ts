import { type TypeScript, ts } from "./typescript.ts";

/** One name that a cell declares at its top level. */
export interface TopLevelName {
  readonly name: string;
  /** Whether a later cell may assign to it: `let` and `var`. */
  readonly isVariable: boolean;
  /** Whether it is a constant of a plain declaration. */
  readonly isConstant: boolean;
  /** Whether it stands for a type, too. */
  readonly isType: boolean;
  /** Whether it has a value while the program runs. Of an import only the compiler knows. */
  readonly isValue: boolean;
  /** Whether it is only declared (`declare const x: number`), so that its value is a global. */
  readonly isAmbient: boolean;
  /** Whether the cell exports it itself. */
  readonly isExported: boolean;
}

/** The names that a parsed cell declares at top level, each once. `var` in a block and names of `export { a as b }` are among them. */
export function topLevelNames(file: TypeScript.SourceFile): Map<string, TopLevelName> {
  const names = new Map<string, TopLevelName>();
  const add = (name: string, found: Partial<TopLevelName>) => {
    const known = names.get(name);
    names.set(name, {
      name,
      isVariable: (known?.isVariable || found.isVariable) ?? false,
      isConstant: (known?.isConstant || found.isConstant) ?? false,
      isType: (known?.isType || found.isType) ?? false,
      isValue: (known?.isValue || found.isValue) ?? false,
      isAmbient: (known?.isAmbient || found.isAmbient) ?? false,
      isExported: (known?.isExported || found.isExported) ?? false,
    });
  };
  for (const node of file.statements) {
    const isExported = hasModifier(node, ts.SyntaxKind.ExportKeyword);
    const isDefault = hasModifier(node, ts.SyntaxKind.DefaultKeyword);
    const isAmbient = hasModifier(node, ts.SyntaxKind.DeclareKeyword);
    const common = { isExported: isExported && !isDefault, isAmbient, isValue: !isAmbient };
    if (ts.isVariableStatement(node)) {
      const isVariable = !(node.declarationList.flags & (ts.NodeFlags.Const | ts.NodeFlags.Using));
      for (const { name } of node.declarationList.declarations)
        for (const one of namesOfBinding(name)) add(one, { ...common, isVariable, isConstant: !isVariable });
    } else if (ts.isFunctionDeclaration(node) || ts.isClassDeclaration(node) || ts.isEnumDeclaration(node)) {
      if (node.name) add(node.name.text, common);
    } else if (ts.isModuleDeclaration(node)) {
      if (ts.isIdentifier(node.name) && !(node.flags & ts.NodeFlags.GlobalAugmentation))
        add(node.name.text, { ...common, isValue: !isAmbient && hasValues(node) });
    } else if (ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node)) {
      add(node.name.text, { isExported, isType: true });
    } else if (ts.isImportDeclaration(node)) {
      for (const { name } of importedNames(node)) add(name.text, {});
    } else if (ts.isImportEqualsDeclaration(node)) {
      add(node.name.text, { isExported, isValue: true });
    } else if (ts.isExportDeclaration(node)) {
      for (const { name, propertyName } of exportedNames(node)) {
        if (node.moduleSpecifier === undefined && propertyName === undefined) {
          // `export { a }` of a name that is declared elsewhere in the cell.
          add(name.text, { isExported: true });
        } else add(name.text, { isExported: true, isValue: node.moduleSpecifier === undefined });
      }
    } else {
      for (const one of hoistedNames(node)) add(one, { isVariable: true, isValue: true });
    }
  }
  return names;
}

/** The names that an import brings into the cell. */
export function importedNames(node: TypeScript.ImportDeclaration): readonly {
  readonly name: TypeScript.Identifier;
  readonly exportName: string;
  readonly isType: boolean;
}[] {
  const clause = node.importClause;
  if (clause === undefined) return [];
  const isType = clause.phaseModifier === ts.SyntaxKind.TypeKeyword;
  const own = clause.name ? [{ name: clause.name, exportName: "default", isType }] : [];
  const bindings = clause.namedBindings;
  if (bindings === undefined) return own;
  if (ts.isNamespaceImport(bindings)) return [...own, { name: bindings.name, exportName: "*", isType }];
  return [
    ...own,
    ...bindings.elements.map((one) => ({
      name: one.name,
      exportName: (one.propertyName ?? one.name).text,
      isType: isType || one.isTypeOnly,
    })),
  ];
}

/** The specifiers of `export { a as b }`. */
export function exportedNames(node: TypeScript.ExportDeclaration): readonly TypeScript.ExportSpecifier[] {
  return node.exportClause && ts.isNamedExports(node.exportClause) ? node.exportClause.elements : [];
}

/** `var` inside a loop or a block belongs to the cell, not to the block. */
export function hoistedNames(node: TypeScript.Node): string[] {
  const names: string[] = [];
  const visit = (inner: TypeScript.Node): void => {
    if (ts.isFunctionLike(inner) || ts.isClassLike(inner)) return;
    if (ts.isVariableDeclarationList(inner) && !(inner.flags & ts.NodeFlags.BlockScoped))
      names.push(...inner.declarations.flatMap(({ name }) => namesOfBinding(name)));
    ts.forEachChild(inner, visit);
  };
  visit(node);
  return names;
}

export function namesOfBinding(name: TypeScript.BindingName): string[] {
  if (ts.isIdentifier(name)) return [name.text];
  return name.elements.flatMap((element) =>
    ts.isBindingElement(element) ? namesOfBinding(element.name) : [],
  );
}

export function hasModifier(node: TypeScript.Node, kind: TypeScript.SyntaxKind): boolean {
  return (
    ts.canHaveModifiers(node) && (ts.getModifiers(node) ?? []).some((modifier) => modifier.kind === kind)
  );
}

/** Whether a namespace holds more than types, so that it exists while the program runs. */
function hasValues(node: TypeScript.ModuleDeclaration): boolean {
  const { body } = node;
  if (body === undefined) return false;
  if (ts.isModuleDeclaration(body)) return hasValues(body);
  if (!ts.isModuleBlock(body)) return true;
  return body.statements.some((statement) => {
    if (hasModifier(statement, ts.SyntaxKind.DeclareKeyword)) return false;
    if (ts.isInterfaceDeclaration(statement) || ts.isTypeAliasDeclaration(statement)) return false;
    return ts.isModuleDeclaration(statement) ? hasValues(statement) : true;
  });
}
