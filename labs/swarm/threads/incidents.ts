import { AsyncLocalStorage } from "node:async_hooks";
import { AgentError } from "../../agents/agent-error.ts";
import type { AgentResult } from "../../agents/agent-result.ts";
import { failedResult, type RunnableTask } from "../run-agent.ts";
import type { FromThread } from "./messages.ts";
import type { ThreadContext } from "./thread-context.ts";

interface Case {
  readonly task: RunnableTask;
  readonly fail: (error: AgentError) => void;
}

/**
 * What happens behind an agent's back: an error in a timer that it set, a rejection that nobody awaits, a call of
 * `process.exit`. Node would end the thread, and with it perhaps an agent that has nothing to do with it.
 *
 * So every agent runs in an asynchronous context of its own, by which its leftovers are known. What comes from the
 * agent that runs now makes that agent fail; what an earlier agent left behind is only reported.
 */
export class Incidents {
  readonly #say: (message: FromThread) => void;
  readonly #origin = new AsyncLocalStorage<Case>();
  readonly #exit: (code: number) => never;
  #current: Case | undefined;

  constructor(say: (message: FromThread) => void) {
    this.#say = say;
    this.#exit = process.exit.bind(process);
    process.on("uncaughtException", (error) => this.#onStray(error));
    process.on("unhandledRejection", (reason) => this.#onStray(reason));
    process.exit = (code) => this.#onExit(Number(code ?? process.exitCode ?? 0));
  }

  /** Ends this worker, because it can run no further agent: an agent has broken what the worker itself needs. */
  giveUp(cause: unknown): never {
    try {
      this.#onStray(cause);
    } finally {
      this.#exit(1);
    }
  }

  /** Runs one agent; resolves with its result, or with a failure as soon as something it started goes wrong. */
  during(task: RunnableTask, context: ThreadContext, run: () => Promise<AgentResult>): Promise<AgentResult> {
    return new Promise((resolve, reject) => {
      const settle = (result: AgentResult) => {
        if (this.#current === current) this.#current = undefined;
        resolve(result);
      };
      const startedAt = context.now();
      const fail = (error: AgentError) =>
        settle(failedResult(task, error, { worker: context.worker, startedAt, endedAt: context.now() }));
      const current: Case = { task, fail };
      this.#current = current;
      // Not by `then`, which an agent may break.
      void this.#origin.run(current, async () => {
        try {
          settle(await run());
        } catch (error) {
          reject(error);
        }
      });
    });
  }

  #onStray(thrown: unknown): void {
    // Without a trace of its origin it can only come from the agent that runs now, or from one that has ended.
    const origin = this.#origin.getStore();
    if (origin !== undefined && origin === this.#current) {
      origin.fail(AgentError.from(thrown, origin.task.agentId, origin.task.agentType));
      return;
    }
    const reason = thrown instanceof Error ? `${thrown.name}: ${thrown.message}` : String(thrown);
    this.#say({ kind: "stray", agentId: origin?.task.agentId ?? -1, reason });
  }

  #onExit(code: number): never {
    const origin = this.#origin.getStore();
    if (origin !== undefined && origin !== this.#current) {
      throw new Error(`process.exit(${code}) after its agent had ended`);
    }
    this.#say({ kind: "exiting", code });
    return this.#exit(code);
  }
}
