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

type SignedOutput = Pick<CellOutput, "silentMs" | "isUpdatedInPlace" | "sign">;

/**
 * One line under a cell that takes long and shows nothing: "Running for 4 s: 3 of 8 agents done". It is one output,
 * updated in place, and its last words say how long the cell took. A cell that blocks the thread is heard when it reports
 * progress, as a swarm does after each agent.
 */
export class RunningSign {
  readonly #output: SignedOutput;
  readonly #displayId = `swarmlab-running-${randomUUID()}`;
  readonly #startedAt = performance.now();
  #timer: ReturnType<typeof kernelTimeout> | undefined;
  #progress: CellProgress | undefined;
  #drawnAt: number | undefined;
  #hasEnded = false;

  constructor(output: SignedOutput) {
    this.#output = output;
    this.#wake(SILENCE_MS);
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
    clearTimeout(this.#timer);
    if (this.#drawnAt !== undefined) this.#draw(status === "ok" ? "Done in" : "Ended after");
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
      this.#drawWhenDue();
      this.#wake(
        this.#drawnAt === undefined ? Math.max(10, this.#patienceMs - this.#output.silentMs) : REDRAW_MS,
      );
    }, ms);
    // The line does not keep the process alive.
    this.#timer.unref();
  }

  #draw(words: string): void {
    const update = this.#drawnAt !== undefined;
    this.#drawnAt = performance.now();
    const seconds = (this.#drawnAt - this.#startedAt) / 1000;
    const time = `${words} ${seconds.toFixed(this.#hasEnded ? 1 : 0)} s`;
    const text = this.#progress === undefined ? time : `${time}: ${howFar(this.#progress)}`;
    this.#output.sign(
      { "text/html": `<div role="timer" style="${STYLE}">${text}</div>`, "text/plain": text },
      { displayId: this.#displayId, update },
    );
  }
}

const STYLE = "color:var(--jp-ui-font-color1,#555);font-size:13px";

const howFar = ({ done, total, unit }: CellProgress) => `${done} of ${total} ${unit} done`;
