import { codedError } from "../../common/coded-error.ts";
import { type ExploreOptions, programText, readVerdict, Verdict } from "../../explore/index.ts";
import type { AnswerProcess } from "./answer-process.ts";
import type { AnswerUsage } from "./answer-usage.ts";
import type { Wire } from "./codec/wire.ts";
import { type CompiledAnswer, NOTHING_FORBIDDEN } from "./compiled-answer.ts";
import type { AroundCall } from "./protocol.ts";
import { type RemoteInstance, remoteInstance } from "./remote-instance.ts";
import type { StartedWork } from "./started-work.ts";

/** Threads of an answer still run after its work. It has the name of an assertion error, so that it is judged as one. */
export class LeakedThreadsError extends codedError<"LEAKED_THREADS">("AssertionError") {
  constructor(message: string) {
    super("LEAKED_THREADS", message);
  }
}

/** The explorer cannot run a program of the answer, or its limit came before it had covered anything. That says nothing about the answer. */
export class UnexploredError extends codedError<"UNEXPLORED">("UnexploredError") {
  constructor(why: string) {
    super("UNEXPLORED", why);
  }
}

/** A check asked for a name that the answer does not define. */
export class MissingNameError extends codedError<"MISSING_NAME">("MissingNameError") {
  constructor(missing: string) {
    super("MISSING_NAME", `Your answer does not define ${missing}.`);
  }
}

/**
 * A learner's answer as a check sees it: its top-level names, reached across a process boundary. Every call runs in the answer's own
 * process. Arguments and results are copied; functions and instances stay there and are called remotely.
 */
export class RemoteSubmission {
  readonly #answer: AnswerProcess;
  readonly #names: ReadonlyMap<string, string>;
  readonly #compiled: CompiledAnswer;
  #failedExploration: Verdict | undefined;

  constructor(answer: AnswerProcess, names: ReadonlyMap<string, string>, compiled: CompiledAnswer) {
    this.#answer = answer;
    this.#names = names;
    this.#compiled = compiled;
  }

  /** What the answer printed so far. */
  get output(): string {
    return this.#answer.output.text;
  }

  /** Whether the answer defines a value of that name. */
  has(name: string): boolean {
    return this.#names.has(name);
  }

  /** What kind of value a name has ("class", "function", "object", "bigint", …), "missing" when it is not defined. */
  kind(name: string): string {
    return this.#names.get(name) ?? "missing";
  }

  /** Constructs one of the answer's classes. */
  async new(name: string, ...args: unknown[]): Promise<RemoteInstance> {
    this.#demand(name);
    const reply = await this.#answer.ask({ op: "new", name, args: this.#answer.toWire(args) });
    return remoteInstance(this.#answer, "handle" in reply ? Number(reply.handle) : 0);
  }

  /** Calls one of the answer's functions and waits for its result. */
  // biome-ignore lint/suspicious/noExplicitAny: what an answer returns has no type before a check has examined it.
  async call(name: string, ...args: unknown[]): Promise<any> {
    this.#demand(name);
    const reply = await this.#answer.ask({ op: "call", name, args: this.#answer.toWire(args) });
    return this.#answer.fromWire("value" in reply ? reply.value : ["undefined"]);
  }

  /** The value of one of the answer's names; a promise is awaited. */
  // biome-ignore lint/suspicious/noExplicitAny: as above
  async get(name: string): Promise<any> {
    this.#demand(name);
    const reply = await this.#answer.ask({ op: "get", name });
    return this.#answer.fromWire("value" in reply ? reply.value : ["undefined"]);
  }

  /**
   * Explores threads in a process beside the answer's, which gets the text of the answer's definitions and runs nothing else of it. Their functions, `shared` and the rules may name whatever the answer defines; the check declares
   * those names for its own TypeScript (`declare const TicketLock: …`). Functions cross as text, so other names that they use go into `scope`.
   * By default an exploration ends after 300,000 steps or 4 seconds, so that the check ends in time.
   *
   * A check ends with `UnexploredError`, and costs no points, where the explorer cannot run the answer's program, or where its limit comes before any number of
   * preemptions is covered: otherwise a program of very many steps would pass whatever it does.
   *
   * A check that fails shows the failing interleaving, whatever it asserts of the verdict; `verdict.mustPass()` asserts that there is none.
   */
  async explore<S>(options: ExploreOptions<S>): Promise<Verdict> {
    const program = programText({ steps: 300_000, seconds: 4, ...options } as ExploreOptions<never>);
    const explorer = await this.#answer.explorer(this.#compiled.code);
    const [wire] = explorer.toWire([program]);
    const { code, file, given = [], forbidden = NOTHING_FORBIDDEN } = this.#compiled;
    const reply = await explorer
      .ask({ op: "explore", program: wire as Wire, code, file: explorer.fileInside(file), given, forbidden })
      .catch((error) => {
        throw this.#missingIn(error) ?? unexplored(error) ?? error;
      });
    const verdict = new Verdict(readVerdict(explorer.fromWire("value" in reply ? reply.value : null)));
    // A replay is one run, and covers nothing by itself.
    if (verdict.passed && verdict.covered === null && options.replay === undefined)
      throw new UnexploredError(verdict.summary.replace(/^Passed as far as it went: /, ""));
    if (!verdict.passed) this.#failedExploration = verdict;
    return verdict;
  }

  /** The last exploration that found a failure. */
  get failedExploration(): Verdict | undefined {
    return this.#failedExploration;
  }

  /**
   * What the answer has used since it was loaded, as the kernel counts it: processor time, peak memory, and the threads that run now.
   * Undefined on macOS and in a container, where a check then has nothing to assert.
   */
  usage(): AnswerUsage | undefined {
    return this.#answer.usage();
  }

  /** The threads and processes that the answer has started since it was loaded, and how threads ended. */
  async started(): Promise<StartedWork> {
    const reply = await this.#answer.ask({ op: "started" });
    const counts = this.#answer.fromWire(
      "value" in reply ? reply.value : null,
    ) as Partial<StartedWork> | null;
    const { threads = 0, processes = 0, ended = [] } = counts ?? {};
    return {
      threads: Number(threads),
      processes: Number(processes),
      ended: Array.isArray(ended) ? ended : [],
    };
  }

