import { readFile, writeFile } from "node:fs/promises";
import { createServer as createTlsServer } from "node:https";
import { type AddressInfo, createServer } from "node:net";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import type { Destination } from "../../../../labs/sentinel/manager/destination.ts";
import { jsonLinesFile } from "../../../../labs/sentinel/manager/file.ts";
import { Manager, type ManagerOptions } from "../../../../labs/sentinel/manager/manager.ts";
import { slack } from "../../../../labs/sentinel/manager/slack.ts";
import { webhook } from "../../../../labs/sentinel/manager/webhook.ts";
import { SentinelError } from "../../../../labs/sentinel/sentinel-error.ts";
import { SentinelStore } from "../../../../labs/sentinel/store/sentinel-store.ts";
import { openReceiver } from "../support/receiver.ts";
import { sampleIncident } from "../support/sample-incident.ts";
import { selfSigned } from "../support/self-signed.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

/** A manager that posts at once, with what it says. */
function openManager(destination: Destination, options: Partial<ManagerOptions> = {}) {
  const sentences: string[] = [];
  const store = new SentinelStore(":memory:");
  const manager = new Manager({
    ...{ store, destinations: [destination], about: () => "a test", settleSeconds: 0 },
    onSentence: (sentence) => sentences.push(sentence),
    ...options,
  });
  onTestFinished(async () => {
    await manager.close(0);
    store.close();
  });
  return { manager, sentences, store };
}

test("An incident that changes many times is posted once, with what was known when it was sent.", async () => {
  await using receiver = await openReceiver();
  const { manager } = openManager(webhook(receiver.url), { settleSeconds: 0.2 });
  for (let i = 1; i <= 20; i++) manager.take(sampleIncident({ confidence: i / 20 }));
  await expect.poll(() => manager.posts.map(({ state }) => state)).toEqual(["sent"]);
  manager.take(sampleIncident({ resolvedAt: 1_767_607_300 }));
  await manager.close(5);
  expect(receiver.received).toHaveLength(1);
  expect(receiver.received[0]?.body).toMatchObject({ incident: { confidence: 1 }, version: 1 });
});

test("Two posts to Slack are at least a second apart.", async () => {
  await using receiver = await openReceiver();
  const times: number[] = [];
  receiver.answer((response) => {
    times.push(performance.now());
    response.end("ok");
  });
  const { manager } = openManager(slack(receiver.url));
  for (const id of ["a", "b"]) manager.take(sampleIncident({ id }));
  await expect.poll(() => times.length).toBe(2);
  expect((times[1] ?? 0) - (times[0] ?? 0)).toBeGreaterThan(990);
});

test("A receiver that answers 429 is asked again after the time that it names, and nothing is lost.", async () => {
  await using receiver = await openReceiver();
  const times: number[] = [];
  receiver.answer((response) => {
    times.push(performance.now());
    if (times.length > 1) return void response.end("ok");
    response.writeHead(429, { "Retry-After": "1" }).end("rate_limited");
  });
  const { manager, sentences } = openManager(slack(receiver.url));
  manager.take(sampleIncident());
  await expect.poll(() => manager.posts[0]?.state).toBe("sent");
  expect((times[1] ?? 0) - (times[0] ?? 0)).toBeGreaterThan(990);
  expect(sentences).toEqual([
    "Slack asks to wait (429); the next try is in 1 s.",
    "Slack takes posts again.",
  ]);
});

test("A redirect to another host gets nothing, and is refused with a sentence.", async () => {
  await using elsewhere = await openReceiver();
  await using receiver = await openReceiver();
  receiver.answer((response) => response.writeHead(307, { Location: elsewhere.url }).end());
  const { manager, sentences } = openManager(slack(receiver.url));
  manager.take(sampleIncident());
  await expect.poll(() => manager.posts[0]?.state).toBe("refused");
  expect(elsewhere.received).toEqual([]);
  expect(sentences).toEqual(["Slack redirects to another host, so nothing was posted there."]);
});

