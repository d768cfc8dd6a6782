/**
 * All that this project uses of TypeScript's unstable API stands in this file: the compiler's process that parses, and
 * the class that reads a file's syntax tree where it lies, in a table of bytes.
 *
 * When TypeScript moves: `test/labs/editor-agents/trees/typescript-unstable.test.ts` fails and names the part that is
 * gone. Mend that part here, add the version to `KNOWN_VERSIONS`, and nothing else in the room changes.
 */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { EditorError } from "../editor-error.ts";
import { SYNTAX_KINDS, type SyntaxKinds, type SyntaxNode, type SyntaxTree } from "./syntax-tree.ts";

/** Versions whose API and whose table of bytes this file knows: major and minor number. */
const KNOWN_VERSIONS: readonly string[] = ["7.0"];

/** Reads trees in place. Each thread loads its own. */
export interface TreeReader {
  readonly kinds: SyntaxKinds;
  /** The tree in a table of bytes. Nothing is copied: nodes are made when they are visited. */
  open(bytes: Uint8Array): SyntaxTree & Pick<TreeInPlace, "bytes" | "nodeAt">;
}

/** A place where a name stands: the node at `index` of a file's table. */
export interface NodePlace {
  /** The compiler's path of the file, see {@link TreePath}. */
  readonly path: string;
  readonly index: number;
}

/** A syntax error of a file. */
export interface SyntaxProblem {
  readonly file: string;
  readonly line: number;
  readonly message: string;
}

/** Files that were saved, made and removed; absolute paths. */
export interface FileChanges {
  readonly changed: readonly string[];
  readonly created: readonly string[];
  readonly deleted: readonly string[];
}

/** The compiler in its own process. Calls block this thread until it answers. `close()` ends the process. */
export interface Compiler {
  /** Opens projects, given by their `tsconfig.json`. */
  open(projects: readonly string[]): void;
  update(changes: FileChanges): void;
  /** The source files of all open projects: without declarations and without packages. */
  files(): ReadonlySet<string>;
  /** The table of bytes of a file's tree, in memory of this thread. */
  bytesOf(file: string): Uint8Array | undefined;
  syntaxProblems(file: string): SyntaxProblem[];
  /** The file that an import of a package leads to; undefined when it leads to no source file of the open projects. */
  resolve(file: string, specifier: string): string | undefined;
  /** Every place, in all open projects, at which what is declared or used at this position is named. */
  references(file: string, position: number): NodePlace[];
  close(): Promise<void>;
}

/**
 * @throws EditorError `MISSING_PACKAGE`, `WRONG_VERSION`
 */
export async function loadTreeReader(): Promise<TreeReader> {
  const folder = typescriptFolder();
  const { RemoteSourceFile } = (await load(folder, "dist/api/node/node.js")) as TreeModule;
  const { Wtf8Decoder } = (await load(folder, "dist/api/node/wtf8.js")) as DecoderModule;
  const { SyntaxKind } = (await load(folder, "dist/ast/index.js")) as KindModule;
  const decoder = new Wtf8Decoder();
  return {
    kinds: Object.fromEntries(SYNTAX_KINDS.map((name) => [name, numberOf(SyntaxKind, name)])) as SyntaxKinds,
    open: (bytes) => new TreeInPlace(bytes, () => new RemoteSourceFile(bytes, decoder)),
  };
}

/** A tree in a table of bytes. TypeScript's object over the table is made when something of the tree is asked for first. */
class TreeInPlace implements SyntaxTree {
  readonly bytes: Uint8Array;
  readonly #make: () => ApiTree;
  #tree: ApiTree | undefined;

  constructor(bytes: Uint8Array, make: () => ApiTree) {
    this.bytes = bytes;
    this.#make = make;
  }

