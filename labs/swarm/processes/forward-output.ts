import type { ChildProcess } from "node:child_process";
import type { Readable } from "node:stream";

/** How V8 begins its report when it ends a process for want of memory, or by a fault of its own. */
const REPORT = /<--- Last few GCs --->|FATAL ERROR: |# Fatal |----- Native stack trace -----/;

/** How much of such a report is kept, in characters. */
const KEPT = 4000;

/**
 * Passes on what a process prints, as if it had been printed here. V8's report of a crash is kept back: it becomes part of the
 * agent's error, not fifty lines of addresses in the learner's notebook.
 */
export class ForwardedOutput {
  #report: string | undefined;

  constructor({ stdout, stderr }: ChildProcess) {
    if (stdout !== null) forward(stdout, process.stdout, (text) => text);
    if (stderr !== null) forward(stderr, process.stderr, (text) => this.#keepReport(text));
  }

  /** What V8 said when it ended the process, if it did. */
  get crashReport(): string {
    return this.#report ?? "";
  }

  #keepReport(text: string): string {
    if (this.#report !== undefined) {
      this.#report = (this.#report + text).slice(0, KEPT);
      return "";
    }
    const at = text.search(REPORT);
    if (at === -1) return text;
    this.#report = text.slice(at, at + KEPT);
    const before = text.slice(0, at);
    return before.trim() === "" ? "" : before;
  }
}

function forward(from: Readable, to: NodeJS.WriteStream, filter: (text: string) => string): void {
  from.setEncoding("utf8");
  from.on("data", (text: string) => {
    const left = filter(text);
    if (left === "" || to.write(left) !== false) return;
    // The process waits for its output to be read: so a flood cannot fill this process's memory.
    from.pause();
    to.once("drain", () => from.resume());
  });
  from.on("error", () => {});
}
