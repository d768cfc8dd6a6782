import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { slack } from "../../../../labs/sentinel/manager/slack.ts";
import { demonstration, type SentinelOptions } from "../../../../labs/sentinel/run/options.ts";
import { openSentinel, runSentinel } from "../../../../labs/sentinel/run/run-sentinel.ts";
import type { SentinelRun } from "../../../../labs/sentinel/run/sentinel-run.ts";
import { SentinelError } from "../../../../labs/sentinel/sentinel-error.ts";
import type { SentinelState } from "../../../../labs/sentinel/view/sentinel-state.ts";
import { openReceiver } from "../support/receiver.ts";
import { smallFleet } from "../support/small-fleet.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

describe("A run of a simulated fleet", () => {
  let run: SentinelRun;
  const states: SentinelState[] = [];
  let receiver: Awaited<ReturnType<typeof openReceiver>>;

  beforeAll(async () => {
    receiver = await openReceiver();
    run = await runSentinel({
      ...smallFleet,
      destinations: [slack(receiver.url)],
      onState: (state) => states.push(state),
    });
  });
  afterAll(() => receiver[Symbol.asyncDispose]());

  test("finds what was injected, says plainly that it is simulated, and reads every line.", () => {
    const { judged, state } = run.record;
    expect(judged?.injected.length).toBe(3);
    expect(judged?.recall).toBe(1);
    expect(state).toMatchObject({ phase: "ended", isSimulated: true, about: "40 simulated services" });
    expect(state.counts).toMatchObject({ shedLines: 0, shedInvestigations: 0, failedAgents: 0 });
    expect(state.counts.lines).toBeGreaterThan(10_000);
    expect(state.clock - run.record.startedAt).toBe(720);
  });

  test("goes through its phases in their order.", () => {
    const phases = states.map(({ phase }) => phase).filter((phase, i, all) => phase !== all[i - 1]);
    expect(phases.filter((phase) => phase !== "starting")).toEqual([
      "learning",
      "watching",
      "ending",
      "ended",
    ]);
  });

  test("keeps what agents saw, did and concluded, each with its incident.", () => {
    const { works, state } = run.record;
    for (const { id, timeline } of state.incidents) {
      const own = works.filter(({ incident }) => incident === id);
      expect(own.length).toBeGreaterThan(0);
      // The report names the agents as the page does.
      const names = new Set(own.map(({ agentId }) => `Investigator ${agentId}`));
      expect(timeline.some(({ by }) => names.has(by))).toBe(true);
    }
    expect(works[0]).toMatchObject({
      worker: expect.stringMatching(/^thread/),
      lineCount: expect.any(Number),
    });
    expect(works[0]?.finding?.steps.length).toBeGreaterThan(1);
    expect(Math.max(...run.record.samples.map(({ atWork }) => atWork))).toBeGreaterThan(0);
  });

  test("posts each incident once, and the page has the summary that was posted.", () => {
    const { state, summaries } = run.record;
    const sent = state.posts.filter((post) => post.state === "sent");
    expect(receiver.received).toHaveLength(sent.length);
    expect(new Set(state.posts.map(({ incident }) => incident)).size).toBe(state.posts.length);
    for (const { id } of state.incidents) expect(summaries[id]?.text).toContain("problem of the kind");
  });

  test("shows itself in a notebook as HTML and as text, and gives a page.", () => {
    const bundle = Reflect.get(run, Symbol.for("swarmlab.mime")).call(run);
    expect(bundle["text/html"]).toContain("DevOps Sentinel");
    expect(bundle["text/plain"]).toBe(String(run));
    expect(run.page).toContain("What happened, and what was reported");
  });
});

test("An abort ends the run in order, with what was seen until then.", async () => {
  const stop = new AbortController();
  const sentinel = await openSentinel({
    ...smallFleet,
    source: demonstration(60, { services: 20, speed: 1000 }),
    signal: stop.signal,
  });
  await expect.poll(() => sentinel.state.counts.lines).toBeGreaterThan(0);
  stop.abort();
  const run = await sentinel.ended;
  expect(run.record.state.phase).toBe("ended");
  expect(run.record.state.counts.lines).toBeGreaterThan(0);
});

test("A store is free for the next Sentinel when one has ended.", async () => {
  await using folder = await temporaryFolder();
  const store = join(folder.path, "store.db");
  for (const _ of [1, 2]) {
    const sentinel = await openSentinel({ ...smallFleet, store });
    sentinel.stop();
    const { record } = await sentinel.ended;
    expect(record.state.sentences).toEqual([]);
  }
});

test.each([
  [{ agents: 0 }, /agents must be a whole number from 1 to 10000/],
  [{ seconds: -1 }, /seconds must be seconds, above 0/],
  [{ concurrency: 1.5 }, /concurrency must be a whole number/],
  [{ source: { kind: "fleet", speed: 0, fleet: {} } }, /speed must be above 0/],
  [
    { destinations: [slack("https://a.example"), slack("https://b.example")] },
    /one destination of each kind/,
  ],
])("Options that cannot be used are refused with one sentence: %#", async (options, sentence) => {
  // A caller without types gives such options.
  const refused = runSentinel(options as SentinelOptions);
  await expect(refused).rejects.toThrow(sentence);
  await expect(refused).rejects.toSatisfy((error) => SentinelError.is(error));
});

test("A source that cannot be opened is one sentence, and nothing is left behind.", async () => {
  const refused = runSentinel({ source: { kind: "connect", port: 1 }, knownIssues: 0 });
  await expect(refused).rejects.toThrow(/Nothing answers on port 1/);
});