  get #file(): ApiTree {
    this.#tree ??= this.#make();
    return this.#tree;
  }

  get kind(): number {
    return this.#file.kind;
  }

  get pos(): number {
    return this.#file.pos;
  }

  get end(): number {
    return this.#file.end;
  }

  get fileName(): string {
    return this.#file.fileName;
  }

  get text(): string {
    return this.#file.text ?? "";
  }

  get specifiers(): readonly string[] {
    return this.#file.imports.map(({ text = "" }) => text);
  }

  forEachChild(visit: (child: SyntaxNode) => void): void {
    this.#file.forEachChild(visit);
  }

  nodeAt(index: number): SyntaxNode {
    return this.#file.getOrCreateNodeAtIndex(index);
  }
}

/**
 * Starts the compiler's process. It ends with `close()`, and with this process.
 *
 * @param folder where the compiler works
 * @throws EditorError `MISSING_PACKAGE`, `WRONG_VERSION`
 */
export async function startCompiler(folder: string): Promise<Compiler> {
  const { API } = (await load(typescriptFolder(), "dist/api/sync/api.js")) as CompilerModule;
  return new RunningCompiler(new API({ cwd: folder }));
}

class RunningCompiler implements Compiler {
  readonly #api: Api;
  #snapshot: Snapshot | undefined;

  constructor(api: Api) {
    this.#api = api;
  }

  open(projects: readonly string[]): void {
    this.#replace({ openProjects: projects });
  }

  update(fileChanges: FileChanges): void {
    this.#replace({ fileChanges });
  }

  files(): ReadonlySet<string> {
    const files = new Set<string>();
    for (const { program } of this.#projects)
      for (const file of program.getSourceFileNames()) if (isSource(file)) files.add(file);
    return files;
  }

  bytesOf(file: string): Uint8Array | undefined {
    const view = this.#projectOf(file)?.program.getSourceFile(file)?.view;
    return view && new Uint8Array(view.buffer, view.byteOffset, view.byteLength);
  }

  syntaxProblems(file: string): SyntaxProblem[] {
    const program = this.#projectOf(file)?.program;
    const tree = program?.getSourceFile(file);
    if (program === undefined || tree === undefined) return [];
    const problems = program.getSyntacticDiagnostics(file).map(({ pos, text }) => ({
      file,
      line: tree.getLineAndCharacterOfPosition(pos).line + 1,
      message: text,
    }));
    // The parser may stumble over one place in the same way twice.
    return [...new Map(problems.map((problem) => [`${problem.line} ${problem.message}`, problem])).values()];
  }

  resolve(file: string, specifier: string): string | undefined {
    const project = this.#projectOf(file);
    const node = project?.program.getSourceFile(file)?.imports.find(({ text }) => text === specifier);
    if (project === undefined || node === undefined) return undefined;
    const path = project.checker.getSymbolAtLocation(node)?.declarations[0]?.path;
    const found = path === undefined ? undefined : project.program.getSourceFile(path)?.fileName;
    return found !== undefined && isSource(found) ? found : undefined;
  }

  references(file: string, position: number): NodePlace[] {
    const places = new Map<string, NodePlace>();
    for (const { program, checker } of this.#projects) {
      const tree = program.getSourceFile(file);
      const node = tree && nameAt(tree, position);
      if (node === undefined) continue;
      for (const { definition, references } of checker.getReferencedSymbolsForNode(node, node.end - 1))
        for (const { path, index } of [definition, ...references])
          places.set(`${index} ${path}`, { path, index });
    }
    return [...places.values()];
  }

  async close(): Promise<void> {
    this.#snapshot?.dispose();
    const child = this.#api.client.channel?.child;
    if (child === undefined) return this.#api.close();
    // A thread that ends before it has heard of its process's end leaves a zombie.
    const exited = new Promise<void>((resolve) => child.once("exit", resolve));
    child.ref();
    // Asked to end, the process would print a line about it.
    child.kill("SIGKILL");
    this.#api.close();
    await exited;
  }

  get #projects(): readonly Project[] {
    return this.#snapshot?.getProjects() ?? [];
  }

  #projectOf(file: string): Project | undefined {
    return this.#projects.find(({ program }) => program.getSourceFile(file) !== undefined);
  }

  #replace(change: object): void {
    const before = this.#snapshot;
    this.#snapshot = this.#api.updateSnapshot(change);
    before?.dispose();
  }
}

