import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { patternNames } from "@swarmlab/labs/swarm/transfer";
import { declare, type Tree } from "../transform/syntax.ts";
import { parseModule } from "../transform/transform.ts";
import { changesMembersOf, isStateful } from "./is-stateful.ts";

/** The folder in which the code of labs lies. */
const LABS = join(dirname(createRequire(import.meta.url).resolve("@swarmlab/labs")), "/");

/** One name that a module imports. */
export interface Binding {
  readonly local: string;
  /** The export's name; "*" for the whole module. */
  readonly imported: string;
  readonly specifier: string;
}

/** A module that is parsed and not yet transformed. */
export interface ModuleRecord {
  readonly path: string;
  readonly text: string;
  readonly imports: readonly Binding[];
  /** The exports that it defines: exported name to local name. */
  readonly exports: ReadonlyMap<string, string>;
  /** The re-exports: exported name to its origin. */
  readonly reexports: ReadonlyMap<string, { readonly specifier: string; readonly imported: string }>;
  /** The modules of `export *`. */
  readonly stars: readonly string[];
  /** Its statements without `import` and `export`. */
  readonly statements: Tree[];
  /** Whether it keeps state between calls, so that every run needs a fresh instance. */
  readonly isStateful: boolean;
  /** Whether it assigns to a member of a name at its top level, its own or an imported one: `Pool.free = []`. */
  readonly changesMembers: boolean;
}

/** Reads an ES module from a file. */
export function readModule(path: string): ModuleRecord {
  const text = readFileSync(path, "utf8");
  const tree = parseModule(text, /\.[cm]?ts$/.test(path));
  const imports: Binding[] = [];
  const exports = new Map<string, string>();
  const reexports = new Map<string, { specifier: string; imported: string }>();
  const stars: string[] = [];
  const statements: Tree[] = [];
  for (const node of tree.body as Tree[]) {
    switch (node.type) {
      case "ImportDeclaration":
        for (const one of node.specifiers as Tree[])
          imports.push({ local: one.local.name, imported: importedName(one), specifier: node.source.value });
        break;
      case "ExportAllDeclaration":
        if (node.exported)
          reexports.set(nameOf(node.exported), { specifier: node.source.value, imported: "*" });
        else stars.push(node.source.value);
        break;
      case "ExportNamedDeclaration":
        if (node.declaration) {
          statements.push(node.declaration);
          for (const name of declared(node.declaration)) exports.set(name, name);
        }
        for (const one of (node.declaration ? [] : node.specifiers) as Tree[]) {
          if (node.source)
            reexports.set(nameOf(one.exported), {
              specifier: node.source.value,
              imported: nameOf(one.local),
            });
          else exports.set(nameOf(one.exported), nameOf(one.local));
        }
        break;
      case "ExportDefaultDeclaration": {
        const { declaration } = node;
        const isNamed = /^(?:Function|Class)Declaration$/.test(declaration.type) && declaration.id;
        statements.push(isNamed ? declaration : declare("const", ["$default", asExpression(declaration)]));
        exports.set("default", isNamed ? declaration.id.name : "$default");
        break;
      }
      default:
        statements.push(node);
    }
  }
  return {
    path,
    text,
    imports,
    exports,
    reexports,
    stars,
    statements,
    isStateful: isStateful(statements, isOfLabs(path), new Set(exports.values())),
    changesMembers:
      !isOfLabs(path) &&
      statements.some((one) =>
        changesMembersOf(
          one,
          new Set([...statements.flatMap(declared), ...imports.map(({ local }) => local)]),
        ),
      ),
  };
}

function asExpression(node: Tree): Tree {
  if (node.type === "FunctionDeclaration") return { ...node, type: "FunctionExpression" };
  return node.type === "ClassDeclaration" ? { ...node, type: "ClassExpression" } : node;
}

function declared(node: Tree): string[] {
  if (node.type === "VariableDeclaration")
    return node.declarations.flatMap((one: Tree) => patternNames(one.id));
  return node.id ? [node.id.name] : [];
}

const nameOf = (node: Tree): string => node.name ?? node.value;

function importedName(node: Tree): string {
  if (node.type === "ImportDefaultSpecifier") return "default";
  return node.type === "ImportNamespaceSpecifier" ? "*" : nameOf(node.imported);
}

/** Whether a file belongs to labs. Learners are given its code and do not see its steps. */
export function isOfLabs(path: string): boolean {
  return path.startsWith(LABS);
}
