import { childrenOf, type SyntaxKinds, type SyntaxNode, type SyntaxTree } from "../trees/syntax-tree.ts";
import { exportedDeclarations } from "./exported-declarations.ts";
import { namespaceMembers } from "./namespace-members.ts";

/** All exported names of a module, or all that another module exports. */
export const ALL = "*";

/** Names that a module takes from another one. */
export interface ImportFact {
  readonly specifier: string;
  /** As the other module exports them; `*` for all of them. None for an import of the file's effects. */
  readonly names: readonly string[];
}

/** A name that a module takes from another one and exports, without using it. */
export interface ReExportFact {
  readonly specifier: string;
  /** As the other module exports it; `*` for all names, or for the module as one object. */
  readonly name: string;
  /** As this module exports it; `*` for all under their own names. */
  readonly as: string;
}

/** A name that a module declares and exports. */
export interface ExportFact {
  readonly name: string;
  /** From 1. */
  readonly line: number;
}

/** What one module takes and gives, as its syntax tree says. */
export interface ModuleFacts {
  readonly file: string;
  readonly imports: readonly ImportFact[];
  readonly reExports: readonly ReExportFact[];
  readonly exports: readonly ExportFact[];
}

/** Reads the facts of a module from its tree. */
export function moduleFacts(tree: SyntaxTree, kinds: SyntaxKinds): ModuleFacts {
  const imports: ImportFact[] = [];
  const reExports: ReExportFact[] = [];
  const places: { name: string; pos: number }[] = [];
  for (const statement of childrenOf(tree)) {
    if (statement.kind === kinds.ImportDeclaration) imports.push(importOf(statement, tree, kinds));
    else if (statement.kind === kinds.ExportDeclaration) readExport(statement, kinds, reExports, places);
    else places.push(...exportedDeclarations(statement, kinds));
  }
  const known = new Set([...imports, ...reExports].map(({ specifier }) => specifier));
  // What is left is an import(): its names are not known.
  for (const specifier of tree.specifiers)
    if (!known.has(specifier)) imports.push({ specifier, names: [ALL] });
  const exports = places.map(({ name, pos }) => ({ name, line: lineOf(tree.text, pos) }));
  return { file: tree.fileName, imports, reExports, exports };
}

function importOf(statement: SyntaxNode, tree: SyntaxTree, kinds: SyntaxKinds): ImportFact {
  const specifier = specifierOf(statement, kinds) ?? "";
  const clause = childrenOf(statement).find(({ kind }) => kind === kinds.ImportClause);
  if (clause === undefined) return { specifier, names: [] };
  const names = childrenOf(clause).flatMap((part) => {
    if (part.kind === kinds.Identifier) return ["default"];
    if (part.kind === kinds.NamedImports)
      return childrenOf(part).map((one) => childrenOf(one)[0]?.text ?? ALL);
    const local = part.kind === kinds.NamespaceImport ? childrenOf(part)[0]?.text : undefined;
    return local === undefined ? [] : namespaceMembers(tree, local, kinds);
  });
  return { specifier, names };
}

function readExport(
  statement: SyntaxNode,
  kinds: SyntaxKinds,
  reExports: ReExportFact[],
  places: { name: string; pos: number }[],
): void {
  const specifier = specifierOf(statement, kinds);
  const clause = childrenOf(statement).find(
    ({ kind }) => kind === kinds.NamedExports || kind === kinds.NamespaceExport,
  );
  if (clause === undefined) {
    if (specifier !== undefined) reExports.push({ specifier, name: ALL, as: ALL });
    return;
  }
  if (clause.kind === kinds.NamespaceExport) {
    const as = childrenOf(clause)[0]?.text ?? ALL;
    if (specifier !== undefined) reExports.push({ specifier, name: ALL, as });
    return;
  }
  for (const one of childrenOf(clause)) {
    const [name, as = name] = childrenOf(one);
    if (name?.text === undefined || as?.text === undefined) continue;
    if (specifier === undefined) places.push({ name: as.text, pos: as.end - as.text.length });
    else reExports.push({ specifier, name: name.text, as: as.text });
  }
}

function specifierOf(statement: SyntaxNode, kinds: SyntaxKinds): string | undefined {
  return childrenOf(statement).find(({ kind }) => kind === kinds.StringLiteral)?.text;
}

function lineOf(text: string, pos: number): number {
  let line = 1;
  for (let at = text.indexOf("\n"); at !== -1 && at < pos; at = text.indexOf("\n", at + 1)) line++;
  return line;
}
