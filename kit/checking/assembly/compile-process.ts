import { type ChildProcess, fork } from "node:child_process";
import { errorMessage } from "../../common/error-message.ts";
import { giveWay } from "../../common/give-way.ts";
import { processorSeconds, watchProcessorTime } from "../../common/processor-time.ts";
import { RequestChannel } from "../../common/request-channel.ts";
import { watchResidentMemory } from "../../common/resident-memory.ts";
import { siblingModule } from "../../common/sibling-module.ts";
import type { CellProblem, CompiledCell } from "../../kernel/index.ts";
import type { CompileBudget } from "./compile-budget.ts";

/** The result for one text: compiled, refused with errors, or one sentence on why the compiler could not compile it. */
export type CompileOutcome = CompiledCell | { readonly errors: readonly CellProblem[] } | CompileFailure;

/** Why there is no result. */
export interface CompileFailure {
  readonly problem: string;
  /** Set when the process ended meanwhile. `seconds` is the processor time that the text had and was too little, and 0 where it had no part in it. */
  readonly lost?: { readonly seconds: number };
}

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

/** Processor time in which the compiler reads the declarations of TypeScript and of the lab, before its first text. */
const WARM_UP_SECONDS = 120;
/** The text with which it reads them. */
const WARM_UP = 'import { AIAgent } from "@swarmlab/labs";\nconsole.log(AIAgent);';
const HEAP_MB = 1024;
/** Memory of the process while it compiles, in megabytes: its heap, and as much beside it. */
const MEMORY_MB = 2 * HEAP_MB;
/** The result of a text when the owner ends the process. */
const ENDED = "The compiler was ended.";

/** The signals with which V8 ends a process that has no memory left; which one depends on the system. */
const OUT_OF_MEMORY_SIGNALS: readonly (NodeJS.Signals | null)[] = ["SIGABRT", "SIGTRAP", "SIGILL"];

export interface CompileProcessOptions {
  /** Processor time for what is compiled together, in seconds. */
  readonly seconds: number;
  /** The most texts that are compiled together. @minimum 1 */
  readonly batchSize: number;
  /** Memory of the process while it compiles, in megabytes. @default 2048 */
  readonly memoryMegabytes?: number;
  /** Whether it lets all other processes go first. @default false */
  readonly givesWay?: boolean;
}

interface Job {
  readonly source: string;
  readonly budget: CompileBudget | undefined;
  readonly resolve: (outcome: CompileOutcome) => void;
}

/** A failure, thrown to those who wait for the process. */
class FailureError extends Error {
  readonly failure: CompileFailure;

  constructor(failure: CompileFailure) {
    super(failure.problem);
    this.failure = failure;
  }
}

/**
 * A process that compiles cells; started by the first text, ended by its owner. Texts of one notebook that wait while it is busy are compiled
 * together, with the same result as alone. When they take too long or too much memory, the process is ended: its limits are enforced from here,
 * because it cannot keep them itself.
 */
