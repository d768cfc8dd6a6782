/** The entry of a receiver of `measureHandOver`: a thread or a process that reads each message and answers it. */
import { parentPort } from "node:worker_threads";

/** Reads the first and the last byte. */
function read(bytes: Uint8Array): number {
  return (bytes[0] as number) + (bytes[bytes.length - 1] as number);
}

if (parentPort) {
  const port = parentPort;
  port.on("message", (bytes: Uint8Array) => port.postMessage(read(bytes)));
} else {
  process.on("message", (bytes) => process.send?.(read(bytes as Uint8Array)));
}
