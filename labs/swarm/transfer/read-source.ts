import { type Node, parseExpressionAt } from "acorn";

/** A function or class as an expression that can be evaluated somewhere else. */
export interface ReadSource {
  /** For example `(class Doubler extends labs_1.AIAgent { … })`. */
  readonly text: string;
  readonly tree: Node;
  readonly isClass: boolean;
}

/** What stands in the way of reading it, as the end of a sentence that begins with its name. */
export interface Unreadable {
  readonly problem: string;
}

const parse = (text: string): Node => parseExpressionAt(text, 0, { ecmaVersion: "latest" });

/** Reads the source of a function or class. */
export function readSource(value: (...args: never[]) => unknown): ReadSource | Unreadable {
  const source = Function.prototype.toString.call(value);
  if (/\{\s*\[native code\]\s*\}\s*$/.test(source)) {
    return value.name.startsWith("bound ")
      ? { problem: "is a bound function, whose source cannot be read; write it as an arrow function" }
      : { problem: "is built into Node, so its source cannot be read; call it from a function of your own" };
  }
  // A method (`add(a, b) {…}`) is no expression on its own: it becomes a property that is read at once.
  for (const text of [`(${source})`, `Object.values({ ${source} })[0]`]) {
    try {
      return { text, tree: parse(text), isClass: /^class\b/.test(source) };
    } catch {
      // Not this form; the next one is tried.
    }
  }
  return { problem: "cannot be read as source; define it as a function or class of its own" };
}
