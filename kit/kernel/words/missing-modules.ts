import { existsSync, readdirSync, readFileSync } from "node:fs";
import { builtinModules } from "node:module";
import { basename, dirname, extname, join, resolve } from "node:path";
import type { CellProblem } from "../compile/problem.ts";
import { packageOf } from "./known-names.ts";

const NO_MODULE = /^Cannot find module '(.+)' or its corresponding type declarations\./;
const NO_TYPES = /^Could not find a declaration file for module '(.+)'\. .* implicitly has an 'any' type\./s;
const NO_MEMBER = /^Module '"(@swarmlab\/\w+)"' has no exported member '(.+)'\./;

/** The most edits by which a name of a file or package is taken for another one. */
const MOST_EDITS = 2;

/**
 * Says of an import that finds nothing what is there: whether the course needs the package and how it is installed, which file of the folder was
 * probably meant, which package of the course has the name.
 *
 * @param directory - the notebook's folder
 */
export function explainMissingModules(problems: readonly CellProblem[], directory: string): CellProblem[] {
  return problems.map((problem) => {
    const message = sentenceFor(
      problem.message,
      problem.file === undefined ? directory : dirname(problem.file),
    );
    return message === undefined ? problem : { ...problem, message };
  });
}

function sentenceFor(said: string, directory: string): string | undefined {
  const module = NO_MODULE.exec(said)?.[1];
  if (module !== undefined)
    return module.startsWith(".") ? noFile(module, directory) : noPackage(module, directory);
  const untyped = NO_TYPES.exec(said)?.[1];
  if (untyped !== undefined)
    return `${untyped} says nothing of its types. Put \`// @ts-ignore\` in the line above its import; what it gives is then of type \`any\`.`;
  const [, from = "", name = ""] = NO_MEMBER.exec(said) ?? [];
  const other = packageOf(name, from);
  return other === undefined ? undefined : `${from} has no ${name}: it comes from ${other}.`;
}

function noFile(module: string, directory: string): string {
  const path = resolve(directory, module);
  const folder = dirname(path);
  if (!existsSync(folder))
    return `There is no file ${module}: this notebook's folder holds no ${dirname(module)}.`;
  const meant = nearest(
    basename(path, extname(path)),
    readdirSync(folder).filter((name) => /\.(?:[cm]?[jt]s|json)$/.test(name)),
    (name) => basename(name, extname(name)),
  );
  const hint =
    meant === undefined ? "" : ` Did you mean "${join(dirname(module), meant).replace(/^(?!\.)/, "./")}"?`;
  return `There is no file ${module} beside this notebook.${hint}`;
}

function noPackage(module: string, directory: string): string {
  if (module.startsWith("node:") || builtinModules.includes(module.split("/")[0] ?? "")) {
    const plain = module.replace(/^node:/, "");
    const meant = nearest(plain, builtinModules, (name) => name);
    return `Node has no module ${plain}.${meant === undefined ? "" : ` Did you mean "node:${meant}"?`}`;
  }
  const name = /^(?:@[^/]+\/)?[^/]+/.exec(module)?.[0] ?? module;
  const { root, packages } = courseAt(directory);
  if (packages.has(name))
    return `${name} belongs to this course and is not installed: \`npm run lab\` in the course's folder installs it.`;
  const meant = nearest(name, [...packages, "@swarmlab/labs", "@swarmlab/kit"], (one) => one);
  if (meant !== undefined) return `No package ${name} is installed. Did you mean "${meant}"?`;
  const where = root === undefined ? "the notebook's folder" : "the course's folder";
  return `${name} is not installed, and the course does not need it. If you want it, run \`npm install ${name}\` in a terminal in ${where}, then this cell again.`;
}

/** The nearest folder above that holds a project, and the packages that it names. */
function courseAt(directory: string): { root?: string; packages: ReadonlySet<string> } {
  const packages = new Set<string>();
  for (let folder = directory; ; folder = dirname(folder)) {
    const own = join(folder, "package.json");
    if (existsSync(own)) {
      for (const file of [own, join(folder, "labs/package.json"), join(folder, "kit/package.json")])
        for (const name of namedIn(file)) packages.add(name);
      return { root: folder, packages };
    }
    if (folder === dirname(folder)) return { packages };
  }
}

function namedIn(file: string): string[] {
  try {
    const read = JSON.parse(readFileSync(file, "utf8")) as Record<string, Record<string, string> | undefined>;
    return ["dependencies", "peerDependencies", "devDependencies", "optionalDependencies"].flatMap((kind) =>
      Object.keys(read[kind] ?? {}),
    );
  } catch {
    return [];
  }
}

/** The candidate that differs least from a name, if it differs little. */
function nearest(
  name: string,
  candidates: readonly string[],
  keyOf: (candidate: string) => string,
): string | undefined {
  let best: { readonly candidate: string; readonly edits: number } | undefined;
  for (const candidate of candidates) {
    const edits = editsBetween(name.toLowerCase(), keyOf(candidate).toLowerCase());
    if (edits <= Math.min(MOST_EDITS, name.length / 3) && edits < (best?.edits ?? Number.POSITIVE_INFINITY))
      best = { candidate, edits };
  }
  return best?.candidate;
}

/** How many letters must be changed, added or left out to make one word of another (Levenshtein). */
function editsBetween(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, at) => at);
  for (const [i, letter] of [...one].entries()) {
    const next = [i + 1];
    for (let j = 1; j <= other.length; j += 1) {
      const kept = (row[j - 1] ?? 0) + (letter === other[j - 1] ? 0 : 1);
      next.push(Math.min(kept, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}
