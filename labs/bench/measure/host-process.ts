import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import type { Duplex } from "node:stream";
import { BenchError } from "../bench-error.ts";
import type { FromHost, ToHost } from "./host-messages.ts";

/** How to start a host. */
export interface HostCommand {
  /** Named in error messages: "worker threads with 8 agents". */
  readonly title: string;
  readonly program: string;
  readonly args: readonly string[];
  readonly env?: NodeJS.ProcessEnv;
}

type Message<Kind extends FromHost["kind"]> = Extract<FromHost, { kind: Kind }>;

/** A host from outside. Messages are lines of JSON over descriptor 3, which leaves stdin and stdout to the agents. */
export class HostProcess {
  readonly #title: string;
  readonly #child: ChildProcess;
  readonly #line: Duplex;
  readonly #heard: FromHost[] = [];
  readonly #gone: Promise<unknown>;
  #wake = Promise.withResolvers<void>();
  #lastWords = "";
  #end: BenchError | undefined;

  constructor({ title, program, args, env }: HostCommand) {
    this.#title = title;
    this.#child = spawn(program, args, {
      stdio: ["ignore", "ignore", "pipe", "pipe"],
      env: env ?? process.env,
      // A process group of its own: whatever the swarm has started can be ended with it.
      detached: process.platform !== "win32",
    });
    this.#line = this.#child.stdio[3] as Duplex;
    this.#line.on("error", () => {}); // It has gone away; that is told below.
    this.#child.stderr?.setEncoding("utf8").on("data", (text: string) => {
      this.#lastWords = (this.#lastWords + text).slice(-4000);
    });
    this.#gone = Promise.race([once(this.#child, "close"), once(this.#child, "error")]).then(
      ([code, signal]) => this.#finish(this.#causeOf(code, signal)),
      (error: Error) => this.#finish(`could not be started (${error.message})`),
    );
    this.#listen();
  }

  /** Undefined when it could not be started. */
  get pid(): number | undefined {
    return this.#child.pid;
  }

  tell(message: ToHost): void {
    this.#line.write(`${JSON.stringify(message)}\n`);
  }

  /**
   * The next message of this kind.
   *
   * @throws BenchError `CANNOT_RUN` when the host refuses, `HOST_DIED` when it is gone.
   */
  async hear<Kind extends FromHost["kind"]>(kind: Kind): Promise<Message<Kind>> {
    for (;;) {
      const message = this.#heard.shift();
      if (message?.kind === kind) return message as Message<Kind>;
      if (message?.kind === "refused")
        throw new BenchError("CANNOT_RUN", `${this.#title} could not be run: ${message.message}`);
      if (message) continue;
      if (this.#end) throw this.#end;
      await this.#wake.promise;
    }
  }

  /** Ends the host and all it has started. From now on `hear` throws `reason`, or HOST_DIED. */
  async end(reason?: BenchError): Promise<void> {
    this.#end ??= reason;
    const { pid } = this.#child;
    if (pid !== undefined) {
      try {
        process.kill(process.platform === "win32" ? pid : -pid, "SIGKILL");
      } catch {
        // Nobody of the group is left.
      }
    }
    await this.#gone;
  }

  #listen(): void {
    let rest = "";
    this.#line.setEncoding("utf8");
    this.#line.on("data", (text: string) => {
      const lines = (rest + text).split("\n");
      rest = lines.pop() ?? "";
      for (const line of lines) this.#heard.push(JSON.parse(line));
      this.#ring();
    });
  }

  #ring(): void {
    this.#wake.resolve();
    this.#wake = Promise.withResolvers();
  }

  #finish(cause: string): void {
    this.#end ??= new BenchError("HOST_DIED", `The process that ran ${this.#title} ${cause}.`);
    this.#ring();
  }

  #causeOf(code: number | Error | null, signal: string | null | undefined): string {
    if (code instanceof Error) return `could not be started (${code.message})`;
    const how = signal ? `was ended by ${signal}` : `ended with exit code ${code}`;
    const said = this.#lastWords
      .trim()
      .split("\n")
      .findLast((line) => /\S/.test(line) && !/^(Node\.js v| +at )/.test(line));
    return `${how} before it was done${said ? ` (${said.trim().slice(0, 200)})` : ""}`;
  }
}
