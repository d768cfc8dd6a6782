import stringWidth from "string-width";
import { expect, test } from "vitest";
import {
  advanceLive,
  endLive,
  type LiveState,
  liveHtml,
  liveText,
  type ProgressLike,
  plainLine,
  startLive,
} from "../../../labs/dashboard/index.ts";
import { summarise, summaryLine } from "../../../labs/dashboard/live/live-summary.ts";
import type { SwarmProgress } from "../../../labs/swarm/index.ts";
import fc from "../../fast-check.ts";
import { result } from "./sample-runs.ts";
import { parseXml } from "./svg.ts";

const total = 4;
const started = (agentId: number, elapsed: number, worker?: string): ProgressLike => ({
  kind: "started",
  agentId,
  elapsed,
  total,
  ...(worker !== undefined && { worker }),
});
const finished = (
  agentId: number,
  worker: string,
  from: number,
  to: number,
  error?: string,
): ProgressLike => ({
  kind: "finished",
  agentId,
  elapsed: to,
  total,
  result: result(agentId, worker, from, to, error === undefined ? {} : { error }),
});
const start = startLive({ title: "Worker threads", total, sequentialSeconds: 4 });
const halfway = advanceLive(
  start,
  [
    started(0, 0, "thread 1"),
    started(1, 0, "thread 2"),
    finished(0, "thread 1", 0, 1),
    started(2, 1, "thread 1"),
  ],
  1.5,
);
const counts = (state: LiveState) => {
  const { waiting, running, done, failed } = summarise(state);
  return { waiting, running, done, failed };
};

test("the events of a swarm can be passed on unchanged", () => {
  const take = (event: SwarmProgress): ProgressLike => event;
  expect(take).toBeTypeOf("function");
});

test("agents move from waiting to running to done or failed", () => {
  expect(counts(start)).toEqual({ waiting: 4, running: 0, done: 0, failed: 0 });
  expect(counts(halfway)).toEqual({ waiting: 1, running: 2, done: 1, failed: 0 });
  const later = advanceLive(halfway, [finished(1, "thread 2", 0, 2, "lost"), started(3, 2, "thread 2")]);
  expect(counts(later)).toEqual({ waiting: 0, running: 2, done: 1, failed: 1 });
});

test("each step makes a new state and leaves the old one as it was", () => {
  const before = structuredClone(halfway);
  advanceLive(halfway, [finished(1, "thread 2", 0, 2)]);
  expect(halfway).toEqual(before);
});

test("one batch of events gives the same state as the events one by one", () => {
  const events = [
    started(0, 0),
    finished(0, "thread 1", 0, 1),
    started(1, 1),
    { ...started(1, 2), kind: "retrying" as const },
    started(1, 3),
  ];
  expect(events.reduce((state, event) => advanceLive(state, [event]), start)).toEqual(
    advanceLive(start, events),
  );
});

test("a retried agent waits until it starts again", () => {
  const retried = advanceLive(halfway, [{ kind: "retrying", agentId: 1, elapsed: 1.6, total }]);
  expect(counts(retried)).toEqual({ waiting: 2, running: 1, done: 1, failed: 0 });
});

test("an agent asked to stop still occupies its worker; killed and stray change nothing by themselves", () => {
  const odd = (["stopping", "killed", "stray"] as const).map((kind) => ({
    kind,
    agentId: 1,
    elapsed: 1.6,
    total,
  }));
  expect(counts(advanceLive(halfway, odd))).toEqual(counts(halfway));
});

test("time never runs backwards, whatever order events come in", () => {
  expect(advanceLive(halfway, [started(3, 0.2)], 0.1).elapsed).toBe(1.5);
});

test("busy workers are counted by time: agents that share the event loop share its time", () => {
  expect(summarise(halfway).busyOnAverage).toBeCloseTo(2);
  const loop = advanceLive(
    start,
    [0, 1, 2, 3].map((id) => finished(id, "main", 0, id + 1)),
  );
  expect(summarise(loop).busyOnAverage).toBeCloseTo(1);
});

