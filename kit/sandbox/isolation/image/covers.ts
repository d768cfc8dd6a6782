import { createHash } from "node:crypto";
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { basename, dirname, join } from "node:path";
import { type Forbidden, forbiddenSentence } from "../../process/compiled-answer.ts";
import type { Image } from "./build-image.ts";
import { withPrivateModules } from "./with-private-modules.ts";
import { withoutNames } from "./without-names.ts";

/** A file of this machine that stands in the place of one of the image. */
export interface Cover {
  readonly file: string;
  /** The path inside the sandbox. */
  readonly inside: string;
}

const EMPTY = "export {};\n";
/** Where the lab's modules are, inside. */
const LAB = "lab/node_modules/@swarmlab/labs/dist";
/** The covers that this process has made or found. */
const known = new Map<string, readonly Cover[]>();

/**
 * The modules of the lab that hold what an exercise forbids, and the same without it. An answer's process that starts with these over its image has no
 * text of the forbidden names on any way: neither of a file that it reads, nor of a class that another one extends, nor of a thread's own modules.
 *
 * They are made at the first exercise that forbids them, in the image's folder, and serve every process of this run.
 */
export function coversOf(image: Image, forbidden: Forbidden): readonly Cover[] {
  if (forbidden.names.length === 0) return [];
  const name = createHash("sha256").update(JSON.stringify(forbidden)).digest("hex").slice(0, 16);
  const folder = join(image.folder, "covers", name);
  let covers = known.get(folder);
  if (covers === undefined) {
    covers = read(folder) ?? make(image, forbidden, folder);
    known.set(folder, covers);
  }
  return covers;
}

/** The covers that another process of this run has made. */
function read(folder: string): readonly Cover[] | undefined {
  try {
    const inside = JSON.parse(readFileSync(join(folder, "covers.json"), "utf8")) as string[];
    return coversIn(folder, inside);
  } catch {
    return undefined;
  }
}

const coversIn = (folder: string, inside: readonly string[]): Cover[] =>
  inside.map((path, at) => ({ file: join(folder, `${at}.js`), inside: `/${LAB}/${path}` }));

function make(image: Image, forbidden: Forbidden, folder: string): readonly Cover[] {
  const texts = [...coveredTexts(modulesOf(join(image.root, LAB)), forbidden)];
  mkdirSync(dirname(folder), { recursive: true });
  const staging = mkdtempSync(`${folder}-`);
  const write = (name: string, text: string) => {
    writeFileSync(join(staging, name), text);
    // The user that answers run as must be able to read it, whatever this process's umask is.
    chmodSync(join(staging, name), 0o644);
  };
  for (const [at, [, text]] of texts.entries()) write(`${at}.js`, text);
  const inside = texts.map(([path]) => path);
  write("covers.json", JSON.stringify(inside));
  for (const made of [staging, dirname(folder)]) chmodSync(made, 0o755);
  try {
    renameSync(staging, folder);
  } catch (error) {
    rmSync(staging, { recursive: true, force: true });
    // Another process was first, with the same texts.
    if (!["EEXIST", "ENOTEMPTY"].includes((error as NodeJS.ErrnoException).code ?? "")) throw error;
  }
  return coversIn(folder, inside);
}

/**
 * Modules of the lab that work with what an exercise may forbid, and that the lessons' own text needs beside an answer. They hold it within themselves, in
 * private fields: the threads of lessons 04 and 10 start together at a gate, which has a mutex.
 */
const HOLDERS: Readonly<Record<string, readonly string[]>> = { Mutex: ["sharing/start-gate.js"] };

/**
 * The modules that change, by their paths, and their new texts. A module that served a forbidden name alone becomes empty.
 * @param modules - the texts of all modules, by their paths
 */
export function coveredTexts(
  modules: ReadonlyMap<string, string>,
  { exercise, names }: Forbidden,
): ReadonlyMap<string, string> {
  const changed = new Map<string, string>();
  const mentions = new RegExp(`\\b(?:${names.map(RegExp.escape).join("|")})\\b`);
  for (const [path, text] of modules) {
    if (!mentions.test(text)) continue;
    const without = withoutNames(text, names, (name) => forbiddenSentence(exercise, name));
    if (without !== undefined) changed.set(path, without);
  }
  const holders = names.flatMap((name) => HOLDERS[name] ?? []).filter((path) => modules.has(path));
  const rest = new Map([...modules, ...changed]);
  for (const holder of holders) rest.delete(holder);
  emptyUnnamed(modules, changed, rest);
  const withheld = new Set(changed.keys());
  for (const holder of holders)
    changed.set(
      holder,
      withPrivateModules(holder, modules, (path) => withheld.has(path)),
    );
  return changed;
}

/** Empties the modules that only changed ones have named. */
function emptyUnnamed(
  modules: ReadonlyMap<string, string>,
  changed: Map<string, string>,
  current: Map<string, string>,
): void {
  const open = [...changed.keys()];
  for (let path = open.pop(); path !== undefined; path = open.pop()) {
    const left = namedModules(current.get(path) as string);
    for (const name of namedModules(modules.get(path) as string)) {
      if (left.has(name) || isNamed(name, current)) continue;
      for (const module of modulesNamed(name, current)) {
        for (const texts of [changed, current]) texts.set(module, EMPTY);
        open.push(module);
      }
    }
  }
}

/** The names, without folders and ending, of the modules of its own that a module's text names in quotes. */
const namedModules = (text: string): ReadonlySet<string> =>
  new Set(
    [...text.matchAll(/["'`]\.{1,2}\/([^"'`]+)\.js["'`]/g)].map((match) => basename(match[1] as string)),
  );

/** Whether any module names another one: in an import, or as the file of a thread or process. */
function isNamed(name: string, modules: ReadonlyMap<string, string>): boolean {
  const quoted = new RegExp(`["'\`/]${RegExp.escape(name)}(?:\\.[jt]s)?["'\`]`);
  return name === "index" || modules.values().some((text) => text.includes(name) && quoted.test(text));
}

const modulesNamed = (name: string, modules: ReadonlyMap<string, string>) =>
  [...modules.keys()].filter((path) => basename(path) === `${name}.js` && modules.get(path) !== EMPTY);

function modulesOf(folder: string): Map<string, string> {
  const paths = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((path) =>
    path.endsWith(".js"),
  );
  return new Map(paths.map((path) => [path, readFileSync(join(folder, path), "utf8")]));
}
