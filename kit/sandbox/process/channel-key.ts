import { readSync } from "node:fs";
import { KEY_BYTES } from "./channel-seal.ts";

/** How long a pipe that has nothing yet is left alone, in milliseconds, where it does not block. */
const PAUSE_MS = 1;

/**
 * Takes the channel's key, the first bytes that the judge sends. It is waited for here, before anything else is read or run: neither the command line nor the
 * environment, which /proc shows, holds it, and no answer finds it in the pipe.
 *
 * @returns undefined when the other side has ended
 */
export function takeChannelKey(descriptor: number): Uint8Array | undefined {
  const key = new Uint8Array(KEY_BYTES);
  let held = 0;
  while (held < KEY_BYTES) {
    try {
      const read = readSync(descriptor, key, held, KEY_BYTES - held, null);
      if (read === 0) return undefined;
      held += read;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EAGAIN") throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, PAUSE_MS);
    }
  }
  return key;
}
