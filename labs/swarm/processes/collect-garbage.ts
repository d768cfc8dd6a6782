import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

/** Buffers below this size are not worth a collection, in bytes. */
const LEAST_BUFFER_BYTES: number = 8 * 2 ** 20;

/**
 * Frees what unpacking has left behind: the bytes of a large message from which everything was copied. Otherwise they
 * would count as what the process needs by itself, and its agents could use as much more.
 */
export function collectGarbage(): void {
  if (process.memoryUsage().arrayBuffers < LEAST_BUFFER_BYTES) return;
  setFlagsFromString("--expose-gc");
  const collect = runInNewContext("gc") as () => void;
  setFlagsFromString("--no-expose-gc");
  collect();
}
