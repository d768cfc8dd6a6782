import type { ChildProcess } from "node:child_process";
import type { Readable } from "node:stream";

/** The first line of V8's report when it ends a process, because memory is used up or by an internal error. */
const CRASH_REPORT = /<--- Last few GCs --->|FATAL ERROR: |# Fatal |----- Native stack trace -----/;

/** How much of the report is kept, in characters. */
const REPORT_LIMIT = 4000;

/**
 * Prints what a process prints. V8's report of a crash is not printed: it becomes the cause of the agent's error, and
 * would otherwise fill the notebook with addresses.
 */
export class ForwardedOutput {
  #report: string | undefined;

  constructor({ stdout, stderr }: ChildProcess) {
    if (stdout !== null) forward(stdout, process.stdout, (text) => text);
    if (stderr !== null) forward(stderr, process.stderr, (text) => this.#keepReport(text));
  }

  /** V8's report of a crash; empty if V8 printed no report. */
  get crashReport(): string {
    return this.#report ?? "";
  }

  #keepReport(text: string): string {
    if (this.#report !== undefined) {
      this.#report = (this.#report + text).slice(0, REPORT_LIMIT);
      return "";
    }
    const at = text.search(CRASH_REPORT);
    if (at === -1) return text;
    this.#report = text.slice(at, at + REPORT_LIMIT);
    const before = text.slice(0, at);
    return before.trim() === "" ? "" : before;
  }
}

function forward(from: Readable, to: NodeJS.WriteStream, filter: (text: string) => string): void {
  from.setEncoding("utf8");
  from.on("data", (text: string) => {
    const left = filter(text);
    if (left === "" || to.write(left) !== false) return;
    // The pipe is not read meanwhile, so the process waits and cannot fill this process's memory.
    from.pause();
    to.once("drain", () => from.resume());
  });
  from.on("error", () => {});
}
