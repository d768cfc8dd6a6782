/** A process that opens a store with one incident and holds it until it is killed: `fork("holds-store.ts", [PATH])`. */
import { SentinelStore } from "../../../../labs/sentinel/store/sentinel-store.ts";
import { sampleIncident } from "./sample-incident.ts";

const store = new SentinelStore(process.argv[2] ?? "");
store.saveIncident(sampleIncident());
process.send?.("open");
process.on("disconnect", () => process.exit());
