import {
  advanceBench,
  type BenchLiveState,
  type BenchProgressLike,
  benchLine,
  benchText,
  endBench,
  startBench,
} from "@swarmlab/labs/dashboard";
import type { CommandStream } from "../run-command/define-command.ts";

export interface ProgressView {
  tell(event: BenchProgressLike): void;
  end(how: "finished" | "interrupted"): void;
}

/** A terminal's lines are redrawn this often; a log gets a line this often. */
const REDRAW_INTERVAL_MS = 500;
const LOG_INTERVAL_MS = 5000;

/** A few lines that are redrawn in a terminal; a plain line every few seconds where the output is piped. */
export function showProgress(stream: CommandStream): ProgressView {
  return stream.isTTY ? redrawnView(stream) : plainView(stream);
}

function redrawnView(stream: CommandStream): ProgressView {
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
    // The cursor moves up to the first line drawn last time, and everything from there on is cleared.
    stream.write(`${drawn > 0 ? `\x1b[${drawn}A` : ""}\x1b[0J${lines.join("\n")}\n`);
    drawn = lines.length;
  };
  const timer = setInterval(draw, REDRAW_INTERVAL_MS);
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

function plainView(stream: CommandStream): ProgressView {
  let state: BenchLiveState = startBench(0);
  let lastLine = Number.NEGATIVE_INFINITY;
  stream.write("Measuring how fast this machine is …\n");
  return {
    tell: (event) => {
      state = advanceBench(state, [event]);
      if (performance.now() - lastLine < LOG_INTERVAL_MS) return;
      lastLine = performance.now();
      stream.write(`${benchLine(state)}\n`);
    },
    end: (how) => {
      stream.write(`${benchLine(endBench(state, how))}\n`);
    },
  };
}
