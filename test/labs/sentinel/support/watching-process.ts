/** A Sentinel as a process, to be killed: `node watching-process.ts STORE URL`. It watches a small fleet and posts as Slack's. */
import { slack } from "../../../../labs/sentinel/manager/slack.ts";
import { runSentinel } from "../../../../labs/sentinel/run/run-sentinel.ts";
import { smallFleet } from "./small-fleet.ts";

const [store = "", url = ""] = process.argv.slice(2);
await runSentinel({
  ...smallFleet,
  store,
  destinations: [slack(url)],
  onState: ({ incidents, phase }) => process.stdout.write(`${phase} ${incidents.length}\n`),
});
process.stdout.write("done\n");