test("A redirect on the same host is followed with the post, and a circle of them ends.", async () => {
  await using receiver = await openReceiver();
  receiver.answer((response, request) => {
    if (request.url === "/moved") return void response.end("ok");
    response.writeHead(308, { Location: "/moved" }).end();
  });
  const { manager } = openManager(webhook(receiver.url));
  manager.take(sampleIncident({ id: "moved" }));
  await expect.poll(() => manager.posts[0]?.state).toBe("sent");
  receiver.answer((response, request) => response.writeHead(308, { Location: request.url }).end());
  manager.take(sampleIncident({ id: "circle" }));
  await expect.poll(() => manager.posts[1]?.state).toBe("refused");
  expect(manager.posts[1]?.note).toContain("redirects in a circle");
});

test("A redirect that would turn the post into a question is not followed.", async () => {
  await using receiver = await openReceiver();
  receiver.answer((response) => response.writeHead(302, { Location: "/login" }).end());
  const { manager } = openManager(webhook(receiver.url));
  manager.take(sampleIncident());
  await expect.poll(() => manager.posts[0]?.state).toBe("refused");
  expect(receiver.received.map(({ path }) => path)).not.toContain("/login");
});

test("A slow Slack may have got the message, so it is not posted again; a slow webhook gets the same key again.", async () => {
  await using receiver = await openReceiver();
  receiver.answer((response) => {
    if (receiver.received.length > 1) response.end("ok");
  });
  const toSlack = openManager(slack(receiver.url, { timeout: 2 }));
  toSlack.manager.take(sampleIncident());
  await expect.poll(() => toSlack.manager.posts[0]?.state).toBe("unknown");
  expect(toSlack.sentences).toEqual(["Slack did not answer within 2 s. The post may have arrived."]);
  expect(receiver.received).toHaveLength(1);

  await using own = await openReceiver();
  own.answer((response) => {
    if (own.received.length > 1) response.end("ok");
  });
  const toWebhook = openManager(webhook(own.url, { timeout: 2 }));
  toWebhook.manager.take(sampleIncident());
  await expect.poll(() => toWebhook.manager.posts[0]?.state).toBe("sent");
  expect(new Set(own.received.map(({ key }) => key)).size).toBe(1);
});

test("A receiver that is down is one sentence however often it is tried, and the post stays in the outbox.", async () => {
  const socket = createServer().listen(0, "127.0.0.1");
  await new Promise((resolve) => socket.once("listening", resolve));
  const { port } = socket.address() as AddressInfo;
  await new Promise((resolve) => socket.close(resolve));
  const { manager, sentences } = openManager(slack(`http://127.0.0.1:${port}/services/secret`));
  manager.take(sampleIncident());
  await expect.poll(() => sentences).toEqual(["Slack is down: it refuses connections."]);
  // While a try is under way the post is "sending", so both are asked for at once.
  await expect
    .poll(() => manager.posts.map(({ attempts, state }) => attempts >= 2 && state === "written"))
    .toEqual([true]);
  expect(sentences).toHaveLength(1);
  await manager.close(0.2);
  expect(sentences.at(-1)).toContain("1 post to Slack are lost with this run");
});

test("A certificate that is not trusted gets nothing, and is one sentence.", async () => {
  const { key, cert } = selfSigned();
  let posts = 0;
  const server = createTlsServer({ key, cert }, (_request, response) => {
    posts++;
    response.end("ok");
  }).listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  onTestFinished(() => void server.close());
  const url = `https://localhost:${(server.address() as AddressInfo).port}/secret`;
  const { manager, sentences } = openManager(webhook(url));
  manager.take(sampleIncident());
  await expect
    .poll(() => sentences[0])
    .toMatch(/^The webhook at localhost:\d+ cannot be trusted: TLS fails \(\w+\)\.$/);
  expect(manager.posts[0]?.state).toBe("written");
  expect(posts).toBe(0);
  const trusting = openManager(webhook(url, { ca: cert }));
  trusting.manager.take(sampleIncident());
  await expect.poll(() => trusting.manager.posts[0]?.state).toBe("sent");
  expect(posts).toBe(1);
});

