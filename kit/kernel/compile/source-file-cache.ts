import { statSync } from "node:fs";
import { type TypeScript, ts } from "./typescript.ts";
import { withoutDocs } from "./without-docs.ts";

/**
 * A compiler host that keeps parsed files, which makes a second compilation fast. Files inside `node_modules` and
 * TypeScript's own are read once; a learner's own files are read again when they change.
 */
export class SourceFileCache {
  readonly host: TypeScript.CompilerHost;
  readonly #files = new Map<string, { file: TypeScript.SourceFile | undefined; version: string }>();
  readonly #virtual = new Map<string, TypeScript.SourceFile>();

  /** @param mayRead - the files on disk that the compiler may see */
  constructor(
    options: TypeScript.CompilerOptions,
    directory: string,
    mayRead: (file: string) => boolean = () => true,
  ) {
    const base = ts.createCompilerHost(options, true);
    const resolutions = ts.createModuleResolutionCache(directory, (name) => name, options);
    this.host = {
      ...base,
      getCurrentDirectory: () => directory,
      getModuleResolutionCache: () => resolutions,
      resolveModuleNameLiterals: (literals, from, redirect, using, file) =>
        literals.map((literal) =>
          ts.resolveModuleName(
            literal.text,
            from,
            using,
            this.host,
            // A cell's own imports are resolved anew: the learner may have added the file or the package meanwhile.
            this.#virtual.has(from) ? undefined : resolutions,
            redirect,
            ts.getModeForUsageLocation(file, literal, options),
          ),
        ),
      fileExists: (name) => this.#virtual.has(name) || (mayRead(name) && base.fileExists(name)),
      readFile: (name) => this.#virtual.get(name)?.text ?? (mayRead(name) ? base.readFile(name) : undefined),
      getSourceFile: (name, target) =>
        this.#virtual.get(name) ?? (mayRead(name) ? this.#fromDisk(name, target) : undefined),
      writeFile: () => {},
    };
  }

  /** Sets the text of a virtual file. */
  setVirtual(name: string, text: string): void {
    if (this.#virtual.get(name)?.text === text) return;
    this.#virtual.set(name, ts.createSourceFile(name, text, ts.ScriptTarget.ESNext, true));
  }

  #fromDisk(
    name: string,
    target: TypeScript.ScriptTarget | TypeScript.CreateSourceFileOptions,
  ): TypeScript.SourceFile | undefined {
    const version = versionOf(name);
    const known = this.#files.get(name);
    if (known?.version === version) return known.file;
    const text = ts.sys.readFile(name);
    const file =
      text === undefined ? undefined : ts.createSourceFile(name, withoutDocs(name, text), target, true);
    this.#files.set(name, { file, version });
    return file;
  }
}

function versionOf(name: string): string {
  if (name.includes("/node_modules/")) return "fixed";
  const stat = statSync(name, { throwIfNoEntry: false });
  return stat ? `${stat.mtimeMs} ${stat.size}` : "absent";
}
