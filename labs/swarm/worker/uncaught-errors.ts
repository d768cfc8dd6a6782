import { AsyncLocalStorage } from "node:async_hooks";
import { type AgentContext, AgentError, type AgentResult } from "../../agents/agent.ts";
import { failedResult } from "../failed-result.ts";
import type { FromWorker } from "./messages.ts";
import type { RunnableTask } from "./run-agent.ts";

// Taken before any agent runs, because an agent may replace it.
const PromiseOfWorker = Promise;

/** An agent that was started, and how to make it fail. */
interface WatchedAgent {
  readonly task: RunnableTask;
  /** The number of its run. */
  readonly run: number;
  readonly fail: (error: AgentError) => void;
}

/**
 * Handles errors that no agent catches (in a timer, in a promise without `await`) and calls of `process.exit`. By
 * default Node would end the worker, and with it perhaps another agent than the one at fault.
 *
 * Every agent runs in an asynchronous context of its own, which tells where an error comes from. An error of the
 * running agent makes that agent fail. An error of an agent that has already ended is only reported.
 */
export class UncaughtErrors {
  readonly #send: (message: FromWorker) => void;
  readonly #runWith: (agent: WatchedAgent, run: () => Promise<void>) => Promise<void>;
  readonly #getOrigin: () => WatchedAgent | undefined;
  readonly #exit: (code: number) => never;
  #current: WatchedAgent | undefined;

  constructor(send: (message: FromWorker) => void) {
    this.#send = send;
    const origin = new AsyncLocalStorage<WatchedAgent>();
    // Own methods, because an agent may replace those of the class, which also call each other.
    const { run, getStore, enterWith } = origin;
    Object.assign(origin, { run, getStore, enterWith });
    this.#runWith = origin.run.bind(origin);
    this.#getOrigin = origin.getStore.bind(origin);
    this.#exit = process.exit.bind(process);
    process.on("uncaughtException", (error) => this.#onUnhandled(error));
    process.on("unhandledRejection", (reason) => this.#onUnhandled(reason));
    // An agent may remove the listeners. This one stays, and gets the rejections too that nothing else handles then.
    process.setUncaughtExceptionCaptureCallback((error) => this.#onUnhandled(error));
    process.exit = (code) => this.#onExit(Number(code ?? process.exitCode ?? 0));
  }

  /** Ends this worker after an error of the worker itself: an agent has broken what it needs to run further agents. */
  endWorker(cause: unknown): never {
    try {
      this.#onUnhandled(cause);
    } finally {
      this.#exit(1);
    }
  }

  /** Runs one agent. Resolves with its result, or with a failure as soon as an error of it is not caught. */
  watch(
    task: RunnableTask,
    context: AgentContext,
    run: number,
    think: () => Promise<AgentResult>,
  ): Promise<AgentResult> {
    return new PromiseOfWorker((resolve, reject) => {
      const settle = (result: AgentResult) => {
        if (this.#current === current) this.#current = undefined;
        resolve(result);
      };
      const startedAt = context.now();
      const fail = (error: AgentError) =>
        settle(failedResult(task, error, { worker: context.worker, startedAt, endedAt: context.now() }));
      const current: WatchedAgent = { task, run, fail };
      this.#current = current;
      // Awaited, because an agent may replace `Promise.prototype.then`.
      void this.#runWith(current, async () => {
        try {
          settle(await think());
        } catch (error) {
          reject(error);
        }
      });
    });
  }

  #onUnhandled(thrown: unknown): void {
    // Without an origin, the error comes from the worker itself.
    const origin = this.#getOrigin();
    if (origin !== undefined && origin === this.#current) {
      origin.fail(AgentError.from(thrown, origin.task.agentId, origin.task.agentType));
      return;
    }
    const reason = thrown instanceof Error ? `${thrown.name}: ${thrown.message}` : String(thrown);
    this.#send({
      kind: "unhandled",
      run: origin?.run ?? -1,
      agentId: origin?.task.agentId ?? -1,
      reason,
    });
  }

  #onExit(code: number): never {
    const origin = this.#getOrigin();
    if (origin !== undefined && origin !== this.#current) {
      throw new Error(`process.exit(${code}) after its agent had ended`);
    }
    this.#send({ kind: "exiting", code });
    return this.#exit(code);
  }
}
