/** The module that a worker machine of a trial runs. It is there to be lost. Its parent's end is its own. */
import { openWorker } from "../swarm/index.ts";

process.once("disconnect", () => process.exit());
const [queue = "", lockSeconds = ""] = process.argv.slice(2);
await openWorker({ queue, slots: 1, lockSeconds: Number(lockSeconds), announce: false });
process.send?.("ready");