export class CompileProcess {
  readonly #root: string;
  readonly #options: CompileProcessOptions;
  readonly #waiting: Job[] = [];
  readonly #requests = new RequestChannel<{ sources: readonly string[] }, readonly CompileOutcome[]>(
    (order) => void this.#child?.send(order satisfies CompileOrder),
  );
  #child: ChildProcess | undefined;
  #isWarm = false;
  #isWorking = false;
  #isEnded = false;

  /**
   * @param root - the course's folder, from which imports resolve
   */
  constructor(root: string, options: CompileProcessOptions) {
    this.#root = root;
    this.#options = options;
  }

  /** Reads the declarations of TypeScript and of the lab ahead: that takes seconds, and compiling a text then takes milliseconds. */
  async warm(): Promise<void> {
    await this.compile(WARM_UP);
  }

  /** @param budget - of the notebook that the text is from: it pays for it */
  compile(source: string, budget?: CompileBudget): Promise<CompileOutcome> {
    return new Promise((resolve) => {
      this.#waiting.push({ source, budget, resolve });
      void this.#work();
    });
  }

  /** Ends the process, if there is one. Every text that waits for it, and every later one, gets a sentence that says so. */
  end(): void {
    this.#isEnded = true;
    for (const { resolve } of this.#waiting.splice(0)) resolve({ problem: ENDED });
    this.#end({ problem: ENDED });
  }

  async #work(): Promise<void> {
    if (this.#isWorking) return;
    this.#isWorking = true;
    // Texts that arrive in the same turn of the event loop join the batch.
    await Promise.resolve();
    for (let jobs = this.#nextBatch(); jobs.length > 0; jobs = this.#nextBatch()) {
      const reply = await this.#compileTogether(jobs);
      jobs.forEach(
        ({ resolve }, at) => void resolve("problem" in reply ? reply : (reply[at] as CompileOutcome)),
      );
    }
    this.#isWorking = false;
  }

  /** The texts that have waited longest, all of one notebook. */
  #nextBatch(): Job[] {
    const [first] = this.#waiting;
    const jobs = this.#waiting
      .filter(({ budget }) => budget === first?.budget)
      .slice(0, this.#options.batchSize);
    for (const job of jobs) this.#waiting.splice(this.#waiting.indexOf(job), 1);
    return jobs;
  }

  /** @returns an outcome for each text, or why the process gave none */
  async #compileTogether(jobs: readonly Job[]): Promise<readonly CompileOutcome[] | CompileFailure> {
    // A process that starts after its owner has ended it would outlive the owner.
    if (this.#isEnded) return { problem: ENDED };
    const budget = jobs[0]?.budget;
    if (budget?.refusal !== undefined) return { problem: budget.refusal };
    this.#child = this.#running();
    if (!this.#isWarm) {
      // The first text must not pay for what every process reads.
      const warmed = await this.#order([WARM_UP], WARM_UP_SECONDS);
      if ("problem" in warmed) return { problem: warmed.problem };
      this.#isWarm = true;
    }
    const seconds = Math.min(this.#options.seconds, budget?.left ?? this.#options.seconds);
    const { pid } = this.#child ?? {};
    const before = processorSeconds(pid) ?? 0;
    const reply = await this.#order(
      jobs.map(({ source }) => source),
      seconds,
    );
    const lost = "problem" in reply ? reply.lost : undefined;
    const used = lost ? Math.min(seconds, lost.seconds) : (processorSeconds(pid) ?? before) - before;
    budget?.spend(used);
    return reply;
  }

  /** @param seconds - of processor time */
  async #order(
    sources: readonly string[],
    seconds: number,
  ): Promise<readonly CompileOutcome[] | CompileFailure> {
    const child = this.#child;
    if (!child) return { problem: ENDED };
    const megabytes = this.#options.memoryMegabytes ?? MEMORY_MB;
    const stops = [
      watchProcessorTime(child.pid, seconds, () =>
        this.#end({
          problem: `The compiler did not finish it within ${Math.round(seconds)} s of processor time.`,
          lost: { seconds },
        }),
      ),
      watchResidentMemory(child.pid, megabytes * 1e6, () => this.#end(tooLarge(megabytes))),
    ];
    child.ref();
    child.channel?.ref();
    try {
      return await this.#requests.request({ sources });
    } catch (error) {
      return error instanceof FailureError ? error.failure : { problem: errorMessage(error) };
    } finally {
      for (const stop of stops) stop();
      // An idle child must not keep this process from ending.
      child.unref();
      child.channel?.unref();
    }
  }

  /** Ends the process. @param failure - the result of the texts that it is compiling */
  #end(failure: CompileFailure): void {
    this.#child?.kill("SIGKILL");
    this.#child = undefined;
    this.#isWarm = false;
    this.#requests.rejectAll(new FailureError(failure));
  }

  #running(): ChildProcess {
    if (this.#child?.connected) return this.#child;
    this.#isWarm = false;
    const child = fork(siblingModule(import.meta.url, "compile-entry"), [this.#root], {
      execArgv: [
        `--max-old-space-size=${HEAP_MB}`,
        // The declarations of TypeScript and of the lab take this much memory: with room from the start, garbage is collected less often. With more, as 320,
        // nothing is collected behind them either, and the process grows by 2.5 MB a notebook.
        "--initial-old-space-size=180",
        "--disable-warning=ExperimentalWarning",
      ],
      stdio: ["ignore", "ignore", "ignore", "ipc"],
    });
    if (this.#options.givesWay) giveWay(child.pid);
    child.on("message", ({ id, outcomes }: CompileReply) => this.#requests.resolve(id, outcomes));
    child.on("error", () => {});
    child.once("exit", (code, signal) => {
      if (this.#child === child) this.#end(whyExited(code, signal));
    });
    return child;
  }
}

/** Why the process ended, where its owner has not ended it. */
function whyExited(code: number | null, signal: NodeJS.Signals | null): CompileFailure {
  if (OUT_OF_MEMORY_SIGNALS.includes(signal)) return tooLarge(HEAP_MB);
  return {
    problem: `The process that compiles was ended (${signal ?? `exit code ${code}`}) before it was done.`,
    lost: { seconds: 0 },
  };
}

const tooLarge = (megabytes: number): CompileFailure => ({
  problem: `It took the compiler more than ${megabytes} MB of memory.`,
  lost: { seconds: Number.POSITIVE_INFINITY },
});
