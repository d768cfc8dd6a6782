import { availableParallelism } from "node:os";
import { exercise, type RemoteSubmission } from "@swarmlab/kit/checks";
import { expect } from "vitest";

/** A result as lesson 01 has it, as far as the checks look at it. */
interface Result {
  readonly agentId: number;
  readonly agentType: string;
  readonly result: unknown;
  readonly duration: number;
  readonly success: boolean;
  readonly error: { readonly message?: string } | null;
  readonly worker: string;
  readonly startedAt: number;
  readonly endedAt: number;
}

const shipped = ["DataAnalyst", "ModelTrainer", "Validator", "Researcher", "CodeAnalyst", "Function", ""];

function listOf<Item>(value: unknown, what: string): readonly Item[] {
  expect(value, `${what} is a list. It`).toBeInstanceOf(Array);
  return value as readonly Item[];
}

exercise("12.1", { reread: "Agents of your own on real threads" }, ({ check, hidden }) => {
  async function reportOf(submission: RemoteSubmission, count: number, work: number) {
    const report = await submission.call("runTeam", count, work);
    expect(typeof report, "runSystem() gives a report with status, results and totalSeconds. It").toBe(
      "object",
    );
    const results = listOf<Result>(report?.results, "The report's `results`");
    return { report, results };
  }

  check("a team of six gives six results, in the agents' order", async ({ submission }) => {
    const { results } = await reportOf(submission, 6, 1);
    const message = "One result for each agent, with the ids 0 to 5, whoever was done first. The ids";
    expect(
      results.map(({ agentId }) => agentId),
      message,
    ).toEqual([0, 1, 2, 3, 4, 5]);
    const failed = results.filter(({ success }) => !success).map(({ error }) => error?.message);
    expect(failed, "Every agent of a whole team succeeds. The failures").toEqual([]);
  });

  check("there are three or more agent types, and one of them is your own", async ({ submission }) => {
    const { results } = await reportOf(submission, 6, 1);
    const types = [...new Set(results.map(({ agentType }) => agentType))];
    expect(
      types.length,
      `Different agents do different work. The types are ${types.join(", ")}; their number`,
    ).toBeGreaterThanOrEqual(3);
    const own = types.filter((type) => typeof type === "string" && !shipped.includes(type));
    expect(
      own.length,
      `At least one type is your own class. Of ${types.join(", ")} your own`,
    ).toBeGreaterThan(0);
  });

  check("a team of three has three types already", async ({ submission }) => {
    const { results } = await reportOf(submission, 3, 1);
    const types = [...new Set(results.map(({ agentType }) => agentType))];
    const message = `With three or more agents, at least three types are among them. Of three agents the types are ${types.join(", ")}; their number`;
    expect(types.length, message).toBe(3);
  });

  check("every agent ran on a worker thread", { essential: true }, async ({ submission }) => {
    const { results } = await reportOf(submission, 6, 1);
    for (const { agentId, worker } of results) {
      const message = `A thread of its own, not the main thread, and no process. Agent ${agentId} ran on`;
      expect(String(worker), message).toMatch(/thread|worker/i);
    }
    const { threads } = await submission.started();
    expect(threads, "The agents' threads are real ones. Threads that were started, at least").toBeGreaterThan(
      0,
    );
  });

  check("the status is printed at the start, and says how many cores there are", async ({ submission }) => {
    // The answer sees five cores, whatever the machine has.
    await submission.simulateCores(5);
    const { report } = await reportOf(submission, 3, 1);
    const status = String(report?.status ?? "");
    expect(status, "The status tells the cores in words or numbers. The status").toMatch(
      /\d+ (?:[\w-]+ )?(cores?|CPUs?)\b|\b(?:cores?|CPUs?)\b.*\d|\bfive (?:[\w-]+ )?(?:cores|CPUs)\b/i,
    );
    const message = "The cores are counted where the system runs: here the system says 5. The status";
    expect(status, message).toMatch(/\b(?:5|five)\b/i);
    expect(submission.output, "The status line is printed, not only returned. Your output").toContain(
      status.split("\n")[0] as string,
    );
  });

  check("one line of status is printed, and it comes first", async ({ submission }) => {
    const { report } = await reportOf(submission, 3, 1);
    const lines = submission.output.split("\n").filter((line) => line.trim() !== "");
    const status = String(report?.status ?? "");
    expect(status.trim().split("\n").length, "The status is one line. Its lines").toBe(1);
    expect(
      lines[0]?.trim(),
      "The status is printed before anything else. The first line of your output",
    ).toBe(status.trim());
    const more = lines.slice(1).filter((line) => /\b(?:cores?|CPUs?)\b/i.test(line));
    const message =
      "One line of status is enough (the swarm's own is left out with `announce: false`). More of them";
    expect(more, message).toEqual([]);
  });

  check("each agent is timed, and the whole is timed from the first to the last", async ({ submission }) => {
    const begun = performance.now();
    const { report, results } = await reportOf(submission, 6, 3);
    const outside = (performance.now() - begun) / 1000;
    for (const { agentId, duration, startedAt, endedAt } of results) {
      const message = `Times are seconds from performance.now(), more than 0. Agent ${agentId}'s duration`;
      expect(duration, message).toBeGreaterThan(0);
      expect(
        duration,
        `Agent ${agentId} cannot take longer than the whole call. Its duration`,
      ).toBeLessThanOrEqual(outside);
      expect(endedAt, `Agent ${agentId} ended after it had started. Its endedAt`).toBeGreaterThanOrEqual(
        startedAt,
      );
    }
    const longest = Math.max(...results.map(({ duration }) => duration));
    const message = "The whole takes at least as long as its longest agent. totalSeconds";
    expect(report.totalSeconds, message).toBeGreaterThanOrEqual(longest * 0.98);
    expect(
      report.totalSeconds,
      "totalSeconds is in seconds, and within the time of the call. It",
    ).toBeLessThanOrEqual(outside);
    // What the call took beyond the agents' turns is mostly the start of the threads. It is not on the clock.
    const turns =
      Math.max(...results.map(({ endedAt }) => endedAt)) -
      Math.min(...results.map(({ startedAt }) => startedAt));
    const beside = Math.max(0, report.totalSeconds - turns) / Math.max(0.001, outside - turns);
    const clock = `From the first agent's turn to the last one's end it took ${turns.toFixed(3)} s, the whole call ${outside.toFixed(3)} s, and totalSeconds says ${Number(report.totalSeconds).toFixed(3)} s. Of what was no agent's turn, mostly the start of threads, there is in it`;
    expect(beside < 0.5 ? "little" : `${Math.round(100 * beside)} %`, clock).toBe("little");
  });

  check("results cannot be changed", async ({ submission }) => {
    const { results } = await reportOf(submission, 3, 1);
    const open = results.filter((result) => !Object.isFrozen(result)).map(({ agentId }) => agentId);
    expect(open, "Freeze results before you hand them out. Still open: agents").toEqual([]);
  });

  check("the same team gives the same results again", async ({ submission }) => {
    const first = (await reportOf(submission, 6, 1)).results.map(({ result }) => result);
    const again = (await reportOf(submission, 6, 1)).results.map(({ result }) => result);
    expect(again, "Agents without chance or clock answer alike. The second time").toEqual(first);
  });

  hidden(
    "more work takes longer, and then agents work at the same time",
    { timeout: 60_000 },
    async ({ submission }) => {
      // The answer sees two cores, whatever the machine has: threads that share one work at the same time as well.
      await submission.simulateCores(2);
      const small = (await reportOf(submission, 4, 1)).results;
      let large: readonly Result[] = [];
      for (let work = 16; work < 2000; work *= 3) {
        large = (await reportOf(submission, 4, work)).results;
        const idle = large.filter(({ duration }, at) => !(duration > (small[at]?.duration ?? 0)));
        // A busy machine may hold up the small run; not so long that a hundred times the work looks like less.
        if (work > 100)
          expect(
            idle.map(({ agentId }) => agentId),
            `Every agent takes longer with work ${work} than with work 1. Agents that did not`,
          ).toEqual([]);
        if (idle.length === 0 && large.every(({ duration }) => duration > 0.1)) break;
      }
      const together = (one: Result, other: Result) =>
        one.worker !== other.worker && one.startedAt < other.endedAt && other.startedAt < one.endedAt;
      const overlap = large.some((one) => large.some((other) => together(one, other)));
      expect(overlap, "Were two of four agents at work at the same time, on different threads").toBe(true);
    },
  );

  hidden("a team of one, and one of twelve, run as well", async ({ submission }) => {
    for (const count of [1, 12]) {
      const { results } = await reportOf(submission, count, 0.2);
      expect(results.length, `The results of a team of ${count}`).toBe(count);
    }
  });
});

