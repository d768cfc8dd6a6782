import { type ChildProcess, fork } from "node:child_process";
import { errorMessage } from "../../common/error-message.ts";
import { RequestChannel } from "../../common/request-channel.ts";
import { siblingModule } from "../../common/sibling-module.ts";
import type { CellProblem, CompiledCell } from "../../kernel/index.ts";

/** The result for one text: compiled, refused with errors, or one sentence on why the compiler could not compile it. */
export type CompileOutcome =
  | CompiledCell
  | { readonly errors: readonly CellProblem[] }
  | { readonly problem: string };

/** The message to the process. */
export interface CompileOrder {
  readonly id: number;
  readonly sources: readonly string[];
}

/** The reply of the process: an outcome for each text. */
export interface CompileReply {
  readonly id: number;
  readonly outcomes: readonly CompileOutcome[];
}

/** The time limit of one text: a hundred times what an honest text takes. */
const COMPILE_TIMEOUT_MS = 20_000;
/** The time limit of the first text, for which all declarations are read. */
const FIRST_COMPILE_TIMEOUT_MS = 120_000;
const HEAP_MB = 1024;
/** The result of a text when the owner ends the process. */
const ENDED = "The compiler was ended.";

/** The signals with which V8 ends a process that has no memory left; which one depends on the system. */
const OUT_OF_MEMORY_SIGNALS: readonly (NodeJS.Signals | null)[] = ["SIGABRT", "SIGTRAP", "SIGILL"];

/** The most texts that are compiled together. */
const BATCH_SIZE = 8;

interface Job {
  readonly source: string;
  readonly resolve: (outcome: CompileOutcome) => void;
}

/**
 * A process that compiles cells; started by the first text, ended by its owner. Texts that wait while it is busy are compiled together, with the
 * same result as alone. When a batch takes too long or too much memory, the process is ended, and each text of the batch is compiled by itself.
 */
export class CompileProcess {
  readonly #root: string;
  readonly #waiting: Job[] = [];
  readonly #requests = new RequestChannel<{ sources: readonly string[] }, readonly CompileOutcome[]>(
    (order) => void this.#child?.send(order satisfies CompileOrder),
  );
  #child: ChildProcess | undefined;
  #isWarm = false;
  #isWorking = false;
  #isEnded = false;

  /** @param root - the course's folder, from which imports resolve */
  constructor(root: string) {
    this.#root = root;
  }

  compile(source: string): Promise<CompileOutcome> {
    return new Promise((resolve) => {
      this.#waiting.push({ source, resolve });
      void this.#work();
    });
  }

  /** Ends the process, if there is one. Every text that waits for it, and every later one, gets a sentence that says so. */
  end(): void {
    this.#isEnded = true;
    for (const { resolve } of this.#waiting.splice(0)) resolve({ problem: ENDED });
    this.#end(ENDED);
  }

  async #work(): Promise<void> {
    if (this.#isWorking) return;
    this.#isWorking = true;
    // Texts that arrive in the same turn of the event loop join the batch.
    await Promise.resolve();
    for (;;) {
      const jobs = this.#waiting.splice(0, BATCH_SIZE);
      if (jobs.length === 0) break;
      const reply = await this.#order(jobs);
      if (Array.isArray(reply)) jobs.forEach(({ resolve }, at) => void resolve(reply[at] as CompileOutcome));
      else if (jobs.length === 1) jobs[0]?.resolve(reply as { problem: string });
      else
        for (const job of jobs) {
          const own = await this.#order([job]);
          job.resolve(Array.isArray(own) ? (own[0] as CompileOutcome) : (own as { problem: string }));
        }
    }
    this.#isWorking = false;
  }

  /** @returns an outcome for each text, or one sentence on why the process gave none */
  async #order(jobs: readonly Job[]): Promise<readonly CompileOutcome[] | { readonly problem: string }> {
    // A process that starts after its owner has ended it would outlive the owner.
    if (this.#isEnded) return { problem: ENDED };
    const child = this.#running();
    const timeoutMs = this.#isWarm ? COMPILE_TIMEOUT_MS : FIRST_COMPILE_TIMEOUT_MS;
    const onTimeout = () => this.#end(`The compiler did not finish it within ${timeoutMs / 1000} s.`);
    child.ref();
    child.channel?.ref();
    try {
      const sources = jobs.map(({ source }) => source);
      const outcomes = await this.#requests.request({ sources }, { timeoutMs, onTimeout });
      this.#isWarm = true;
      return outcomes;
    } catch (error) {
      return { problem: errorMessage(error) };
    } finally {
      // An idle child must not keep this process from ending.
      child.unref();
      child.channel?.unref();
    }
  }

  /** Ends the process. @param problem - the result of the texts that it is compiling */
  #end(problem: string): void {
    this.#child?.kill("SIGKILL");
    this.#child = undefined;
    this.#isWarm = false;
    this.#requests.rejectAll(new Error(problem));
  }

  #running(): ChildProcess {
    if (this.#child?.connected) return this.#child;
    this.#isWarm = false;
    const child = fork(siblingModule(import.meta.url, "compile-entry"), [this.#root], {
      execArgv: [
        `--max-old-space-size=${HEAP_MB}`,
        // The declarations of TypeScript and of the lab take this much memory: with room from the start, garbage is collected less often.
        "--initial-old-space-size=320",
        "--disable-warning=ExperimentalWarning",
      ],
      stdio: ["ignore", "ignore", "ignore", "ipc"],
    });
    child.on("message", ({ id, outcomes }: CompileReply) => this.#requests.resolve(id, outcomes));
    child.on("error", () => {});
    child.once("exit", (code, signal) => {
      if (this.#child === child) this.#end(whyExited(code, signal));
    });
    this.#child = child;
    return child;
  }
}

/** Why the process ended, where its owner has not ended it. */
function whyExited(code: number | null, signal: NodeJS.Signals | null): string {
  return OUT_OF_MEMORY_SIGNALS.includes(signal)
    ? `It took the compiler more than ${HEAP_MB} MB of memory.`
    : `The process that compiles was ended (${signal ?? `exit code ${code}`}) before it was done.`;
}
