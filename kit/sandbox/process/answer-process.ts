import { randomBytes, randomInt } from "node:crypto";
import { basename, join } from "node:path";
import { errorMessage } from "../../common/error-message.ts";
import { processTree } from "../../common/process-tree.ts";
import { RequestChannel } from "../../common/request-channel.ts";
import { AnswerFault } from "./answer-fault.ts";
import { type AnswerUsage, markUsage, type UsageMark, usageSince } from "./answer-usage.ts";
import { CapturedOutput } from "./captured-output.ts";
import { channelSeal, KEY_BYTES } from "./channel-seal.ts";
import type { Wire } from "./codec/wire.ts";
import { type Forbidden, NOTHING_FORBIDDEN } from "./compiled-answer.ts";
import { exitFault } from "./exit-fault.ts";
import { frameReader, frameWriter, messageBytes } from "./frames.ts";
import type { Reply, RequestBody } from "./protocol.ts";
import { type ReceivedValue, RemoteValues } from "./remote-values.ts";
import type { RunnerCommandOptions } from "./runner-command.ts";
import type { SandboxLauncher } from "./sandboxed-command.ts";
import { type SpawnedRunner, spawnRunner } from "./spawn-runner.ts";

export interface AnswerProcessOptions extends RunnerCommandOptions {
  /** Starts the process in a sandbox. @default an ordinary process */
  readonly launcher?: SandboxLauncher;
}

/** All messages of one check together. */
const MAX_CHANNEL_BYTES = 64 * 1024 * 1024;
/** An answer that prints more is ended. */
const MAX_OUTPUT_CHARACTERS = 64 * 1024 * 1024;
/** Replies that an answer has not read: it calls back faster than it reads the results. */
const MAX_UNREAD_BYTES = 64 * 1024 * 1024;
/** The end of what a process printed as errors, in which the reason of its exit is looked for. */
const KEPT_ERROR_CHARACTERS = 4096;
/** Errors outside any call; further ones are dropped. */
const MAX_UNHANDLED_ERRORS = 20;
/** What a learner reads whose answer has written on a descriptor of the channel. */
const FORGED = "Your answer's process was ended because the answer has written on the judge's own channel.";
/** The number of a request. It says nothing about the next one. */
const unguessable = () => randomInt(1, 2 ** 48 - 1);
/** How long the last output of a process may take to arrive. A child that outlives it can hold the pipes open for good. */
const LAST_OUTPUT_MS = 100;

/**
 * One process that runs a learner's answer, and the channel to it. It owns the process, and the memory watch of a sandbox. It ends when
 * `end()` is called, when the process exits, or at the first fault: a limit passed, a message against the protocol, an uncaught error.
 * After that every request fails with {@link fault}.
 */
export class AnswerProcess {
  /** What the answer printed since it was loaded. */
  readonly output = new CapturedOutput();
  /** Errors of the loaded answer that belong to no call: of timers, events and promises. */
  readonly unhandledErrors: Error[] = [];
  /** Whether the answer may start processes of its own. */
  readonly mayStartProcesses: boolean;
  /** What its file system does not hold. */
  readonly forbidden: Forbidden;
  /** Settles when the process has ended and all its output has arrived. */
  readonly closed: Promise<void>;

  readonly #options: AnswerProcessOptions;
  readonly #runner: SpawnedRunner;
  /** The process that explores the loaded answer, and the answer's code. */
  #explorer:
    | { readonly code: string; readonly process: AnswerProcess; readonly ready: Promise<unknown> }
    | undefined;
  /** The course's folder as an answer sees it in a sandbox. */
  readonly #root: string | undefined;
  /** Made for this process alone. The runner takes it before a line of an answer is there. */
  readonly #key = randomBytes(KEY_BYTES);
  readonly #framed = frameWriter(channelSeal(this.#key, "request"));
  readonly #requests = new RequestChannel<RequestBody, Reply>((request) => this.#write(request), unguessable);
  readonly #values: RemoteValues;
  #endWatch: (() => void) | undefined;
  #killed: void | Promise<void> = undefined;
  #runnerPid: number | undefined;
  #usageMark: UsageMark | undefined;
  #fault: AnswerFault | undefined;
  #exitNote: number | undefined;
  #channelBytes = 0;
  #errorOutput = "";

