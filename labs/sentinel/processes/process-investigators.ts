import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { Duplex } from "node:stream";
import { fileURLToPath } from "node:url";
import { siblingModule } from "../../common/sibling-module.ts";
import type { Finding, IssueMatch } from "../finding.ts";
import type { KnownIssues } from "../known-issues/known-issues.ts";
import type { Investigation } from "../signal.ts";
import type { ProcessAnswer, ProcessRequest, SearchKind } from "./messages.ts";

/** How the old way works. */
export interface ProcessOptions {
  /** @default 50, as in the seeds' example */
  readonly processes?: number;
  /** @default "outlined", as the threads search */
  readonly search?: SearchKind;
}

type Waiting = PromiseWithResolvers<ProcessAnswer>;

interface IndexProcess {
  readonly child: ChildProcess;
  readonly pipe: Duplex;
  readonly ready: Promise<unknown>;
  /** Requests that it has not answered, by their ids. */
  readonly waiting: Map<number, Waiting>;
}

const CLOSE_LIMIT_MS = 5000;

/**
 * The old way: processes that share nothing. Each holds a whole copy of the index and investigates with it; requests and answers
 * go through pipes, as JSON. `close()` ends them.
 */
export class ProcessInvestigators implements AsyncDisposable {
  readonly #processes: readonly IndexProcess[];
  #asked = 0;

  private constructor(processes: readonly IndexProcess[]) {
    this.#processes = processes;
  }

  /** Starts the processes, and waits until each has its copy. */
  static async start(issues: KnownIssues, options: ProcessOptions = {}): Promise<ProcessInvestigators> {
    const { processes = 50, search = "outlined" } = options;
    const folder = await mkdtemp(join(tmpdir(), "sentinel-index-"));
    try {
      const file = join(folder, "index");
      await writeFile(file, issues.copy());
      const all = new ProcessInvestigators(
        Array.from({ length: processes }, () => startProcess(file, search)),
      );
      try {
        await Promise.all(all.#processes.map(({ ready }) => ready));
        return all;
      } catch (error) {
        await all.close();
        throw error;
      }
    } finally {
      await rm(folder, { recursive: true });
    }
  }

  get pids(): readonly number[] {
    return this.#processes.flatMap(({ child }) => child.pid ?? []);
  }

  /** Asks one process; without `process` the next one in turn. */
  async search(text: string, most = 5, process?: number): Promise<readonly IssueMatch[]> {
    const answer = await this.#ask((id) => ({ kind: "search", id, text, most }), process);
    return answer.kind === "matches" ? answer.matches : [];
  }

  /** Investigates all; each process takes the next one when it is free. The findings are in the order of the investigations. */
  async investigate(
    investigations: readonly Investigation[],
    onFinding?: (finding: Finding, place: number) => void,
  ): Promise<readonly Finding[]> {
    const findings: Finding[] = [];
    let next = 0;
    await Promise.all(
      this.#processes.map(async (_, process) => {
        for (let place = next++; place < investigations.length; place = next++) {
          const investigation = investigations[place] as Investigation;
          const answer = await this.#ask((id) => ({ kind: "investigate", id, investigation }), process);
          if (answer.kind !== "finding") continue;
          findings[place] = answer.finding;
          onFinding?.(answer.finding, place);
        }
      }),
    );
    return findings;
  }

  async close(): Promise<void> {
    await Promise.all(
      this.#processes.map(async ({ child, pipe }) => {
        const ended = child.exitCode === null && child.signalCode === null ? once(child, "exit") : undefined;
        pipe.end();
        // A process that does not end by itself is ended.
        const timer = setTimeout(() => child.kill("SIGKILL"), CLOSE_LIMIT_MS);
        await ended;
        clearTimeout(timer);
      }),
    );
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  async #ask(request: (id: number) => ProcessRequest, process?: number): Promise<ProcessAnswer> {
    const id = ++this.#asked;
    const one = this.#processes[process ?? id % this.#processes.length] as IndexProcess;
    const waiting = Promise.withResolvers<ProcessAnswer>();
    if (!one.pipe.writable) throw new Error(`The process ${one.child.pid} of the old way has ended.`);
    one.waiting.set(id, waiting);
    one.pipe.write(`${JSON.stringify(request(id))}\n`);
    const answer = await waiting.promise;
    if (answer.kind === "failed") throw new Error(answer.message);
    return answer;
  }
}

function startProcess(file: string, search: SearchKind): IndexProcess {
  const entry = fileURLToPath(siblingModule(import.meta.url, "investigator-process"));
  const child = spawn(process.execPath, [entry, file, search], {
    stdio: ["ignore", "inherit", "inherit", "pipe"],
  });
  // The fourth stream is the pipe that was asked for above.
  const pipe = child.stdio[3] as Duplex;
  const ready = Promise.withResolvers<unknown>();
  const waiting = new Map<number, Waiting>();
  pipe.on("error", () => {});
  const lines = createInterface(pipe);
  // It passes on the error of a pipe whose process was killed; "exit" says so, too.
  lines.on("error", () => {});
  lines.on("line", (line) => {
    const answer = JSON.parse(line) as ProcessAnswer;
    if (answer.kind === "ready") return ready.resolve(undefined);
    waiting.get(answer.id)?.resolve(answer);
    waiting.delete(answer.id);
  });
  child.once("exit", (code, signal) => {
    const error = new Error(`A process of the old way ended with ${signal ?? `exit code ${code}`}.`);
    ready.reject(error);
    for (const each of waiting.values()) each.reject(error);
    waiting.clear();
  });
  ready.promise.catch(() => {});
  return { child, pipe, ready: ready.promise, waiting };
}
