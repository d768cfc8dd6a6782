import { expect, test } from "vitest";
import { agent } from "../../../../labs/agents/index.ts";
import { KnownIssues, type PastIncident, pastIncidents } from "../../../../labs/sentinel/index.ts";
import { IssueMemory } from "../../../../labs/sentinel/known-issues/issue-memory.ts";
import { openSwarm } from "../../../../labs/swarm/index.ts";
import { onThread, sharedWords, until } from "../../sharing/support/threads.ts";
import { Learner } from "../support/learner.ts";

const learnt: PastIncident = {
  title: "Volume full",
  text: "no space left on device",
  cause: "disk-full",
  fix: "Enlarged it.",
  serviceKind: "database",
};

test("a learner that dies between any two of its stores hides nothing, and the next one overwrites what it left", () => {
  for (const stores of [0, 1, 2, 3]) {
    const issues = KnownIssues.of(pastIncidents(30), { room: 3 });
    const before = issues.search("no space left on device", 5);
    const memory = new IssueMemory(issues.memory.bytes);
    const start = memory.ends[30] as number;
    if (stores > 0) memory.vectors.fill(9, 30 * 384, 30 * 384 + 384);
    if (stores > 1) memory.texts.fill(255, start, start + 50);
    if (stores > 2) memory.ends[31] = start + 50;
    expect(issues.search("no space left on device", 5)).toEqual(before);
    expect(issues.get(30)).toBeUndefined();
    expect(issues.learn(learnt)).toBe(30);
    expect(issues.get(30)).toEqual({ id: 30, ...learnt });
    expect(issues.search(`${learnt.title}\n${learnt.text}`, 1)).toMatchObject([
      { id: 30, similarity: expect.closeTo(1) },
    ]);
  }
});

test("a learner that dies with the lock keeps no other from learning", async () => {
  const issues = KnownIssues.of(pastIncidents(30), { room: 3 });
  const shared = { learning: issues.memory.learning, words: sharedWords(1) };
  const dying = onThread(shared, ({ learning, words }) => {
    learning.lock();
    Atomics.wait(words, 0, 0);
  });
  await until(() => issues.memory.learning.holder === dying.threadId);
  const waiting = issues.learnAsync(learnt);
  await dying.kill();
  // A swarm does this when a worker has died.
  issues.memory.learning.recover(dying.threadId);
  expect(await waiting).toBe(30);
  expect(issues.memory.learning.ownerDied).toBeNull();
});

test("while four threads learn, each of them reads only whole issues", async () => {
  const issues = KnownIssues.of([], { room: 200 });
  await using swarm = await openSwarm({ concurrency: 4, announce: false });
  const { results } = await swarm.run({
    agents: [1, 2, 3, 4].map((id) => agent(Learner, id, { issue: learnt, count: 40 })),
    shared: { memory: issues.memory },
  });
  expect(results.map(({ error }) => error)).toEqual([null, null, null, null]);
  expect(issues.count).toBe(160);
  const titles = new Set(Array.from({ length: 160 }, (_, id) => issues.get(id)?.title));
  expect(titles.size).toBe(160);
});
