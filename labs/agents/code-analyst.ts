import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Node } from "acorn";
import { AIAgent } from "./ai-agent.ts";

/** What a CodeAnalyst reads: a file of JavaScript, or its text. */
export type CodeToAnalyse = { readonly file: string } | { readonly source: string };

/** What is known about a piece of code. */
export interface CodeReport {
  /** How many nodes its syntax tree has. */
  readonly nodes: number;
  /** How many levels the tree goes down. */
  readonly depth: number;
  readonly functions: number;
  /** The most ways through one function: 1 and 1 more for each branch, loop and logical operator. */
  readonly mostComplex: { readonly name: string; readonly complexity: number };
  /** The ten names used most often, with how often. */
  readonly names: readonly (readonly [name: string, count: number])[];
}

/** What one subtree adds up to. Every node makes one: this is a workload that lives from allocating small objects. */
interface Summary {
  readonly nodes: number;
  readonly depth: number;
  readonly functions: number;
  /** Branches that belong to the function around, not to one inside. */
  readonly branches: number;
  readonly mostComplex: CodeReport["mostComplex"];
  readonly names: ReadonlyMap<string, number>;
}

const NOTHING: CodeReport["mostComplex"] = { name: "", complexity: 0 };
const BRANCHES =
  /^(If|For|ForIn|ForOf|While|DoWhile)Statement$|^(ConditionalExpression|LogicalExpression|SwitchCase|CatchClause)$/;
const FUNCTIONS = /Function/;

/**
 * Takes a program's syntax tree apart, node by node and recursively: what is deepest, what is most complex, which names
 * matter. Parsing is acorn's; the analysis builds one summary a node from those of its children.
 */
export class CodeAnalyst extends AIAgent<CodeToAnalyse, CodeReport> {
  static readonly module: string = import.meta.url;

  /** Real source files to analyse: what labs itself is made of, from 17 kB to 770 kB. */
  static sampleFiles(): string[] {
    const { resolve } = createRequire(import.meta.url);
    return ["acorn-walk", "acorn", "markdown-it", "vega-embed", "vega-lite"].map((name) => resolve(name));
  }

  protected async think(code: CodeToAnalyse): Promise<CodeReport> {
    // The parser is large: only an agent that needs it loads it, so that other agents' workers start sooner.
    const { parse } = await import("acorn");
    const source = "source" in code ? code.source : readFileSync(code.file, "utf8");
    const sourceType = /^\s*(import|export)\b/m.test(source) ? "module" : "script";
    const program = parse(source, { ecmaVersion: "latest", sourceType, allowHashBang: true });
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

/** What the parts of a node are called: a function takes the name it is defined or assigned under. */
function nameOf(node: Tree): string | undefined {
  const target = node.type === "AssignmentExpression" ? (node.left as Tree) : undefined;
  const id = (node.id ?? node.key ?? target?.property ?? target) as Tree | null | undefined;
  return id?.type === "Identifier" ? (id.name as string) : undefined;
}
