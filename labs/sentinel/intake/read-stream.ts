import type { Readable } from "node:stream";
import type { Intake } from "./create-intake.ts";

const FLUSH_AFTER_MS = 300;

/** Reads a stream to its end. It waits when the intake is full, and takes the last line as whole when nothing comes for a while. */
export async function readStream(
  stream: Readable,
  intake: Intake,
  source: string,
  service: string,
): Promise<void> {
  const reader = intake.open(source, service);
  const quiet = setTimeout(() => reader.flush(), FLUSH_AFTER_MS);
  quiet.unref();
  try {
    for await (const chunk of stream as AsyncIterable<Uint8Array>) {
      reader.write(chunk);
      quiet.refresh();
      if (intake.isFull) await intake.room();
    }
  } finally {
    clearTimeout(quiet);
    reader.end();
  }
}
