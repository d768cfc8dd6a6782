/** A process that posts one incident and can be killed at a point of its choosing: `node posting-process.ts POINT STORE URL KIND`. */
import type { Destination } from "../../../../labs/sentinel/manager/destination.ts";
import { Manager } from "../../../../labs/sentinel/manager/manager.ts";
import { slack } from "../../../../labs/sentinel/manager/slack.ts";
import { webhook } from "../../../../labs/sentinel/manager/webhook.ts";
import { SentinelStore } from "../../../../labs/sentinel/store/sentinel-store.ts";
import { sampleIncident } from "./sample-incident.ts";

const [point = "", path = "", url = "", kind = ""] = process.argv.slice(2);
const plain = kind === "slack" ? slack(url) : webhook(url);

/** Says that the point is reached, and stands still there, so that nothing is written after it. */
function standStill(): void {
  process.stdout.write("reached\n");
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
}

const destination: Destination = {
  ...plain,
  async post(attempt) {
    if (point === "after-begin") standStill();
    const outcome = await plain.post(attempt);
    if (point === "before-commit") standStill();
    return outcome;
  },
};

const store = new SentinelStore(path);
const manager = new Manager({
  ...{ store, destinations: [destination], about: () => "a test" },
  settleSeconds: point === "before-send" ? 3600 : 0,
  onChange: () => {
    const isSent = manager.posts.some(({ state }) => state === "sent");
    if (isSent && point === "after-commit") standStill();
  },
});
const incident = sampleIncident();
store.saveIncident(incident);
manager.take(incident);
process.stdout.write(point === "before-send" ? "reached\n" : "taken\n");
setInterval(() => {}, 1000);
