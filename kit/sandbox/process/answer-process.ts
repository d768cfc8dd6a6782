import { type ChildProcess, spawn } from "node:child_process";
import { closeSync } from "node:fs";
import { basename, join } from "node:path";
import type { Readable, Writable } from "node:stream";
import { errorMessage } from "../../common/error-message.ts";
import { processTree } from "../../common/process-tree.ts";
import { AnswerFault } from "./answer-fault.ts";
import { type AnswerUsage, markUsage, type UsageMark, usageSince } from "./answer-usage.ts";
import { Callbacks } from "./callbacks.ts";
import { CapturedOutput } from "./captured-output.ts";
import { decode, type Exporter, encode, type Importer, isProtocolName, type Wire } from "./codec.ts";
import { exitFault } from "./exit-fault.ts";
import { frame, frameReader } from "./frames.ts";
import { channelDescriptor, type Reply, type RequestBody } from "./protocol.ts";
import { type RunnerCommandOptions, runnerCommand, unsandboxed } from "./runner-command.ts";
import type { SandboxedCommand, SandboxLauncher } from "./sandboxed-command.ts";

export interface AnswerProcessOptions extends RunnerCommandOptions {
  /** Starts the process in a sandbox. @default an ordinary process */
  readonly launcher?: SandboxLauncher;
}

/** Bytes that all messages of one check may take together. */
const maxChannelBytes = 64 * 1024 * 1024;
/** Characters an answer may print before it is ended. */
const maxOutput = 64 * 1024 * 1024;
/** Bytes for an answer that may wait unread: it calls back faster than it reads the results. */
const maxUnread = 64 * 1024 * 1024;

/** Errors that came from an answer, each with the line and column (from 1) of the compiled answer where it arose, when known. */
export const answerErrors = new WeakMap<Error, readonly [line: number, column: number] | undefined>();

/** One process that runs one learner's answer, and the channel to it. */
export class AnswerProcess {
  /** What the answer printed since it was loaded. */
  readonly output = new CapturedOutput();
  /** Errors that belonged to no call, of the answer now loaded. */
  readonly unhandledErrors: Error[] = [];
  /** Whether the answer may start processes of its own. */
  readonly mayStartProcesses: boolean;
  /** Settles when the process has ended and all it printed has arrived. */
  readonly closed: Promise<void>;

