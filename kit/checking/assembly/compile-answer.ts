import { join } from "node:path";
import type { CompiledAnswer } from "../../sandbox/index.ts";
import type { Assembly, Origin } from "./assembly.ts";
import { CompileProcess } from "./compile-process.ts";

/** An answer ready to run, with a map from its lines to the learner's. */
export interface RunnableAnswer {
  readonly answer: CompiledAnswer;
  /** Where a line of the compiled answer is from, both from 1. */
  origin(line: number): Origin | undefined;
}

/** An answer that does not compile: one sentence for each of the first errors. */
export interface CompileErrors {
  readonly errors: readonly string[];
}

/** Errors that feedback names: further ones mostly follow from these. */
const SHOWN_ERRORS = 3;

/**
 * Compiles answers as the kernel compiles cells, in a process of its own, because a text can keep a compiler busy for hours, fill its memory, or
 * name files that it must not read. Its owner closes it.
 */
export class AnswerCompiler {
  readonly #root: string;
  readonly #process: CompileProcess;
  readonly #known = new Map<string, Promise<RunnableAnswer | CompileErrors>>();

  constructor(root: string) {
    this.#root = root;
    this.#process = new CompileProcess(root);
  }

  /** Reads the declarations of TypeScript and of the lab ahead: that takes seconds, and compiling an answer then takes milliseconds. */
  async warm(): Promise<void> {
    await this.#process.compile('import { AIAgent } from "@swarmlab/labs";\nconsole.log(AIAgent);');
  }

  /** Ends the process: nothing is compiled from here on. The process also ends with the one that started it. */
  close(): void {
    this.#process.end();
  }

  /** Compiles an answer once: an equal one that is being compiled, or was compiled lately, has the same result. */
  compile(assembly: Assembly, exerciseId: string): Promise<RunnableAnswer | CompileErrors> {
    const key = `${exerciseId}\n${assembly.given.join()}\n${assembly.source}`;
    const known = this.#known.get(key);
    if (known) return known;
    const result = this.#compileAnew(assembly, exerciseId);
    if (this.#known.size > 100) this.#known.clear();
    this.#known.set(key, result);
    return result;
  }

  async #compileAnew(assembly: Assembly, exerciseId: string): Promise<RunnableAnswer | CompileErrors> {
    const compiled = await this.#process.compile(assembly.source);
    if ("problem" in compiled) return { errors: [compiled.problem] };
    if ("errors" in compiled) {
      const sentences = compiled.errors.map(({ line, message, file }) => {
        const origin = file === undefined ? assembly.origins[line - 1] : undefined;
        return `${file ? `${file}, line ${line}` : placeOf(origin)}: ${plain(message)}`;
      });
      const more = sentences.length - SHOWN_ERRORS;
      return { errors: more > 0 ? [...sentences.slice(0, SHOWN_ERRORS), `And ${more} more.`] : sentences };
    }
    return {
      answer: {
        code: compiled.js,
        file: join(this.#root, `exercise-${exerciseId}.js`),
        given: assembly.given,
      },
      origin: (line) => assembly.origins[(compiled.lines[line - 1] ?? 0) - 1],
    };
  }
}

/** A place in words: "Line 3", or "Line 2 of code cell 5" outside the exercise's cell. */
export function placeOf(origin: Origin | undefined): string {
  if (!origin) return "Below your answer";
  return origin.cell === undefined ? `Line ${origin.line}` : `Line ${origin.line} of ${origin.cell}`;
}

function plain(message: string): string {
  const flat = message.split("\n")[0] as string;
  const missing = /^Cannot find name '(.+?)'/.exec(flat)?.[1];
  return missing ? `${flat} Does a cell define it, and did that cell run?` : flat;
}