  /**
   * Lets a function of the check compute in the answer's process, for so many milliseconds, each time before it is called: as an agent does that
   * computes before its first `await`. The time is real, and at least so long on any machine.
   * @returns the function, to be passed to the answer
   */
  async computing<F extends (...args: never[]) => unknown>(callback: F, milliseconds: number): Promise<F> {
    await this.#surround(callback, { computes: milliseconds });
    return callback;
  }

  /**
   * Lets a function of the check take so many seconds by the stopwatches of the answer's process (`performance.now()`, `process.hrtime`), although it
   * is answered at once: its first call takes the first number, the second the next, and all further ones the last.
   * @returns the function, to be passed to the answer
   */
  async taking<F extends (...args: never[]) => unknown>(callback: F, ...seconds: number[]): Promise<F> {
    await this.#surround(callback, { passes: seconds.map((each) => 1000 * each) });
    return callback;
  }

  /**
   * Lets the functions of an object be methods, as those of a class with private fields: they throw unless they are called on the object.
   * @returns the object, to be passed to the answer
   */
  async withMethods<T extends object>(owner: T): Promise<T> {
    for (const value of Object.values(owner))
      if (typeof value === "function") await this.#surround(value, { isMethod: true });
    return owner;
  }

  /** Lets each run of the answer start workers of its own, until the next check. Otherwise its runs share warm ones. */
  async startWorkersAnew(): Promise<void> {
    await this.#answer.ask({ op: "startWorkersAnew" });
  }

  /**
   * Makes a number of cores known to the answer in place of the machine's own, until the next check. What an answer starts, and what it says of the
   * machine, then depends on no machine.
   */
  async simulateCores(cores: number): Promise<void> {
    await this.#answer.ask({ op: "cores", cores });
  }

  /**
   * Puts a function in the place of one of the answer's, until the next check: other cells of the answer call it from then on, the cell that defines the
   * name does not. What an answer does with the new one is then a fact, and not what it says of itself.
   *
   * @param text - a function expression; in it, the answer's own function has the name with `own_` before it
   * @example await submission.replace("teamOf", "(count, work) => own_teamOf(count, 10 * work)")
   */
  async replace(name: string, text: string): Promise<void> {
    this.#demand(name);
    await this.#answer.ask({ op: "replace", name, text });
  }

  /**
   * Asserts that no thread of the answer runs any more. Threads take a moment to end.
   * @param options.within - how long they may take, in milliseconds. @default 1000
   */
  async noLeakedThreads({ within = 1000 }: { readonly within?: number } = {}): Promise<void> {
    const deadline = performance.now() + within;
    for (;;) {
      const running = this.usage()?.threads.length ?? 0;
      if (running === 0) return;
      if (performance.now() > deadline) {
        const threads = running === 1 ? "1 thread" : `${running} threads`;
        throw new LeakedThreadsError(
          `${threads} of your answer still ran ${within / 1000} s after it was done: end each one that you start, in a finally block.`,
        );
      }
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  async #surround(callback: unknown, around: AroundCall): Promise<void> {
    const [wire] = this.#answer.toWire([callback]);
    await this.#answer.ask({ op: "surround", callback: wire as Wire, around });
  }

  /** A name that explored threads use and the answer does not define. */
  #missingIn(error: unknown): MissingNameError | undefined {
    const { code, message } = error as { code?: unknown; message?: unknown };
    const name = code === "CANNOT_TRANSFER" ? / refers to `(\w+)`/.exec(String(message))?.[1] : undefined;
    return name === undefined || this.has(name) ? undefined : new MissingNameError(name);
  }

  #demand(name: string): void {
    if (!this.has(name)) throw new MissingNameError(name);
  }
}

/** The error of a program that the explorer cannot run. Only the explorer's own error counts, and not one that the answer throws in a thread. */
function unexplored(error: unknown): UnexploredError | undefined {
  const { name, code, message } = error as { name?: unknown; code?: unknown; message?: unknown };
  return name === "ExploreError" && code === "UNSUPPORTED" ? new UnexploredError(String(message)) : undefined;
}
