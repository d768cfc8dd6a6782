/** What a process of a swarm runs. It is told what its agents are, then runs them as they come. */
import { Socket } from "node:net";
import { Worker } from "node:worker_threads";
import { Board } from "../threads/board.ts";
import { BoardFile } from "./board-file.ts";
import { FrameChannel } from "./frame-channel.ts";
import { DESCRIPTORS, type FromProcess, type ToProcess, type WatchdogOrders } from "./messages.ts";
import { ProcessWorker } from "./process-worker.ts";

const ENDING = import.meta.url.endsWith(".ts") ? ".ts" : ".js";

const board = new Board(1);
const orders: WatchdogOrders = { board: board.buffer, memoryLimit: Number(process.argv[2]) };
const watchdog = new Worker(new URL(`./watchdog${ENDING}`, import.meta.url), { workerData: orders });

const channel = new FrameChannel<FromProcess, ToProcess>(new Socket({ fd: DESCRIPTORS.work }), {
  onMessage: (message) => void worker.hear(message),
  onEnd: () => process.exit(),
});
const worker = new ProcessWorker({ channel, watchdog, board, file: new BoardFile(DESCRIPTORS.board) });