exercise("12.2", { reread: "Lock, queue, or one container each?" }, ({ check, hidden }) => {
  interface Finding {
    readonly agentId: number;
    readonly index: number;
    readonly worker: string;
  }

  async function findingsOf(submission: RemoteSubmission, agents: number, each: number) {
    const found = await submission.call("collectFindings", agents, each);
    return listOf<Finding>(found, "collectFindings() gives the findings, and that");
  }

  /** Fails unless every finding is there exactly once, and no other. */
  function assertComplete(findings: readonly Finding[], agents: number, each: number) {
    const keys = new Set(findings.map(({ agentId, index }) => `${agentId}/${index}`));
    const expected = Array.from(
      { length: agents * each },
      (_, at) => `${Math.floor(at / each)}/${at % each}`,
    );
    const lost = expected.filter((key) => !keys.has(key)).length;
    expect(lost, `${agents} agents with ${each} findings each. Lost`).toBe(0);
    expect(findings.length - keys.size, `Each finding is there once. There more than once`).toBe(0);
    expect(findings.length, `${agents} × ${each} findings. Their number`).toBe(agents * each);
  }

  check("two agents with three findings each bring home six", async ({ submission }) => {
    assertComplete(await findingsOf(submission, 2, 3), 2, 3);
  });

  check(
    "under stress, again and again, nothing is lost and nothing is there twice",
    { essential: true, timeout: 20_000 },
    async ({ submission }) => {
      for (let round = 0; round < 3; round += 1)
        assertComplete(await findingsOf(submission, 8, 2000), 8, 2000);
    },
  );

  check("the findings were made on worker threads", { essential: true }, async ({ submission }) => {
    const workers = [...new Set((await findingsOf(submission, 4, 500)).map(({ worker }) => String(worker)))];
    for (const worker of workers) {
      const message = "Agents find on threads, and say on which: `context.worker`. A finding came from";
      expect(worker, message).toMatch(/thread|worker/i);
    }
    const { threads } = await submission.started();
    const message = `Findings came from ${workers.length} different threads. Threads that were really started, at least`;
    expect(threads, message).toBeGreaterThanOrEqual(workers.length);
  });

  check("an agent without findings is no problem", async ({ submission }) => {
    expect((await findingsOf(submission, 4, 0)).length, "Four agents that find nothing bring home").toBe(0);
  });

  hidden(
    "thirty agents, uneven numbers",
    { timeout: 20_000, expected: "Every finding of every agent arrives once, whatever the numbers." },
    async ({ submission }) => {
      assertComplete(await findingsOf(submission, 30, 333), 30, 333);
      assertComplete(await findingsOf(submission, 1, 5000), 1, 5000);
    },
  );
});

