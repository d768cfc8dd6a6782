import { type TypeScript, ts } from "../../kernel/index.ts";

/** The words and signs of a piece of code in order, without comments and layout. */
export function tokensOf(code: string): string[] {
  return kindsAndTokens(code).map(({ text }) => text);
}

/** The tokens with every name replaced by the number of its first appearance: equal for programs that differ in names only. */
export function shapeOf(code: string): string {
  const numbers = new Map<string, number>();
  return kindsAndTokens(code)
    .map(({ kind, text }) => {
      if (kind !== ts.SyntaxKind.Identifier) return text;
      const number = numbers.get(text) ?? numbers.size;
      numbers.set(text, number);
      return `#${number}`;
    })
    .join(" ");
}

/** Whether two pieces of code differ in nothing but comments, layout and names. */
export function sameProgram(one: string, other: string): boolean {
  return shapeOf(one) === shapeOf(other);
}

function kindsAndTokens(code: string): { kind: number; text: string }[] {
  const found: { kind: number; text: string }[] = [];
  const file = ts.createSourceFile("code.ts", code, ts.ScriptTarget.ES2022, true);
  // The scanner alone does not know a regular expression from a division, or where a template continues.
  const visit = (node: TypeScript.Node): void => {
    const children = node.getChildren(file);
    if (children.length === 0) {
      const text = node.getText(file);
      if (text !== "") found.push({ kind: node.kind, text });
    } else children.forEach(visit);
  };
  visit(file);
  return found;
}
