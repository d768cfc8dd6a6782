import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import type { Duplex } from "node:stream";
import { BenchError } from "../bench-error.ts";
import type { FromHost, ToHost } from "./host-messages.ts";

/** The command that starts a host. */
export interface HostCommand {
  /** The name of the run in error messages: "worker threads with 8 agents". */
  readonly title: string;
  readonly program: string;
  readonly args: readonly string[];
  readonly env?: NodeJS.ProcessEnv;
}

type Message<Kind extends FromHost["kind"]> = Extract<FromHost, { kind: Kind }>;

/**
 * A host's process, as its parent sees it. Messages are lines of JSON over descriptor 3, which leaves stdin and stdout to
 * the agents. The process runs until `end()`, or until it dies.
 */
export class HostProcess {
  readonly #title: string;
  readonly #child: ChildProcess;
  readonly #channel: Duplex;
  readonly #received: FromHost[] = [];
  readonly #exited: Promise<unknown>;
  #wake = Promise.withResolvers<void>();
  #stderrTail = "";
  #endReason: BenchError | undefined;

  constructor({ title, program, args, env }: HostCommand) {
    this.#title = title;
    this.#child = spawn(program, args, {
      stdio: ["ignore", "ignore", "pipe", "pipe"],
      env: env ?? process.env,
      // In a process group of its own, the host can be ended together with all processes that the swarm has started.
      detached: process.platform !== "win32",
    });
    this.#channel = this.#child.stdio[3] as Duplex;
    this.#channel.on("error", () => {}); // The exit of the process is handled below.
    this.#child.stderr?.setEncoding("utf8").on("data", (text: string) => {
      this.#stderrTail = (this.#stderrTail + text).slice(-4000);
    });
    this.#exited = Promise.race([once(this.#child, "close"), once(this.#child, "error")]).then(
      ([code, signal]) => this.#finish(this.#causeOf(code, signal)),
      (error: Error) => this.#finish(`could not be started (${error.message})`),
    );
    this.#listen();
  }

  /** Undefined when the process could not be started. */
  get pid(): number | undefined {
    return this.#child.pid;
  }

  send(message: ToHost): void {
    this.#channel.write(`${JSON.stringify(message)}\n`);
  }

  /**
   * Receives the next message of this kind; messages of other kinds before it are dropped.
   *
   * @throws BenchError `CANNOT_RUN` when the host refuses, `HOST_DIED` when it has ended
   */
  async receive<Kind extends FromHost["kind"]>(kind: Kind): Promise<Message<Kind>> {
    for (;;) {
      const message = this.#received.shift();
      if (message?.kind === kind) return message as Message<Kind>;
      if (message?.kind === "refused")
        throw new BenchError("CANNOT_RUN", `${this.#title} could not be run: ${message.message}`);
      if (message) continue;
      if (this.#endReason) throw this.#endReason;
      await this.#wake.promise;
    }
  }

  /** Kills the host and all processes it has started. From then on `receive` throws `reason`, or `HOST_DIED`. */
  async end(reason?: BenchError): Promise<void> {
    this.#endReason ??= reason;
    const { pid } = this.#child;
    if (pid !== undefined) {
      try {
        process.kill(process.platform === "win32" ? pid : -pid, "SIGKILL");
      } catch {
        // The whole process group has ended already.
      }
    }
    await this.#exited;
  }

  #listen(): void {
    let rest = "";
    this.#channel.setEncoding("utf8");
    this.#channel.on("data", (text: string) => {
      const lines = (rest + text).split("\n");
      rest = lines.pop() ?? "";
      for (const line of lines) this.#received.push(JSON.parse(line));
      this.#wakeReceiver();
    });
  }

  #wakeReceiver(): void {
    this.#wake.resolve();
    this.#wake = Promise.withResolvers();
  }

  #finish(cause: string): void {
    this.#endReason ??= new BenchError("HOST_DIED", `The process that ran ${this.#title} ${cause}.`);
    this.#wakeReceiver();
  }

  #causeOf(code: number | Error | null, signal: string | null | undefined): string {
    if (code instanceof Error) return `could not be started (${code.message})`;
    const how = signal ? `was ended by ${signal}` : `ended with exit code ${code}`;
    const lastLine = this.#stderrTail
      .trim()
      .split("\n")
      .findLast((line) => /\S/.test(line) && !/^(Node\.js v| +at )/.test(line));
    return `${how} before it was done${lastLine ? ` (${lastLine.trim().slice(0, 200)})` : ""}`;
  }
}