  constructor(options: AnswerProcessOptions) {
    this.#options = options;
    this.#runner = spawnRunner(options, options.launcher);
    this.forbidden = options.forbidden ?? NOTHING_FORBIDDEN;
    this.mayStartProcesses = this.#runner.processes;
    this.#root = options.launcher?.root;
    this.#values = new RemoteValues({
      ask: (body) => this.ask(body),
      send: (result) => {
        if (!this.#fault) this.#write(result);
      },
      hasEnded: () => this.#fault !== undefined,
    });
    this.#listen();
    // A process that never started has no pipes.
    this.#runner.output?.write(this.#key);
    this.closed = this.#awaitEnd();
  }

  /** Why requests fail, once the process has ended. */
  get fault(): AnswerFault | undefined {
    return this.#fault;
  }

  /** Assertions that failed inside functions which the check passed to the answer. */
  get failedCallbacks(): readonly Error[] {
    return this.#values.callbacks.failed;
  }

  /** The last value that came from the loaded answer; undefined while none has come. */
  get lastReceived(): ReceivedValue | undefined {
    return this.#values.lastReceived;
  }

  /** The id of the process that was started; in a sandbox, the id of the program that makes the sandbox. */
  get pid(): number | undefined {
    return this.#runner.child.pid;
  }

  /** Marks what the process has used so far. Called before an answer is loaded. */
  markUsage(): void {
    const { child, command } = this.#runner;
    // Before the first answer is loaded the runner has started no process, so it is the last one of the tree, in a sandbox too.
    if (command.channel === "descriptor" && child.pid !== undefined && process.platform === "linux")
      this.#runnerPid ??= processTree(child.pid).at(-1);
    this.#usageMark = markUsage(this.#runnerPid);
  }

  /** What the answer used since the mark. Undefined where the kernel does not say: on macOS, and in a container. */
  usage(): AnswerUsage | undefined {
    return this.#usageMark && usageSince(this.#usageMark);
  }

  /** Forgets output, errors and values of an earlier answer. Called before the next answer is loaded. */
  reset(): void {
    this.output.clear();
    this.unhandledErrors.length = 0;
    this.#values.forget();
    this.#channelBytes = 0;
  }

  /** Sends a request and waits for its reply. @throws the answer's error, or AnswerFault when its process has ended */
  async ask(body: RequestBody): Promise<Reply> {
    if (this.#fault) throw this.#fault;
    if (body.op !== "ping") this.#watch();
    const reply = await this.#requests.request(body);
    // What the answer printed before it replied lies in another pipe, which is read in this turn of the event loop.
    await new Promise((resolve) => setImmediate(resolve));
    return reply;
  }

  /** Watched from the first thing that is asked of it: a spare process, which may wait for hours, has run nothing yet. */
  #watch(): void {
    const { child, command } = this.#runner;
    if (this.#endWatch || child.pid === undefined) return;
    this.#endWatch = command.watch(child.pid, (fault) => this.#end(fault));
  }

  /** The arguments of a call, encoded. */
  toWire(values: readonly unknown[]): Wire[] {
    return this.#values.toWire(values);
  }

  /** A value that crossed, decoded. */
  fromWire(wire: unknown): unknown {
    return this.#values.fromWire(wire);
  }

  /** Lets an object of this side stand for a value of the answer, so that it can be passed back. */
  remember(object: object, handle: number): void {
    this.#values.remember(object, handle);
  }

  /** Pulls the values of an iterator of the answer. */
  iterate(handle: number): AsyncGenerator<unknown> {
    return this.#values.iterate(handle);
  }

  /** The file name that an answer's stack frames carry, as it is where the answer runs. */
  fileInside(file: string): string {
    return this.#root === undefined ? file : join(this.#root, basename(file));
  }

  /**
   * A process beside this one that explores an answer, and runs none: the explorer's verdict never crosses the answer's process. It is kept for the
   * further explorations of the same answer, and ends with this process.
   * @param code - the compiled answer
   */
  async explorer(code: string): Promise<AnswerProcess> {
    if (this.#fault) throw this.#fault;
    if (this.#explorer?.code !== code || this.#explorer.process.fault) {
      void this.#explorer?.process.end();
      const process = new AnswerProcess({
        ...this.#options,
        processes: false,
        preload: false,
        explores: true,
      });
      this.#explorer = { code, process, ready: process.ask({ op: "becomeExplorer" }) };
    }
    const { process, ready } = this.#explorer;
    await ready;
    return process;
  }

  /** Ends the process and all that it started. Every pending request fails with the fault. */
  end(fault = new AnswerFault("CLOSED", "The answer's process was ended.")): Promise<void> {
    this.#end(fault);
    return Promise.all([this.closed, this.#explorer?.process.closed]).then(() => this.#killed);
  }

  #end(fault: AnswerFault): void {
    if (this.#fault) return;
    this.#fault = fault;
    this.#endWatch?.();
    void this.#explorer?.process.end(fault);
    const { child, command, input, output } = this.#runner;
    if (child.pid !== undefined) this.#killed = command.end(child.pid);
    // A process that never started has no pipes.
    for (const stream of [input, output, child.stdout, child.stderr]) stream?.destroy();
    this.#requests.rejectAll(fault);
  }

  #awaitEnd(): Promise<void> {
    const { child } = this.#runner;
    const ended = (code: number | null, signal: NodeJS.Signals | null) =>
      this.#end(
        exitFault({
          code,
          signal,
          isSandboxed: this.#root !== undefined,
          errorOutput: this.#errorOutput,
          exitNote: this.#exitNote,
        }),
      );
    return new Promise((resolve) => {
      child.once("exit", (code, signal) => setTimeout(() => ended(code, signal), LAST_OUTPUT_MS));
      child.once("close", (code, signal) => {
        ended(code, signal);
        resolve();
      });
      child.once("error", (error) => {
        this.#end(
          new AnswerFault("NOT_STARTED", `The answer's process could not be started: ${error.message}.`),
        );
        resolve();
      });
    });
  }

  #listen(): void {
    const { child, input, output } = this.#runner;
    const capture = (text: string) => {
      this.output.add(text);
      if (this.output.length > MAX_OUTPUT_CHARACTERS)
        this.#end(
          new AnswerFault("TOO_MUCH_OUTPUT", "Your answer printed more than 64 MB, so it was stopped."),
        );
    };
    if (input !== child.stdout) child.stdout?.setEncoding("utf8").on("data", capture);
    child.stderr?.setEncoding("utf8").on("data", (text: string) => {
      this.#errorOutput = (this.#errorOutput + text).slice(-KEPT_ERROR_CHARACTERS);
      capture(text);
    });
    // Every field of a message is checked where it is used: the answer's values are in it.
    const read = frameReader({
      seal: channelSeal(this.#key, "reply"),
      onMessage: (message) => this.#receive(message as Reply),
      onForged: () => this.#end(new AnswerFault("BAD_MESSAGE", FORGED)),
    });
    input?.on("data", (chunk: Buffer) => {
      if (this.#fault) return;
      this.#channelBytes += chunk.length;
      try {
        if (this.#channelBytes > MAX_CHANNEL_BYTES) throw new Error("its messages took more than 64 MB");
        read(chunk);
      } catch (error) {
        this.#end(
          new AnswerFault(
            "BAD_MESSAGE",
            `The answer's process was ended because it did not keep to the protocol: ${errorMessage(error)}.`,
          ),
        );
      }
    });
    // A broken channel shows as the end of the process.
    input?.on("error", () => {});
    output?.on("error", () => {});
  }

  #receive(reply: Reply): void {
    if (this.#fault) return;
    if (typeof reply !== "object" || reply === null) throw new Error("a message is no reply");
    if ("ready" in reply) return;
    if ("forged" in reply) this.#end(new AnswerFault("BAD_MESSAGE", FORGED));
    else if ("exit" in reply) this.#exitNote = Number(reply.exit);
    else if ("unhandled" in reply) this.#takeUnhandled(reply);
    else if ("call" in reply) this.#values.callbacks.run(reply);
    else if (!this.#settle(reply)) throw new Error("it replied to a call that nobody made");
  }

  #settle(reply: Extract<Reply, { id: number }>): boolean {
    if (!("error" in reply)) return this.#requests.resolve(reply.id, reply);
    let error: unknown;
    try {
      error = this.#errorFromWire(reply.error);
    } catch (broken) {
      this.#requests.reject(reply.id, broken);
      throw broken;
    }
    return this.#requests.reject(reply.id, error);
  }

  #takeUnhandled(reply: Extract<Reply, { unhandled: Wire }>): void {
    const error = this.#errorFromWire(reply.unhandled);
    if (this.unhandledErrors.length < MAX_UNHANDLED_ERRORS) this.unhandledErrors.push(error);
    if (!reply.fatal) return;
    // Node would have ended the process here; the pending calls would never return.
    this.#requests.rejectAll(error);
    this.#end(
      new AnswerFault("CLOSED", "The answer's process was ended after an error in a timer or an event."),
    );
  }

  #errorFromWire(wire: Wire): Error {
    const error = this.fromWire(wire);
    if (!(error instanceof Error)) throw new Error("an error is none");
    return error;
  }

  #write(message: unknown): void {
    const { output } = this.#runner;
    output.write(this.#framed(messageBytes(message)));
    if (output.writableLength > MAX_UNREAD_BYTES)
      this.#end(
        new AnswerFault(
          "BAD_MESSAGE",
          "The answer's process was ended because it left more than 64 MB of replies unread.",
        ),
      );
  }
}
