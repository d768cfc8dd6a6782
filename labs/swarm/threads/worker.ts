import { threadId } from "node:worker_threads";
import { AgentError } from "../../agents/agent-error.ts";
import { type ResultData, resultToData } from "../result-data.ts";
import type { RunnableTask } from "../run-agent.ts";
import { failedResult, runAgent } from "../run-agent.ts";
import { type Unpacked, unpack } from "../travel/unpack.ts";
import { Board } from "./board.ts";
import { Incidents } from "./incidents.ts";
import type { Contract, FromThread, JobEnding, JobMessage, StealMessage, ToThread } from "./messages.ts";
import { OutputLimit } from "./output-limit.ts";
import { ThreadContext } from "./thread-context.ts";

/**
 * What a hired thread does: it unpacks its luggage once, then runs the agents it is sent, one after the other.
 * It is one long task of the pool, which ends only when the thread is let go.
 */
export default async function work(contract: Contract): Promise<never> {
  const worker = new Worker(contract, await unpack(contract.luggage));
  worker.start();
  return new Promise(() => {});
}

class Worker {
  readonly #contract: Contract;
  readonly #unpacked: Unpacked;
  readonly #board: Board;
  readonly #shared: unknown;
  readonly #name = `thread ${threadId}`;
  readonly #incidents: Incidents;
  readonly #output = new OutputLimit();
  #context: ThreadContext | undefined;

  constructor(contract: Contract, unpacked: Unpacked) {
    this.#contract = contract;
    this.#unpacked = unpacked;
    this.#board = new Board(contract.board);
    this.#shared = unpacked.value(contract.shared);
    this.#incidents = new Incidents((message) => this.#say(message));
  }

  start(): void {
    this.#contract.port.on("message", (message: ToThread) => void this.#hear(message));
    this.#say({ kind: "ready", threadId });
  }

  #say(message: FromThread): void {
    this.#contract.port.postMessage(message);
  }

  async #hear(message: ToThread): Promise<void> {
    switch (message.kind) {
      case "jobs":
        return this.#runAll(message.jobs);
      case "steal":
        return this.#steal(message);
      case "stop":
        return this.#context?.stop(message.job);
    }
  }

  async #runAll(jobs: readonly JobMessage[]): Promise<void> {
    const endings: JobEnding[] = [];
    for (const job of jobs) {
      if (this.#board.isDraining) break;
      endings.push({ job: job.job, result: await this.#runOne(job) });
    }
    this.#report(endings, jobs);
    if (endings.length < jobs.length) this.#say({ kind: "idle" });
  }

  async #steal({ jobs, counter, most }: StealMessage): Promise<void> {
    for (let taken = 0; taken < most && !this.#board.isDraining; taken++) {
      const job = jobs[Atomics.add(counter, 0, 1)];
      if (job === undefined) break;
      this.#report([{ job: job.job, result: await this.#runOne(job) }], [job]);
    }
    this.#say({ kind: "idle" });
  }

  async #runOne(message: JobMessage): Promise<ResultData> {
    const { row } = this.#contract;
    const board = this.#board;
    const { zero } = board;
    const now = () => Number(process.hrtime.bigint() - zero) / 1e9;
    const { job, agentId } = message;
    const context = new ThreadContext({
      agentId,
      worker: this.#name,
      shared: this.#shared,
      board,
      row,
      job,
      now,
    });
    this.#context = context;
    this.#output.startOver(agentId);
    board.begin(row, job, now());
    const task: RunnableTask = {
      ...message,
      type: this.#unpacked.get(message.type) as RunnableTask["type"],
      input: this.#unpacked.value(message.input),
      rest: this.#unpacked.value(message.rest) as readonly unknown[],
    };
    const result = await this.#incidents.during(task, context, () => runAgent(task, context));
    board.end(row);
    return resultToData(result);
  }

  /** A result that cannot be copied fails alone: here it is caught, later it would take the thread with it. */
  #report(endings: readonly JobEnding[], jobs: readonly JobMessage[]): void {
    try {
      this.#say({ kind: "ended", endings });
    } catch (error) {
      if (endings.length === 1)
        this.#say({ kind: "ended", endings: [uncloneable(endings[0], jobs[0], error)] });
      else for (const [i, ending] of endings.entries()) this.#report([ending], jobs.slice(i, i + 1));
    }
  }
}

function uncloneable(
  ending: JobEnding | undefined,
  agent: JobMessage | undefined,
  cause: unknown,
): JobEnding {
  if (ending === undefined || agent === undefined) throw cause;
  const reason = cause instanceof Error ? cause.message : String(cause);
  const message = `returned a value that cannot be copied to another thread (${reason}); return plain data`;
  const error = new AgentError(message, { ...agent, code: "UNCLONEABLE_RESULT" });
  return { job: ending.job, result: resultToData(failedResult(agent, error, ending.result)) };
}
