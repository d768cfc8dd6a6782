/** The thread that writes the page of a class. Its owner ends it when that takes too long. */
import { parentPort } from "node:worker_threads";
import { preloadCharts } from "./class-charts.ts";
import { classPage } from "./class-page.ts";
import { type ClassPageQuestion, statsOf } from "./class-page-writer.ts";

const port = parentPort;
if (!port) throw new Error("This module is the entry of a thread.");

port.on("message", async ({ lines, lessons, ...rest }: ClassPageQuestion) => {
  port.postMessage(await classPage({ stats: statsOf(lines, lessons), ...rest }));
});
await preloadCharts();
