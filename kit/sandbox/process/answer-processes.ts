import { AnswerFault } from "./answer-fault.ts";
import { AnswerProcess, type AnswerProcessOptions } from "./answer-process.ts";
import {
  type CompiledAnswer,
  type Forbidden,
  keepsOutTheSame,
  NOTHING_FORBIDDEN,
} from "./compiled-answer.ts";
import { RemoteSubmission } from "./remote-submission.ts";

/** How long a process of an earlier check may take to reply before it counts as busy. */
const FREE_TIMEOUT_MS = 1000;
/** How long a new process may take to start, on a busy machine as well. */
const START_TIMEOUT_MS = 20_000;

/**
 * The processes that answers run in, one at a time. A spare one is started ahead, so that a check need not
 * wait for Node: 41 to 57 ms on a quiet machine, five times that with the lab read. Beside it there is at most one more, for an exercise that forbids
 * names, where the sandbox can keep them out. A process that has
 * served one check serves the next, which loads a fresh module, unless it has ended or is still busy. `close()` ends them all.
 */
export class AnswerProcesses {
  readonly #options: AnswerProcessOptions;
  #spare: AnswerProcess | undefined;
  /** A spare one that started without what an exercise forbids. */
  #forbiddingSpare: AnswerProcess | undefined;
  #used: AnswerProcess | undefined;
  #busy: AnswerProcess | undefined;
  /** Settle when processes that were ended are gone. */
  readonly #ending = new Set<Promise<void>>();
  #stopped = false;
  #closed = false;

  constructor(options: AnswerProcessOptions) {
    this.#options = options;
  }

  /**
   * Starts a spare process for the next answer, unless there is one.
   * @param asked - what the process starts without, in a sandbox that can keep it out. @default nothing
   */
  warm(asked = NOTHING_FORBIDDEN): void {
    if (this.#closed) return;
    const forbidden = this.#keptOut(asked);
    if (forbidden.names.length === 0) {
      if (!this.#spare || this.#spare.fault) this.#spare = new AnswerProcess(this.#options);
      return;
    }
    const spare = this.#forbiddingSpare;
    if (spare && !spare.fault && keepsOutTheSame(spare.forbidden, forbidden)) return;
    this.#end(spare);
    this.#forbiddingSpare = new AnswerProcess({ ...this.#options, forbidden });
  }

  /**
   * A process in which nothing of an earlier check runs.
   * @param options.processes - whether the answer may start processes of its own. @default false
   * @param options.forbidden - what the process starts without, in a sandbox that can keep it out. @default nothing
   */
  async take({
    processes = false,
    forbidden = NOTHING_FORBIDDEN,
  }: {
    readonly processes?: boolean;
    readonly forbidden?: Forbidden;
  } = {}): Promise<AnswerProcess> {
    const stopped = () => new AnswerFault("STOPPED", "The check was interrupted.");
    if (this.#stopped) throw stopped();
    const answer = await this.#free(processes, this.#keptOut(forbidden));
    // It may have been stopped while the process started, when there was none to end.
    if (this.#stopped) {
      this.#end(answer);
      throw stopped();
    }
    this.#busy = answer;
    return answer;
  }

  #keptOut(forbidden: Forbidden): Forbidden {
    return this.#options.launcher?.keepsOut ? forbidden : NOTHING_FORBIDDEN;
  }

  async #free(processes: boolean, forbidden: Forbidden): Promise<AnswerProcess> {
    const used = this.#used;
    this.#used = undefined;
    const fits = used?.mayStartProcesses === processes && keepsOutTheSame(used.forbidden, forbidden);
    if (used && fits && (await answersWithin(used, FREE_TIMEOUT_MS))) {
      used.reset();
      return used;
    }
    this.#end(used);
    const spare = this.#fresh(processes, forbidden);
    // The start does not count as time of the answer.
    await answersWithin(spare, START_TIMEOUT_MS);
    // A process that was ended may have left files where this one can read them.
    if (this.#options.launcher?.sharesFolders) await Promise.all(this.#ending);
    if (spare.fault) throw spare.fault;
    return spare;
  }

  /** A process that has run no answer yet. Few answers may start processes: no spare one is kept for those. */
  #fresh(processes: boolean, forbidden: Forbidden): AnswerProcess {
    if (processes) return new AnswerProcess({ ...this.#options, processes, forbidden });
    this.warm(forbidden);
    const isPlain = forbidden.names.length === 0;
    const spare = (isPlain ? this.#spare : this.#forbiddingSpare) as AnswerProcess;
    if (isPlain) this.#spare = undefined;
    else this.#forbiddingSpare = undefined;
    return spare;
  }

  /** Takes a process back; the next check may use it again. */
  putBack(answer: AnswerProcess): void {
    if (this.#busy === answer) this.#busy = undefined;
    // After an error outside any call, some code of the answer may still run.
    if (answer.fault || answer.unhandledErrors.length > 0) this.#end(answer);
    else this.#used = answer;
  }

  /**
   * Ends the used process and starts a spare one: the next answer gets a fresh process at once.
   * @param forbidden - what the spare one starts without. @default nothing
   */
  replaceUsed(forbidden = NOTHING_FORBIDDEN): void {
    if (this.#closed) return;
    this.#stopped = false;
    this.#end(this.#used);
    this.#used = undefined;
    if (forbidden.names.length === 0) {
      this.#end(this.#forbiddingSpare);
      this.#forbiddingSpare = undefined;
    }
    this.warm(forbidden);
  }

  /** Ends the process of the running check. Further checks fail until `replaceUsed()`. */
  stop(): void {
    this.#stopped = true;
    void this.#busy?.end(new AnswerFault("STOPPED", "The check was interrupted."));
  }

  /** Ends every process. Settles when none is left, including those that were ended earlier. */
  async close(): Promise<void> {
    this.#stopped = true;
    this.#closed = true;
    for (const answer of [this.#used, this.#spare, this.#forbiddingSpare, this.#busy]) this.#end(answer);
    await Promise.all(this.#ending);
  }

  #end(answer: AnswerProcess | undefined): void {
    if (!answer) return;
    const ending = answer.end();
    this.#ending.add(ending);
    void ending.finally(() => this.#ending.delete(ending));
  }
}

/** Whether a process replies in time. A process that does not is ended. */
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
  // A process that replies has started all threads of Node itself: those that come later are the answer's.
  await answer.ask({ op: "ping" });
  answer.markUsage();
  const reply = await answer.ask({
    op: "load",
    code: compiled.code,
    file: answer.fileInside(compiled.file),
    given: compiled.given ?? [],
    forbidden: compiled.forbidden ?? NOTHING_FORBIDDEN,
  });
  if (!("names" in reply) || !Array.isArray(reply.names))
    throw new AnswerFault("BAD_MESSAGE", "The answer's process did not say what it defines.");
  return new RemoteSubmission(
    answer,
    new Map(reply.names.map(([name, kind]) => [String(name), String(kind)])),
    compiled,
  );
}