exercise("12.3", { reread: "Three walls" }, ({ check, hidden }) => {
  async function rehearsal(submission: RemoteSubmission, count: number, failingId: number, how: string) {
    await submission.startWorkersAnew();
    const told = await submission.call("rehearse", count, failingId, how);
    return { told, results: listOf<Result>(told?.results, "A rehearsal's `results`") };
  }

  /** Fails unless a thread has ended by itself in the middle of its work, as `process.exit(1)` ends it. */
  async function assertExited(submission: RemoteSubmission): Promise<void> {
    const { ended } = await submission.started();
    const exits = ended.filter(({ exitCode, terminated }) => exitCode !== 0 && !terminated).length;
    const message =
      "The failing agent calls process.exit(1), which ends its thread: an error that only says so does not rehearse it. Threads that an agent has ended";
    expect(exits > 0 ? "one or more" : `${exits}`, message).toBe("one or more");
  }

  /** Fails unless an agent kept a core busy. The kernel counts processor time, which a busy machine does not make more. */
  async function assertSpun(submission: RemoteSubmission): Promise<void> {
    const used = async (how: string): Promise<number | undefined> => {
      const before = submission.usage()?.cpuSeconds;
      await rehearsal(submission, 3, 1, how);
      const after = submission.usage()?.cpuSeconds;
      return before === undefined || after === undefined ? undefined : after - before;
    };
    const thrown = await used("throw");
    if (thrown === undefined) return;
    let spun = 0;
    for (let round = 0; round < 3 && spun < thrown + 0.1; round += 1) spun = (await used("spin")) ?? 0;
    const message = `The failing agent never ends by itself: it keeps a core busy until somebody ends it. A rehearsal in which one throws took ${thrown.toFixed(2)} s of processor time, and one in which one spins ${spun.toFixed(2)} s. One kept a core busy`;
    expect(spun >= thrown + 0.1, message).toBe(true);
  }

  const cases = [
    {
      how: "throw",
      title: "an agent that divides by zero",
      reread: "Failing as a value",
    },
    {
      how: "exit",
      title: "an agent that calls process.exit()",
      reread: "Three walls",
    },
    {
      how: "spin",
      title: "an agent that never ends",
      reread: "A pitfall: the zombie",
    },
  ];
  for (const { how, title, reread } of cases) {
    check(
      `${title} fails alone, and the others arrive`,
      { timeout: 30_000, reread, essential: how !== "throw" },
      async ({ submission }) => {
        const { told, results } = await rehearsal(submission, 5, 2, how);
        if (how === "exit") await assertExited(submission);
        if (how === "spin") await assertSpun(submission);
        expect(
          results.map(({ agentId }) => agentId),
          `One result for each agent, in their order. The ids`,
        ).toEqual([0, 1, 2, 3, 4]);
        expect(
          results.filter(({ success }) => !success).map(({ agentId }) => agentId),
          `Agent 2 fails, and nobody else. Failed`,
        ).toEqual([2]);
        expect(
          String(results[2]?.error?.message ?? ""),
          "A swallowed error helps nobody: the failed agent's `error` has a message. The message",
        ).toMatch(/\S{3,}/);
        for (const { agentId, success, result } of results) {
          if (success)
            expect(result ?? "nothing", `Agent ${agentId} did its work. Its result`).not.toBe("nothing");
        }
        expect(told.survivors, "Survivors are those that succeeded. Of five agents").toBe(4);
      },
    );
  }

  check("a failure says which one it was", { timeout: 15_000 }, async ({ submission }) => {
    const saying = async (how: string) =>
      String((await rehearsal(submission, 3, 1, how)).results[1]?.error?.message ?? "");
    const [thrown, exited] = [await saying("throw"), await saying("exit")];
    expect(
      thrown === exited ? `“${thrown}”, both times` : "two messages",
      "An agent that divides by zero and one that exits leave different messages behind. They left",
    ).toBe("two messages");
  });

  hidden(
    "any agent may be the one, the first and the last too",
    { timeout: 30_000, expected: "Whichever agent fails, it fails alone, and the others arrive." },
    async ({ submission }) => {
      for (const [failingId, how] of [
        [0, "exit"],
        [6, "throw"],
      ] as const) {
        const { results } = await rehearsal(submission, 7, failingId, how);
        const failed = results.filter(({ success }) => !success).map(({ agentId }) => agentId);
        expect(failed, `Agent ${failingId} of seven fails by “${how}”. Failed`).toEqual([failingId]);
      }
    },
  );
});

