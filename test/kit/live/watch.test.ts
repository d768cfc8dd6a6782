import { PassThrough } from "node:stream";
import { text } from "node:stream/consumers";
import { agent } from "@swarmlab/labs/agents";
import { failFast, runMultiAgentSystem, type SwarmProgress } from "@swarmlab/labs/swarm";
import { expect, test } from "vitest";
import { watch } from "../../../kit/live/index.ts";
import { Busy, Fails, Gated, Waits } from "./support/agents.ts";
import { FakeBridge } from "./support/fake-bridge.ts";
import { VirtualTerminal } from "./support/virtual-terminal.ts";

const quiet = { announce: false, concurrency: 2 } as const;
const waiting = (count: number, milliseconds: number) =>
  Array.from({ length: count }, (_, id) => agent(Waits, id + 1, milliseconds));
const CHART = "application/vnd.vegalite.v5+json";

test("in a notebook one output is updated in place and ends as the timeline chart", async () => {
  using bridge = new FakeBridge();
  const shared = new Int32Array(new SharedArrayBuffer(4));
  const watching = watch({ ...quiet, agents: [1, 2, 3, 4].map((id) => agent(Gated, id, id)), shared });
  // The agents end when the picture of two that run and two that wait has been seen.
  await expect.poll(() => bridge.pages.join()).toMatch(/>2 waiting</);
  Atomics.store(shared, 0, 1);
  Atomics.notify(shared, 0);
  const run = await watching;
  expect(run.results.map(({ result }) => result)).toEqual([1, 2, 3, 4]);
  const { shown } = bridge;
  expect(new Set(shown.map(({ displayId }) => displayId)).size).toBe(1);
  expect(shown.map(({ update }) => update)).toEqual(shown.map((_, index) => index > 0));
  for (const { data } of shown.slice(0, -1)) expect(Object.keys(data)).toEqual(["text/html", "text/plain"]);
  expect(bridge.texts[0]).toContain("0 of 4 done");
  expect(bridge.texts[0]).toContain("4 of 4 agents waiting");
  expect(bridge.pages.at(-1)).toContain("4 of 4 done");
  expect(Object.keys(shown.at(-1)?.data ?? {})).toEqual([CHART, "image/svg+xml", "text/plain"]);
  expect(shown.at(-1)?.data["image/svg+xml"]).toMatch(/Worker threads: 4 agents/);
});

test("a swarm too large for a chart keeps its last picture, which stays small", async () => {
  using bridge = new FakeBridge();
  const agents = Array.from({ length: 2001 }, (_, id) => agent(Busy, id, 0));
  await watch({ ...quiet, agents, executor: "sequential" });
  expect(Object.keys(bridge.shown.at(-1)?.data ?? {})).toEqual(["text/html", "text/plain"]);
  expect(bridge.pages.at(-1)).toContain("2001 of 2001 done");
  expect(bridge.pages.at(-1)?.length).toBeLessThan(100_000);
});

test("two views at a time are two outputs", async () => {
  using bridge = new FakeBridge();
  await Promise.all([
    watch({ ...quiet, agents: waiting(1, 10), title: "First" }),
    watch({ ...quiet, agents: waiting(1, 10), title: "Second" }),
  ]);
  expect(new Set(bridge.shown.map(({ displayId }) => displayId)).size).toBe(2);
  expect(bridge.pages.join()).toContain("First");
  expect(bridge.pages.join()).toContain("Second");
});

test("no second sees more than ten updates, however many agents end in it", async () => {
  using bridge = new FakeBridge();
  await watch({ ...quiet, agents: waiting(800, 1) });
  const times = bridge.shown.map(({ at }) => at);
  expect(times.length).toBeGreaterThan(3);
  for (const start of times) {
    expect(times.filter((time) => time >= start && time < start + 1000).length).toBeLessThanOrEqual(10);
  }
});

test("the runtime status is announced once, as without the view", async () => {
  using _bridge = new FakeBridge();
  const lines: string[] = [];
  await watch({ agents: waiting(2, 10), announce: (line) => lines.push(line) });
  expect(lines).toHaveLength(1);
  expect(lines[0]).toContain("2 agents on worker-threads");
});

test("the caller's own onProgress hears everything", async () => {
  using _bridge = new FakeBridge();
  const heard: SwarmProgress[] = [];
  await watch({ ...quiet, agents: waiting(3, 10), onProgress: (event) => heard.push(event) });
  const kinds = (kind: string) => heard.filter((event) => event.kind === kind).map((event) => event.agentId);
  expect(kinds("started").sort()).toEqual([1, 2, 3]);
  expect(kinds("finished").sort()).toEqual([1, 2, 3]);
});

test("failed agents are seen to have failed, and the run is as without the view", async () => {
  using bridge = new FakeBridge();
  const agents = [agent(Waits, 1, 20), agent(Fails, 2, "no luck"), agent(Waits, 3, 20)];
  const [watched, plain] = [
    await watch({ ...quiet, agents }),
    await runMultiAgentSystem({ ...quiet, agents }),
  ];
  const outcomes = ({ results }: typeof plain) =>
    results.map(({ success, error }) => [success, error?.message]);
  expect(outcomes(watched)).toEqual(outcomes(plain));
  expect(bridge.pages.at(-1)).toContain("2 of 3 done, 1 failed");
  expect(bridge.pages.at(-1)).not.toContain("interrupted");
});