test("What a receiver does not want is refused for good, with its word.", async () => {
  await using receiver = await openReceiver();
  receiver.answer((response) => response.writeHead(404).end("no_service"));
  const { manager, sentences } = openManager(slack(receiver.url));
  manager.take(sampleIncident());
  await expect.poll(() => manager.posts[0]?.state).toBe("refused");
  expect(sentences).toEqual(['Slack refused the post with 404, "no_service".']);
});

test("A receiver that cuts the connection in the middle leaves the post unknown, not lost and not repeated.", async () => {
  await using receiver = await openReceiver();
  receiver.answer((_response, request) => void request.socket.destroy());
  const { manager } = openManager(slack(receiver.url));
  manager.take(sampleIncident());
  await expect.poll(() => manager.posts[0]?.state).toBe("unknown");
  expect(receiver.received).toHaveLength(1);
});

test("No sentence, post, state or error shows the secret part of an address.", async () => {
  await using receiver = await openReceiver();
  receiver.answer((response) => response.writeHead(500).end("the address /services/T000/B000/secret failed"));
  const destination = slack(receiver.url);
  const { manager, sentences } = openManager(destination);
  manager.take(sampleIncident());
  await expect.poll(() => manager.posts[0]?.state).toBe("unknown");
  const seen = JSON.stringify([
    sentences,
    manager.posts,
    destination,
    receiver.received.map(({ body }) => body),
  ]);
  expect(seen).not.toContain("secret");
  expect(() => slack("ftp://hooks.slack.com/secret")).toThrow(SentinelError);
  expect(() => slack("ftp://hooks.slack.com/secret")).toThrow(/^((?!secret).)*$/);
});

test("A file gets a line for each incident, after half a line that a killed Sentinel has left, and none twice.", async () => {
  await using folder = await temporaryFolder();
  const path = join(folder.path, "incidents.jsonl");
  await writeFile(path, '{"version":1,"half');
  const { manager } = openManager(jsonLinesFile(path));
  manager.take(sampleIncident({ id: "a" }));
  manager.take(sampleIncident({ id: "b" }));
  await expect.poll(() => manager.posts.map(({ state }) => state)).toEqual(["sent", "sent"]);
  const lines = (await readFile(path, "utf8")).trim().split("\n");
  expect(lines.slice(1).map((line) => JSON.parse(line).key)).toEqual(["a", "b"]);
  // As after a kill between the write and the note that it has arrived.
  const again = await jsonLinesFile(path).post({
    ...{ body: lines[1] ?? "", key: "a", isRepeat: true, signal: new AbortController().signal },
  });
  expect(again.state).toBe("sent");
  expect((await readFile(path, "utf8")).trim().split("\n")).toHaveLength(3);
});

test.runIf(process.platform === "linux")(
  "A full disk under the file is one sentence, and the post waits.",
  async () => {
    const { manager, sentences } = openManager(jsonLinesFile("/dev/full"));
    manager.take(sampleIncident());
    await expect.poll(() => sentences).toEqual(["Nothing could be written to /dev/full: the disk is full."]);
    expect(manager.posts[0]?.state).toBe("written");
  },
);

test("A dry run hands out the JSON, posts nothing and leaves the outbox empty.", async () => {
  await using receiver = await openReceiver();
  const shown: string[] = [];
  const { manager } = openManager(slack(receiver.url), {
    onDryRun: (_destination, body) => shown.push(body),
    settleSeconds: 60,
  });
  manager.take(sampleIncident());
  await manager.close(1);
  expect(JSON.parse(shown[0] ?? "")).toMatchObject({ blocks: [{ type: "header" }, {}, {}, {}, {}, {}, {}] });
  expect(receiver.received).toEqual([]);
  expect(manager.posts).toEqual([]);
});
