import type { NotebookHost } from "./notebook-host.ts";
import type { TypeScript } from "./typescript.ts";

/** Checks a cell, and the learner's own files that it imports. A file without errors is checked again when it has changed. */
export class LearnerFiles {
  readonly #host: NotebookHost;
  readonly #good = new Map<string, string>();

  constructor(host: NotebookHost) {
    this.#host = host;
  }

  diagnostics(program: TypeScript.Program, cell: TypeScript.SourceFile): TypeScript.Diagnostic[] {
    const own = findings(program, cell);
    const files = this.#reachable(cell.fileName).flatMap((file) => this.#check(program, file));
    return [...own, ...files];
  }

  #check(program: TypeScript.Program, name: string): readonly TypeScript.Diagnostic[] {
    const version = this.#host.getScriptVersion(name);
    if (this.#good.get(name) === version) return [];
    const file = program.getSourceFile(name);
    const found = file ? findings(program, file) : [];
    if (found.length === 0) this.#good.set(name, version);
    return found;
  }

  #reachable(from: string): string[] {
    const seen = new Set<string>();
    const open = [from];
    for (let file = open.pop(); file !== undefined; file = open.pop()) {
      for (const one of this.#host.importsOf(file)) {
        if (seen.has(one) || !this.#host.isLearners(one)) continue;
        seen.add(one);
        open.push(one);
      }
    }
    return [...seen];
  }
}

function findings(program: TypeScript.Program, file: TypeScript.SourceFile): TypeScript.Diagnostic[] {
  const syntax = program.getSyntacticDiagnostics(file);
  return syntax.length > 0 ? [...syntax] : [...program.getSemanticDiagnostics(file)];
}
