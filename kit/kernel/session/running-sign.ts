import { randomUUID } from "node:crypto";
import type { CellProgress } from "../bridge.ts";
import { kernelTimeout } from "../interrupt/kernel-timers.ts";
import type { CellOutput } from "./cell-output.ts";

/** A cell that has shown nothing for so long says that it runs. */
const SILENCE_MS = 2000;

/** The same, for a cell with a live view: that says itself that it runs, and may be drawn rarely. */
const SILENCE_OF_A_VIEW_MS = 8000;

/** How often the time is shown anew. */
const REDRAW_MS = 1000;

type SignedOutput = Pick<CellOutput, "silentMs" | "isUpdatedInPlace" | "isSending" | "sign">;

/** Calls a function about once a second while a cell blocks the thread, as the kernel's watchdog does. */
export type WhileBlocked = (show: () => void) => { isAwake(): void; end(): void };

/**
 * One line under a cell that takes long and shows nothing: "Running for 4 s: 3 of 8 agents done". It is one output,
 * updated in place, and its last words say how long the cell took. Timers draw it; where the cell blocks the thread, another
 * thread has it drawn in the middle of the cell's code.
 */
export class RunningSign {
  readonly #output: SignedOutput;
  readonly #displayId = `swarmlab-running-${randomUUID()}`;
  readonly #startedAt = performance.now();
  #timer: ReturnType<typeof kernelTimeout> | undefined;
  #progress: CellProgress | undefined;
  #drawnAt: number | undefined;
  #hasEnded = false;
  #isDrawing = false;
  readonly #watch: ReturnType<WhileBlocked>;

  constructor(output: SignedOutput, whileBlocked: WhileBlocked) {
    this.#output = output;
    this.#watch = whileBlocked(() => this.#interruptToDraw());
    this.#wake(REDRAW_MS);
  }

  /** Says how far the cell is. */
  tell(progress: CellProgress): void {
    if (this.#hasEnded) return;
    this.#progress = progress;
    this.#drawWhenDue();
  }

  /** Says how long the cell took, where the line is shown. */
  end(status: "ok" | "error"): void {
    if (this.#hasEnded) return;
    this.#hasEnded = true;
    this.#watch.end();
    clearTimeout(this.#timer);
    if (this.#drawnAt !== undefined) this.#draw(status === "ok" ? "Done in" : "Ended after");
  }

  /** Draws in the middle of whatever the thread does, unless that is itself in the middle of sending. */
  #interruptToDraw(): void {
    if (!this.#hasEnded && !this.#isDrawing && !this.#output.isSending) this.#drawWhenDue();
  }

  #drawWhenDue(): void {
    if (this.#drawnAt === undefined) {
      if (this.#output.silentMs < this.#patienceMs) return;
    } else if (performance.now() - this.#drawnAt < REDRAW_MS) return;
    this.#draw("Running for");
  }

  get #patienceMs(): number {
    return this.#output.isUpdatedInPlace ? SILENCE_OF_A_VIEW_MS : SILENCE_MS;
  }

  #wake(ms: number): void {
    this.#timer = kernelTimeout(() => {
      this.#watch.isAwake();
      this.#drawWhenDue();
      const due = this.#drawnAt === undefined ? this.#patienceMs - this.#output.silentMs : REDRAW_MS;
      this.#wake(Math.min(REDRAW_MS, Math.max(10, due)));
    }, ms);
    // The line does not keep the process alive.
    this.#timer.unref();
  }

  #draw(words: string): void {
    this.#isDrawing = true;
    const update = this.#drawnAt !== undefined;
    this.#drawnAt = performance.now();
    const seconds = (this.#drawnAt - this.#startedAt) / 1000;
    const time = `${words} ${seconds.toFixed(this.#hasEnded ? 1 : 0)} s`;
    const text = this.#progress === undefined ? time : `${time}: ${howFar(this.#progress)}`;
    this.#output.sign(
      { "text/html": `<div role="timer" style="${STYLE}">${text}</div>`, "text/plain": text },
      { displayId: this.#displayId, update },
    );
    this.#isDrawing = false;
  }
}

const STYLE = "color:var(--jp-ui-font-color1,#555);font-size:13px";

const howFar = ({ done, total, unit }: CellProgress) => `${done} of ${total} ${unit} done`;