  readonly #child: ChildProcess;
  readonly #input: Readable;
  readonly #output: Writable;
  readonly #enclosure: SandboxedCommand;
  readonly #root: string | undefined;
  readonly #pending = new Map<number, { resolve(reply: Reply): void; reject(error: unknown): void }>();
  readonly #stubs = new Map<number, object>();
  readonly #origins = new WeakMap<object, number>();
  readonly #callbacks = new Callbacks({
    decode: (wire) => this.fromWire(wire),
    reply: (call, outcome) => this.#replyTo(call, outcome),
  });
  readonly #exporter: Exporter;
  readonly #importer: Importer;
  #endWatch: () => void = () => {};
  #killed: void | Promise<void> = undefined;
  #runnerPid: number | undefined;
  #usageMark: UsageMark | undefined;
  #fault: AnswerFault | undefined;
  #exitNote: number | undefined;
  #lastRequest = 0;
  #channelBytes = 0;
  #errorOutput = "";

  constructor(options: AnswerProcessOptions) {
    const runner = runnerCommand(options);
    this.mayStartProcesses = runner.processes;
    this.#enclosure = options.launcher?.wrap(runner) ?? unsandboxed(runner);
    this.#root = options.launcher?.root;
    const { file, args, env, cwd, files, channel } = this.#enclosure;
    const isDescriptor = channel === "descriptor";
    this.#child = spawn(file, [...args], {
      cwd,
      env,
      stdio: [isDescriptor ? "ignore" : "pipe", "pipe", "pipe", isDescriptor ? "pipe" : "ignore", ...files],
      // Its own process group, so that it can be ended together with what it starts.
      detached: true,
    });
    for (const file of files) if (file !== "pipe") closeSync(file);
    this.#input = (isDescriptor ? this.#child.stdio[channelDescriptor] : this.#child.stdout) as Readable;
    this.#output = (isDescriptor ? this.#child.stdio[channelDescriptor] : this.#child.stdin) as Writable;
    const { pid } = this.#child;
    if (pid !== undefined) this.#endWatch = this.#enclosure.watch(pid, (fault) => this.#end(fault));
    this.#exporter = {
      keep: (value) => this.#callbacks.keep(value as (...args: unknown[]) => unknown),
      origin: (value) => this.#origins.get(value),
    };
    this.#importer = {
      function: (handle) => this.#stub(handle),
      instance: (target, handle, methods, iterable) => this.#addMethods(target, handle, methods, iterable),
      own: (callback) => this.#callbacks.get(callback),
      error: (error, position) => answerErrors.set(error, position),
    };
    this.#listen();
    this.closed = new Promise((resolve) => {
      // What it printed last may still be on its way, but a child that outlives it can hold the pipes open for good.
      this.#child.once("exit", (code, signal) =>
        setTimeout(() => this.#end(this.#exitFault(code, signal)), 100),
      );
      this.#child.once("close", (code, signal) => {
        this.#end(this.#exitFault(code, signal));
        resolve();
      });
      this.#child.once("error", (error) => {
        this.#end(
          new AnswerFault("NOT_STARTED", `The answer's process could not be started: ${error.message}.`),
        );
        resolve();
      });
    });
  }

  /** Why the process can no longer be asked, once that is so. */
  get fault(): AnswerFault | undefined {
    return this.#fault;
  }

  /** Assertions that failed inside functions a check handed over. */
  get failedCallbacks(): readonly Error[] {
    return this.#callbacks.failed;
  }

  /** The number of the process that was started; behind a wall, of the one that made it. */
  get pid(): number | undefined {
    return this.#child.pid;
  }

  /** Remembers what its process has used so far: an answer is about to be loaded. */
  markUsage(): void {
    const { pid } = this.#child;
    // Before the first answer the process is the last of a chain, behind a wall as well: nothing has started anything yet.
    if (this.#enclosure.channel === "descriptor" && pid !== undefined && process.platform === "linux")
      this.#runnerPid ??= processTree(pid).at(-1);
    this.#usageMark = markUsage(this.#runnerPid);
  }

  /** What the answer used since it was loaded; undefined where the kernel does not tell: on macOS, and in a container. */
  usage(): AnswerUsage | undefined {
    return this.#usageMark && usageSince(this.#usageMark);
  }

  /** Forgets what an earlier answer printed and handed over: the next request is about a new one. */
  reset(): void {
    this.output.clear();
    this.unhandledErrors.length = 0;
    this.#stubs.clear();
    this.#callbacks.forget();
    this.#channelBytes = 0;
  }

  /** Sends a request and waits for its reply. @throws the answer's error, or AnswerFault when its process has ended. */
  async ask(body: RequestBody): Promise<Reply> {
    if (this.#fault) throw this.#fault;
    const id = ++this.#lastRequest;
    const reply = await new Promise<Reply>((resolve, reject) => {
      this.#pending.set(id, { resolve, reject });
      try {
        this.#write({ ...body, id });
      } catch (error) {
        this.#pending.delete(id);
        reject(error);
      }
    });
    // What the answer printed before it replied lies in another pipe: let it be read first.
    await new Promise((resolve) => setImmediate(resolve));
    return reply;
  }

  /** The arguments of a call, ready to cross. */
  toWire(values: readonly unknown[]): Wire[] {
    return values.map((value) => encode(value, this.#exporter));
  }

  /** A value that crossed. */
  fromWire(wire: unknown): unknown {
    return decode(wire, this.#importer);
  }

  /** Lets an object of this side stand for a value of the answer, so that it can be handed back. */
  remember(object: object, handle: number): void {
    this.#origins.set(object, handle);
  }

  /** Ends the process and all it started; every call under way fails with the fault. */
  end(fault = new AnswerFault("CLOSED", "The answer's process was ended.")): Promise<void> {
    this.#end(fault);
    return this.closed.then(() => this.#killed);
  }

  #end(fault: AnswerFault): void {
    if (this.#fault) return;
    this.#fault = fault;
    this.#endWatch();
    if (this.#child.pid !== undefined) this.#killed = this.#enclosure.end(this.#child.pid);
    // What never started has no pipes.
    this.#input?.destroy();
    this.#output?.destroy();
    this.#child.stdout?.destroy();
    this.#child.stderr?.destroy();
    for (const { reject } of this.#pending.values()) reject(fault);
    this.#pending.clear();
  }

  #listen(): void {
    const capture = (text: string) => {
      this.output.add(text);
      if (this.output.length > maxOutput)
        this.#end(
          new AnswerFault("TOO_MUCH_OUTPUT", "Your answer printed more than 64 MB, so it was stopped."),
        );
    };
    if (this.#input !== this.#child.stdout) this.#child.stdout?.setEncoding("utf8").on("data", capture);
    this.#child.stderr?.setEncoding("utf8").on("data", (text: string) => {
      this.#errorOutput = (this.#errorOutput + text).slice(-4096);
      capture(text);
    });
    const read = frameReader((message) => this.#receive(message as Reply));
    this.#input?.on("data", (chunk: Buffer) => {
      if (this.#fault) return;
      this.#channelBytes += chunk.length;
      try {
        if (this.#channelBytes > maxChannelBytes) throw new Error("its messages took more than 64 MB");
        read(chunk);
      } catch (error) {
        const why = errorMessage(error);
        this.#end(
          new AnswerFault(
            "BAD_MESSAGE",
            `The answer's process was ended because it did not keep to the protocol: ${why}.`,
          ),
        );
      }
    });
    // A broken channel shows as the end of the process.
    this.#input?.on("error", () => {});
    this.#output?.on("error", () => {});
  }

  #receive(reply: Reply): void {
    if (this.#fault) return;
    if (typeof reply !== "object" || reply === null) throw new Error("a message is no reply");
    if ("ready" in reply) return;
    if ("exit" in reply) this.#exitNote = Number(reply.exit);
    else if ("unhandled" in reply) this.#takeUnhandled(reply);
    else if ("call" in reply) this.#callbacks.run(reply);
    else this.#settle(reply);
  }

  #settle(
    reply: Exclude<Reply, { ready: true } | { exit: number } | { unhandled: Wire } | { call: number }>,
  ): void {
    const pending = this.#pending.get(reply.id);
    if (!pending) throw new Error("it replied to a call that nobody made");
    this.#pending.delete(reply.id);
    if (!("error" in reply)) {
      pending.resolve(reply);
      return;
    }
    try {
      const error = this.fromWire(reply.error);
      if (!(error instanceof Error)) throw new Error("an error is none");
      pending.reject(error);
    } catch (broken) {
      pending.reject(broken);
      throw broken;
    }
  }

  #takeUnhandled(reply: { unhandled: Wire; fatal: boolean }): void {
    const error = this.fromWire(reply.unhandled);
    if (!(error instanceof Error)) throw new Error("an error is none");
    if (this.unhandledErrors.length < 20) this.unhandledErrors.push(error);
    if (!reply.fatal) return;
    // Node would have ended the process here; the calls under way would never return.
    for (const { reject } of this.#pending.values()) reject(error);
    this.#pending.clear();
    this.#end(
      new AnswerFault("CLOSED", "The answer's process was ended after an error in a timer or an event."),
    );
  }

  /** What a check's function gave, or threw, goes back to the answer that called it. */
  #replyTo(call: number, outcome: { readonly value: unknown } | { readonly error: unknown }): void {
    if ("error" in outcome) this.#sendIfOpen({ call, error: encode(outcome.error, this.#exporter) });
    else this.#sendIfOpen({ call, value: encode(outcome.value, this.#exporter) });
  }

  #sendIfOpen(message: unknown): void {
    if (!this.#fault) this.#write(message);
  }

  #write(message: unknown): void {
    this.#output.write(frame(message));
    if (this.#output.writableLength > maxUnread)
      this.#end(
        new AnswerFault(
          "BAD_MESSAGE",
          "The answer's process was ended because it left more than 64 MB of replies unread.",
        ),
      );
  }

  #stub(handle: number): object {
    const known = this.#stubs.get(handle);
    if (known) return known;
    const stub = async (...args: unknown[]) =>
      this.#value(await this.ask({ op: "invoke", handle, args: this.toWire(args) }));
    this.#stubs.set(handle, stub);
    this.#origins.set(stub, handle);
    return stub;
  }

  #value(reply: Reply): unknown {
    return this.fromWire("value" in reply ? reply.value : ["undefined"]);
  }

  #addMethods(target: object, handle: number, methods: readonly string[], iterable: boolean): void {
    this.#origins.set(target, handle);
    for (const method of methods) {
      if (isProtocolName(method)) continue;
      const value = async (...args: unknown[]) =>
        this.#value(await this.ask({ op: "invoke", handle, method, args: this.toWire(args) }));
      Object.defineProperty(target, method, { value, enumerable: false, writable: true, configurable: true });
    }
    if (iterable)
      Object.defineProperty(target, Symbol.asyncIterator, {
        value: () => this.iterate(handle),
        enumerable: false,
      });
  }

  /** Pulls the values of an iterator of the answer. */
  async *iterate(handle: number): AsyncGenerator<unknown> {
    let finished = false;
    try {
      for (;;) {
        const step = await this.ask({ op: "next", handle });
        if (!("done" in step) || step.done) {
          finished = true;
          return;
        }
        yield this.fromWire(step.value);
      }
    } finally {
      if (!finished && !this.#fault) await this.ask({ op: "return", handle });
    }
  }

  #exitFault(code: number | null, signal: NodeJS.Signals | null): AnswerFault {
    const isSandboxed = this.#root !== undefined;
    return exitFault({ code, signal, isSandboxed, errorOutput: this.#errorOutput, exitNote: this.#exitNote });
  }

  /** The file that stands for an answer in its stack frames, as it may be named where the answer runs. */
  fileInside(file: string): string {
    return this.#root === undefined ? file : join(this.#root, basename(file));
  }
}