exercise("12.4", { reread: "The first run is not like the others" }, ({ check, hidden }) => {
  const pause = (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds));

  /** A setup and a run that note when they were called, on this side's clock. */
  function stage({ setup = 0, work = 0, failAt = -1 }: { setup?: number; work?: number; failAt?: number }) {
    const log: {
      prepared: number;
      handed: number[];
      setups: { from: number; to: number }[];
      runs: { from: number; to: number }[];
    } = { prepared: 0, handed: [], setups: [], runs: [] };
    const prepare = async () => {
      const from = performance.now();
      await pause(setup);
      log.setups.push({ from, to: performance.now() });
      log.prepared += 1;
      return log.prepared;
    };
    const run = async (prepared: number) => {
      const from = performance.now();
      log.handed.push(prepared);
      await pause(work);
      log.runs.push({ from, to: performance.now() });
      const success = log.runs.length !== failAt;
      return [{ success: true }, { success }];
    };
    return { log, prepare, run };
  }

  async function timed(submission: RemoteSubmission, of: ReturnType<typeof stage>, rounds: number) {
    const timing = await submission.call("timeRuns", of.prepare, of.run, rounds);
    return { timing, seconds: listOf<number>(timing?.seconds, "A timing's `seconds`") };
  }

  check("each round is prepared anew, and gets what was prepared for it", async ({ submission }) => {
    const of = stage({});
    await timed(submission, of, 3);
    const message = "Three rounds and a warm-up, each with a setup of its own. The runs were handed";
    expect(of.log.handed, message).toEqual([1, 2, 3, 4]);
  });

  check("the warm-up does not count", async ({ submission }) => {
    const { seconds } = await timed(submission, stage({}), 3);
    expect(seconds.length, "The first run warms up. Of four runs, so many count").toBe(3);
  });

  check("setup is not on the clock", { essential: true }, async ({ submission }) => {
    const of = stage({ setup: 120, work: 5 });
    const { seconds } = await timed(submission, of, 2);
    const end = performance.now();
    for (const [at, taken] of seconds.entries()) {
      // However busy the machine is, the clock runs no longer than from the end of one setup to the beginning of the next.
      const to = of.log.setups[at + 1]?.to;
      if (to === undefined) {
        const setups = `${of.log.setups.length}`;
        return expect(setups, "Two rounds and a warm-up, each with a setup of its own. Setups").toBe("3");
      }
      const next = of.log.setups[at + 2]?.from ?? end;
      const message = "Setup took 0.12 s and the run about 0.01 s: only the run is on the clock. Measured";
      expect(taken, message).toBeLessThan((next - to) / 1000 + 0.003);
    }
  });

  check("the times are those of the runs, in seconds", async ({ submission }) => {
    const of = stage({ work: 40 });
    const begun = performance.now();
    const { seconds } = await timed(submission, of, 2);
    const whole = (performance.now() - begun) / 1000;
    for (const [at, taken] of seconds.entries()) {
      const run = of.log.runs[at + 1];
      if (!run) return expect(`${of.log.runs.length}`, "Two rounds and a warm-up. Runs").toBe("3");
      const { from, to } = run;
      const message = `Run ${at + 1} took ${((to - from) / 1000).toFixed(3)} s. Measured`;
      // The run is on this side of a wire, the clock on the other: it sees a little more, and never less than timers may differ.
      expect(taken, message).toBeGreaterThan((to - from) / 1000 - 0.003);
      expect(taken, message).toBeLessThan(whole);
    }
  });

  check("the median is the middle of the counted rounds", async ({ submission }) => {
    for (const rounds of [1, 3, 4]) {
      const { timing, seconds } = await timed(submission, stage({ work: 1 }), rounds);
      const sorted = [...seconds].sort((a, b) => a - b);
      const middle =
        (sorted[Math.floor((rounds - 1) / 2)] as number) + (sorted[Math.floor(rounds / 2)] as number);
      const message = `The middle one of ${rounds} sorted times, or the mean of the two in the middle. The median`;
      expect(Number(timing.median).toPrecision(6), message).toBe((middle / 2).toPrecision(6));
    }
  });

  check(
    "the median is that of numbers, also where one has more digits than another",
    async ({ submission }) => {
      // By the answer's own stopwatch the three rounds that count take 9, 10 and 100 s, and are over at once.
      const run = await submission.taking(async () => [{ success: true }], 1, 10, 9, 100);
      const timing = await submission.call("timeRuns", async () => 0, run, 3);
      const seconds = listOf<number>(timing?.seconds, "A timing's `seconds`");
      const middle = [...seconds].sort((a, b) => a - b)[1] as number;
      const message = `Sort numbers as numbers: “10” stands before “9”, 10 does not. Of ${seconds.map((one) => one.toFixed(3)).join(", ")} s the median is ${middle.toFixed(3)} s. Yours`;
      expect(Number(timing?.median).toFixed(3), message).toBe(middle.toFixed(3));
    },
  );

  check("a run that computes before it first waits is on the clock", async ({ submission }) => {
    const run = await submission.computing(async () => [{ success: true }], 60);
    const timing = await submission.call("timeRuns", async () => 0, run, 2);
    for (const taken of listOf<number>(timing?.seconds, "A timing's `seconds`"))
      expect(
        taken,
        "The run computes for 0.06 s before its first await: start the clock before you call it. Measured",
      ).toBeGreaterThanOrEqual(0.06);
  });

  check("a run in which an agent failed gives no time", async ({ submission }) => {
    for (const failAt of [1, 3]) {
      const of = stage({ failAt });
      const error = await submission.call("timeRuns", of.prepare, of.run, 3).then(
        () => undefined,
        (thrown: Error) => thrown,
      );
      expect(of.log.runs.length, "Run first, then look who failed. Runs until then").toBeGreaterThanOrEqual(
        failAt,
      );
      const message = `An agent failed in run ${failAt}, so no time means anything: throw an error. Thrown`;
      expect(error === undefined ? "nothing" : "an error", message).toBe("an error");
      expect(error?.message, "The error says that an agent failed. Its message").toMatch(/\S{3,}/);
    }
  });

  hidden("the times keep the order of the rounds", async ({ submission }) => {
    const works = [0, 60, 10, 30];
    const took: number[] = [];
    const timing = await submission.call(
      "timeRuns",
      async () => took.length,
      async () => {
        const from = performance.now();
        await pause(works[took.length] as number);
        took.push((performance.now() - from) / 1000);
        return [{ success: true }];
      },
      3,
    );
    const seconds = listOf<number>(timing?.seconds, "A timing's `seconds`");
    for (const [at, taken] of seconds.entries()) {
      const own = took[at + 1] as number;
      const message = `Round ${at + 1} of those that count took ${own.toFixed(3)} s. In its place stands`;
      expect(taken, message).toBeGreaterThan(own - 0.003);
    }
  });
});

