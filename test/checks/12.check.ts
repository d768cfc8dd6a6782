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

  check("every agent ran on a worker thread", async ({ submission }) => {
    const { results } = await reportOf(submission, 6, 1);
    for (const { agentId, worker } of results) {
      const message = `A thread of its own, not the main thread, and no process. Agent ${agentId} ran on`;
      expect(String(worker), message).toMatch(/thread|worker/i);
    }
  });

  check("the status is printed at the start, and says how many cores there are", async ({ submission }) => {
    const { report } = await reportOf(submission, 3, 1);
    const status = String(report?.status ?? "");
    expect(status, "The status tells the cores in words or numbers. The status").toMatch(
      /\d+ (cores?|CPUs?)\b|\bcores?\b.*\d|\bone core\b/i,
    );
    expect(submission.output, "The status line is printed, not only returned. Your output").toContain(
      status.split("\n")[0] as string,
    );
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
      const seconds = (results: readonly Result[]) =>
        results.reduce((sum, { duration }) => sum + duration, 0);
      const small = (await reportOf(submission, 4, 1)).results;
      let work = 16;
      let large = (await reportOf(submission, 4, work)).results;
      while (Math.min(...large.map(({ duration }) => duration)) < 0.1 && work < 2000) {
        work *= 3;
        large = (await reportOf(submission, 4, work)).results;
      }
      expect(seconds(large), `With work ${work} in place of 1 the agents' times add up to`).toBeGreaterThan(
        seconds(small),
      );
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

  /** Every finding is there once: none lost, none twice, none made up. */
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
    { timeout: 20_000 },
    async ({ submission }) => {
      for (let round = 0; round < 3; round += 1)
        assertComplete(await findingsOf(submission, 8, 2000), 8, 2000);
    },
  );

  check("the findings were made on worker threads", async ({ submission }) => {
    const workers = [...new Set((await findingsOf(submission, 4, 500)).map(({ worker }) => String(worker)))];
    for (const worker of workers) {
      const message = "Agents find on threads, and say on which: `context.worker`. A finding came from";
      expect(worker, message).toMatch(/thread|worker/i);
    }
  });

  check("an agent without findings is no problem", async ({ submission }) => {
    expect((await findingsOf(submission, 4, 0)).length, "Four agents that find nothing bring home").toBe(0);
  });

  hidden("thirty agents, uneven numbers", { timeout: 20_000 }, async ({ submission }) => {
    assertComplete(await findingsOf(submission, 30, 333), 30, 333);
    assertComplete(await findingsOf(submission, 1, 5000), 1, 5000);
  });
});

