/** The entry of a receiver of `measureHandOver`: a thread or a process that looks at what it gets, and says so. */
import { parentPort } from "node:worker_threads";

/** A value that the bytes must be read for. */
function lookAt(bytes: Uint8Array): number {
  return (bytes[0] as number) + (bytes[bytes.length - 1] as number);
}

if (parentPort) {
  const port = parentPort;
  port.on("message", (bytes: Uint8Array) => port.postMessage(lookAt(bytes)));
} else {
  process.on("message", (bytes) => process.send?.(lookAt(bytes as Uint8Array)));
}
