import { type TopLevelName, topLevelNames } from "./top-level-names.ts";
import { ts } from "./typescript.ts";

/** The text that stands for a cell in the compiler's program: the cell as a module that exports all its top-level names. */
export interface CellModule {
  /** The cell's text as the learner wrote it. */
  readonly source: string;
  /** Prefix, source and suffix. */
  readonly text: string;
  /** Where the cell's own text begins and ends. */
  readonly start: number;
  readonly end: number;
  /** Lines in front of the cell's own text. */
  readonly linesBefore: number;
  readonly names: ReadonlyMap<string, TopLevelName>;
  /** Whether it declares something for all modules: `declare global`, `declare module "x"`. */
  readonly augments: boolean;
}

/**
 * Makes a module of a cell.
 *
 * @param prefixOf - the declarations of other cells' names that the cell needs, in one line
 */
export function cellModule(
  source: string,
  prefixOf: (names: ReadonlyMap<string, TopLevelName>) => string = () => "export {};",
): CellModule {
  // A shebang is a comment; nothing may stand in front of it, so it is written as one.
  const readable = source.startsWith("#!") ? `//${source.slice(2)}` : source;
  const file = ts.createSourceFile("cell.ts", readable, ts.ScriptTarget.ESNext, true, ts.ScriptKind.TS);
  const names = topLevelNames(file);
  const unchecked = isUnchecked(readable);
  const prefix = `${unchecked ? "// @ts-nocheck\n" : ""}${prefixOf(names)}\n`;
  const exported = [...names.values()].filter(({ isExported }) => !isExported).map(({ name }) => name);
  const suffix = exported.length > 0 ? `\nexport { ${exported.join(", ")} };` : "";
  return {
    source,
    text: prefix + readable + suffix,
    start: prefix.length,
    end: prefix.length + readable.length,
    linesBefore: unchecked ? 2 : 1,
    names,
    augments: file.statements.some(
      (node) =>
        ts.isModuleDeclaration(node) &&
        (ts.isStringLiteral(node.name) || (node.flags & ts.NodeFlags.GlobalAugmentation) !== 0),
    ),
  };
}

/** Whether `// @ts-nocheck` stands among the comments at the beginning. Each is read once, so that no text takes long. */
function isUnchecked(source: string): boolean {
  const next = /\s+|\/\/[^\n]*|\/\*[\s\S]*?\*\//y;
  for (let found = next.exec(source); found !== null; found = next.exec(source))
    if (/^\/\/+\s*@ts-nocheck\b/.test(found[0])) return true;
  return false;
}
