import { type ChildProcess, fork } from "node:child_process";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { CheckStep, ExecutedCell } from "../../checking/index.ts";
import { codedError } from "../../common/coded-error.ts";
import { RequestChannel } from "../../common/request-channel.ts";
import { siblingModule } from "../../common/sibling-module.ts";
import type { BoxPrompt, CheckedExercise, ExerciseFacts, ServerMessage, ServerRequest } from "./messages.ts";

/** Why a check brought no result, as one sentence. */
export class CheckServerError extends codedError<"PROBLEM" | "LOST" | "STOPPED">("CheckServerError") {}

/** A server that is at work and sends nothing for this long has hung, and is killed. */
const CHECK_SERVER_SILENCE_MS = 60_000;

type Answer = Extract<ServerMessage, { id: number }>;
type Question =
  | { op: "check"; exercise: string; cells: readonly ExecutedCell[]; record: boolean }
  | { op: "exercise"; exercise: string; cells: readonly ExecutedCell[] }
  | { op: "prompt"; box: string; cells: readonly ExecutedCell[] };

/** Owns a notebook's check server: starts it at the first use, and starts another one after it has ended. `close()` ends it. */
export class CheckClient {
  readonly #root: string;
  readonly #requests = new RequestChannel<Question, Answer>((request) => this.#send(request));
  #server: ChildProcess | undefined;
  #silenceTimer: NodeJS.Timeout | undefined;
  /** Who wants to know the steps of a running check, by its exercise. */
  readonly #onStep = new Map<string, (step: CheckStep) => void>();

  constructor(root: string) {
    this.#root = root;
  }

  /** Starts the server ahead of the first check. */
  start(): void {
    if (this.#server) return;
    const server = fork(fileURLToPath(siblingModule(import.meta.url, "check-server")), [this.#root], {
      cwd: this.#root,
      // These flags replace the kernel's own. The compiler makes many short-lived objects: a larger semi-space saves a tenth of its start.
      execArgv: ["--disable-warning=ExperimentalWarning", "--max-semi-space-size=64"],
      env: { ...serverEnvironment(), NODE_COMPILE_CACHE: join(this.#root, ".lab/cache/node") },
      stdio: ["ignore", "ignore", "ignore", "ipc"],
      // A process group of its own: an interrupt of the notebook must not reach the server.
      detached: true,
    });
    this.#server = server;
    server.on("message", (message: ServerMessage) => this.#receive(message));
    server.on("error", () => this.#serverEnded(server));
    server.on("exit", () => this.#serverEnded(server));
    // An idle server does not keep the notebook's process alive.
    this.#becomeIdle();
  }

  /** The server's process id while it runs. */
  get pid(): number | undefined {
    return this.#server?.pid;
  }

  /**
   * Checks an exercise on cells as they were last run.
   * @param onStep - called when a part of the check begins
   * @throws CheckServerError with one sentence
   */
  async check(
    exercise: string,
    cells: readonly ExecutedCell[],
    record: boolean,
    onStep: (step: CheckStep) => void = () => {},
  ): Promise<CheckedExercise> {
    this.#onStep.set(exercise, onStep);
    try {
      const answer = await this.#ask({ op: "check", exercise, cells, record });
      if (answer.op === "checked") return answer.checked;
      throw problem(answer);
    } finally {
      if (this.#onStep.get(exercise) === onStep) this.#onStep.delete(exercise);
    }
  }

  /** Asks for the facts about an exercise. @throws CheckServerError with one sentence */
  async exercise(exercise: string, cells: readonly ExecutedCell[]): Promise<ExerciseFacts> {
    return (await this.cell(exercise, cells)).facts;
  }

  /** Asks for the facts about an exercise and for the learner's own cell. @throws CheckServerError with one sentence */
  async cell(
    exercise: string,
    cells: readonly ExecutedCell[],
  ): Promise<{ readonly facts: ExerciseFacts; readonly code: string }> {
    const answer = await this.#ask({ op: "exercise", exercise, cells });
    if (answer.op === "facts") return answer;
    throw problem(answer);
  }

  /** Asks for the prompt of one of the lesson's boxes. @throws CheckServerError with one sentence */
  async prompt(box: string, cells: readonly ExecutedCell[]): Promise<BoxPrompt> {
    const answer = await this.#ask({ op: "prompt", box, cells });
    if (answer.op === "prompted") return answer.prompted;
    throw problem(answer);
  }

  /** Stops the running check. */
  stop(): void {
    if (this.#requests.size > 0) this.#send({ op: "stop" });
  }

  /** Ends the server. */
  async close(): Promise<void> {
    const server = this.#server;
    if (!server || server.exitCode !== null || server.signalCode !== null) return;
    const gone = new Promise((resolve) => server.once("exit", resolve));
    server.kill("SIGTERM");
    server.ref();
    await gone;
  }

  #ask(question: Question): Promise<Answer> {
    this.start();
    this.#server?.ref();
    this.#server?.channel?.ref();
    const answer = this.#requests.request(question);
    this.#startSilenceTimer();
    return answer;
  }

  #send(request: ServerRequest): void {
    const server = this.#server;
    if (server?.connected) server.send(request, (error) => error && this.#serverEnded(server));
    else if (server) this.#serverEnded(server);
  }

  #receive(message: ServerMessage): void {
    if ("id" in message) this.#requests.resolve(message.id, message);
    else if (message.op === "step") this.#onStep.get(message.asked)?.(message.step);
    if (this.#requests.size === 0) this.#becomeIdle();
    else this.#startSilenceTimer();
  }

  /** Starts the wait for the next message. */
  #startSilenceTimer(): void {
    clearTimeout(this.#silenceTimer);
    if (this.#requests.size === 0) return;
    this.#silenceTimer = setTimeout(() => this.#server?.kill("SIGKILL"), CHECK_SERVER_SILENCE_MS).unref();
  }

  #becomeIdle(): void {
    clearTimeout(this.#silenceTimer);
    this.#server?.unref();
    this.#server?.channel?.unref();
  }

  #serverEnded(server: ChildProcess): void {
    if (this.#server !== server) return;
    this.#server = undefined;
    clearTimeout(this.#silenceTimer);
    server.kill("SIGKILL");
    this.#requests.rejectAll(
      new CheckServerError(
        "LOST",
        "The process that checks answers has ended unexpectedly. Run the cell again: it starts anew.",
      ),
    );
  }
}

const problem = (answer: Answer) =>
  new CheckServerError(
    "PROBLEM",
    answer.op === "problem"
      ? answer.sentence
      : "The process that checks answers gave an answer to another question.",
  );

/** The kernel's environment without the variables that change how Node runs, and without the key of the co-teacher's model. */
function serverEnvironment(): NodeJS.ProcessEnv {
  const {
    NODE_OPTIONS: _,
    NODE_CHANNEL_FD: __,
    VITEST: ___,
    SWARMLAB_MODEL_KEY: ____,
    ...environment
  } = process.env;
  return environment;
}
