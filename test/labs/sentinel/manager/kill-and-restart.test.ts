import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { expect, test } from "vitest";
import { Manager } from "../../../../labs/sentinel/manager/manager.ts";
import { slack } from "../../../../labs/sentinel/manager/slack.ts";
import { webhook } from "../../../../labs/sentinel/manager/webhook.ts";
import { SentinelStore } from "../../../../labs/sentinel/store/sentinel-store.ts";
import { openReceiver, type Receiver } from "../support/receiver.ts";
import { sampleIncident } from "../support/sample-incident.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

const PROGRAM = join(import.meta.dirname, "../support/posting-process.ts");

/** Starts the process, waits until it has reached the point, and kills it as nothing else can: with SIGKILL. */
async function killAt(point: string, store: string, receiver: Receiver, kind: string): Promise<void> {
  const child = spawn(process.execPath, [PROGRAM, point, store, receiver.url, kind], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const exit = once(child, "exit");
  const reached = (async () => {
    for await (const line of createInterface({ input: child.stdout })) if (line === "reached") return;
  })();
  await (point === "while-sending" ? expect.poll(() => receiver.received.length).toBe(1) : reached);
  child.kill("SIGKILL");
  await exit;
}

/** What a Sentinel does after a start with this store. */
async function restart(path: string, receiver: Receiver, kind: string) {
  const sentences: string[] = [];
  const store = new SentinelStore(path, { onSentence: (sentence) => sentences.push(sentence) });
  const known = store.openIncidents();
  const destination = kind === "slack" ? slack(receiver.url) : webhook(receiver.url);
  const manager = new Manager({
    ...{ store, destinations: [destination], about: () => "a test", settleSeconds: 0 },
    onSentence: (sentence) => sentences.push(sentence),
  });
  for (const incident of known) manager.take(incident);
  // A finding about the incident arrives again.
  manager.take(sampleIncident({ confidence: 0.95 }));
  await manager.close(5);
  const posts = manager.posts;
  store.close();
  return { known, posts, sentences };
}

test.each([
  ["before-send", 1, "sent"],
  ["after-begin", 0, "unknown"],
  ["while-sending", 1, "unknown"],
  ["before-commit", 1, "unknown"],
  ["after-commit", 1, "sent"],
])(
  "A Sentinel that is killed %s and started again has posted to Slack at most once.",
  async (point, times, state) => {
    await using folder = await temporaryFolder();
    await using receiver = await openReceiver();
    const path = join(folder.path, "store.db");
    if (point === "while-sending") receiver.answer(() => {});
    await killAt(point, path, receiver, "slack");
    receiver.answer((response) => response.end("ok"));
    const { known, posts, sentences } = await restart(path, receiver, "slack");
    expect(known.map(({ id }) => id)).toEqual([sampleIncident().id]);
    expect(receiver.received).toHaveLength(times);
    expect(posts.map((post) => post.state)).toEqual([state]);
    if (state === "unknown") {
      expect(posts[0]?.note).toContain("may have arrived");
      expect(sentences.join(" ")).toContain("none is posted again");
    }
  },
);

test.each(["before-send", "after-begin", "while-sending", "before-commit", "after-commit"])(
  "A Sentinel that is killed %s and started again has posted one key to a webhook, and it has arrived.",
  async (point) => {
    await using folder = await temporaryFolder();
    await using receiver = await openReceiver();
    const path = join(folder.path, "store.db");
    if (point === "while-sending") receiver.answer(() => {});
    await killAt(point, path, receiver, "webhook");
    receiver.answer((response) => response.end("ok"));
    const { posts } = await restart(path, receiver, "webhook");
    expect(new Set(receiver.received.map(({ key }) => key))).toEqual(new Set([sampleIncident().id]));
    expect(posts.map((post) => post.state)).toEqual(["sent"]);
  },
);