test("the line says how many workers are busy now, and at the end how many were on average", () => {
  expect(summarise(halfway).busyNow).toBe(2);
  expect(summaryLine(halfway)).toContain("2 workers busy");
  const one = advanceLive(halfway, [finished(1, "thread 2", 0, 2)]);
  expect(summaryLine(one)).toContain("1 worker busy");
  expect(summaryLine(endLive(one, "finished"))).toContain("2.0 workers busy on average");
});

test("eight agents whose workers are not named are eight busy workers", () => {
  const eight = Array.from({ length: 8 }, (_, id) => started(id, 0));
  expect(summarise(advanceLive(start, eight, 1))).toMatchObject({ busyNow: 8, running: 8 });
  expect(summarise(advanceLive(start, eight, 1)).busyOnAverage).toBeCloseTo(8);
});

test("agents under way on the event loop keep one worker busy, in one lane", () => {
  const four = [0, 1, 2, 3].map((id) => started(id, 0, "main"));
  const summary = summarise(advanceLive(start, four, 1));
  expect(summary).toMatchObject({ busyNow: 1, running: 4, waiting: 0 });
  expect(summary.lanes.map(({ label }) => label)).toEqual(["main"]);
});

test("of a chunk that was sent to a worker one agent runs, and the others wait", () => {
  const chunk = [0, 1, 2].map((id) => started(id, 0, "thread 1"));
  const sent = advanceLive(start, chunk, 1);
  expect(counts(sent)).toEqual({ waiting: 3, running: 1, done: 0, failed: 0 });
  const next = advanceLive(sent, [finished(0, "thread 1", 0, 1)], 1.5);
  expect(counts(next)).toEqual({ waiting: 2, running: 1, done: 1, failed: 0 });
  expect(summarise(next).lanes[0]?.rows[0]?.map(({ agentId, start: at }) => [agentId, at])).toEqual([
    [0, 0],
    [1, 1],
  ]);
  expect(counts(endLive(next, "interrupted"))).toEqual({ waiting: 0, running: 0, done: 1, failed: 1 });
});

test("the speedup so far is shown only with a known sequential time", () => {
  // One of four agents is done: a second of sequential work, after 1.5 seconds.
  expect(summarise(halfway).speedup).toBeCloseTo(1 / 1.5);
  expect(summarise(start).speedup).toBeNull();
  const unknown = advanceLive(startLive({ title: "x", total }), [finished(0, "main", 0, 1)]);
  expect(summarise(unknown).speedup).toBeNull();
  expect(summaryLine(unknown)).toBe("1 of 4 done · 1.00 s · 0 workers busy");
});

test("when interrupted, what ran has failed, what waited never started, and nothing changes any more", () => {
  const ended = endLive(halfway, "interrupted");
  expect(counts(ended)).toEqual({ waiting: 0, running: 0, done: 1, failed: 2 });
  expect(summaryLine(ended)).toContain("1 of 4 done, 2 failed, interrupted · 1.50 s");
  expect(advanceLive(ended, [started(3, 9)], 9)).toBe(ended);
  expect(endLive(ended, "finished")).toBe(ended);
});

test("the text form has the progress, a lane for each worker, and the waiting agents", () => {
  expect(liveText(halfway, { columns: 44 })).toEqual([
    "Worker threads · 1 of 4 done · 1.50 s · 2",
    "workers busy · 0.67× so far",
    "━━━━━━━━━━━╍╍╍╍╍╍╍╍╍╍╍╍╍╍╍╍╍╍╍╍╍╍───────────",
    "thread 1 │0████████████████2▒▒▒▒▒▒▒        │",
    "thread 2 │1▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒        │",
    "1 of 4 agents waiting",
  ]);
});

