import { parentPort } from "node:worker_threads";

/** A hand-written worker: computes for as many milliseconds as it is told. */
parentPort.on("message", (milliseconds) => {
  const end = performance.now() + milliseconds;
  while (performance.now() < end);
  parentPort.postMessage(milliseconds);
});
