import { isDeepStrictEqual } from "node:util";
import type { Bus } from "../bus/bus.ts";
import type { EditorMessage, InnerMessage, Saved, TreePack } from "../bus/messages.ts";
import type { Session } from "../bus/session.ts";
import type { TreeForm } from "../trees/tree-form.ts";
import {
  type Compiler,
  loadTreeReader,
  type NodePlace,
  type SyntaxProblem,
  startCompiler,
  type TreeReader,
} from "../trees/typescript-unstable.ts";
import { isProjectFile } from "../watcher/source-files.ts";
import { declarationOf } from "./declaration-of.ts";
import { nearestProject } from "./nearest-project.ts";

export interface ParserInput {
  readonly root: string;
  /** The `tsconfig.json` to begin with. */
  readonly project: string;
}

/** Packs of single files are put together again when there are so many. */
const MOST_PACKS = 32;

/** Syntax errors are asked for file by file, so in a change of thousands of files only the first ones are looked at. */
const MOST_CHECKED_FILES = 200;

type Rename = Extract<InnerMessage, { kind: "rename" }>;

/** The parser: has each file parsed once, and gives all other agents its tree. */
export async function startParser(bus: Bus, form: TreeForm, input: ParserInput): Promise<Session> {
  const parser = new Parser(bus, form, input, await startCompiler(input.root), await loadTreeReader());
  bus.subscribe((message) => parser.hear(message));
  bus.publish({ kind: "hello", agent: "parser" });
  parser.open([input.project]);
  return parser;
}

class Parser implements Session {
  readonly #bus: Bus;
  readonly #form: TreeForm;
  readonly #root: string;
  readonly #compiler: Compiler;
  readonly #reader: TreeReader;
  readonly #projects = new Set<string>();
  /** The tables of all files, as they were last sent. */
  readonly #tables = new Map<string, Uint8Array>();
  readonly #packages: Record<string, string> = {};
  readonly #knownSpecifiers = new Set<string>();
  /** The source files of all open projects. Asking the compiler for them takes longer than parsing one. */
  #files: ReadonlySet<string> = new Set();
  #packs: TreePack[] = [];
  #batch = 0;

  constructor(bus: Bus, form: TreeForm, { root }: ParserInput, compiler: Compiler, reader: TreeReader) {
    this.#bus = bus;
    this.#form = form;
    this.#root = root;
    this.#compiler = compiler;
    this.#reader = reader;
  }

  hear(message: EditorMessage): void {
    if (message.kind === "saved") this.#takeIn(message);
    else if (message.kind === "tests") this.#openProjectsOf(message.files);
    else if (message.kind === "rename") this.#findReferences(message);
    else if (message.kind === "hello" && (message.agent === "tester" || message.agent === "refactorer"))
      this.#repeat();
  }

  open(projects: readonly string[]): void {
    const unopened = projects.filter((project) => !this.#projects.has(project));
    if (unopened.length === 0) return;
    this.#bus.publish({ kind: "working", agent: "parser", on: unopened.join(", ") });
    for (const project of unopened) this.#projects.add(project);
    this.#compiler.open(unopened);
    this.#files = this.#compiler.files();
    this.#send(null, [], []);
  }

  close(): Promise<void> {
    return this.#compiler.close();
  }

  #openProjectsOf(files: readonly string[]): void {
    const projects = new Set(files.map((file) => nearestProject(file, this.#root)));
    this.open([...projects].filter((project) => project !== undefined));
  }

  #takeIn(saved: Saved): void {
    const { changed, created, deleted, batch } = saved;
    this.#batch = batch;
    this.#bus.publish({ kind: "working", agent: "parser", on: [...changed, ...created].join(", ") });
    this.#compiler.update({ changed, created, deleted });
    if (created.length > 0 || deleted.length > 0 || changed.some((file) => this.#changesFiles(file)))
      this.#files = this.#compiler.files();
    const touched = [...changed, ...created].filter((file) => this.#files.has(file));
    const problems = touched
      .slice(0, MOST_CHECKED_FILES)
      .flatMap((file) => this.#compiler.syntaxProblems(file));
    this.#send(saved, touched, problems);
  }

  /** Whether a changed file may have brought others into its project, or taken them out: its imports are not what they were. */
  #changesFiles(file: string): boolean {
    const before = this.#tables.get(file);
    const after = this.#compiler.bytesOf(file);
    if (before === undefined || after === undefined || isProjectFile(file)) return true;
    const specifiers = this.#reader.open(before).specifiers;
    return !isDeepStrictEqual(specifiers, this.#reader.open(after).specifiers);
  }

  /** Sends the trees of these files, and of all files that are new in the open projects. */
  #send(saved: Saved | null, touched: readonly string[], problems: readonly SyntaxProblem[]): void {
    const files = this.#files;
    const fresh = new Set([...touched, ...[...files].filter((file) => !this.#tables.has(file))]);
    const removed = [...this.#tables.keys()].filter((file) => !files.has(file));
    for (const file of removed) this.#tables.delete(file);
    for (const file of fresh) {
      const table = this.#compiler.bytesOf(file);
      if (table === undefined) continue;
      this.#tables.set(file, table);
      this.#learnPackages(file, table);
    }
    const pack = this.#form.pack([...fresh].flatMap((file) => this.#tables.get(file) ?? []));
    this.#packs.push(pack);
    // Removed files must not come back when the packs are repeated.
    if (this.#packs.length > MOST_PACKS || removed.length > 0)
      this.#packs = [this.#form.pack([...this.#tables.values()])];
    this.#publish({ saved, packs: [pack], removed, problems, isRepeat: false });
  }

  #repeat(): void {
    if (this.#tables.size > 0)
      this.#publish({ saved: null, packs: this.#packs, removed: [], problems: [], isRepeat: true });
  }

  #publish(
    parts: Pick<
      Extract<InnerMessage, { kind: "trees" }>,
      "saved" | "packs" | "removed" | "problems" | "isRepeat"
    >,
  ): void {
    this.#bus.publish({ kind: "trees", batch: this.#batch, packages: this.#packages, ...parts });
    const bytes = [...this.#tables.values()].reduce((sum, { length }) => sum + length, 0);
    const has = `${this.#tables.size} trees of ${(bytes / 1e6).toFixed(1)} MB`;
    this.#bus.publish({ kind: "waiting", agent: "parser", has });
  }

  /** Asks the compiler where imports of packages lead, once for each name. */
  #learnPackages(file: string, table: Uint8Array): void {
    for (const specifier of this.#reader.open(table).specifiers) {
      if (specifier.startsWith(".") || specifier.startsWith("node:") || this.#knownSpecifiers.has(specifier))
        continue;
      this.#knownSpecifiers.add(specifier);
      const target = this.#compiler.resolve(file, specifier);
      if (target !== undefined) this.#packages[specifier] = target;
    }
  }

  #findReferences({ id, file, name }: Rename): void {
    let problem: string | null = null;
    let places: readonly NodePlace[] = [];
    const table = this.#tables.get(file);
    if (table === undefined) problem = `There is no file ${file} in the open projects.`;
    else {
      const position = declarationOf(this.#reader.open(table), name, this.#reader.kinds);
      if (position === undefined) problem = `${file} declares no ${name} at its top level.`;
      else places = this.#compiler.references(file, position);
    }
    if (problem === null && places.length === 0) problem = `${name} in ${file} is no name of a declaration.`;
    this.#bus.publish({ kind: "references", id, name, places, problem });
  }
}
