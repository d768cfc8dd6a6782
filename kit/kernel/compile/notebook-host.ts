import { statSync } from "node:fs";
import { type TypeScript, ts } from "./typescript.ts";

/** What the compiler sees of a running notebook: the current cell, the declarations of earlier cells, and the files on disk. */
export class NotebookHost implements TypeScript.LanguageServiceHost {
  readonly #directory: string;
  readonly #options: TypeScript.CompilerOptions;
  readonly #cellFile: string;
  readonly #virtual = new Map<string, { readonly text: string; readonly version: string }>();
  readonly #resolutions: TypeScript.ModuleResolutionCache;
  /** The files that each file imports, as they were resolved last; `undefined` for a module that was not found. */
  readonly #imports = new Map<string, readonly (string | undefined)[]>();
  /** Files of packages, which do not change while a notebook runs. */
  readonly #fixed = new Map<string, TypeScript.IScriptSnapshot>();
  /** What was found on disk while the current cell is compiled. */
  readonly #found = new Map<string, string | boolean | undefined>();
  #changes = 0;

  constructor(directory: string, options: TypeScript.CompilerOptions, cellFile: string) {
    this.#directory = directory;
    this.#options = options;
    this.#cellFile = cellFile;
    this.#resolutions = ts.createModuleResolutionCache(directory, (name) => name, options);
  }

  setCell(text: string): void {
    this.#found.clear();
    this.#set(this.#cellFile, text);
  }

  setModule(file: string, text: string): void {
    this.#set(file, text);
  }

  /** Forgets the declarations of cells that neither a name nor another cell's declarations need. */
  forgetExcept(files: readonly string[]): void {
    const needed = new Set<string>();
    const open = [...files];
    for (let file = open.pop(); file !== undefined; file = open.pop()) {
      if (needed.has(file)) continue;
      needed.add(file);
      const text = this.#virtual.get(file)?.text ?? "";
      for (const [, module] of text.matchAll(/"\.\/(__cell_\d+__)"/g))
        open.push(`${file.slice(0, file.lastIndexOf("/") + 1)}${module}.d.ts`);
    }
    for (const file of this.#virtual.keys())
      if (file !== this.#cellFile && !needed.has(file)) this.#virtual.delete(file);
  }

  /** The files that a file imports. */
  importsOf(file: string): readonly string[] {
    return (this.#imports.get(file) ?? []).filter((one) => one !== undefined);
  }

  /** Whether a file is the learner's own, and may change. */
  isLearners(file: string): boolean {
    return (
      !this.#virtual.has(file) &&
      !file.includes("/node_modules/") &&
      !/\.d\.[cm]?ts$/.test(file) &&
      !file.endsWith(".json")
    );
  }

  #set(file: string, text: string): void {
    this.#changes += 1;
    this.#virtual.set(file, { text, version: String(this.#changes) });
  }

  getCompilationSettings(): TypeScript.CompilerOptions {
    return this.#options;
  }

  /** Lets the compiler keep what the package.json files of packages say, from one cell to the next. */
  readonly getModuleResolutionCache = (): TypeScript.ModuleResolutionCache => this.#resolutions;

  getScriptFileNames(): string[] {
    return [this.#cellFile];
  }

  getScriptVersion(file: string): string {
    const virtual = this.#virtual.get(file);
    if (virtual) return virtual.version;
    if (isFixed(file)) return "fixed";
    const stat = statSync(file, { throwIfNoEntry: false });
    return stat ? `${stat.mtimeMs} ${stat.size}` : "absent";
  }

  getScriptSnapshot(file: string): TypeScript.IScriptSnapshot | undefined {
    const known = this.#fixed.get(file);
    if (known) return known;
    const text = this.readFile(file);
    if (text === undefined) return undefined;
    const snapshot = ts.ScriptSnapshot.fromString(text);
    if (isFixed(file)) this.#fixed.set(file, snapshot);
    return snapshot;
  }

  getCurrentDirectory(): string {
    return this.#directory;
  }

  getDefaultLibFileName(options: TypeScript.CompilerOptions): string {
    return ts.getDefaultLibFilePath(options);
  }

  useCaseSensitiveFileNames(): boolean {
    return true;
  }

  fileExists(file: string): boolean {
    return this.#virtual.has(file) || this.#once(`file ${file}`, () => ts.sys.fileExists(file));
  }

  readFile(file: string): string | undefined {
    const virtual = this.#virtual.get(file);
    if (virtual) return virtual.text;
    return file.endsWith("/package.json")
      ? this.#once(file, () => ts.sys.readFile(file))
      : ts.sys.readFile(file);
  }

  directoryExists(folder: string): boolean {
    return this.#once(`folder ${folder}`, () => ts.sys.directoryExists(folder));
  }

  #once<T extends string | boolean | undefined>(key: string, look: () => T): T {
    if (!this.#found.has(key)) this.#found.set(key, look());
    return this.#found.get(key) as T;
  }

  getDirectories(folder: string): string[] {
    return ts.sys.getDirectories(folder);
  }

  readDirectory(...of: Parameters<TypeScript.System["readDirectory"]>): string[] {
    return ts.sys.readDirectory(...of);
  }

  realpath(file: string): string {
    return this.#virtual.has(file) ? file : (ts.sys.realpath?.(file) ?? file);
  }

  /** Files with an import that was not found are looked at again: the learner may have added the file or the package meanwhile. */
  readonly hasInvalidatedResolutions = (file: string): boolean =>
    this.isLearners(file) && (this.#imports.get(file)?.includes(undefined) ?? false);

  resolveModuleNameLiterals(
    literals: readonly TypeScript.StringLiteralLike[],
    from: string,
    redirect: TypeScript.ResolvedProjectReference | undefined,
    options: TypeScript.CompilerOptions,
    file: TypeScript.SourceFile,
  ): readonly TypeScript.ResolvedModuleWithFailedLookupLocations[] {
    const isPackage = isFixed(from);
    const found = literals.map((literal) =>
      ts.resolveModuleName(
        literal.text,
        from,
        options,
        this,
        isPackage ? this.#resolutions : undefined,
        redirect,
        ts.getModeForUsageLocation(file, literal, options),
      ),
    );
    if (!isPackage)
      this.#imports.set(
        from,
        found.map(({ resolvedModule }) => resolvedModule?.resolvedFileName),
      );
    return found;
  }
}

/** Whether a file belongs to a package or to TypeScript. */
function isFixed(file: string): boolean {
  return file.includes("/node_modules/") || /\/(?:labs|kit)\/dist\//.test(file);
}
