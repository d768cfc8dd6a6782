import {
  advanceBench,
  type BenchLiveState,
  type BenchProgressLike,
  benchLine,
  benchText,
  endBench,
  startBench,
} from "../../dashboard/index.ts";

/** Where progress is shown. */
export interface ProgressStream {
  readonly isTTY?: boolean;
  readonly columns?: number;
  readonly rows?: number;
  write(text: string): unknown;
}

export interface ProgressView {
  tell(event: BenchProgressLike): void;
  end(how: "finished" | "interrupted"): void;
}

/** The clock of a view in a terminal, in milliseconds. */
const REDRAW = 500;
/** Somebody who reads a log wants a line now and then. */
const PLAIN_PAUSE = 5000;

/** A few lines that are redrawn in a terminal; a plain line every few seconds where the output is piped. */
export function showProgress(stream: ProgressStream): ProgressView {
  return stream.isTTY ? redrawnView(stream) : plainView(stream);
}

function redrawnView(stream: ProgressStream): ProgressView {
  const began = performance.now();
  let state: BenchLiveState = startBench(0);
  let drawn = 0;
  const draw = () => {
    // Some terminals do not know their size and say 0.
    const columns = Math.max(20, (stream.columns || 80) - 1);
    const rows = Math.max(3, (stream.rows || 24) - 2);
    state = advanceBench(state, [], (performance.now() - began) / 1000);
    const lines =
      state.done === 0 && state.end === null
        ? ["Measuring how fast this machine is …"]
        : benchText(state, { columns, lines: rows });
    // Up to the first line of last time, and away with everything from there on.
    stream.write(`${drawn > 0 ? `\x1b[${drawn}A` : ""}\x1b[0J${lines.join("\n")}\n`);
    drawn = lines.length;
  };
  const timer = setInterval(draw, REDRAW);
  draw();
  return {
    tell: (event) => {
      state = advanceBench(state, [event]);
      draw();
    },
    end: (how) => {
      clearInterval(timer);
      state = endBench(state, how);
      draw();
      stream.write("\n");
    },
  };
}

function plainView(stream: ProgressStream): ProgressView {
  let state: BenchLiveState = startBench(0);
  let lastLine = Number.NEGATIVE_INFINITY;
  stream.write("Measuring how fast this machine is …\n");
  return {
    tell: (event) => {
      state = advanceBench(state, [event]);
      if (performance.now() - lastLine < PLAIN_PAUSE) return;
      lastLine = performance.now();
      stream.write(`${benchLine(state)}\n`);
    },
    end: (how) => {
      stream.write(`${benchLine(endBench(state, how))}\n`);
    },
  };
}
