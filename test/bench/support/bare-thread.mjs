import { parentPort } from "node:worker_threads";

/** A hand-written worker that computes for the number of milliseconds in each message. */
parentPort.on("message", (milliseconds) => {
  const end = performance.now() + milliseconds;
  while (performance.now() < end);
  parentPort.postMessage(milliseconds);
});
