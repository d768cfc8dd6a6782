import { ALL } from "../graph/module-facts.ts";
import type { ModuleGraph } from "../graph/module-graph.ts";

/** An exported name that no other module of the project takes. */
export interface UnusedExport {
  readonly file: string;
  readonly name: string;
  /** From 1. */
  readonly line: number;
}

/** Which exports are looked at, and which count as used from outside. */
export interface UnusedExportsOptions {
  /** Only exports of files in this folder are reported. */
  readonly folder: string;
  /** Entries of the package: what they export is used by others. */
  readonly entries: readonly string[];
  /** Modules that are read from outside the project, such as tests and configurations. Their exports count as used. */
  readonly isRoot: (file: string) => boolean;
}

/** The exports that no other module imports, seen through all re-exports. Files are in order, and names as they stand there. */
export function unusedExports(graph: ModuleGraph, options: UnusedExportsOptions): UnusedExport[] {
  const used = new Set<string>();
  const use = (file: string, name: string) => {
    for (const one of graph.declared(file, name)) used.add(`${one.name} ${one.file}`);
  };
  for (const entry of options.entries) use(entry, ALL);
  for (const { file, imports } of graph.modules) {
    for (const { specifier, names } of imports) {
      const target = graph.resolve(file, specifier);
      if (target !== undefined) for (const name of names) use(target, name);
    }
  }
  const prefix = options.folder.endsWith("/") ? options.folder : `${options.folder}/`;
  return [...graph.modules]
    .filter(({ file }) => file.startsWith(prefix) && !options.isRoot(file))
    .sort((one, other) => (one.file < other.file ? -1 : 1))
    .flatMap(({ file, exports }) =>
      exports
        .filter(({ name }) => !used.has(`${name} ${file}`))
        .map(({ name, line }) => ({ file, name, line })),
    );
}
