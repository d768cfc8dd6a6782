import { join } from "node:path";
import { planCell } from "./cell-plan.ts";
import { type CellModule, cellModule } from "./cell-text.ts";
import { cellCompilerOptions } from "./compiler-options.ts";
import { type EmittedCell, emitCell } from "./emit-cell.ts";
import { LearnerFiles } from "./learner-files.ts";
import { NotebookHost } from "./notebook-host.ts";
import { type CellProblem, toProblems } from "./problem.ts";
import type { TopLevelName } from "./top-level-names.ts";
import { type TypeScript, ts } from "./typescript.ts";

/** A cell that compiles: its JavaScript, and what it adds to the notebook. */
export interface Conversion {
  readonly problems: readonly CellProblem[];
  /** Missing when there are problems. */
  readonly output?: EmittedCell & { readonly linesBefore: number };
  /** Names with a value that the cell declares. */
  readonly declares: readonly string[];
  /** Makes the cell's declarations known to later cells. Call it when the cell has run to its end. */
  keep(): void;
}

/** Candidates that complete the text at a position. */
export interface Completion {
  readonly start: number;
  readonly end: number;
  readonly candidates: readonly string[];
}

/** A declared name, and the cell that declared it last. */
interface KnownName extends TopLevelName {
  readonly module: string;
}

const IDENTIFIER = /[\p{ID_Start}$_][\p{ID_Continue}$]*/gu;

/**
 * Compiles the cells of a running notebook, one after the other. Each cell is a module; what it declares is kept as a declaration file, from
 * which later cells import the names that they use. So a value keeps the types that it was made with when a name is declared again.
 */
export class NotebookCompiler {
  readonly #directory: string;
  readonly #host: NotebookHost;
  readonly #service: TypeScript.LanguageService;
  readonly #files: LearnerFiles;
  readonly #cellFile: string;
  #names = new Map<string, KnownName>();
  /** Modules that say something about all modules, so that every later cell needs them. */
  #augmenting: readonly string[] = [];
  readonly #captured = new Set<string>();
  #count = 0;

  /** @param directory - the notebook's folder, from which imports are resolved */
  constructor(directory: string) {
    this.#directory = directory;
    this.#cellFile = join(directory, "__cell__.ts");
    this.#host = new NotebookHost(directory, cellCompilerOptions(directory), this.#cellFile);
    this.#service = ts.createLanguageService(this.#host, ts.createDocumentRegistry(true, directory));
    this.#files = new LearnerFiles(this.#host);
  }

  /** Reads the declarations of the language and of Node ahead: the first cell is compiled sooner. */
  warm(): void {
    this.convert("process");
  }

