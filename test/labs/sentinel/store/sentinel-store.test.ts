import { fork } from "node:child_process";
import { once } from "node:events";
import { readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { expect, onTestFinished, test, vi } from "vitest";
import { SentinelError } from "../../../../labs/sentinel/sentinel-error.ts";
import type { OutboxRow } from "../../../../labs/sentinel/store/outbox-row.ts";
import { SentinelStore } from "../../../../labs/sentinel/store/sentinel-store.ts";
import { sampleIncident } from "../support/sample-incident.ts";
import { smallDisk } from "../support/small-disk.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

test("What was saved is known again: incidents that are open, posts, knowledge.", async () => {
  await using folder = await temporaryFolder();
  const path = join(folder.path, "deep", "store.db");
  const post: OutboxRow = {
    ...{ incident: "a", destination: "slack", state: "sent" as const, body: "{}", attempts: 1 },
    ...{ dueAt: 1, changedAt: 2, note: "" },
  };
  {
    using store = new SentinelStore(path);
    store.saveIncident(sampleIncident({ id: "a" }));
    store.saveIncident(sampleIncident({ id: "b" }));
    store.saveIncident(sampleIncident({ id: "b", resolvedAt: 1_767_607_300 }));
    store.savePost(post);
    store.saveKnowledge("lead", new Uint8Array([1, 2, 3]), 5);
  }
  using store = new SentinelStore(path);
  expect(store.openIncidents()).toEqual([sampleIncident({ id: "a" })]);
  expect(store.posts()).toEqual([post]);
  expect(store.knowledge("lead")).toEqual(new Uint8Array([1, 2, 3]));
  expect(store.knowledge("nothing")).toBeUndefined();
});

test.each([
  ["is no database", (path: string) => writeFile(path, "this is a shopping list ".repeat(300))],
  [
    "has a damaged page",
    async (path: string) => {
      const database = new DatabaseSync(path);
      database.exec("CREATE TABLE t (x TEXT) STRICT;");
      const insert = database.prepare("INSERT INTO t VALUES (?)");
      for (let i = 0; i < 200; i++) insert.run("x".repeat(500));
      database.close();
      const { open } = await import("node:fs/promises");
      await using file = await open(path, "r+");
      await file.write(Buffer.alloc(3000, 0xff), 0, 3000, 4096);
    },
  ],
])(
  "A store that %s is moved aside with one sentence, and an empty one takes its place.",
  async (_what, damage) => {
    await using folder = await temporaryFolder();
    const path = join(folder.path, "store.db");
    await damage(path);
    const sentences: string[] = [];
    using store = new SentinelStore(path, { onSentence: (sentence) => sentences.push(sentence) });
    expect(sentences).toEqual([
      expect.stringMatching(/^The store .* is damaged: it was moved to .*\.damaged-/),
    ]);
    expect(store.saveIncident(sampleIncident())).toBe(true);
    expect((await readdir(folder.path)).some((name) => name.startsWith("store.db.damaged-"))).toBe(true);
  },
);

test("A store of a newer program is refused and left alone.", async () => {
  await using folder = await temporaryFolder();
  const path = join(folder.path, "store.db");
  const database = new DatabaseSync(path);
  database.exec("PRAGMA user_version = 99");
  database.close();
  expect(() => new SentinelStore(path)).toThrow(/version 99, and this program reads 1/);
  expect(await readdir(folder.path)).toEqual(["store.db"]);
});

test("A second Sentinel with the same store is refused, also after the first has done nothing, until the first is gone.", async () => {
  await using folder = await temporaryFolder();
  const path = join(folder.path, "store.db");
  const program = join(import.meta.dirname, "../support/holds-store.ts");
  const first = fork(program, [path]);
  await once(first, "message");
  expect(() => new SentinelStore(path)).toThrow(/Another Sentinel uses the store/);
  try {
    new SentinelStore(path);
  } catch (error) {
    expect(SentinelError.is(error) && error.code).toBe("STORE_IN_USE");
  }
  const exit = once(first, "exit");
  first.kill("SIGKILL");
  await exit;
  using store = new SentinelStore(path);
  expect(store.openIncidents()).toHaveLength(1);
});

test("Without room watching goes on: writes are remembered, said once, and made up for when there is room.", async () => {
  await using folder = await temporaryFolder();
  const path = join(folder.path, "store.db");
  const sentences: string[] = [];
  // SQLite fails here with the same code as on a disk without room.
  const store = new SentinelStore(path, {
    maxMegabytes: 0.25,
    onSentence: (sentence) => sentences.push(sentence),
  });
  for (let i = 0; i < 60; i++)
    store.saveIncident(sampleIncident({ id: `old ${i}`, openedAt: 1, resolvedAt: 2, evidence: [bigLine] }));
  const results = Array.from({ length: 50 }, (_, i) =>
    store.saveIncident(sampleIncident({ id: `incident ${i}`, evidence: [bigLine] })),
  );
  expect(results).toContain(false);
  expect(store.isBehind).toBe(true);
  expect(sentences).toEqual([expect.stringContaining("is full: watching goes on")]);
  store.forgetOld(Date.now() / 1000);
  await expect.poll(() => store.isBehind).toBe(false);
  expect(sentences.at(-1)).toContain("has caught up");
  store.close();
  using again = new SentinelStore(path);
  expect(again.openIncidents()).toHaveLength(50);
});

const bigLine = { service: "a", time: 1, line: "x".repeat(2000), shows: "y" };

test("A store that is damaged while it is open is replaced, and who uses it is asked to save again.", async () => {
  await using folder = await temporaryFolder();
  const path = join(folder.path, "store.db");
  const sentences: string[] = [];
  let replaced = 0;
  using store = new SentinelStore(path, {
    onSentence: (sentence) => sentences.push(sentence),
    onReplaced: () => replaced++,
  });
  const prepare = vi.spyOn(DatabaseSync.prototype, "prepare");
  onTestFinished(() => prepare.mockRestore());
  prepare.mockImplementationOnce(() => {
    throw Object.assign(new Error("database disk image is malformed"), { errcode: 11 });
  });
  expect(store.saveIncident(sampleIncident())).toBe(true);
  expect(replaced).toBe(1);
  expect(store.openIncidents()).toHaveLength(1);
});

test("A disk that is really full is survived.", async ({ skip }) => {
  const mounted = await smallDisk();
  if (mounted === undefined) return skip("Only root on Linux can mount a small disk.");
  await using disk = mounted;
  const sentences: string[] = [];
  const store = new SentinelStore(join(disk.path, "store.db"), {
    onSentence: (sentence) => sentences.push(sentence),
  });
  const results = Array.from({ length: 400 }, (_, i) =>
    store.saveIncident(sampleIncident({ id: `incident ${i}`, evidence: [bigLine] })),
  );
  expect(results[0]).toBe(true);
  expect(results.at(-1)).toBe(false);
  expect(sentences).toEqual([expect.stringContaining("is full: watching goes on")]);
  store.close();
});