exercise("12.3", { reread: "Three walls" }, ({ check, hidden }) => {
  async function rehearsal(submission: RemoteSubmission, count: number, failingId: number, how: string) {
    const told = await submission.call("rehearse", count, failingId, how);
    return { told, results: listOf<Result>(told?.results, "A rehearsal's `results`") };
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
      { timeout: 15_000, reread },
      async ({ submission }) => {
        const { told, results } = await rehearsal(submission, 5, 2, how);
        expect(
          results.map(({ agentId }) => agentId),
          `One result for each agent, in their order. The ids`,
        ).toEqual([0, 1, 2, 3, 4]);
        expect(
          results.filter(({ success }) => !success).map(({ agentId }) => agentId),
          `Agent 2 fails, and nobody else. Failed`,
        ).toEqual([2]);
        for (const { agentId, success, result } of results) {
          if (success)
            expect(result ?? "nothing", `Agent ${agentId} did its work. Its result`).not.toBe("nothing");
        }
        expect(told.survivors, "Survivors are those that succeeded. Of five agents").toBe(4);
      },
    );
  }

  check("the failed agent says why", { timeout: 15_000 }, async ({ submission }) => {
    const { results } = await rehearsal(submission, 3, 1, "throw");
    const message = "A swallowed error helps nobody: its error has a message. The message";
    expect(String(results[1]?.error?.message ?? ""), message).toMatch(/\S{3,}/);
  });

  hidden(
    "any agent may be the one, the first and the last too",
    { timeout: 30_000 },
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
    const log: { prepared: number; handed: number[]; runs: { from: number; to: number }[] } = {
      prepared: 0,
      handed: [],
      runs: [],
    };
    const prepare = async () => {
      await pause(setup);
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

  check("setup is not on the clock", async ({ submission }) => {
    const of = stage({ setup: 120, work: 5 });
    const { seconds } = await timed(submission, of, 2);
    for (const taken of seconds) {
      const message = "Setup took 0.12 s and the run about 0.01 s: only the run is on the clock. Measured";
      expect(taken, message).toBeLessThan(0.115);
    }
  });

  check("the times are those of the runs, in seconds", async ({ submission }) => {
    const of = stage({ work: 40 });
    const begun = performance.now();
    const { seconds } = await timed(submission, of, 2);
    const whole = (performance.now() - begun) / 1000;
    for (const [at, taken] of seconds.entries()) {
      const { from, to } = of.log.runs[at + 1] as { from: number; to: number };
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
    let round = 0;
    const works = [0, 60, 10, 30];
    const timing = await submission.call(
      "timeRuns",
      async () => round,
      async () => {
        await pause(works[round] as number);
        round += 1;
        return [{ success: true }];
      },
      3,
    );
    const seconds = listOf<number>(timing?.seconds, "A timing's `seconds`");
    expect(seconds[0], "The first counted round was the longest. Its time").toBe(Math.max(...seconds));
  });
});

exercise("12.5", { processes: true, reread: "2, 4, 8" }, ({ check, hidden }) => {
  interface Row {
    readonly approach: string;
    readonly agents: number;
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
    { timeout: 60_000, points: 3 },
    async ({ submission }) => {
      const begun = performance.now();
      const rows = await rowsOf(submission, [2, 4, 8], 0.2, 1);
      const whole = (performance.now() - begun) / 1000;
      const names = rows.map(({ approach, agents }) => `${approach} ${agents}`).sort();
      const expected = [2, 4, 8].flatMap((count) => ways.map((way) => `${way} ${count}`)).sort();
      expect(names, "The base and three ways, with 2, 4 and 8 agents: twelve rows. They are").toEqual(
        expected,
      );
      for (const row of rows) assertHonest(row, rows);
      const sum = rows.reduce((total, { seconds }) => total + seconds, 0);
      const message = `The whole call took ${whole.toFixed(2)} s, all runs included. The rows' seconds add up to`;
      expect(sum, message).toBeLessThan(whole);
    },
  );

  check("more work takes more time", { timeout: 60_000 }, async ({ submission }) => {
    const secondsOf = async (work: number) =>
      (await rowsOf(submission, [2], work, 1)).find(({ approach }) => approach === "sequential")?.seconds ??
      Number.NaN;
    const little = await secondsOf(0.2);
    const much = await secondsOf(8);
    const message = `Hand \`work\` on to your team. The base took ${little.toFixed(4)} s with work 0.2. With work 8 it took`;
    expect(much, message).toBeGreaterThan(little);
  });

  hidden(
    "other numbers of agents and several rounds work, too",
    { timeout: 60_000 },
    async ({ submission }) => {
      const rows = await rowsOf(submission, [1, 3], 0.2, 2);
      expect(rows.length, "Two numbers of agents, four ways. The rows").toBe(8);
      for (const row of rows) assertHonest(row, rows);
    },
  );

  /** Each figure of a row has its unit, and the speedup follows from the seconds. */
  function assertHonest(
    { approach, agents, seconds, speedup, cpuPercent, memoryMB }: Row,
    rows: readonly Row[],
  ) {
    const who = `${approach} with ${agents} agents`;
    expect(seconds, `A run takes time. The seconds of ${who}`).toBeGreaterThan(0);
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

  check("the fastest wins, whichever it is", async ({ submission }) => {
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

  check("a lead of less than 5 % is noise, and nobody wins", async ({ submission }) => {
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
    expect(told, "4 s against 1.25 s is 3.2 times as fast, and a reason says so. The reasons").toMatch(
      /\b3[.,]20?\b/,
    );
    expect(told, "The winner kept 93 % of the cores busy, and a reason says so. The reasons").toMatch(
      /\b93\b/,
    );
  });

  check("the table has a heading and every row, and its columns line up", async ({ submission }) => {
    const { table } = await analysisOf(submission, threadsWin);
    const lines = table.replace(/\n$/, "").split("\n");
    for (const { approach, agents } of threadsWin) {
      const line = lines.find((one) => one.includes(approach) && new RegExp(`\\b${agents}\\b`).test(one));
      expect(
        line === undefined ? "missing" : "there",
        `A line for ${approach} with ${agents} agents. It is`,
      ).toBe("there");
    }
    expect(lines.length, "A heading and eight rows. The lines").toBeGreaterThanOrEqual(9);
    const best = lines.find((line) => line.includes("worker-threads") && /\b8\b/.test(line)) ?? "";
    expect(best, "The row of worker threads with 8 agents tells its speedup, 3.2. The line").toMatch(
      /3[.,]2/,
    );
    expect(best, "The row of worker threads with 8 agents tells its share of the CPU, 93. The line").toMatch(
      /\b93\b/,
    );
    const widths = [...new Set(lines.map((line) => line.length))];
    expect(
      widths.length,
      `All lines are equally long, so columns line up (padEnd, padStart). Lengths ${widths.join(", ")}: different ones`,
    ).toBe(1);
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
    for (const { approach, agents } of threadsWin) {
      const found = lines.some((line) => line.includes(approach) && new RegExp(`\\b${agents}\\b`).test(line));
      expect(found ? "there" : "missing", `A <tr> for ${approach} with ${agents} agents. It is`).toBe(
        "there",
      );
    }
  });

  check("the winner follows from the rows, and a draw is told as one", async ({ submission }) => {
    const told = async (rows: readonly object[]) =>
      plain(await pageOf(submission, "Who", rows))
        .replace(/<table\b[\s\S]*?<\/table>/gi, " ")
        .replace(/<[^>]+>/g, " ");
    expect(await told(threadsWin), "Outside of the table the page names the winner. Its text").toContain(
      "worker-threads",
    );
    expect(await told(threadsWin), "It gives the reasons, too: 3.2 times as fast. Its text").toMatch(
      /3[.,]2/,
    );
    expect(await told(loopWins), "With other rows it names another one. Its text").toContain("event-loop");
    expect(
      await told(tooClose),
      "A draw: the page says that nobody won, or there is no winner. Its text",
    ).toMatch(/no winner|nobody|no one|none|draw|too close|tie\b/i);
  });

  check("there is a chart in it, as SVG", async ({ submission }) => {
    const html = await pageOf(submission, "Chart", threadsWin);
    const [svg] = /<svg\b[\s\S]*?<\/svg>/i.exec(html) ?? [""];
    expect(
      svg.length,
      "A chart as <svg> in the page: a bar for each way at least. Its length",
    ).toBeGreaterThan(200);
    const shapes = [...svg.matchAll(/<(rect|path|line|circle|polyline|polygon)\b/gi)].length;
    expect(shapes, "Four ways, so four shapes at least. The shapes in the chart").toBeGreaterThanOrEqual(4);
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

  check("a title with < and & is read, and never run", async ({ submission }) => {
    const html = await pageOf(submission, 'a < b & c <script>alert("x")</script>', threadsWin);
    expect(html, "Write &lt; for <. The page").not.toContain('<script>alert("x")');
    const title = /<title>([^<]*)<\/title>/i.exec(html)?.[1] ?? "";
    expect(title, "Write &amp; for &, as well. The title in the page").not.toMatch(/&(?!\w+;|#\w+;)/);
    expect(html, "The title is still there to be read. The page").toMatch(/a &(lt|#60|#x3c);/i);
  });

  hidden("a name in the rows is text as well", async ({ submission }) => {
    const rows = threadsWin.map((row) => ({
      ...row,
      approach: row.approach === "event-loop" ? "<img src=x onerror=alert(1)>" : row.approach,
    }));
    expect(
      await pageOf(submission, "Names", rows),
      "A name from the rows may hold anything. The page",
    ).not.toContain("<img src=x");
  });
});
