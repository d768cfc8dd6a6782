import { currentCell } from "./cell-context.ts";

type WriteCallback = (error?: Error | null) => void;

/** Sends output to stdout and stderr to the cell that wrote it, also from its timers and workers. */
export function redirectOutput(): void {
  for (const name of ["stdout", "stderr"] as const) {
    const stream = process[name];
    const original = stream.write.bind(stream);
    const write = (
      chunk: string | Uint8Array,
      encoding?: BufferEncoding | WriteCallback,
      callback?: WriteCallback,
    ) => {
      const done = typeof encoding === "function" ? encoding : callback;
      const cell = currentCell();
      if (cell === undefined) return original(chunk, done);
      cell.output.stream(name, chunk);
      if (done) process.nextTick(done);
      return true;
    };
    stream.write = write as typeof stream.write;
  }
}
