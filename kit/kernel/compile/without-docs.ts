/** A comment for documentation that begins its line; two stars and a slash are an empty comment. */
const DOCUMENTATION = /^([ \t]*)\/\*\*(?!\/)/gm;

/**
 * The text of a declaration file whose documentation is made of ordinary comments, with every position as it was. TypeScript parses documentation
 * into nodes, which takes a fifth of the first compilation, and a compiler needs none of it.
 */
export function withoutDocs(file: string, text: string): string {
  return /\.d\.[cm]?ts$/.test(file) ? text.replace(DOCUMENTATION, "$1/* ") : text;
}
