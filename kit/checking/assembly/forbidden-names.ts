import type { Assembly } from "./assembly.ts";

/**
 * The names that an exercise asks to build and that its answer takes from the lab instead.
 * @param own - the text of the exercise's cell
 */
export function forbiddenNames(own: string, { labImports }: Assembly, forbids: readonly string[]): string[] {
  // An import of the whole lab reaches every name in it.
  const getsAll =
    labImports.includes("*") || labImports.includes("default") || /\b(?:import|require)\s*\(/.test(own);
  return forbids.filter(
    (name) =>
      labImports.includes(name) ||
      (getsAll && new RegExp(`\\b${name}\\b`).test(withoutDeclaration(own, name))),
  );
}

const withoutDeclaration = (source: string, name: string) =>
  source.replace(new RegExp(`\\b(?:class|function|const|let|var)\\s+${name}\\b`, "g"), "");
