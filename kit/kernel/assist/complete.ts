import type { Completion, NotebookCompiler } from "../compile/notebook-compiler.ts";

/** The text of an import's module up to the cursor, and where it begins. */
const SPECIFIER = /(?:\bfrom|\bimport|\bimport\s*\(|\brequire\s*\()\s*["']([^"'\n]*)$/;

/** The candidates for what stands at a position: names, and in the quotes of an import its files and packages. */
export function complete(compiler: NotebookCompiler, source: string, position: number): Completion {
  const typed = SPECIFIER.exec(source.slice(0, position))?.[1];
  if (typed === undefined) return compiler.complete(source, position);
  const start = position - typed.length;
  const end = position + (/^[^"'\n]*/.exec(source.slice(position))?.[0].length ?? 0);
  const paths = compiler.ask(source, (service, file, offset) => {
    const found = service.getCompletionsAtPosition(file, position + offset, {
      importModuleSpecifierEnding: "js",
    });
    return (found?.entries ?? []).map(({ name, replacementSpan }) => {
      // A package's name replaces all of the text, a file's name what follows the last slash.
      const from = replacementSpan ? replacementSpan.start - offset : start + typed.lastIndexOf("/") + 1;
      return source.slice(start, from) + name;
    });
  });
  const begun = typed.toLowerCase();
  const fitting = paths.filter((path) => path.toLowerCase().startsWith(begun));
  return { start, end, candidates: [...new Set(fitting)].sort() };
}
