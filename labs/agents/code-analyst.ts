import { createRequire } from "node:module";
import type { Node } from "acorn";
import { AIAgent } from "./ai-agent.ts";

/** The input of a CodeAnalyst: the path of a JavaScript file, or its text. */
export type CodeToAnalyse = { readonly file: string } | { readonly source: string };

/** The measures of a piece of code. */
export interface CodeReport {
  /** The number of nodes of the syntax tree. */
  readonly nodes: number;
  /** The number of levels of the syntax tree. */
  readonly depth: number;
  readonly functions: number;
  /** The function with the highest cyclomatic complexity: 1, plus 1 for each branch, loop and logical operator. */
  readonly mostComplex: { readonly name: string; readonly complexity: number };
  /** The ten most frequent names, with their counts. */
  readonly names: readonly (readonly [name: string, count: number])[];
}

/** The measures of one subtree. One is allocated for every node, since this workload is to allocate many small objects. */
interface Summary {
  readonly nodes: number;
  readonly depth: number;
  readonly functions: number;
  /** Branches outside inner functions: they belong to the function around. */
  readonly branches: number;
  readonly mostComplex: CodeReport["mostComplex"];
  readonly names: ReadonlyMap<string, number>;
}

const NOTHING: CodeReport["mostComplex"] = { name: "", complexity: 0 };
const BRANCHES =
  /^(If|For|ForIn|ForOf|While|DoWhile)Statement$|^(ConditionalExpression|LogicalExpression|SwitchCase|CatchClause)$/;
const FUNCTIONS = /Function/;

/**
 * Measures a program's syntax tree recursively: its size, its depth, its most complex function, its most frequent names.
 * Acorn parses the program; the analysis builds the summary of each node from those of its children.
 */
export class CodeAnalyst extends AIAgent<CodeToAnalyse, CodeReport> {
  static readonly module: string = import.meta.url;

  /** Real source files to analyse: packages that labs uses, from 17 kB to 770 kB. */
  static sampleFiles(): string[] {
    const { resolve } = createRequire(import.meta.url);
    return ["acorn-walk", "acorn", "markdown-it", "vega-embed", "vega-lite"].map((name) => resolve(name));
  }

  protected async think(code: CodeToAnalyse): Promise<CodeReport> {
    // Loaded here, because every worker loads this file: the parser is large, and node:fs takes 3 ms to load.
    const { parse } = await import("acorn");
    const { readFileSync } = process.getBuiltinModule("node:fs");
    const source = "source" in code ? code.source : readFileSync(code.file, "utf8");
    const sourceType = /^\s*(import|export)\b/m.test(source) ? "module" : "script";
    const program = parse(source, { ecmaVersion: "latest", sourceType, allowHashBang: true });
    // Every node of acorn's tree is an object whose members can be read by name.
    const { nodes, depth, functions, mostComplex, names } = summarise(
      program as unknown as Tree,
      "the program",
    );
    const ranked = [...names].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
    return { nodes, depth, functions, mostComplex, names: ranked.slice(0, 10) };
  }
}

type Tree = Node & Record<string, unknown>;

function summarise(node: Tree, name: string): Summary {
  const parts = [...children(node)].map((child) => summarise(child, nameOf(child) ?? name));
  const isFunction = FUNCTIONS.test(node.type);
  const ownBranches = parts.reduce((sum, part) => sum + part.branches, BRANCHES.test(node.type) ? 1 : 0);
  const own = isFunction ? { name, complexity: ownBranches + 1 } : NOTHING;
  return {
    nodes: parts.reduce((sum, part) => sum + part.nodes, 1),
    depth: 1 + parts.reduce((most, part) => Math.max(most, part.depth), 0),
    functions: parts.reduce((sum, part) => sum + part.functions, isFunction ? 1 : 0),
    branches: isFunction ? 0 : ownBranches,
    mostComplex: parts.reduce(
      (most, { mostComplex }) => (mostComplex.complexity > most.complexity ? mostComplex : most),
      own,
    ),
    names: merge(node, parts),
  };
}

function merge(node: Tree, parts: readonly Summary[]): ReadonlyMap<string, number> {
  const names = new Map<string, number>();
  if (node.type === "Identifier") names.set(node.name as string, 1);
  for (const part of parts)
    for (const [name, count] of part.names) names.set(name, (names.get(name) ?? 0) + count);
  return names;
}

function* children(node: Tree): Generator<Tree> {
  for (const value of Object.values(node)) {
    for (const item of Array.isArray(value) ? value : [value]) {
      if (typeof item === "object" && item !== null && typeof item.type === "string") yield item as Tree;
    }
  }
}

/** The name of a node: a function has the name that it is defined or assigned under. */
function nameOf(node: Tree): string | undefined {
  const target = node.type === "AssignmentExpression" ? (node.left as Tree) : undefined;
  const id = (node.id ?? node.key ?? target?.property ?? target) as Tree | null | undefined;
  return id?.type === "Identifier" ? (id.name as string) : undefined;
}
