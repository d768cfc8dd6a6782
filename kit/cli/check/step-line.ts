import { type CheckStep, stepText } from "../../checking/index.ts";
import type { CommandStream } from "../run-command/define-command.ts";

/** An exercise that is done sooner shows no steps. */
const STEPS_DELAY_MS = 1000;

/**
 * Shows on a terminal which part of a check runs, once an exercise takes longer than a second: one line that is rewritten. Elsewhere it shows nothing.
 * It is cleared before anything else is printed, and ends when it is cleared.
 */
export class StepLine {
  readonly #stream: CommandStream;
  #timer: NodeJS.Timeout | undefined;
  #step: CheckStep | undefined;
  #isOpen = false;

  constructor(stream: CommandStream) {
    this.#stream = stream;
  }

  show(step: CheckStep): void {
    if (!this.#stream.isTTY) return;
    this.#step = step;
    this.#timer ??= setTimeout(() => this.#draw(), STEPS_DELAY_MS).unref();
    if (this.#isOpen) this.#draw();
  }

  /** Clears the line. The next step begins another second. */
  clear(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#isOpen) this.#stream.write("\r\u001b[2K");
    this.#isOpen = false;
  }

  #draw(): void {
    if (!this.#step) return;
    this.#isOpen = true;
    const width = Math.max(20, (this.#stream.columns || 80) - 1);
    this.#stream.write(`\r\u001b[2K${stepText(this.#step).slice(0, width)}`);
  }
}