exercise("12.5", { processes: true, reread: "2, 4, 8" }, ({ check, hidden }) => {
  interface Row {
    readonly approach: string;
    readonly agents: number;
    readonly times: readonly number[];
    readonly seconds: number;
    readonly speedup: number;
    readonly cpuPercent: number;
    readonly memoryMB: number;
  }
  const ways = ["sequential", "event-loop", "worker-threads", "child-processes"];
  const rowsOf = async (
    submission: RemoteSubmission,
    counts: readonly number[],
    work: number,
    rounds: number,
  ) =>
    listOf<Row>(
      await submission.call("benchmark", counts, work, rounds),
      "benchmark() gives the rows, and that",
    );

  check(
    "there is an honest row for each way and each number of agents",
    { essential: true, timeout: 60_000, points: 3 },
    async ({ submission }) => {
      const begun = performance.now();
      const rows = await rowsOf(submission, [2, 4, 8], 0.2, 1);
      const whole = (performance.now() - begun) / 1000;
      const names = rows.map(({ approach, agents }) => `${approach} ${agents}`).sort();
      const expected = [2, 4, 8].flatMap((count) => ways.map((way) => `${way} ${count}`)).sort();
      expect(names, "The base and three ways, with 2, 4 and 8 agents: twelve rows. They are").toEqual(
        expected,
      );
      for (const row of rows) assertHonest(row, rows, 1);
      const sum = rows.flatMap(({ times }) => times).reduce((total, time) => total + time, 0);
      const message = `The whole call took ${whole.toFixed(2)} s, all runs included. The rows' times add up to`;
      expect(sum, message).toBeLessThan(whole);
    },
  );

  check(
    "more work takes more time, and keeps a core busy",
    { timeout: 60_000, reread: "Exercise 12.5 · Three ways, three sizes" },
    async ({ submission }) => {
      const baseOf = async (work: number) =>
        (await rowsOf(submission, [1], work, 1)).find(({ approach }) => approach === "sequential");
      const little = (await baseOf(0.2))?.seconds ?? Number.NaN;
      let work = 10;
      let much = await baseOf(work);
      const told = () =>
        `Hand \`work\` on to your team. The base took ${little.toFixed(4)} s with work 0.2. With work ${work} it took`;
      // The machine counts its time in hundredths of a second, and may have held up the short run: only a longer run shows.
      while ((much?.seconds ?? 1) < Math.max(0.04, 2 * little) && work < 1000) {
        work *= 4;
        much = await baseOf(work);
      }
      expect(much?.seconds, told()).toBeGreaterThan(little);
      const oneCore = 100 / availableParallelism();
      const message = `One agent after the other keeps one core busy, about ${oneCore.toFixed(0)} % of this machine. In percent, not from 0 to 1, the CPU of your base`;
      expect(much?.cpuPercent, message).toBeGreaterThan(oneCore / 10);
    },
  );

  /** The rows of one number of agents, with so much work that the base takes 0.25 s at least. */
  async function rowsOfRealWork(submission: RemoteSubmission): Promise<readonly Row[]> {
    for (let work = 4; ; work *= 3) {
      const rows = await rowsOf(submission, [2], work, 1);
      const base = rows.find(({ approach }) => approach === "sequential")?.seconds ?? Number.NaN;
      expect(
        base,
        "The base is measured in seconds, with more work in more of them. Its seconds",
      ).toBeGreaterThan(0);
      if (base >= 0.25 || work > 2000) return rows;
    }
  }

  check(
    "each way is really run in its way",
    { timeout: 90_000, essential: true, reread: "Three ways to run the same agents" },
    async ({ submission }) => {
      // The answer sees two cores, whatever the machine has, so that there are threads and processes for two agents.
      await submission.simulateCores(2);
      await submission.startWorkersAnew();
      await rowsOfRealWork(submission);
      const { threads, processes } = await submission.started();
      const real =
        "Worker threads are threads, and child processes are processes. Started, threads and processes, at least one each";
      expect([threads > 0, processes > 0], real).toEqual([true, true]);
      // What the kernel counts of one more benchmark, with so much work that starting threads weighs little.
      const before = submission.usage();
      await rowsOf(submission, [2], 40, 1);
      const after = submission.usage();
      if (!before || !after) return;
      const main = after.mainThreadSeconds - before.mainThreadSeconds;
      const ended = after.endedProcessesSeconds - before.endedProcessesSeconds;
      const onThreads = after.cpuSeconds - before.cpuSeconds - main - ended;
      const message = `The base and the event loop compute on the main thread, and worker threads only where the row says so. Processor time on the main thread ${main.toFixed(2)} s, on other threads ${onThreads.toFixed(2)} s: more on others`;
      expect(onThreads > 1.3 * main + 0.3, message).toBe(false);
    },
  );

  check(
    "the CPU of child processes is seen, too",
    { timeout: 90_000, reread: "Exercise 07.4 · The table" },
    async ({ submission }) => {
      await submission.simulateCores(2);
      await submission.startWorkersAnew();
      const rows = await rowsOfRealWork(submission);
      const cpuOf = (way: string) => rows.find(({ approach }) => approach === way)?.cpuPercent ?? Number.NaN;
      const [base, processes] = [cpuOf("sequential"), cpuOf("child-processes")];
      const message = `Two child processes keep at least as many cores busy as the base, which had ${Number(base).toFixed(0)} %. From inside of this process nothing is seen of it (lesson 07): read coreTime(). The CPU of child-processes was ${Number(processes).toFixed(0)} %: about as much, or more`;
      expect(processes >= 0.4 * base, message).toBe(true);
    },
  );

  check(
    "starting threads and processes is not on the clock",
    { timeout: 60_000, reread: "The first run is not like the others" },
    async ({ submission }) => {
      await submission.simulateCores(2);
      await submission.startWorkersAnew();
      const begun = performance.now();
      const rows = await rowsOf(submission, [2], 0.01, 2);
      const whole = (performance.now() - begun) / 1000;
      const sumOf = (...ways: string[]) =>
        rows
          .filter(({ approach }) => ways.includes(approach))
          .flatMap(({ times }) => listOf<number>(times, "The `times` of a row"))
          .reduce((total, time) => total + time, 0);
      // There is next to no work, so the call is mostly the start of threads and processes, three times for two rounds and a warm-up.
      const more = sumOf("worker-threads", "child-processes") - sumOf("sequential", "event-loop");
      const share = Math.max(0, more) / whole;
      const message = `With next to no work, the whole call took ${whole.toFixed(2)} s, and threads and processes claim ${more.toFixed(2)} s more than the two ways that start nothing. \`times\` are without setup: \`totalSeconds\` is. Of the call, setup in \`times\` is`;
      expect(share < 0.4 ? "little" : `${Math.round(100 * share)} %`, message).toBe("little");
    },
  );

  hidden(
    "other numbers of agents and several rounds work, too",
    { timeout: 60_000 },
    async ({ submission }) => {
      const rows = await rowsOf(submission, [3], 0.2, 3);
      expect(rows.length, "One number of agents, four ways. The rows").toBe(4);
      for (const row of rows) assertHonest(row, rows, 3);
    },
  );

  /** Each figure of a row has its unit; the seconds follow from the rounds, and the speedup from the seconds. */
  function assertHonest(
    { approach, agents, times, seconds, speedup, cpuPercent, memoryMB }: Row,
    rows: readonly Row[],
    rounds: number,
  ) {
    const who = `${approach} with ${agents} agents`;
    const sorted = [...listOf<number>(times, `The \`times\` of ${who}`)].sort((a, b) => a - b);
    const count = `One time for each of the ${rounds} rounds, and none for a warm-up. The \`times\` of ${who}: their number`;
    expect(sorted.length, count).toBe(rounds);
    expect(sorted[0], `A run takes time. The shortest of the \`times\` of ${who}`).toBeGreaterThan(0);
    const middle = sorted[rounds >> 1] as number;
    const isMedian = Math.abs(seconds - middle) <= 0.01 * middle;
    const median = `The median of ${sorted.join(", ")} is ${middle}. The seconds of ${who}`;
    expect(isMedian ? middle : seconds, median).toBe(middle);
    const base =
      rows.find((row) => row.agents === agents && row.approach === "sequential")?.seconds ?? Number.NaN;
    const expected = base / seconds;
    // Rounded to two digits is good enough.
    const isRight = Math.abs(speedup - expected) < 0.02 * expected + 0.006;
    const message = `Base time ÷ time, for the same number of agents. The base took ${base.toFixed(4)} s and ${who} ${Number(seconds).toFixed(4)} s, so the speedup is about ${expected.toFixed(2)}. It`;
    expect(isRight ? "right" : speedup, message).toBe("right");
    expect(cpuPercent, `0 to 100 percent of all cores. The CPU of ${who}`).toBeGreaterThanOrEqual(0);
    expect(cpuPercent, `0 to 100 percent of all cores. The CPU of ${who}`).toBeLessThanOrEqual(100);
    expect(memoryMB, `Node alone takes more than 5 MB. The memory of ${who}`).toBeGreaterThan(5);
    expect(memoryMB, `Megabytes, not bytes or kilobytes. The memory of ${who}`).toBeLessThan(20_000);
  }
});

