import { type Copy, UnreadCopy } from "../../common/copy/copy.ts";
import { readCopy } from "../../common/copy/read-copy.ts";
import { agentTypeOf } from "../agent-type.ts";
import type { Job, RunOptions } from "../executor.ts";
import { resultRules } from "../transfer/class-reference.ts";
import type { Bundle } from "../transfer/index.ts";
import type { AgentType, JobMessage, ProgramMessage } from "./messages.ts";
import { pingsToBeginAgain } from "./pings-to-begin.ts";

/** The agents of a run by their indexes, as far as results name them. */
export type Agents = readonly { readonly agentId: number; readonly agentType: string }[];

export interface RunProgramOptions {
  /** The number of the run. */
  readonly run: number;
  /** The pool's number of the run's first job. */
  readonly firstJob: Job;
  /** The number of the code. */
  readonly code: number;
  readonly bundle: Bundle;
  readonly types: readonly AgentType[];
  readonly messages: readonly JobMessage[];
  readonly shared: unknown;
  readonly valueNamed: ((name: string) => unknown) | undefined;
}

/** One run on the pool's side: its agents, ready to be sent to workers. In messages, jobs have numbers of the whole pool. */
export class RunProgram {
  readonly run: number;
  readonly firstJob: Job;
  readonly code: number;
  readonly options: RunOptions;
  readonly agents: Agents;
  readonly pingsToBeginAgain: number;
  /** The run's start, on the clock of `process.hrtime.bigint()`. */
  startTime = 0n;
  /** Whether a worker has loaded it. */
  hasLoaded = false;
  /** Whether a worker that has run agents could not load it. */
  hasFailedToLoad = false;
  isDraining = false;
  hasLeft = false;
  readonly #parts: RunProgramOptions;

  constructor(options: RunOptions, parts: RunProgramOptions) {
    this.options = options;
    this.run = parts.run;
    this.firstJob = parts.firstJob;
    this.code = parts.code;
    this.agents = options.agents.map((task) => ({ agentId: task.agentId, agentType: agentTypeOf(task) }));
    this.pingsToBeginAgain = pingsToBeginAgain(options.settings);
    this.#parts = parts;
  }

  /** The message of one of its agents, by its index. */
  messageOf(agent: number): JobMessage {
    // Each agent has one message.
    return this.#parts.messages[agent] as JobMessage;
  }

  /** @param withSource whether the worker lacks the code */
  message(withSource: boolean): ProgramMessage | number {
    const { code: number, bundle, types, shared } = this.#parts;
    const { code, data } = bundle;
    if (!withSource && shared === undefined && hasNoValues(bundle)) return number;
    return { number, source: withSource ? { code, types } : undefined, data, shared };
  }

  /** Reads a result that was written as a copy. Throws when an object of a class in it cannot be revived. */
  readResult(copy: Copy): unknown {
    const { valueNamed } = this.#parts;
    if (copy.parts === undefined) return copy.value;
    return valueNamed === undefined ? new UnreadCopy(copy) : readCopy(copy, resultRules(valueNamed));
  }

  /** The index of the agent of a job; undefined for a job of another run. */
  agentOfJob(job: Job): number | undefined {
    const agent = job - this.firstJob;
    return agent >= 0 && agent < this.agents.length ? agent : undefined;
  }
}

function hasNoValues({ code, data }: Bundle): boolean {
  if (code.constants.length > 0 || data.usesSharing) return false;
  for (const _ in data.statics) return false;
  return true;
}
