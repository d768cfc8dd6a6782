/** A worker machine as a process of its own. Usage: node machine.ts QUEUE URL SLOTS */
import { openWorker } from "../../../labs/swarm/index.ts";

process.once("disconnect", () => process.exit());
const [queue = "", url = "", slots = ""] = process.argv.slice(2);
await openWorker({ queue, url, slots: Number(slots), announce: false });
process.send?.("ready");