/** Rows as a benchmark gives them: seconds by way, for each number of agents. */
function rowsFrom(seconds: Record<number, Record<string, number>>, cpu: Record<string, number> = {}) {
  return Object.entries(seconds).flatMap(([agents, ways]) =>
    Object.entries(ways).map(([approach, taken]) => ({
      approach,
      agents: Number(agents),
      times: [taken],
      seconds: taken,
      speedup: (ways.sequential ?? taken) / taken,
      cpuPercent: cpu[approach] ?? 51,
      memoryMB: 64,
    })),
  );
}

const threadsWin = rowsFrom(
  {
    2: { sequential: 1, "event-loop": 0.4, "worker-threads": 0.5, "child-processes": 0.6 },
    8: { sequential: 4, "event-loop": 4.1, "worker-threads": 1.25, "child-processes": 1.6 },
  },
  { "worker-threads": 93 },
);
const loopWins = rowsFrom(
  { 8: { sequential: 0.08, "event-loop": 0.02, "worker-threads": 0.05, "child-processes": 0.3 } },
  { "event-loop": 17 },
);
/** The figures of a line as text, such as "8" and "3.20". */
const figuresOf = (line: string): readonly string[] => line.match(/\d+(?:[.,]\d+)?/g) ?? [];

/** The line, or row, with this number of agents and this way to run them. */
const lineOf = (lines: readonly string[], { approach, agents }: { approach: string; agents: number }) =>
  lines.find((line) => line.includes(approach) && figuresOf(line).includes(`${agents}`));

/** Rows whose figures all differ, and can be written with one or two digits. */
const allDifferent = [
  ...rowsFrom(
    { 2: { sequential: 1, "event-loop": 1.25, "worker-threads": 0.5, "child-processes": 0.4 } },
    { sequential: 47, "event-loop": 53, "worker-threads": 88, "child-processes": 79 },
  ),
  ...rowsFrom(
    { 8: { sequential: 4, "event-loop": 5, "worker-threads": 1.25, "child-processes": 1.6 } },
    { sequential: 49, "event-loop": 51, "worker-threads": 93, "child-processes": 97 },
  ),
].map((row, at) => ({ ...row, memoryMB: 120 + 15 * at }));
const tooClose = rowsFrom({
  4: { sequential: 2, "event-loop": 2.02, "worker-threads": 1.01, "child-processes": 1 },
});

