import { type ChildProcess, spawn } from "node:child_process";

/** A program that a test has started. */
export class Program {
  readonly child: ChildProcess;
  readonly ended: Promise<number | null>;
  #stdout = "";
  #stderr = "";

  constructor(
    command: string,
    args: readonly string[],
    options: { cwd: string; env: NodeJS.ProcessEnv; uid?: number; gid?: number },
  ) {
    this.child = spawn(command, args, { ...options, stdio: ["ignore", "pipe", "pipe"] });
    this.child.stdout?.setEncoding("utf8").on("data", (text) => {
      this.#stdout += text;
    });
    this.child.stderr?.setEncoding("utf8").on("data", (text) => {
      this.#stderr += text;
    });
    this.ended = new Promise((resolve) => {
      this.child.on("error", () => resolve(null));
      this.child.on("close", (code) => resolve(code));
      // A program that was killed may leave the pipes open in one it had started.
      this.child.on("exit", (code) => setTimeout(() => resolve(code), 2000));
    });
  }

  get pid(): number {
    return this.child.pid ?? -1;
  }

  get hasEnded(): boolean {
    return this.child.exitCode !== null || this.child.signalCode !== null;
  }

  /** The lines of its output so far. */
  get lines(): string[] {
    return this.#stdout.split("\n").slice(0, -1);
  }

  /** The lines of its errors, and of what servers log, so far. */
  get errorLines(): string[] {
    return this.#stderr.split("\n").slice(0, -1);
  }

  /** All that it has printed, for messages. */
  get output(): string {
    return `${this.#stdout}${this.#stderr}`.slice(-4000);
  }

  /** Ends it at once, and waits for that. */
  async kill(signal: NodeJS.Signals = "SIGKILL"): Promise<void> {
    if (!this.hasEnded) this.child.kill(signal);
    await this.ended;
  }

  /** Waits for a line that matches. @throws when the program ends before, or after the limit in milliseconds */
  async line(pattern: RegExp, limitMs = 60_000): Promise<RegExpMatchArray> {
    const deadline = Date.now() + limitMs;
    for (;;) {
      for (const line of [...this.lines, ...this.errorLines]) {
        const match = pattern.exec(line);
        if (match) return match;
      }
      if (this.hasEnded) throw new Error(`it ended without a line like ${pattern}:\n${this.output}`);
      if (Date.now() > deadline) throw new Error(`it printed no line like ${pattern}:\n${this.output}`);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }
}
