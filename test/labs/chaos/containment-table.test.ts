import { describe, expect, it } from "vitest";
import { type ContainmentOptions, containmentTable } from "../../../labs/chaos/index.ts";
import { allProcesses } from "../swarm/processes/support/processes-alive.ts";

const trialProcesses = () =>
  allProcesses().filter(({ parent, command }) => parent === process.pid && /chaos\/trial-host/.test(command));

describe("the containment table", { timeout: 300_000 }, () => {
  it("says what each executor contains, and leaves the calling process unharmed", async () => {
    const events: string[] = [];
    const table = await containmentTable({
      faults: ["exits", "growing-map", "buffers", "kills-itself"],
      executors: ["event-loop", "worker-threads", "child-processes"],
      onProgress: ({ trial, done, total }) =>
        events.push(`${done}/${total} ${trial.fault} ${trial.executor}`),
    });
    expect(table.trials.map(({ verdict }) => verdict)).toEqual([
      ...["died", "contained", "contained"],
      ...["died", "died", "contained"],
      ...["died", "died", "contained"],
      ...["died", "died", "contained"],
    ]);
    expect(table.trials.map(({ detail }) => detail)).toEqual(
      expect.arrayContaining(["code 7", "EXITED", "OUT_OF_MEMORY", "over 256 MB", "SIGKILL", "CRASHED"]),
    );
    expect(table.broken).toEqual([]);
    expect(events).toHaveLength(12);
    expect(events.at(-1)).toMatch(/^12\/12 /);
    expect(trialProcesses()).toEqual([]);

    const lines = String(table).split("\n");
    expect(lines[1]).toMatch(/an agent … .*event-loop .*worker-threads .*child-processes/);
    expect(lines[3]).toMatch(/calls process\.exit\(\) .*everything died \(code 7\) .*contained \(EXITED\)/);
    expect(lines.at(-1)).toBe("child-processes: 4 of 4 contained; 4 promised, it keeps its promise.");
  });

  it("has a text and an HTML form", async () => {
    const table = await containmentTable({ faults: ["throws"], executors: ["sequential"] });
    const show = Reflect.get(table, Symbol.for("swarmlab.mime")) as () => Record<string, string>;
    expect(Object.keys(show())).toEqual(["text/plain", "text/html"]);
    expect(show()["text/plain"]).toBe(String(table));
    expect(show()["text/html"]).toMatch(
      /^<table><caption>.*<th scope="row".*>throws a class with code and cause<\/th><td .*>contained \(E_SABOTAGE\)<\/td>.*<\/ul>$/,
    );
  });

  it("says that a value that cannot be copied arrives in one thread and is an error from a worker", async () => {
    const { trials, broken } = await containmentTable({ faults: ["uncloneable"] });
    expect(trials.map(({ executor, detail }) => `${executor}: ${detail}`)).toEqual([
      "sequential: answered",
      "event-loop: answered",
      "worker-threads: UNCLONEABLE_RESULT",
      "child-processes: UNCLONEABLE_RESULT",
      "bullmq: UNCLONEABLE_RESULT",
    ]);
    expect(broken).toEqual([]);
  });

  it("ends an endless loop of the coordinator's thread from outside and counts it as hung", async () => {
    const { trials } = await containmentTable({ faults: ["spins"], executors: ["sequential"], seconds: 4 });
    expect(trials[0]).toMatchObject({ verdict: "hung", promised: false, observation: null });
    expect(trialProcesses()).toEqual([]);
  });

  it("counts locks and channels in processes as refused, which breaks no promise", async () => {
    const { trials, broken } = await containmentTable({
      faults: ["dies-holding-lock", "dies-sending"],
      executors: ["child-processes"],
    });
    expect(trials.map(({ verdict, detail }) => `${verdict}: ${detail}`)).toEqual([
      'refused: shared.mutex is a Mutex, whose memory cannot be shared with another process; use the executor "worker-threads".',
      'refused: shared.channel is a Channel, whose memory cannot be shared with another process; use the executor "worker-threads".',
    ]);
    expect(broken).toEqual([]);
  });

  it.each<[ContainmentOptions, RegExp]>([
    [{ faults: ["explodes" as never] }, /^faults must be among "throws", .*, but got "explodes"\.$/],
    [{ executors: ["gpu"] }, /^executor must be one of /],
    [{ atOnce: 0 }, /^atOnce must be a whole number of at least 1, but got 0\.$/],
    [{ timeout: 30, seconds: 20 }, /^timeout must be above 0 and below seconds \(20\), but got 30\.$/],
  ])("refuses a wrong option by its name: %o", async (options, sentence) => {
    await expect(containmentTable(options)).rejects.toThrow(sentence);
  });
});