exercise("12.6", { reread: "The three ways, measured" }, ({ check, hidden }) => {
  async function analysisOf(submission: RemoteSubmission, rows: readonly object[]) {
    const analysis = await submission.call("analyse", rows);
    return {
      winner: analysis?.winner,
      table: String(analysis?.table ?? ""),
      because: listOf<string>(analysis?.because, "`because`"),
    };
  }

  check("the fastest wins, whichever it is", { essential: true }, async ({ submission }) => {
    const message = "The lowest seconds among the rows with the most agents. The winner";
    expect((await analysisOf(submission, threadsWin)).winner, message).toBe("worker-threads");
    expect((await analysisOf(submission, loopWins)).winner, message).toBe("event-loop");
  });

  check("only the rows with the most agents decide", async ({ submission }) => {
    const rows = rowsFrom({
      8: { sequential: 4, "event-loop": 4, "worker-threads": 2, "child-processes": 1 },
      2: { sequential: 1, "event-loop": 0.01, "worker-threads": 0.4, "child-processes": 0.5 },
    });
    expect(
      (await analysisOf(submission, rows)).winner,
      "With 2 agents the event loop was faster; 8 are the most. The winner",
    ).toBe("child-processes");
  });

  check("a lead of less than 5 % is noise, and nobody wins", { essential: true }, async ({ submission }) => {
    const { winner, because } = await analysisOf(submission, tooClose);
    expect(winner, "1.00 s and 1.01 s: too close to call. The winner").toBe(null);
    const told = because.join(" ");
    expect(told, "When nobody wins, `because` names those that were too close. It").toContain(
      "worker-threads",
    );
    expect(told, "When nobody wins, `because` names those that were too close. It").toContain(
      "child-processes",
    );
  });

  check("the reasons are the numbers: speedup and share of the CPU", async ({ submission }) => {
    const told = (await analysisOf(submission, threadsWin)).because.join(" ");
    const figures = figuresOf(told).map((text) => Number(text.replace(",", ".")));
    const tells = figures.some((figure) => Math.abs(figure - 3.2) < 0.005);
    const speedup =
      "4 s against 1.25 s is 3.2 times as fast, and a reason says so (3.2, 3.20 …). The reasons";
    expect(tells ? "3.2" : told, speedup).toBe("3.2");
    expect(told, "The winner kept 93 % of the cores busy, and a reason says so. The reasons").toMatch(
      /\b93\b/,
    );
  });

  check("the table has a heading and every row, and its columns line up", async ({ submission }) => {
    const { table } = await analysisOf(submission, allDifferent);
    const lines = table.replace(/\n$/, "").split("\n");
    const rowLines = allDifferent.map((row) => {
      const line = lineOf(lines, row);
      const message = `A line for ${row.approach} with ${row.agents} agents. It is`;
      expect(line === undefined ? "missing" : "there", message).toBe("there");
      return line as string;
    });
    const headings = lines
      .filter((line) => !rowLines.includes(line))
      .map((line) => line.match(/\p{L}+/gu) ?? []);
    const words = Math.max(0, ...headings.map((heading) => heading.length));
    const message =
      "A heading that names the way, the agents, the seconds, the speedup, the CPU and the memory: six words or more. Its words";
    expect(words, message).toBeGreaterThanOrEqual(6);
    const widths = [...new Set(lines.map((line) => line.length))];
    expect(
      widths.length,
      `All lines are equally long, so columns line up (padEnd, padStart). Lengths ${widths.join(", ")}: different ones`,
    ).toBe(1);
  });

  check("every row of the table tells all its figures", async ({ submission }) => {
    const { table } = await analysisOf(submission, allDifferent);
    for (const row of allDifferent) {
      const { approach, agents, seconds, speedup, cpuPercent, memoryMB } = row;
      const line = lineOf(table.split("\n"), row) ?? "";
      const figures = figuresOf(line).map((text) => Number(text.replace(",", ".")));
      // Figures may be rounded, and times may be in seconds or in milliseconds.
      const tells = (...values: readonly number[]) =>
        figures.some((figure) => values.some((value) => Math.abs(figure - value) <= 0.05 * value));
      const missing = [
        ...(tells(seconds, 1000 * seconds) ? [] : [`seconds (${seconds})`]),
        ...(tells(speedup) ? [] : [`speedup (${speedup})`]),
        ...(tells(cpuPercent) ? [] : [`CPU (${cpuPercent} %)`]),
        ...(tells(memoryMB) ? [] : [`memory (${memoryMB} MB)`]),
      ];
      const message = `Every row tells seconds, speedup, CPU and memory. The line “${line.trim()}” of ${approach} with ${agents} agents lacks`;
      expect(missing, message).toEqual([]);
    }
  });

  hidden("the rows stay as they were, and their order decides nothing", async ({ submission }) => {
    const reversed = [...threadsWin].reverse();
    expect(
      (await analysisOf(submission, reversed)).winner,
      "The same rows in another order. The winner",
    ).toBe("worker-threads");
    const exactly = rowsFrom({
      8: { sequential: 3, "event-loop": 3, "worker-threads": 1, "child-processes": 1.1 },
    });
    expect((await analysisOf(submission, exactly)).winner, "10 % is a lead. The winner").toBe(
      "worker-threads",
    );
    const justSo = rowsFrom({
      8: { sequential: 40, "event-loop": 41, "worker-threads": 21, "child-processes": 20 },
    });
    expect(
      (await analysisOf(submission, justSo)).winner,
      "21 s against 20 s are 5 % more, and only less than 5 % is noise. The winner",
    ).toBe("child-processes");
  });

  hidden("one way alone wins over nobody else", async ({ submission }) => {
    const { winner, table } = await analysisOf(submission, rowsFrom({ 8: { "worker-threads": 1 } }));
    expect([winner, table.includes("worker-threads")], "A single row: winner, and a table with it").toEqual([
      "worker-threads",
      true,
    ]);
  });
});

