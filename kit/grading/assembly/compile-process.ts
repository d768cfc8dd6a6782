import { type ChildProcess, fork } from "node:child_process";
import type { CellProblem, CompiledCell } from "../../kernel/compile/index.ts";
import { siblingModule } from "../answer/index.ts";

/** What became of a text: compiled, refused with errors, or too much for the compiler, said in one sentence. */
export type CompileOutcome =
  | CompiledCell
  | { readonly errors: readonly CellProblem[] }
  | { readonly problem: string };

/** What the process is sent. */
export interface CompileOrder {
  readonly id: number;
  readonly source: string;
}

/** Milliseconds that one text may take, which is a hundred times what honest ones take. */
const patience = 20_000;
/** The first one also reads the declarations of everything. */
const firstPatience = 120_000;
/** Megabytes of heap. */
const heap = 1024;

/** A process that compiles cells, one after the other. One that takes too long or too much is ended; the next text finds a new one. */
export class CompileProcess {
  readonly #root: string;
  #child: ChildProcess | undefined;
  #isWarm = false;
  #queue: Promise<unknown> = Promise.resolve();
  #lastId = 0;

  /** @param root - the course's folder, from which imports resolve */
  constructor(root: string) {
    this.#root = root;
  }

  compile(source: string): Promise<CompileOutcome> {
    const turn = this.#queue.then(() => this.#compile(source));
    this.#queue = turn.catch(() => {});
    return turn;
  }

  /** Ends the process, if there is one. */
  end(): void {
    this.#child?.kill("SIGKILL");
    this.#child = undefined;
    this.#isWarm = false;
  }

  #compile(source: string): Promise<CompileOutcome> {
    const child = this.#running();
    const id = ++this.#lastId;
    const milliseconds = this.#isWarm ? patience : firstPatience;
    return new Promise((resolve) => {
      const done = (outcome: CompileOutcome) => {
        clearTimeout(timer);
        child.off("message", onMessage).off("exit", onExit);
        // Nobody waits for it: it must not keep this process from ending.
        child.unref();
        child.channel?.unref();
        resolve(outcome);
      };
      const onMessage = ({ id: of, outcome }: { id: number; outcome: CompileOutcome }) => {
        if (of !== id) return;
        this.#isWarm = true;
        done(outcome);
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
      child.send({ id, source } satisfies CompileOrder);
    });
  }

  #running(): ChildProcess {
    if (this.#child?.connected) return this.#child;
    this.#isWarm = false;
    this.#child = fork(siblingModule(import.meta.url, "compile-entry"), [this.#root], {
      execArgv: [`--max-old-space-size=${heap}`, "--disable-warning=ExperimentalWarning"],
      stdio: ["ignore", "ignore", "ignore", "ipc"],
    });
    this.#child.on("error", () => {});
    return this.#child;
  }
}
