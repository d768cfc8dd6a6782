import { AnswerFault } from "./answer-fault.ts";
import { AnswerProcess, type AnswerProcessOptions } from "./answer-process.ts";
import { RemoteSubmission } from "./remote-submission.ts";

/** An answer ready to be loaded: compiled to a CommonJS module that exports what the exercise and its checks may ask for. */
export interface CompiledAnswer {
  readonly code: string;
  /** What its stack frames are called. */
  readonly file: string;
}

/** Milliseconds within which a process that served an earlier check must show that it is free. */
const freeWithin = 1000;
/** Milliseconds within which a new process must come up, even on a busy machine. */
const startsWithin = 20_000;

/**
 * Processes for answers: one is always warm, so that a check need not wait for Node to start; a process that served one check serves the
 * next, with a fresh module, unless it ended or is still busy.
 */
export class AnswerProcesses {
  readonly #options: AnswerProcessOptions;
  #spare: AnswerProcess | undefined;
  #used: AnswerProcess | undefined;
  #busy: AnswerProcess | undefined;
  /** Processes that are being ended. */
  readonly #ending = new Set<Promise<void>>();
  #owner: string | undefined;
  #stopped = false;
  #closed = false;

  constructor(options: AnswerProcessOptions) {
    this.#options = options;
  }

  /** Starts a process that the next answer will find ready. */
  warm(): void {
    if (!this.#spare || this.#spare.fault) this.#spare = new AnswerProcess(this.#options);
  }

  /**
   * A process in which nothing of an earlier check is running any more.
   * @param options.processes - whether the answer may start processes of its own. @default false
   */
  async take({ processes = false }: { processes?: boolean } = {}): Promise<AnswerProcess> {
    if (this.#stopped) throw new AnswerFault("STOPPED", "The check was interrupted.");
    this.#busy = await this.#free(processes);
    return this.#busy;
  }

  async #free(processes: boolean): Promise<AnswerProcess> {
    const used = this.#used;
    this.#used = undefined;
    if (used?.mayStartProcesses === processes && (await answersWithin(used, freeWithin))) {
      used.reset();
      return used;
    }
    this.#end(used);
    const spare = this.#fresh(processes);
    // Starting takes the machine's time, not the answer's.
    await answersWithin(spare, startsWithin);
    if (spare.fault) throw spare.fault;
    return spare;
  }

  /** A process that ran nothing yet. Few answers need processes: none is kept ready for those. */
  #fresh(processes: boolean): AnswerProcess {
    if (processes) return new AnswerProcess({ ...this.#options, processes });
    this.warm();
    const spare = this.#spare as AnswerProcess;
    this.#spare = undefined;
    return spare;
  }

  /** Hands a process back that the same answer may use again. */
  putBack(answer: AnswerProcess): void {
    if (this.#busy === answer) this.#busy = undefined;
    // Where something failed outside any call, something is still going on.
    if (answer.fault || answer.unhandledErrors.length > 0) this.#end(answer);
    else this.#used = answer;
  }

  /** Ends the process that answers used, so that the next answer meets a fresh one, and has that one ready. */
  replaceUsed(): void {
    if (this.#closed) return;
    this.endUsed();
    this.warm();
  }

  /** Says whose answers come from now on: those of somebody else have met the process so far, which ends. */
  serve(owner: string): void {
    if (owner === this.#owner) return;
    this.#owner = owner;
    this.endUsed();
  }

  /** Ends the process that answers used. The next one is started when it is needed. */
  endUsed(): void {
    if (this.#closed) return;
    this.#stopped = false;
    this.#end(this.#used);
    this.#used = undefined;
  }

  /** Ends the process whose answer is being checked, and lets its further checks not begin. */
  stop(): void {
    this.#stopped = true;
    void this.#busy?.end(new AnswerFault("STOPPED", "The check was interrupted."));
  }

  /** Ends every process. Settles when none is left, of those that were ended before as well. */
  async close(): Promise<void> {
    this.#stopped = true;
    this.#closed = true;
    for (const answer of [this.#used, this.#spare, this.#busy]) this.#end(answer);
    await Promise.all(this.#ending);
  }

  #end(answer: AnswerProcess | undefined): void {
    if (!answer) return;
    const ending = answer.end();
    this.#ending.add(ending);
    void ending.finally(() => this.#ending.delete(ending));
  }
}

/** Whether a process replies in time; one that does not is ended. */
async function answersWithin(answer: AnswerProcess, milliseconds: number): Promise<boolean> {
  if (answer.fault) return false;
  const timer = setTimeout(
    () =>
      void answer.end(
        new AnswerFault("NOT_STARTED", `The answer's process did not reply within ${milliseconds / 1000} s.`),
      ),
    milliseconds,
  );
  return answer
    .ask({ op: "ping" })
    .then(
      () => true,
      () => false,
    )
    .finally(() => clearTimeout(timer));
}

/** Loads an answer into a fresh module of a process. @throws what the answer throws at top level, or AnswerFault */
export async function loadAnswer(answer: AnswerProcess, compiled: CompiledAnswer): Promise<RemoteSubmission> {
  answer.markUsage();
  const reply = await answer.ask({
    op: "load",
    code: compiled.code,
    file: answer.fileInside(compiled.file),
  });
  if (!("names" in reply) || !Array.isArray(reply.names))
    throw new AnswerFault("BAD_MESSAGE", "The answer's process did not say what it defines.");
  return new RemoteSubmission(
    answer,
    new Map(reply.names.map(([name, kind]) => [String(name), String(kind)])),
  );
}
