import type { BegunJob, Job, Outcome } from "../executor.ts";
import type { RunProgram } from "./run-program.ts";

/** Work for one worker: jobs by their numbers in the pool, or a list from which it takes them itself. */
export interface Work {
  readonly program: RunProgram;
  /** The indexes of the agents in their run. */
  readonly agents: readonly number[];
  /** Counts up the index of the next one in `agents`; only where the worker steals. */
  readonly counter: Int32Array | undefined;
  onOutcome(outcome: Outcome): void;
}

/** One worker of a pool, as the pool sees it: starting, then ready (idle or busy), and at last gone. Jobs have numbers of the pool. */
export interface PoolWorker {
  /** Resolves once it can run agents; is rejected with CANNOT_START when it cannot. */
  readonly ready: Promise<void>;
  /** Resolves when it is gone. */
  readonly gone: Promise<void>;
  /** As in the results of its agents: "thread 3", "process 4711". */
  readonly name: string;
  readonly tasksDone: number;
  /** Whether it is neither ending nor gone. */
  readonly isStaying: boolean;
  /** How many messages of work it has. */
  readonly pending: number;
  /** Whether it must be replaced before it gets more work. */
  readonly isWornOut: boolean;
  /** Whether its running agent was asked to stop. */
  readonly isAskedToStop: boolean;
  /** The run that it works for, if it works. */
  readonly program: RunProgram | undefined;
  /** Sends work. Resolves when all of it is done, or the worker is gone; is rejected when it cannot load the program. */
  run(work: Work): Promise<void>;
  running(): BegunJob | undefined;
  /** From now on no job of the run begins. */
  drain(run: number): void;
  /** Asks a worker that steals to make room for another run. */
  askToYield(): void;
  /** @param cause what the agent's signal is aborted with; an AbortError where it is undefined */
  requestStop(job: Job, cause?: unknown): void;
  kill(job: Job): void;
  /** Ends the worker if it runs none of the jobs of this run that it was sent. */
  endIfBlocked(run: number): void;
  /** It may forget the program of a run. `givenUp` is the number of code that it need not keep. */
  forget(program: RunProgram | undefined, givenUp: number | undefined): void;
  /** Tells an idle worker what it may forget. */
  sendForgotten(): void;
  /** Ends it and waits until it is gone. */
  terminate(): Promise<void>;
}

/** What workers report to their pool. */
export interface PoolEvents {
  /** An error of an agent that has already ended. `run` is -1 when it is unknown. */
  onUnhandled(run: number, agentId: number, reason: string): void;
}
