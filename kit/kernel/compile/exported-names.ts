import { analyse } from "./analyse.ts";

/** All names a cell declares at top level, except those it exports itself. The compiler adds an export of them. */
export function namesToExport(source: string): string[] {
  const statements = analyse(source, (kind) => kind === "export");
  const names = new Set(statements.flatMap(({ declares }) => declares));
  for (const statement of statements) {
    const exportsItself = statement.exported
      ? statement.declares
      : statement.kind === "export"
        ? statement.uses
        : [];
    for (const name of exportsItself) names.delete(name);
  }
  return [...names];
}
