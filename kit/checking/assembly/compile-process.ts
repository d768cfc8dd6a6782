import { type ChildProcess, fork } from "node:child_process";
import { siblingModule } from "../../common/sibling-module.ts";
import type { CellProblem, CompiledCell } from "../../kernel/index.ts";

/** What became of a text: compiled, refused with errors, or too much for the compiler, said in one sentence. */
export type CompileOutcome =
  | CompiledCell
  | { readonly errors: readonly CellProblem[] }
  | { readonly problem: string };

/** What the process is sent. */
export interface CompileOrder {
  readonly id: number;
  readonly sources: readonly string[];
}

/** What it sends back: an outcome for each text. */
export interface CompileReply {
  readonly id: number;
  readonly outcomes: readonly CompileOutcome[];
}

/** Milliseconds that one text may take, which is a hundred times what honest ones take. */
const patience = 20_000;
/** The first one also reads the declarations of everything. */
const firstPatience = 120_000;
/** Megabytes of heap. */
const heap = 1024;
/** Texts compiled at once: what they have in common is done once. */
const mostAtOnce = 8;

interface Job {
  readonly source: string;
  readonly resolve: (outcome: CompileOutcome) => void;
}

/**
 * A process that compiles cells. Those that wait while it is busy are compiled together, each as if it were alone. When some take too long or
 * too much, the process is ended and each of them gets a new try by itself, so that only the one to blame pays.
 */
export class CompileProcess {
  readonly #root: string;
  readonly #waiting: Job[] = [];
  #child: ChildProcess | undefined;
  #isWarm = false;
  #isWorking = false;
  #lastId = 0;

  /** @param root - the course's folder, from which imports resolve */
  constructor(root: string) {
    this.#root = root;
  }

  compile(source: string): Promise<CompileOutcome> {
    return new Promise((resolve) => {
      this.#waiting.push({ source, resolve });
      void this.#work();
    });
  }

  /** Ends the process, if there is one. */
  end(): void {
    this.#child?.kill("SIGKILL");
    this.#child = undefined;
    this.#isWarm = false;
  }

  async #work(): Promise<void> {
    if (this.#isWorking) return;
    this.#isWorking = true;
    // Whoever asks in this same turn goes along.
    await Promise.resolve();
    for (;;) {
      const jobs = this.#waiting.splice(0, mostAtOnce);
      if (jobs.length === 0) break;
      const reply = await this.#order(jobs);
      if (Array.isArray(reply)) jobs.forEach(({ resolve }, at) => void resolve(reply[at] as CompileOutcome));
      else if (jobs.length === 1) jobs[0]?.resolve(reply as { problem: string });
      else
        for (const job of jobs) {
          const own = await this.#order([job]);
          job.resolve(Array.isArray(own) ? (own[0] as CompileOutcome) : (own as { problem: string }));
        }
    }
    this.#isWorking = false;
  }

  /** @returns an outcome for each, or why there is none for any */
  #order(jobs: readonly Job[]): Promise<readonly CompileOutcome[] | { readonly problem: string }> {
    const child = this.#running();
    const id = ++this.#lastId;
    const milliseconds = this.#isWarm ? patience : firstPatience;
    return new Promise((resolve) => {
      const done = (reply: readonly CompileOutcome[] | { readonly problem: string }) => {
        clearTimeout(timer);
        child.off("message", onMessage).off("exit", onExit);
        // Nobody waits for it: it must not keep this process from ending.
        child.unref();
        child.channel?.unref();
        resolve(reply);
      };
      const onMessage = ({ id: of, outcomes }: CompileReply) => {
        if (of !== id) return;
        this.#isWarm = true;
        done(outcomes);
      };
      const onExit = () => {
        if (this.#child === child) this.end();
        done({ problem: `It took the compiler more than ${heap} MB of memory.` });
      };
      const timer = setTimeout(() => {
        child.off("exit", onExit);
        this.end();
        done({ problem: `The compiler did not finish it within ${milliseconds / 1000} s.` });
      }, milliseconds);
      child.ref();
      child.channel?.ref();
      child.on("message", onMessage).once("exit", onExit);
      child.send({ id, sources: jobs.map(({ source }) => source) } satisfies CompileOrder);
    });
  }

  #running(): ChildProcess {
    if (this.#child?.connected) return this.#child;
    this.#isWarm = false;
    this.#child = fork(siblingModule(import.meta.url, "compile-entry"), [this.#root], {
      execArgv: [
        `--max-old-space-size=${heap}`,
        // The declarations of everything take this much: with room from the start, less time goes into collecting garbage on the way there.
        "--initial-old-space-size=320",
        "--disable-warning=ExperimentalWarning",
      ],
      stdio: ["ignore", "ignore", "ignore", "ipc"],
    });
    this.#child.on("error", () => {});
    return this.#child;
  }
}
