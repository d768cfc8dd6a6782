/**
 * The object that holds the top-level names of all cells, as compiled cells call it. A name of its own, because a learner may well call
 * something `exports` or `scope`. A function's text loses it on the way to a worker (`readSource` of labs).
 */
export const SCOPE = "$cells$";
/** The function that loads what a cell imports. */
export const IMPORT = "$import$";
/** What `import.meta` becomes, because a cell runs as a script. */
export const META = "$meta$";

const ACCESS =
  /\(0\s*,\s*\$cells\$\.([\p{ID_Start}$_][\p{ID_Continue}$]*)\)|\$cells\$\.(?=[\p{ID_Start}$_])/gu;

/** Compiled code, or a message about it, as the learner wrote it: `(0, $cells$.f)(1)` is `f(1)`. */
export function withoutScope(text: string): string {
  return text.includes(SCOPE) ? text.replace(ACCESS, (_, called?: string) => called ?? "") : text;
}
