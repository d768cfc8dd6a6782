import { expect, test } from "vitest";
import { explore } from "../../../../kit/explore/index.ts";
import { IncidentReport } from "../../../../labs/sentinel/index.ts";
import { KnowledgeBase } from "../../../../labs/sharing/index.ts";
import { onThread, until } from "../../sharing/support/threads.ts";
import { reported } from "../support/findings.ts";

/** Two agents that find one incident at the same time, as the report writes it: a record each in the log. */
const records = [
  reported({ service: "checkout", culprit: "ledger" }, 1004),
  reported({ service: "ledger", cause: "disk-full" }, 1000),
].map((finding) => JSON.stringify({ time: 1010, entry: { ...finding, kind: "finding" } }));

test("in every order of the steps of two writers a cascade is one incident, and no finding is lost", async () => {
  const verdict = await explore({
    shared: () => ({ log: new KnowledgeBase({ bytes: 2048, maxBytes: 2048 }), records }),
    threads: [
      ({ log, records: [record] }) => log.addInsight("Investigator 1", record as string),
      ({ log, records: [, record] }) => log.addInsight("Investigator 2", record as string),
    ],
    finally: ({ log }) => {
      const incidents = IncidentReport.open(log).snapshot();
      expect(incidents).toMatchObject([
        { kind: "disk-full", service: "ledger", affected: ["checkout", "ledger"], firstLineAt: 1000 },
      ]);
      expect(incidents[0]?.timeline).toHaveLength(2);
    },
    bound: 1,
    steps: 60_000,
  });
  expect(verdict.failure).toBeNull();
  expect(verdict.interleavings).toBeGreaterThan(10);
}, 300_000);

test("a writer that dies with the lock leaves the report readable, and the next one writes", async () => {
  const report = IncidentReport.of();
  report.add(reported({ service: "ledger" }), { by: "Investigator 1", time: 1 });
  // `SharedLog` documents its memory: its lock is at byte 0.
  const { buffer } = report.memory.share();
  const dying = onThread({ buffer }, ({ buffer }, { Mutex }) => {
    Mutex.from({ kind: "swarmlab.mutex", buffer, offset: 0 }).lock();
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
  });
  const lockWord = new Int32Array(buffer, 0, 1);
  await until(() => Atomics.load(lockWord, 0) !== 0);
  const waiting = report.addAsync(reported({ service: "search", cause: "bad-deploy" }), {
    ...{ by: "Investigator 2", time: 2 },
  });
  expect(report.snapshot()).toHaveLength(1);
  await dying.kill();
  expect(report.memory.recover(dying.threadId)).toBe(true);
  await waiting;
  expect(report.snapshot()).toHaveLength(2);
});
