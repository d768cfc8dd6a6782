import { dirname, join, relative } from "node:path";
import type { Node, Program } from "acorn";
import { parseModule } from "./parse-module.ts";

/**
 * The text of a module that holds other modules within itself, where nothing but its own code reaches them.
 *
 * @param path - the module's path
 * @param modules - the texts of all modules, by their paths
 * @param isPrivate - whether a module goes inside
 */
export function withPrivateModules(
  path: string,
  modules: ReadonlyMap<string, string>,
  isPrivate: (path: string) => boolean,
): string {
  const head: string[] = [];
  const inner: string[] = [];
  const variables = new Map<string, string>();

  /** Puts a module inside, behind those that it uses. @returns the variable that holds its exports */
  const putInside = (inside: string): string => {
    const known = variables.get(inside);
    if (known !== undefined) return known;
    const source = modules.get(inside) as string;
    const program = parseModule(source);
    const bindings = bindImports(program, inside);
    const { body, exported } = withoutModuleSyntax(source, program);
    const variable = `inside${variables.size}`;
    variables.set(inside, variable);
    inner.push(
      `const ${variable} = (() => {\n${bindings.join("\n")}\n${body}\nreturn { ${exported.join(", ")} };\n})();`,
    );
    return variable;
  };

  /** What stands for the imports of a module that is inside. */
  const bindImports = (program: Program, inside: string): string[] =>
    program.body.flatMap((statement) => {
      if (statement.type !== "ImportDeclaration") return [];
      const target = targetOf(String(statement.source.value), inside);
      return statement.specifiers.map((specifier) => {
        const local = specifier.local.name;
        const name =
          specifier.type === "ImportSpecifier"
            ? nameOf(specifier.imported)
            : specifier.type === "ImportDefaultSpecifier"
              ? "default"
              : "*";
        if (isPrivate(target))
          return `const ${local} = ${putInside(target)}${name === "*" ? "" : `[${JSON.stringify(name)}]`};`;
        const alias = `outside${head.length}`;
        const from = JSON.stringify(
          target.endsWith(".js") && modules.has(target) ? relativePath(path, target) : target,
        );
        head.push(
          name === "*"
            ? `import * as ${alias} from ${from};`
            : `import { ${name} as ${alias} } from ${from};`,
        );
        return `const ${local} = ${alias};`;
      });
    });

  const source = modules.get(path) as string;
  const own: string[] = [];
  let text = source;
  for (const statement of parseModule(source).body.toReversed()) {
    if (statement.type !== "ImportDeclaration" || !isPrivate(targetOf(String(statement.source.value), path)))
      continue;
    const only = { body: [statement] } as unknown as Program;
    own.unshift(...bindImports(only, path));
    text = text.slice(0, statement.start) + text.slice(statement.end);
  }
  return [...head, ...inner, ...own, text].join("\n");
}

const nameOf = (one: Node) => {
  const { name, value } = one as Node & { name?: string; value?: unknown };
  return name ?? String(value);
};

/** A relative specifier as a path; any other as it is. */
const targetOf = (specifier: string, from: string): string =>
  specifier.startsWith(".") ? join(dirname(from), specifier) : specifier;

function relativePath(from: string, to: string): string {
  const path = relative(dirname(from), to);
  return path.startsWith(".") ? path : `./${path}`;
}

/** The statements of a module without its imports and exports, and what it exports, as members of an object. */
function withoutModuleSyntax(source: string, program: Program): { body: string; exported: string[] } {
  let body = source;
  const exported: string[] = [];
  for (const statement of program.body.toReversed()) {
    const { start, end } = statement;
    if (statement.type === "ImportDeclaration") body = body.slice(0, start) + body.slice(end);
    if (statement.type !== "ExportNamedDeclaration") continue;
    const { declaration } = statement;
    body = body.slice(0, start) + (declaration ? source.slice(declaration.start, end) : "") + body.slice(end);
    for (const { local, exported: as } of statement.specifiers)
      exported.push(`${nameOf(as)}: ${nameOf(local)}`);
    if (declaration?.type === "VariableDeclaration")
      exported.push(...declaration.declarations.map(({ id }) => nameOf(id)));
    else if (declaration) exported.push(nameOf(declaration.id));
  }
  return { body, exported };
}
