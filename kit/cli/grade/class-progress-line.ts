import type { ClassProgress } from "../../grading/index.ts";
import type { CommandStream } from "../run-command/define-command.ts";

/** A terminal's line is rewritten this often; a log gets a line this often. */
const REDRAW_INTERVAL_MS = 100;
const LOG_INTERVAL_MS = 10_000;

/** Shows how far a class is graded, and the time left: one line that is rewritten on a terminal, a line now and then in a log. */
export class ClassProgressLine {
  readonly #stream: CommandStream;
  readonly #now: () => number;
  #stage = "";
  #start = 0;
  #last = Number.NEGATIVE_INFINITY;
  #isOpen = false;

  constructor(stream: CommandStream, now: () => number = () => performance.now()) {
    this.#stream = stream;
    this.#now = now;
  }

  show(progress: ClassProgress): void {
    const now = this.#now();
    const { stage, done, total } = progress;
    const isNew = stage !== this.#stage;
    if (isNew) {
      this.#stage = stage;
      this.#start = now;
    }
    const isEnd = done === total;
    const isDue = now - this.#last >= (this.#stream.isTTY ? REDRAW_INTERVAL_MS : LOG_INTERVAL_MS);
    if (!isNew && !isEnd && !isDue) return;
    this.#last = now;
    const line = progressLine(progress, (now - this.#start) / 1000);
    if (this.#stream.isTTY) {
      const width = Math.max(20, (this.#stream.columns || 80) - 1);
      this.#stream.write(`\r\u001b[2K${line.slice(0, width)}`);
      this.#isOpen = true;
    } else if (stage === "grading") this.#stream.write(`${line}\n`);
  }

  /** Clears the line that is being rewritten. */
  end(): void {
    if (this.#isOpen) this.#stream.write("\r\u001b[2K");
    this.#isOpen = false;
  }
}

/** One line. @param seconds - since the stage began */
export function progressLine({ stage, done, total, earlier }: ClassProgress, seconds: number): string {
  if (stage === "reading") return `Reading ${done} of ${total} notebooks`;
  if (stage === "writing") return "Writing the gradebook";
  const before = earlier === 0 ? "" : `, ${earlier} graded earlier`;
  // The time that the first few notebooks take says little about the rest.
  const left =
    done >= Math.min(4, total) && done < total
      ? `, about ${timeText((seconds / done) * (total - done))} left`
      : "";
  return `Graded ${done} of ${total}${before}${left}`;
}

function timeText(seconds: number): string {
  if (seconds < 90) return `${Math.max(1, Math.round(seconds))} s`;
  const minutes = Math.round(seconds / 60);
  return minutes < 90 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
