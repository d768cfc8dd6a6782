/** A program that uses the embedded engine of a folder until it is ended. Usage: node engine-user.ts FOLDER */
import { openEmbeddedEngine } from "../../../../../labs/swarm/bullmq/embedded/open-embedded.ts";

const { url } = await openEmbeddedEngine(process.argv[2] as string);
process.send?.(url);
setInterval(() => {}, 1000);
