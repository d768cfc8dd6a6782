import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { siblingModule } from "../common/sibling-module.ts";

/** Worker machines for a trial, as processes of their own. One that is lost is replaced, as an orchestrator would. */
export class Machines implements AsyncDisposable {
  readonly #running = new Set<ChildProcess>();
  readonly #args: readonly string[];
  #isOpen = true;

  constructor(queue: string, lockSeconds: number) {
    this.#args = [queue, String(lockSeconds)];
  }

  /** Starts so many machines, and waits until they take jobs. */
  async start(count: number): Promise<void> {
    await Promise.all(Array.from({ length: count }, () => this.#start()));
  }

  async #start(): Promise<void> {
    const child = fork(siblingModule(import.meta.url, "machine-host"), this.#args, {
      stdio: ["ignore", "ignore", "ignore", "ipc"],
      execArgv: [],
    });
    this.#running.add(child);
    child.once("exit", () => {
      this.#running.delete(child);
      if (this.#isOpen) void this.#start();
    });
    await Promise.race([once(child, "message"), once(child, "exit")]);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#isOpen = false;
    const gone = [...this.#running].map((child) => once(child, "exit"));
    for (const child of this.#running) child.kill("SIGKILL");
    await Promise.all(gone);
  }
}
