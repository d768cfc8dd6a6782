import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

/** More than this in Buffers is worth a collection, in bytes. */
const WORTH_IT: number = 8 * 2 ** 20;

/**
 * Frees what unpacking has left behind: the bytes of a large message from which everything was copied. Otherwise they
 * would count as what the process needs by itself, and its agents could use as much more.
 */
export function collectGarbage(): void {
  if (process.memoryUsage().arrayBuffers < WORTH_IT) return;
  setFlagsFromString("--expose-gc");
  const collect = runInNewContext("gc") as () => void;
  setFlagsFromString("--no-expose-gc");
  collect();
}