  /** Checks and compiles a cell. */
  convert(source: string): Conversion {
    const cell = this.#enter(source);
    const program = this.#program();
    const file = program.getSourceFile(this.#cellFile) as TypeScript.SourceFile;
    const found = this.#files.diagnostics(program, file);
    const problems = toProblems(found, { ...cell, file: this.#cellFile });
    if (problems.length > 0) return { problems, declares: [], keep() {} };
    const plan = planCell(
      file,
      program.getTypeChecker(),
      cell,
      this.#captured,
      (name) => this.#names.get(name)?.isAmbient === true,
    );
    const imported = new Set(plan.importedValues.size > 0 ? emittedNames(file, plan.importedValues) : []);
    const declares = [...cell.names.values()]
      .filter(({ name, isValue }) => isValue || imported.has(name))
      .map(({ name }) => name);
    const declarations =
      cell.names.size > 0 || cell.augments
        ? this.#service.getEmitOutput(this.#cellFile, true, true).outputFiles[0]?.text
        : undefined;
    return {
      problems,
      output: { ...emitCell(cell, plan), linesBefore: cell.linesBefore },
      declares,
      keep: () => {
        for (const name of plan.captured) this.#captured.add(name);
        if (declarations !== undefined) this.#keep(cell, declarations);
      },
    };
  }

  /** What is known about the name at a position. */
  inspect(source: string, position: number): TypeScript.QuickInfo | undefined {
    const cell = this.#enter(source);
    const info = this.#service.getQuickInfoAtPosition(this.#cellFile, position + cell.start);
    if (info === undefined) return undefined;
    const textSpan = { ...info.textSpan, start: info.textSpan.start - cell.start };
    const shown = info.displayParts?.map(({ text }) => text).join("") ?? "";
    const name = source.slice(textSpan.start, textSpan.start + textSpan.length);
    // A name of another cell is an import for the compiler only.
    const own = shown.replace(/^\(alias\) /, "").replace(`\nimport ${name}`, "");
    const word = /^[\w$]+[(<]/.test(own) && own.startsWith(name) ? "function " : "";
    const isAlias = this.#names.has(name) && shown.startsWith("(alias) ") && own.includes(name);
    return { ...info, textSpan, ...(isAlias ? { displayParts: [{ kind: "text", text: word + own }] } : {}) };
  }

  /** The candidates for the name at a position, the best ones first. */
  complete(source: string, position: number): Completion {
    const cell = this.#enter(source, true);
    const at = position + cell.start;
    const info = this.#service.getCompletionsAtPosition(this.#cellFile, at, {
      includeCompletionsWithInsertText: false,
      includeCompletionsForImportStatements: true,
    });
    const [start, end] = nameAround(source, position, info?.optionalReplacementSpan, cell.start);
    const begun = source.slice(start, end).toLowerCase();
    const ranked = (info?.entries ?? []).flatMap(({ name, sortText }, index) => {
      const lower = name.toLowerCase();
      const rank = name.startsWith(source.slice(start, end))
        ? 0
        : lower.startsWith(begun)
          ? 1
          : lower.includes(begun)
            ? 2
            : 3;
      return rank === 3 ? [] : [{ name, key: `${rank}${sortText}`, index }];
    });
    ranked.sort((a, b) =>
      a.key < b.key ? -1 : a.key > b.key ? 1 : begun === "" ? (a.name < b.name ? -1 : 1) : a.index - b.index,
    );
    return { start, end, candidates: [...new Set(ranked.map(({ name }) => name))] };
  }

  /** The compiler's own service, with the cell in it, for questions that this class does not answer. */
  ask<T>(
    source: string,
    question: (service: TypeScript.LanguageService, file: string, start: number) => T,
  ): T {
    const cell = this.#enter(source, true);
    return question(this.#service, this.#cellFile, cell.start);
  }

  close(): void {
    this.#service.dispose();
  }

  #program(): TypeScript.Program {
    const program = this.#service.getProgram();
    if (program === undefined) throw new Error("The compiler has no program.");
    return program;
  }

  /** Makes a text the current cell. @param withAll - lets it see all names, and not only those in its text */
  #enter(source: string, withAll = false): CellModule {
    const words = new Set(source.match(IDENTIFIER));
    const cell = cellModule(source, (own) =>
      this.#prefix((name) => (withAll || words.has(name)) && !own.has(name)),
    );
    this.#host.setCell(cell.text);
    return cell;
  }

  /** The declarations of other cells' names, in one line. */
  #prefix(isNeeded: (name: string) => boolean): string {
    const parts = ["export {};", ...this.#augmenting.map((module) => `import "./${module}";`)];
    const imports = new Map<string, string[]>();
    for (const { name, isVariable, isConstant, isType, module } of this.#names.values()) {
      if (!isNeeded(name)) continue;
      // An import cannot be assigned to, and an error about it would not say what the name is.
      const kind = isType ? undefined : isVariable ? "let" : isConstant ? "const" : undefined;
      if (kind) parts.push(`declare ${kind} ${name}: typeof import("./${module}").${name};`);
      else imports.set(module, [...(imports.get(module) ?? []), name]);
    }
    for (const [module, names] of imports) parts.push(`import { ${names.join(", ")} } from "./${module}";`);
    return parts.join(" ");
  }

  #keep(cell: CellModule, declarations: string): void {
    this.#count += 1;
    const module = `__cell_${this.#count}__`;
    this.#host.setModule(join(this.#directory, `${module}.d.ts`), declarations);
    for (const one of cell.names.values()) this.#names.set(one.name, { ...one, module });
    if (cell.augments) this.#augmenting = [...this.#augmenting, module];
    const needed = [...this.#names.values()].map((one) => one.module).concat(this.#augmenting);
    this.#host.forgetExcept(needed.map((one) => join(this.#directory, `${one}.d.ts`)));
  }
}

function emittedNames(file: TypeScript.SourceFile, places: ReadonlySet<number>): string[] {
  return [...places].map((place) => {
    IDENTIFIER.lastIndex = place;
    return IDENTIFIER.exec(file.text)?.[0] ?? "";
  });
}

/** The range of the name that a cursor touches. */
function nameAround(
  source: string,
  position: number,
  span: TypeScript.TextSpan | undefined,
  offset: number,
): [start: number, end: number] {
  if (span) return [span.start - offset, span.start - offset + span.length];
  const before = /[\p{ID_Continue}$#]*$/u.exec(source.slice(0, position))?.[0].length ?? 0;
  const after = /^[\p{ID_Continue}$]*/u.exec(source.slice(position))?.[0].length ?? 0;
  return [position - before, position + after];
}