test("agents whose worker is not known yet stand in a lane of their own until it is", () => {
  const unknown = advanceLive(start, [started(0, 0)], 1);
  expect(liveText(unknown).at(2)).toMatch(/^running │0▒/);
  expect(liveText(advanceLive(unknown, [finished(0, "thread 1", 0, 1)])).at(2)).toMatch(/^thread 1 │0█/);
});

test("piped, a line comes with each tenth of the agents and at the end, and no more", () => {
  let state = startLive({ title: "Swarm", total: 100 });
  const lines: (string | null)[] = [];
  for (let id = 0; id < 100; id++) {
    const next = advanceLive(state, [{ ...finished(id, "thread 1", id, id + 1), total: 100 }]);
    lines.push(plainLine(state, next));
    state = next;
  }
  const printed = lines.filter((line) => line !== null);
  expect(printed).toHaveLength(10);
  expect(printed[0]).toBe("Swarm: 10 of 100 done · 10.0 s · 1.0 worker busy on average");
  expect(plainLine(state, endLive(state, "finished"))).toContain("100 of 100 done");
});

const anyEvent = fc.record({
  kind: fc.constantFrom("started", "finished", "stopping", "killed", "retrying", "stray"),
  agentId: fc.nat({ max: 30 }),
  worker: fc.constantFrom("thread 1", "线程二", "process <4711>", ""),
  elapsed: fc.double({ min: 0, max: 100, noNaN: true }),
  success: fc.boolean(),
});

test("whatever happens in whatever order: the view fits, the picture is well-formed, every agent is somewhere once", () => {
  fc.assert(
    fc.property(fc.array(anyEvent, { maxLength: 60 }), fc.boolean(), (drafts, interrupt) => {
      const events = drafts.map(
        ({ kind, agentId, worker, elapsed, success }): ProgressLike => ({
          kind,
          agentId,
          worker,
          elapsed,
          total: 31,
          ...(kind === "finished" && {
            result: result(agentId, worker, elapsed / 2, elapsed, success ? {} : { error: "no" }),
          }),
        }),
      );
      const running = advanceLive(startLive({ title: "任意 <swarm>", total: 31 }), events);
      const state = interrupt ? endLive(running, "interrupted") : running;
      const { waiting, running: now, done, failed } = summarise(state);
      if (!interrupt) expect(waiting + now + done + failed).toBe(31);
      for (const columns of [30, 80]) {
        const lines = liveText(state, { columns, lines: 10 });
        expect(lines.length).toBeLessThanOrEqual(10);
        for (const line of lines) expect(stringWidth(line)).toBeLessThanOrEqual(columns);
      }
      expect(parseXml(liveHtml(state))[0]).toBe("div");
    }),
    { numRuns: 60 },
  );
});

test("the picture of ten thousand agents is small, and one failure among them is still visible", () => {
  const events = Array.from({ length: 10_000 }, (_, id): ProgressLike => {
    const fate = id === 5000 ? { error: "lost" } : {};
    const outcome = result(id, `thread ${id % 2}`, id / 10_000, (id + 1) / 10_000, {
      type: `Type${id % 7}`,
      ...fate,
    });
    return { kind: "finished", agentId: id, elapsed: id / 10_000, total: 10_000, result: outcome };
  });
  const html = liveHtml(advanceLive(startLive({ title: "Swarm", total: 10_000 }), events));
  expect(html.length).toBeLessThan(150_000);
  expect(html.match(/✕/g)).toHaveLength(1);
});

test("a failed agent is outlined and crossed, one that runs is pale", () => {
  const html = liveHtml(advanceLive(halfway, [finished(1, "thread 2", 0, 1.4, "lost")]));
  expect(html).toMatch(
    /<rect [^>]*fill="none" stroke="#[\da-f]{6}" stroke-width="1.5" stroke-dasharray="4 3"\/><text [^>]*>✕ 1<\/text>/,
  );
  expect(html).toMatch(/<rect [^>]*fill-opacity="0.5"\/><text [^>]*>2<\/text>/);
});
