import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { join, resolve } from "node:path";
import { assemble } from "../../../../kit/checking/assembly/assemble.ts";
import { AnswerCompiler } from "../../../../kit/checking/assembly/compile-answer.ts";
import type { Submission } from "../../../../kit/checking/submission/submission.ts";
import { RequestChannel } from "../../../../kit/common/request-channel.ts";
import { withoutScope } from "../../../../kit/kernel/index.ts";
import type { Program } from "./program.ts";
import type { AnswerOrder, AnswerOutcome } from "./run-answers.ts";

const ROOT = resolve(import.meta.dirname, "../../../..");
const EXERCISE = "99.1";
/** No program of the corpus takes longer, on a busy machine as well. */
const TIMEOUT_MS = 120_000;

/** Runs programs as a check sees them: the last cell as the exercise's, with what the assembly takes from the others. */
export class InCheck implements AsyncDisposable {
  readonly #compiler = new AnswerCompiler(ROOT);
  readonly #requests = new RequestChannel<Omit<AnswerOrder, "id">, string>(
    (order) => void this.#running().send(order),
  );
  #child: ChildProcess | undefined;

  async run(program: Program): Promise<string> {
    const cells = program.cells.map(({ source }, at) => ({ source, label: `code cell ${at + 1}` }));
    const own = cells.at(-1);
    if (own === undefined) throw new Error(`${program.name} has no cells`);
    // The assembly reads only the exercises of a lesson.
    const submission = { lesson: { exercises: [] }, cells, from: "file" } as unknown as Submission;
    const assembly = await assemble(own, EXERCISE, submission, [], async () => undefined);
    const compiled = await this.#compiler.compile(assembly, EXERCISE);
    if ("errors" in compiled) return `throws CompileError: ${compiled.errors.join(" ")}`;
    const { code, file } = compiled.answer;
    const outcome = await this.#requests.request(
      { root: ROOT, code, file },
      { timeoutMs: TIMEOUT_MS, onTimeout: () => this.#child?.kill("SIGKILL") },
    );
    if (program.isAlone) await this.#end();
    // As feedback shows it.
    return withoutScope(outcome);
  }

  #running(): ChildProcess {
    if (this.#child?.connected) return this.#child;
    const child = fork(join(import.meta.dirname, "run-answers.ts"), {
      execArgv: ["--disable-warning=ExperimentalWarning"],
    });
    child.on("message", ({ id, outcome }: AnswerOutcome) => this.#requests.resolve(id, outcome));
    child.once("exit", (code) =>
      this.#requests.rejectAll(new Error(`the answers' process ended with ${code}`)),
    );
    this.#child = child;
    return child;
  }

  async #end(): Promise<void> {
    const child = this.#child;
    this.#child = undefined;
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, "exit");
    child.disconnect();
    await ended;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#compiler.close();
    await this.#end();
  }
}
