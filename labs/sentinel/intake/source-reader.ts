import { isBinary } from "./decode.ts";
import { LineJoiner } from "./line-joiner.ts";
import { LineSplitter } from "./line-splitter.ts";
import type { EventSink, ReadContext } from "./read-context.ts";
import type { LineReader } from "./read-line.ts";

/** Takes the bytes of one source. */
export interface SourceReader {
  write(chunk: Uint8Array): void;
  /** The last line counts as whole though its end is missing: nothing came for a while. */
  flush(): void;
  /** Nothing more will come. */
  end(): void;
}

/** Bytes to lines, lines to events. `context` is asked once for each chunk. */
export function createSourceReader(
  context: () => ReadContext,
  reader: LineReader,
  sink: EventSink,
): SourceReader {
  let current = context();
  const { source, problems } = current;
  const splitter = new LineSplitter(source, problems);
  const joiner = new LineJoiner();
  const read = (line: string) => {
    if (isBinary(line)) problems.add("binary", source, `Lines of ${source} are no text; they are left out.`);
    else reader.read(line, current, sink);
  };
  const join = (line: string) => joiner.write(line, read);
  return {
    write(chunk) {
      current = context();
      splitter.write(chunk, join);
    },
    flush() {
      joiner.flush(read);
    },
    end() {
      splitter.end(join);
      joiner.flush(read);
    },
  };
}
