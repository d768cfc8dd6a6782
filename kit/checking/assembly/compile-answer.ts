import { createHash } from "node:crypto";
import { join } from "node:path";
import type { CompiledAnswer } from "../../sandbox/index.ts";
import type { Assembly, Origin } from "./assembly.ts";
import { CompileBudget } from "./compile-budget.ts";
import { type CompileOutcome, CompileProcess } from "./compile-process.ts";

const lostOf = (outcome: CompileOutcome) => ("problem" in outcome ? outcome.lost : undefined);
const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");

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

/** Processor time for what is compiled together. */
export interface CompileLimits {
  /** Of the compiler that all notebooks share, in seconds. @default 4 */
  readonly sharedSeconds: number;
  /** Of the compiler for slow texts, in seconds. @default 15 */
  readonly slowSeconds: number;
}

/** An honest text takes a hundredth of these. */
const LIMITS: CompileLimits = { sharedSeconds: 4, slowSeconds: 15 };
const BATCH_SIZE = 8;
/** Results that are remembered. */
const MOST_KNOWN = 500;

/**
 * Compiles answers as the kernel compiles cells, in processes of its own, because a text can keep a compiler busy for hours, fill its memory, or
 * name files that it must not read. All notebooks share one process. A text that is too slow for it, and all further texts of its notebook, go to
 * another one, so that no other notebook waits for them. Its owner closes it.
 */
export class AnswerCompiler {
  readonly #root: string;
  readonly #limits: CompileLimits;
  readonly #shared: CompileProcess;
  #slow: CompileProcess | undefined;
  #slowTexts = 0;
  #isClosed = false;
  readonly #known = new Map<string, Promise<RunnableAnswer | CompileErrors>>();

  constructor(root: string, limits: CompileLimits = LIMITS) {
    this.#root = root;
    this.#limits = limits;
    this.#shared = new CompileProcess(root, { seconds: limits.sharedSeconds, batchSize: BATCH_SIZE });
  }

  /** Reads the declarations of TypeScript and of the lab ahead: that takes seconds, and compiling an answer then takes milliseconds. */
  warm(): Promise<void> {
    return this.#shared.warm();
  }

  /** Ends the processes: nothing is compiled from here on. They also end with the process that started them. */
  close(): void {
    this.#isClosed = true;
    this.#shared.end();
    this.#slow?.end();
  }

  /**
   * Compiles an answer once: an equal one that is being compiled, or was compiled lately, has the same result, also where it has failed.
   * @param budget - of the notebook that the answer is from. Default: one for this answer alone
   */
  compile(
    assembly: Assembly,
    exerciseId: string,
    budget = new CompileBudget(),
  ): Promise<RunnableAnswer | CompileErrors> {
    const key = sha256(`${exerciseId}\n${assembly.given.join()}\n${assembly.source}`);
    const known = this.#known.get(key);
    if (known) return known;
    const { refusal } = budget;
    if (refusal !== undefined) return Promise.resolve({ errors: [refusal] });
    const outcome = this.#outcomeOf(assembly.source, budget);
    // Another notebook with the same text may have more time for it.
    outcome.then((compiled) => {
      const lost = lostOf(compiled);
      if (lost && lost.seconds < this.#limits.slowSeconds) this.#known.delete(key);
    });
    const result = outcome.then((compiled) => this.#resultOf(compiled, assembly, exerciseId));
    if (this.#known.size >= MOST_KNOWN) this.#known.clear();
    this.#known.set(key, result);
    return result;
  }

  async #outcomeOf(source: string, budget: CompileBudget): Promise<CompileOutcome> {
    if (!budget.isSlow) {
      const outcome = await this.#shared.compile(source, budget);
      const lost = lostOf(outcome);
      if (!lost) return outcome;
      if (lost.seconds > 0) budget.isSlow = true;
    }
    return this.#compileSlow(source, budget);
  }

  /** Its process is ended with the last text that waits for it: slow texts are rare. */
  async #compileSlow(source: string, budget: CompileBudget): Promise<CompileOutcome> {
    this.#slow ??= new CompileProcess(this.#root, {
      seconds: this.#limits.slowSeconds,
      batchSize: 1,
      givesWay: true,
    });
    const compiler = this.#slow;
    if (this.#isClosed) compiler.end();
    this.#slowTexts += 1;
    const outcome = await compiler.compile(source, budget);
    this.#slowTexts -= 1;
    if (this.#slowTexts === 0) {
      compiler.end();
      this.#slow = undefined;
    }
    return outcome;
  }

  #resultOf(
    compiled: CompileOutcome,
    assembly: Assembly,
    exerciseId: string,
  ): RunnableAnswer | CompileErrors {
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
        forbidden: { exercise: exerciseId, names: assembly.forbids },
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
