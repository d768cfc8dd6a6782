// What a bare worker does: it says that it runs, and waits to be ended.
import { parentPort } from "node:worker_threads";

const { user, system } = process.cpuUsage();
if (parentPort) {
  parentPort.on("message", () => {});
  parentPort.postMessage("started");
} else {
  console.log(user + system);
}