test("a policy that stops the swarm is no interruption", async () => {
  using bridge = new FakeBridge();
  const agents = [agent(Fails, 9, "no luck"), ...waiting(3, 5000)];
  await watch({ ...quiet, agents, policy: failFast });
  expect(bridge.pages.at(-1)).toContain("0 of 4 done, 4 failed");
  expect(bridge.pages.at(-1)).not.toContain("interrupted");
});

test("a swarm that is refused shows nothing", async () => {
  using bridge = new FakeBridge();
  await expect(watch({ agents: [] })).rejects.toMatchObject({ code: "INVALID_ARGUMENT" });
  await expect(watch({ agents: waiting(1, 1), executor: "no such" })).rejects.toMatchObject({
    code: "UNKNOWN_EXECUTOR",
  });
  await expect(watch({ agents: waiting(1, 1), signal: "stop" as never })).rejects.toThrow(/signal must be/);
  expect(bridge.shown).toEqual([]);
  expect(bridge.listeners).toBe(0);
});

test("an aborted signal stops the swarm, and the output ends by saying how far it came", async () => {
  using bridge = new FakeBridge();
  const controller = new AbortController();
  const run = await watch({
    ...quiet,
    agents: [agent(Waits, 1, 10), ...waiting(4, 20_000).slice(1)],
    signal: controller.signal,
    onProgress: ({ kind }) => kind === "finished" && controller.abort(),
  });
  expect(run.results.map(({ error }) => error?.code)).toEqual([undefined, "ABORTED", "ABORTED", "ABORTED"]);
  expect(bridge.pages.at(-1)).toContain("1 of 4 done, 3 failed, interrupted");
  expect(bridge.texts.at(-1)).toMatch(/Worker threads: stopped after \d+\.\d\d s, 1 of 4 done/);
  expect(Object.keys(bridge.shown.at(-1)?.data ?? {})).toContain(CHART);
});

test("an interrupt is shown at once, before the swarm has wound down", async () => {
  using bridge = new FakeBridge();
  const started = Promise.withResolvers<void>();
  const run = watch({
    ...quiet,
    agents: [agent(Busy, 1, 20_000), ...waiting(3, 20_000).slice(1)],
    onProgress: ({ kind }) => kind === "started" && started.resolve(),
  });
  await started.promise;
  bridge.interrupt();
  expect(bridge.texts.at(-1)).toMatch(/0 of 3 done, \d failed, interrupted/);
  const pages = bridge.pages.length;
  await run;
  expect(bridge.pages).toHaveLength(pages);
  expect(bridge.texts.at(-1)).toMatch(/stopped after \d+\.\d\d s, 0 of 3 done/);
  expect(bridge.listeners).toBe(0);
});

test.each(["sequential", "event-loop"])(
  "%s: agents that hold the thread are seen between one and the next",
  async (executor) => {
    using bridge = new FakeBridge();
    await watch({
      announce: false,
      executor,
      agents: [1, 2, 3].map((id) => agent(Busy, id, 300)),
    });
    for (const done of [0, 1, 3]) expect(bridge.texts.join("\n")).toContain(`${done} of 3 done`);
    expect(Object.keys(bridge.shown.at(-1)?.data ?? {})).toContain(CHART);
  },
);

test("a picture that cannot be shown does not cost the result", async () => {
  using bridge = new FakeBridge();
  bridge.display = () => {
    throw new Error("the notebook is gone");
  };
  const { results } = await watch({ ...quiet, agents: waiting(2, 10) });
  expect(results.map(({ success }) => success)).toEqual([true, true]);
});

test("an error of the caller's own announce comes out, and nothing is left listening", async () => {
  using bridge = new FakeBridge();
  const announce = () => {
    throw new Error("own mistake");
  };
  await expect(watch({ agents: waiting(2, 10), announce })).rejects.toThrow("own mistake");
  expect(bridge.listeners).toBe(0);
});

test("in a terminal a few lines are redrawn, and what is printed meanwhile stays", async () => {
  const terminal = new VirtualTerminal({ columns: 70 });
  await watch({
    agents: waiting(6, 150),
    concurrency: 2,
    title: "Six agents",
    stream: terminal,
    announce: (line) => terminal.write(`${line.slice(0, 30)}\n`),
    onProgress: ({ kind, agentId }) => {
      if (kind === "finished" && agentId === 3) terminal.write("three is done\n");
    },
  });
  const { screen } = terminal;
  expect(screen[0]).toMatch(/^(✓ Parallel|Side by side): 6 agents/);
  expect(screen.filter((line) => line === "three is done")).toHaveLength(1);
  expect(screen.filter((line) => line.includes("Six agents"))).toHaveLength(1);
  const block = screen.slice(screen.findIndex((line) => line.includes("Six agents")));
  expect(block[0]).toMatch(/^Six agents · 6 of 6 done · /);
  expect(block.slice(2)).toEqual([
    expect.stringMatching(/^thread \d+ │[1-6█ ]+│$/),
    expect.stringMatching(/^thread \d+ │[1-6█ ]+│$/),
  ]);
  expect(Object.hasOwn(terminal, "write")).toBe(false);
});

test("in a pipe there are plain lines: what is new, and never the same twice", async () => {
  const pipe = new PassThrough();
  await watch({ ...quiet, agents: waiting(4, 100), stream: pipe });
  pipe.end();
  const lines = (await text(pipe)).trimEnd().split("\n");
  expect(lines.at(-1)).toMatch(/^Worker threads: 4 of 4 done · /);
  expect(new Set(lines).size).toBe(lines.length);
  for (const line of lines) expect(line).toMatch(/^Worker threads: \d of 4 done · /);
});