function isSource(file: string): boolean {
  return !file.includes("/node_modules/") && !/\.d\.[cm]?ts$/.test(file) && !file.startsWith("bundled:");
}

/** The innermost node that ends a name at this position. */
function nameAt(tree: ApiTree, position: number): ApiNode | undefined {
  let found: ApiNode | undefined;
  const visit = (node: ApiNode): void => {
    if (node.pos > position || node.end <= position) return;
    if (node.text !== undefined) found = node;
    node.forEachChild(visit);
  };
  tree.forEachChild(visit);
  return found;
}

/** The folder of the package `typescript` that stands beside labs, once its version is known. */
function typescriptFolder(): string {
  let path: string;
  try {
    path = createRequire(import.meta.url).resolve("typescript/package.json");
  } catch (cause) {
    throw new EditorError(
      "MISSING_PACKAGE",
      'The editor\'s agents read trees of TypeScript 7, which is not installed: run "npm install --save-dev typescript@7.0".',
      { cause },
    );
  }
  const { version } = JSON.parse(readFileSync(path, "utf8")) as { version: string };
  checkVersion(version);
  return dirname(path);
}

/** @throws EditorError `WRONG_VERSION` */
export function checkVersion(version: string): void {
  if (KNOWN_VERSIONS.some((known) => version.startsWith(`${known}.`))) return;
  throw new EditorError(
    "WRONG_VERSION",
    `The editor's agents know TypeScript ${KNOWN_VERSIONS.join(", ")} and found ${version}: install a version that they know, or teach labs/editor-agents/trees/typescript-unstable.ts the new one.`,
  );
}

/** Imports a file that the package does not export. */
function load(folder: string, file: string): Promise<unknown> {
  return import(pathToFileURL(join(folder, file)).href);
}

function numberOf(kinds: Readonly<Record<string, number>>, name: string): number {
  const number = kinds[name];
  if (number !== undefined) return number;
  throw new EditorError("WRONG_VERSION", `This version of TypeScript has no syntax kind ${name}.`);
}

/* What is used of TypeScript's modules. Their own types are not exported by the package. */

interface ApiNode {
  readonly kind: number;
  readonly pos: number;
  readonly end: number;
  readonly text?: string;
  forEachChild(visit: (child: ApiNode) => void): void;
}

interface ApiTree extends ApiNode {
  readonly fileName: string;
  readonly view: DataView;
  readonly imports: readonly ApiNode[];
  getLineAndCharacterOfPosition(position: number): { readonly line: number };
  getOrCreateNodeAtIndex(index: number): ApiNode;
}

interface Project {
  readonly program: {
    getSourceFileNames(): readonly string[];
    getSourceFile(file: string): ApiTree | undefined;
    getSyntacticDiagnostics(file: string): readonly { readonly pos: number; readonly text: string }[];
  };
  readonly checker: {
    getSymbolAtLocation(node: ApiNode): { readonly declarations: readonly NodePlace[] } | undefined;
    getReferencedSymbolsForNode(
      node: ApiNode,
      position: number,
    ): readonly { readonly definition: NodePlace; readonly references: readonly NodePlace[] }[];
  };
}

interface Snapshot {
  getProjects(): readonly Project[];
  dispose(): void;
}

interface Api {
  /** Undefined until the first call. */
  readonly client: { readonly channel?: { readonly child: CompilerProcess } };
  updateSnapshot(change: object): Snapshot;
  close(): void;
}

interface CompilerProcess {
  ref(): void;
  kill(signal: "SIGKILL"): unknown;
  once(event: "exit", listener: () => void): unknown;
}

interface CompilerModule {
  readonly API: new (options: { readonly cwd: string }) => Api;
}

interface TreeModule {
  readonly RemoteSourceFile: new (bytes: Uint8Array, decoder: object) => ApiTree;
}

interface DecoderModule {
  readonly Wtf8Decoder: new () => object;
}

interface KindModule {
  readonly SyntaxKind: Readonly<Record<string, number>>;
}
