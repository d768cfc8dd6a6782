import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { pathToFileURL } from "node:url";

const live = pathToFileURL(`${import.meta.dirname}/../../../../kit/live/index.ts`).href;
const agents = pathToFileURL(`${import.meta.dirname}/agents.ts`).href;

/** A program of a learner's in a process of its own, with pipes for stdout and stderr. */
export class Program {
  readonly process: ChildProcess;
  stdout = "";
  stderr = "";
  readonly #ended: Promise<unknown>;

  /** @param code May use watch, watchBench, agent, runMultiAgentSystem and the agents of these tests. */
  constructor(code: string) {
    const imports = `
      import { watch, watchBench } from ${JSON.stringify(live)};
      import { Busy, Fails, Waits } from ${JSON.stringify(agents)};
      import { agent } from "@swarmlab/labs/agents";`;
    this.process = spawn(process.execPath, ["--input-type=module", "-e", `${imports}\n${code}`], {
      cwd: import.meta.dirname,
      stdio: ["ignore", "pipe", "pipe"],
    });
    this.process.stdout?.on("data", (chunk) => {
      this.stdout += chunk;
    });
    this.process.stderr?.on("data", (chunk) => {
      this.stderr += chunk;
    });
    this.#ended = once(this.process, "close");
  }

  /** Waits until the program has printed something. */
  async hasPrinted(text: string): Promise<void> {
    const end = Date.now() + 120_000;
    while (!this.stdout.includes(text)) {
      if (Date.now() > end || this.process.exitCode !== null) {
        throw new Error(`waited in vain for "${text}"; the program said:\n${this.stdout}${this.stderr}`);
      }
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  /** What Ctrl-C does. */
  pressControlC(): void {
    this.process.kill("SIGINT");
  }

  /** Waits for the end: the exit code, or the signal that ended it. */
  async end(): Promise<number | NodeJS.Signals | null> {
    await this.#ended;
    return this.process.exitCode ?? this.process.signalCode;
  }

  get lines(): string[] {
    return this.stdout.trimEnd().split("\n");
  }
}