exercise("12.7", { reread: "Exercise 12.7 · The page" }, ({ check, hidden }) => {
  const pageOf = async (submission: RemoteSubmission, title: string, rows: readonly object[]) => {
    const html = await submission.call("page", title, rows);
    expect(typeof html, "page() gives the page as text. It").toBe("string");
    return html as string;
  };
  const plain = (html: string) => html.replace(/<(style|script|svg)\b[\s\S]*?<\/\1>/gi, " ");
  const entities: Record<string, string> = { amp: "&", lt: "<", gt: ">", quot: '"' };
  /** A text of HTML as a browser shows it. */
  const asRead = (text: string) =>
    text.replace(/&(?:#x([\da-f]+)|#(\d+)|(\w+));/gi, (whole, hex, decimal, name) => {
      if (name !== undefined) return entities[name.toLowerCase()] ?? whole;
      return String.fromCodePoint(hex === undefined ? Number(decimal) : Number.parseInt(hex, 16));
    });

  check("it is a whole page with your title", async ({ submission }) => {
    const html = await pageOf(submission, "Dice and numbers", threadsWin);
    expect(html.trimStart().slice(0, 15).toLowerCase(), "A page begins with its doctype. It begins").toBe(
      "<!doctype html>",
    );
    expect(html, "The <title> is yours. The page").toMatch(/<title>[^<]*Dice and numbers[^<]*<\/title>/i);
    expect(html, "The <h1> is yours. The page").toMatch(/<h1[^>]*>[\s\S]*?Dice and numbers[\s\S]*?<\/h1>/i);
  });

  check("every row of the benchmark is a row of a table", async ({ submission }) => {
    const html = plain(await pageOf(submission, "Rows", threadsWin));
    const lines = [...html.matchAll(/<tr\b[\s\S]*?(?=<tr\b|<\/table>)/gi)].map(([line]) =>
      line.replace(/<[^>]+>/g, " "),
    );
    for (const row of threadsWin) {
      const message = `A <tr> for ${row.approach} with ${row.agents} agents. It is`;
      expect(lineOf(lines, row) === undefined ? "missing" : "there", message).toBe("there");
    }
  });

  check(
    "the winner follows from the rows, and a draw is told as one",
    { essential: true },
    async ({ submission }) => {
      const told = async (rows: readonly object[]) => {
        const text = plain(await pageOf(submission, "Who", rows))
          .replace(/<table\b[\s\S]*?<\/table>/gi, " ")
          .replace(/<[^>]+>/g, " ");
        const empty = "Say in words that nobody won: `null` is for programs. The page's text";
        expect(text, empty).not.toMatch(/\b(?:null|undefined|NaN)\b/);
        return text;
      };
      const clear = await told(threadsWin);
      expect(clear, "Outside of the table the page names the winner. Its text").toContain("worker-threads");
      expect(clear, "It gives the reasons, too: 3.2 times as fast. Its text").toMatch(/3[.,]2/);
      expect(await told(loopWins), "With other rows it names another one. Its text").toContain("event-loop");
      expect(
        await told(tooClose),
        "A draw: the page says that nobody won, or there is no winner. Its text",
      ).toMatch(/no winner|nobody|no one|none|draw|too close|tie\b/i);
    },
  );

  check("there is a chart in it, as SVG", async ({ submission }) => {
    const html = await pageOf(submission, "Chart", threadsWin);
    const charts = html.match(/<svg\b[\s\S]*?<\/svg>/gi) ?? [];
    const shapesOf = (svg: string) => svg.match(/<(rect|path|line|circle|polyline|polygon)\b/gi)?.length ?? 0;
    expect(
      Math.max(0, ...charts.map(shapesOf)),
      "A chart as <svg> in the page, with a shape for each of the four ways at least. The shapes in it",
    ).toBeGreaterThanOrEqual(4);
    // What is written in it, and what it says to those who cannot see it.
    const words = charts
      .flatMap((svg) => [
        ...[...svg.matchAll(/\baria-label\s*=\s*(?:"([^"]*)"|'([^']*)')/gi)].map(
          (match) => match[1] ?? match[2],
        ),
        svg.replace(/<style\b[\s\S]*?<\/style>/gi, " ").replace(/<[^>]+>/g, " "),
      ])
      .join(" ");
    const unnamed = ["sequential", "event-loop", "worker-threads", "child-processes"].filter(
      (way) => !words.replace(/\W+/g, "-").toLowerCase().includes(way),
    );
    expect(unnamed, "Whoever looks at the chart can tell the ways apart. Not named in it").toEqual([]);
    const units =
      /\b(?:s|ms|milliseconds?|sec\w*|times?|speed-?ups?|faster|slower|percent|cpu|mb|mega\w*)\b|[%×]/i;
    expect(
      units.test(words) ? "a unit" : "none",
      "A bar without a unit says nothing: seconds, or times as fast. In the chart stands",
    ).toBe("a unit");
  });

  check("it loads nothing from anywhere", async ({ submission }) => {
    const html = await pageOf(submission, "Alone", threadsWin);
    const loads = [
      ...html.matchAll(
        /<(?:script|img|iframe|link|source|video|audio|embed|image|use)\b[^>]*\b(?:src|href|[a-z]+:href)\s*=\s*["']?(?!data:|#)([^"'\s>]+)/gi,
      ),
      ...html.matchAll(/@import\s+(?:url\()?["']?(?!data:)([^"')\s;]+)/gi),
      ...html.matchAll(/url\(\s*["']?(?!data:|#)([^"')]+)/gi),
    ].map((match) => match[1]);
    expect(loads, "One file, no network: nothing is loaded. Loaded").toEqual([]);
  });

  check("a title with < and & is read, and never run", { essential: true }, async ({ submission }) => {
    const title = 'a < b & "c" > d &lt; e <script>alert("x")</script>';
    const html = await pageOf(submission, title, threadsWin);
    expect(html, "Write &lt; for <. The page").not.toContain('<script>alert("x")');
    const [, inHead = ""] = /<title>([^<]*)<\/title>/i.exec(html) ?? [];
    expect(inHead, "Write &amp; for &, as well. The title in the page").not.toMatch(/&(?!\w+;|#\w+;)/);
    const [, heading = ""] = /<h1[^>]*>([\s\S]*?)<\/h1>/i.exec(html) ?? [];
    for (const [place, text] of [
      ["<title>", inHead],
      ["<h1>", heading.replace(/<[^>]+>/g, "")],
    ] as const) {
      const read = asRead(text);
      const message = `A reader finds each character of the title again: “${title}”. In the ${place} stands`;
      expect(read.includes(title) ? title : read, message).toBe(title);
    }
  });

  check("nothing slips in between the rows and the points", async ({ submission }) => {
    const html = plain(await pageOf(submission, "Lists", threadsWin));
    const between = [...html.matchAll(/<\/(?:tr|td|th|li)>([^<]*)(?=<)/gi)].map(([, text = ""]) =>
      asRead(text).trim(),
    );
    expect(
      between.filter((text) => text !== ""),
      "Text that stands between two rows, cells or points is shown where it does not belong. Lists are joined with commas unless you join them. Between them stands",
    ).toEqual([]);
  });

  hidden("a name in the rows is text as well", async ({ submission }) => {
    const evil = "<img src=x onerror=alert(1)>";
    for (const named of ["event-loop", "worker-threads"]) {
      const rows = threadsWin.map((row) => (row.approach === named ? { ...row, approach: evil } : row));
      const html = await pageOf(submission, "Names", rows);
      const message =
        "A name from the rows may hold anything, in the table, the verdict and the chart. Of such a name the page holds as code";
      expect(html.includes("<img src=x") ? "<img src=x" : "nothing", message).toBe("nothing");
    }
  });
});
