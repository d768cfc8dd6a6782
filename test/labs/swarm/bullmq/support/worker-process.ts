/** A worker machine as a process of its own. Usage: node worker-process.ts '{"queue": …}' */
import { openWorker } from "../../../../../labs/swarm/index.ts";

const worker = await openWorker({ ...JSON.parse(process.argv[2] as string), announce: false });
process.on("SIGTERM", async () => {
  await worker.close({ seconds: Number(process.env.DRAIN_SECONDS ?? 10) });
  process.send?.({ counts: worker.counts });
  process.disconnect?.();
});
process.send?.("ready");
