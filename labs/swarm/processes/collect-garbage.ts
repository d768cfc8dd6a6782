import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

/** Buffers below this size are not worth a collection, in bytes. */
const LEAST_BUFFER_BYTES: number = 8 * 2 ** 20;

/**
 * Frees the bytes of a large message after it has been deserialized. Otherwise they would count as memory that the
 * process takes by itself, and its agents could use as much more.
 */
export function collectGarbage(): void {
  if (process.memoryUsage().arrayBuffers < LEAST_BUFFER_BYTES) return;
  setFlagsFromString("--expose-gc");
  const collect = runInNewContext("gc") as () => void;
  setFlagsFromString("--no-expose-gc");
  collect();
}
