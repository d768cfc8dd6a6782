import { parseExpression, type Tree } from "./syntax-tree.ts";

export type AnyFunction = (...args: never[]) => unknown;

/** The source of a function or class, as an expression that can be evaluated elsewhere. */
export interface ReadSource {
  /** As it is written, for example `class Doubler extends labs_1.AIAgent { … }`. */
  readonly source: string;
  /** The same as an expression: `(class Doubler extends labs_1.AIAgent { … })`. */
  readonly text: string;
  /** The syntax tree of `text`, with locations. */
  readonly expression: Tree;
  /** The syntax tree of the function or class in it. */
  readonly tree: Tree;
  /** The columns by which `text` moves the first line of `source`. */
  readonly shift: number;
  readonly isClass: boolean;
}

/** Why a source cannot be read. */
export interface UnreadableSource {
  readonly reason: "bound" | "built in" | "no function";
  /** The end of a sentence that begins with the function's name. */
  readonly problem: string;
}

const PROBLEMS: Readonly<Record<UnreadableSource["reason"], string>> = {
  bound: "is a bound function, whose source cannot be read; write it as an arrow function",
  "built in": "is built into Node, so its source cannot be read; call it from a function of your own",
  "no function": "cannot be read as source; define it as a function or class of its own",
};

const unreadable = (reason: UnreadableSource["reason"]): UnreadableSource => ({
  reason,
  problem: PROBLEMS[reason],
});

/** Reads the source of a function or class. */
export function readSource(value: AnyFunction): ReadSource | UnreadableSource {
  const source = asWritten(Function.prototype.toString.call(value));
  if (/\{\s*\[native code\]\s*\}\s*$/.test(source))
    return unreadable(value.name.startsWith("bound ") ? "bound" : "built in");
  return readText(source);
}

/** How the code of a notebook's cell refers to top-level names: `$cells$.rate`, and `(0, $cells$.add)(1, 2)` for a call. */
const THROUGH_CELLS =
  /\(0\s*,\s*\$cells\$\.([\p{ID_Start}$_][\p{ID_Continue}$]*)\)|\$cells\$\.(?=[\p{ID_Start}$_])/gu;

/** The source of a notebook's function with the names as the learner wrote them. */
export function asWritten(source: string): string {
  return source.includes("$cells$")
    ? source.replace(THROUGH_CELLS, (_, called?: string) => called ?? "")
    : source;
}

/** A method (`add(a, b) {…}`) is no expression on its own: it becomes a property of an object that is read at once. */
const FORMS = [
  { before: "(", after: ")", find: (expression: Tree) => expression },
  { before: "Object.values({ ", after: " })[0]", find: methodIn },
];

/** Reads the text of a function or class. */
export function readText(source: string): ReadSource | UnreadableSource {
  for (const { before, after, find } of FORMS) {
    const text = `${before}${source}${after}`;
    const expression = parseExpression(text);
    const tree = expression && find(expression);
    if (expression === undefined || tree === undefined || !/Function|Class/.test(tree.type)) continue;
    return { source, text, expression, tree, shift: before.length, isClass: tree.type === "ClassExpression" };
  }
  return unreadable("no function");
}

/** The function in `Object.values({ add(a, b) {…} })[0]`. */
function methodIn(expression: Tree): Tree | undefined {
  const call = expression.object as Tree | undefined;
  const [object] = (call?.arguments ?? []) as Tree[];
  const [property] = (object?.properties ?? []) as Tree[];
  return property?.value as Tree | undefined;
}
