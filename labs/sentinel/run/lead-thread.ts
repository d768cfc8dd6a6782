/** The lead's own thread: reads the lines, notices what is unusual, and says so to the coordinator. */
import { parentPort, workerData } from "node:worker_threads";
import { errorMessage } from "../../common/error-message.ts";
import type { CoordinatorMessage, LeadMessage, LeadThreadData } from "./lead-messages.ts";
import { watchFleet } from "./watch-fleet.ts";
import { watchReplay } from "./watch-replay.ts";
import { watchServices } from "./watch-services.ts";

const data = workerData as LeadThreadData;
const stop = new AbortController();
const say = (message: LeadMessage) => parentPort?.postMessage(message);

parentPort?.on("message", (message: CoordinatorMessage) => {
  if (message.kind === "stop") stop.abort();
});

try {
  const { source } = data;
  if (source.kind === "fleet") await watchFleet(source, data, say, stop.signal);
  else if (source.kind === "replay") await watchReplay(source.files, data, say, stop.signal);
  else await watchServices(source, data, say, stop.signal);
  say({ kind: "ended" });
} catch (error) {
  say({ kind: "failed", sentence: errorMessage(error) });
}
parentPort?.close();
