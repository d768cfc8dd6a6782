import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import type { Socket } from "node:net";
import { setImmediate } from "node:timers/promises";
import { FrameChannel } from "./frame-channel.ts";
import { encodeFrame } from "./frames.ts";
import { killGroup, launch } from "./launch.ts";
import type { FromWatchdog, ToWatchdog } from "./messages.ts";
import { StatusFile } from "./status-file.ts";

/** How long pipes may stay open after the process has ended, in milliseconds: what it has started may hold them. */
const PIPE_CLOSE_LIMIT_MS = 2000;

export interface GuardedProcessOptions<Incoming> {
  /** The module that the process runs. It calls {@link guardThisProcess}. */
  readonly entry: URL;
  /** Bytes of private memory that the process may use on top of what it takes by itself. */
  readonly memoryLimit: number;
  readonly v8Flags: readonly string[];
  readonly onMessage: (message: Incoming) => void;
  readonly onWatchdogMessage?: (message: FromWatchdog) => void;
  /** Called when bytes arrive that are no message. @default they are ignored */
  readonly onInvalidMessage?: (error: unknown) => void;
  /** Called once, when the process has ended and all that it sent has been received. The status file is still open. */
  readonly onExit: (exit: ProcessExit) => void;
}

/** How a process ended. */
export interface ProcessExit {
  /** Null when a signal ended it, or when it could not be started. */
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  /** How many bytes it used when its watchdog ended it for that; undefined when it did not. */
  readonly memoryExceeded: number | undefined;
  /** Why the system could not start or signal it. */
  readonly systemError: string | undefined;
}

/**
 * A Node process with a watchdog thread inside. It ends, together with all that it has started, when it exceeds its
 * memory limit, when `kill` is called, and when this process ends in whatever way.
 *
 * It has five pipes (standard output and error, work, control, orders) and a status file. They are closed after `onExit`.
 */
export class GuardedProcess<Outgoing, Incoming> {
  readonly child: ChildProcess;
  /** Written by the process: which job runs there. */
  readonly statusFile: StatusFile;
  readonly #options: GuardedProcessOptions<Incoming>;
  readonly #work: FrameChannel<Outgoing, Incoming>;
  readonly #control: FrameChannel<ToWatchdog, FromWatchdog>;
  #systemError: string | undefined;
  /** Whether the pipes keep this program running. */
  #keepsPipes = true;

  /** Throws what opening a file and `spawn` throw when the system has no files or processes left. */
  constructor(options: GuardedProcessOptions<Incoming>) {
    this.#options = options;
    this.statusFile = new StatusFile();
    const { child, work, control, orders } = this.#launch();
    this.child = child;
    const { onMessage, onWatchdogMessage = () => {}, onInvalidMessage = () => {} } = options;
    this.#work = new FrameChannel(work, { onMessage, onInvalidMessage }, orders);
    this.#control = new FrameChannel(control, { onMessage: onWatchdogMessage, onInvalidMessage });
    child.once("error", (error) => {
      this.#systemError = error.message;
      if (child.pid === undefined) this.#end(null, null);
    });
    child.once("exit", (code, signal) => void this.#onExit(code, signal));
  }

  /** Undefined when it could not be started. */
  get pid(): number | undefined {
    return this.child.pid;
  }

  /** Throws when the message cannot be copied; then nothing was sent. */
  send(message: Outgoing): void {
    this.sendEncoded(encodeFrame(message));
  }

  /** Sends what {@link encodeFrame} made, so that many receivers cost one encoding. */
  sendEncoded(frame: Buffer): void {
    this.#work.sendEncoded(frame);
  }

  sendToWatchdog(message: ToWatchdog): void {
    this.#control.send(message);
  }

  /** This program does not end by itself while the process runs. The default. */
  ref(): void {
    this.child.ref();
  }

  /** This program may end by itself, and the process ends with it. */
  unref(): void {
    this.child.unref();
    if (this.#keepsPipes) this.#eachPipe((pipe) => pipe.unref());
    this.#keepsPipes = false;
  }

  #eachPipe(call: (pipe: Socket) => void): void {
    // All pipes are sockets, though the type of `stdio` does not say so; a descriptor that was passed on is null.
    for (const pipe of this.child.stdio as readonly unknown[] as readonly (Socket | null)[])
      if (pipe !== null) call(pipe);
  }

  /** Sends SIGKILL to the process and all that it has started. */
  kill(): void {
    killGroup(this.pid);
  }

  #launch(): ReturnType<typeof launch> {
    const { entry, v8Flags, memoryLimit } = this.#options;
    try {
      return launch({ entry, v8Flags, args: [String(memoryLimit)], file: this.statusFile.fd });
    } catch (error) {
      this.statusFile.close();
      throw error;
    }
  }

  async #onExit(code: number | null, signal: NodeJS.Signals | null): Promise<void> {
    // The last messages are awaited.
    this.#eachPipe((pipe) => pipe.ref());
    // What the process started, and still keeps its pipes open, ends with it.
    this.kill();
    // The last messages may still be in the pipes.
    await once(this.child, "close", { signal: AbortSignal.timeout(PIPE_CLOSE_LIMIT_MS) }).catch(() => {});
    // Where this process was too busy to read pipes while the time ran out, it reads them now.
    await setImmediate();
    this.#end(code, signal);
  }

  #end(code: number | null, signal: NodeJS.Signals | null): void {
    const memoryExceeded = this.statusFile.memoryExceeded();
    this.#options.onExit({ code, signal, memoryExceeded, systemError: this.#systemError });
    this.#work.close();
    this.#control.close();
    this.statusFile.close();
  }
}
