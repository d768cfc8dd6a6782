import { exercise, type RemoteSubmission } from "@swarmlab/kit/checks";
import { expect } from "vitest";
import { assertPrediction } from "./prediction.ts";

const pause = (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds));

exercise("02.1", ({ check }) => {
  const agents = 4;
  const cases = [
    { name: "sequential", way: "sequential on 2 cores", threads: 1, launched: 1 },
    { name: "eventLoop", way: "on the event loop, 2 cores", threads: 1, launched: agents },
    { name: "threadsOn2", way: "on worker threads, 2 cores", threads: 2, launched: agents },
    { name: "threadsOn8", way: "on worker threads, 8 cores", threads: 8, launched: agents },
  ];
  const rereads: Record<string, string> = {
    sequential: "Sequential means that the next agent begins when the one before it is done.",
    eventLoop:
      "Launched is not computing. How many threads has the event loop, and what can one thread do at a time?",
    threadsOn2: "Each thread needs a core to compute on. Reread exercise 00.1.",
    threadsOn8: "Count the agents as well: who would the other cores work for?",
  };
  for (const { name, way, threads, launched } of cases) {
    check(`${name}: four agents ${way}`, async ({ submission }) => {
      assertPrediction({
        expression: `four agents ${way}`,
        guess: (await submission.get("atTheSameMoment"))?.[name],
        truth: Math.min(threads, launched),
        reread: rereads[name] ?? "",
      });
    });
  }
});

exercise("02.2", ({ check, hidden }) => {
  /** A run as honestSpeedup gets it: agents 1, 2, 3 …, each with its duration. */
  const run = (
    totalSeconds: number,
    concurrency: number,
    durations: readonly number[],
    failedId?: number,
  ) => ({
    totalSeconds,
    concurrency,
    results: durations.map((duration, at) => ({ agentId: at + 1, duration, success: at + 1 !== failedId })),
  });
  const base = run(8, 1, [2, 2, 2, 2]);

  check("eight seconds against two is four times as fast", async ({ submission }) => {
    const { speedup } = (await submission.call("honestSpeedup", base, run(2, 4, [2, 2, 2, 2]))) ?? {};
    expect(speedup, "the base took 8 s and the run 2 s. Base time ÷ time").toBeCloseTo(4, 6);
  });

  check("agents that stood aside for each other count for nothing", async ({ submission }) => {
    const { speedup } = (await submission.call("honestSpeedup", base, run(8, 4, [7.5, 7.7, 7.9, 8]))) ?? {};
    const message =
      "the base took 8 s and the run 8 s, though each agent says it took nearly 8. Reread the flattering formula";
    expect(speedup, message).toBeCloseTo(1, 6);
  });

  check("a run that is slower than the base gets less than 1", async ({ submission }) => {
    const { speedup } = (await submission.call("honestSpeedup", base, run(10, 4, [2, 2, 3, 3]))) ?? {};
    expect(
      speedup,
      "the base took 8 s and the run 10 s: threads made it slower, and the number says so",
    ).toBeCloseTo(0.8, 6);
  });

  check("the efficiency is the speedup for each worker", async ({ submission }) => {
    const { efficiency } = (await submission.call("honestSpeedup", base, run(4, 4, [4, 4, 4, 4]))) ?? {};
    const message = "twice as fast with 4 workers: half of what was paid for did something";
    expect(efficiency, message).toBeCloseTo(0.5, 6);
    const more = await submission.call("honestSpeedup", base, run(1, 16, [1, 1, 1, 1]));
    expect(
      more?.efficiency,
      "8 times as fast with 16 workers. Divide by the workers, not by the agents",
    ).toBeCloseTo(0.5, 6);
  });

  check(
    "a run with a failed agent is not compared, and the error names the agent",
    async ({ submission }) => {
      const failed = run(
        1,
        2,
        Array.from({ length: 40 }, () => 0.05),
        37,
      );
      const thrown = await submission.call("honestSpeedup", base, failed).then(
        (value: unknown) =>
          expect.fail(
            `agent 37 failed, and still you returned ${JSON.stringify(value)}. Throw an error instead`,
          ),
        (error: Error) => error,
      );
      expect(
        thrown.message,
        "agent 37 failed. Whoever reads the error wants to know which agent it was",
      ).toMatch(/\b37\b/);
    },
  );

  hidden("a failed agent in the base counts as well", async ({ submission }) => {
    const failedBase = run(
      1,
      1,
      Array.from({ length: 30 }, () => 0.03),
      29,
    );
    const thrown = await submission.call("honestSpeedup", failedBase, run(1, 2, [1, 1])).then(
      (value: unknown) =>
        expect.fail(`agent 29 of the base failed, and still you returned ${JSON.stringify(value)}`),
      (error: Error) => error,
    );
    expect(thrown.message, "the failed agent of the base is named").toMatch(/\b29\b/);
  });

  hidden("a base that ran in parallel is compared by time alone", async ({ submission }) => {
    const { speedup, efficiency } =
      (await submission.call("honestSpeedup", run(6, 3, [5, 6, 6]), run(2, 6, [2, 2, 1]))) ?? {};
    expect(speedup, "6 s against 2 s").toBeCloseTo(3, 6);
    expect(efficiency, "three times as fast with 6 workers").toBeCloseTo(0.5, 6);
  });
});

exercise("02.3", ({ check, hidden }) => {
  /**
   * Agents that all wait for each other: none ends before all were launched. A coordinator that awaits in a loop would wait for ever,
   * so after a while the gate opens by itself, and `launchedAtFirstEnd` tells the difference.
   */
  function meeting(count: number, giveUpAfter = 400) {
    const seen = { launched: 0, ended: 0, launchedAtFirstEnd: 0 };
    const open = Promise.withResolvers<void>();
    const agents = Array.from({ length: count }, (_, at) => async () => {
      seen.launched += 1;
      if (seen.launched === count) open.resolve();
      const impatience = setTimeout(open.resolve, giveUpAfter);
      await open.promise;
      clearTimeout(impatience);
      // The later an agent is in the list, the earlier it is done.
      await pause((count - at) * 8);
      if (seen.ended === 0) seen.launchedAtFirstEnd = seen.launched;
      seen.ended += 1;
      return `agent ${at}`;
    });
    return { agents, seen };
  }

  const outcomesOf = async (submission: RemoteSubmission, agents: readonly (() => unknown)[]) => {
    const { outcomes } = (await submission.call("coordinate", agents)) ?? {};
    expect(outcomes, "coordinate() returns an object with a list of outcomes in it").toBeInstanceOf(Array);
    return outcomes;
  };

  check("launches every agent before the first one is done", async ({ submission }) => {
    const { agents, seen } = meeting(4);
    await submission.call("coordinate", agents);
    const message =
      "so many of 4 agents had been launched when the first was done. Launch in one step, wait in another";
    expect(seen.launchedAtFirstEnd, message).toBe(4);
  });

  check("waits for the last agent", async ({ submission }) => {
    const { agents, seen } = meeting(3);
    const outcomes = await outcomesOf(submission, agents);
    expect(seen.ended, "so many of 3 agents were done when coordinate() returned").toBe(3);
    expect(outcomes.length, "one outcome for each of 3 agents").toBe(3);
  });

  check("the outcomes stand in the agents' order, whoever is done first", async ({ submission }) => {
    const outcomes = await outcomesOf(submission, meeting(4).agents);
    const results = outcomes.map((outcome: { result: unknown }) => outcome.result);
    const message =
      "the last agent was done first. An outcome belongs to the place of its agent, not to its time of arrival";
    expect(results, message).toEqual(["agent 0", "agent 1", "agent 2", "agent 3"]);
  });

  check("one failure leaves the other results alone", async ({ submission }) => {
    const agents = [
      () => pause(20).then(() => "first"),
      () => Promise.reject(new Error("this one fails at once")),
      () => pause(30).then(() => "third"),
    ];
    const outcomes = await outcomesOf(submission, agents).catch((thrown: Error) => {
      if (thrown.name === "AssertionError") throw thrown;
      return expect.fail(
        `coordinate() itself threw “${thrown.message}”, and two good results are lost. Reread “Failing as a value” in lesson 01`,
      );
    });
    expect(outcomes, "the first and the third agent succeed, the second fails").toMatchObject([
      { success: true, result: "first", error: null },
      { success: false, result: null },
      { success: true, result: "third", error: null },
    ]);
  });

  check("the outcome of a failure says why", async ({ submission }) => {
    const outcomes = await outcomesOf(submission, [() => Promise.reject(new Error("no data left"))]);
    const error: unknown = outcomes[0]?.error;
    const message = "the agent failed with “no data left”. A swallowed error helps nobody";
    expect(error instanceof Error ? error.message : String(error), message).toContain("no data left");
  });

  check(
    "the total time reaches from the first launch to the last result, in seconds",
    async ({ submission }) => {
      let firstLaunch = 0;
      let lastEnd = 0;
      const agents = [15, 45].map((milliseconds) => async () => {
        firstLaunch ||= performance.now();
        await pause(milliseconds);
        lastEnd = performance.now();
      });
      const start = performance.now();
      const { totalSeconds } = (await submission.call("coordinate", agents)) ?? {};
      const whole = (performance.now() - start) / 1000;
      const span = (lastEnd - firstLaunch) / 1000;
      const message = `the agents took ${span.toFixed(3)} s from the first launch to the last end, and you report ${totalSeconds}`;
      expect(totalSeconds, `${message}: no number of seconds`).toBeTypeOf("number");
      expect(
        totalSeconds,
        `${message}: too little. Is the clock read after the wait?`,
      ).toBeGreaterThanOrEqual(span - 0.001);
      expect(totalSeconds, `${message}: too much. Milliseconds are not seconds`).toBeLessThanOrEqual(
        whole + 0.001,
      );
    },
  );

  hidden("a swarm of nobody is done at once", async ({ submission }) => {
    expect(await outcomesOf(submission, []), "no agents, no outcomes").toEqual([]);
  });

  hidden("fifty agents, every third of which fails, are all accounted for", async ({ submission }) => {
    const agents = Array.from({ length: 50 }, (_, at) => async () => {
      await pause(50 - at);
      if (at % 3 === 0) throw new Error(`agent ${at} gave up`);
      return at;
    });
    const outcomes = await outcomesOf(submission, agents);
    const expected = agents.map((_, at) => (at % 3 === 0 ? null : at));
    expect(
      outcomes.map((outcome: { result: unknown }) => outcome.result),
      "the results of fifty agents",
    ).toEqual(expected);
    expect(outcomes.map((outcome: { success: unknown }) => outcome.success)).toEqual(
      expected.map((result) => result !== null),
    );
  });
});

exercise("02.4", ({ check, hidden }) => {
  const countBelow = async (submission: RemoteSubmission, limit: number) =>
    (await submission.new("PrimeCounter", 1)).reason(limit);
  const resultsOf = async (submission: RemoteSubmission, limits: readonly number[], threads: number) => {
    const run = (await submission.call("countPrimes", limits, threads)) ?? {};
    expect(
      run.results,
      "countPrimes() returns the run, which holds its results under `results`",
    ).toBeInstanceOf(Array);
    return {
      run,
      results: run.results as {
        agentId: number;
        result: unknown;
        success: boolean;
        worker: string;
        agentType: string;
      }[],
    };
  };

  check("there are 4 primes below 10, 25 below 100 and 168 below 1000", async ({ submission }) => {
    const found = [];
    for (const limit of [10, 100, 1000]) found.push((await countBelow(submission, limit)).result);
    const message =
      "the primes below 10, 100 and 1000. Too many: are 1 or squares like 4, 9 and 25 among them? Too few: is 2 missing?";
    expect(found, message).toEqual([4, 25, 168]);
  });

  check("the limit itself is not counted", async ({ submission }) => {
    const found = [];
    for (const limit of [2, 3, 7, 8]) found.push((await countBelow(submission, limit)).result);
    expect(found, "the primes below 2, 3, 7 and 8. Below 7 there are 2, 3 and 5").toEqual([0, 1, 3, 4]);
  });

  check("an impossible limit is a failure that names the limit", async ({ submission }) => {
    for (const limit of [-17, 2.5]) {
      const result = await countBelow(submission, limit);
      expect(result, `a limit of ${limit} is impossible: throw an error in think()`).toMatchObject({
        success: false,
        result: null,
      });
      const message = `the limit was ${limit}. Whoever reads the error wants to know it`;
      expect(result.error?.message, message).toContain(String(limit));
    }
  });

  check("every agent of the swarm ran on a worker thread", async ({ submission }) => {
    const { run, results } = await resultsOf(submission, [10, 20, 30], 2);
    expect(results.length, "three limits make three agents").toBe(3);
    for (const { agentId, worker } of results) {
      expect(worker, `agent ${agentId} ran on “${worker}”. Choose the executor that uses threads`).toMatch(
        /^thread /,
      );
    }
    expect(
      run.concurrency,
      "countPrimes([10, 20, 30], 2) asks for 2 threads. Hand the number on as `concurrency`",
    ).toBe(2);
  });

  check(
    "the agents are PrimeCounters, numbered and answering in the order of the limits",
    async ({ submission }) => {
      const { results } = await resultsOf(submission, [1000, 10, 100], 3);
      const message = "one PrimeCounter for each of 1000, 10 and 100, with the ids 0, 1 and 2";
      expect(
        results.map(({ agentId, agentType, result }) => ({ agentId, agentType, result })),
        message,
      ).toEqual([
        { agentId: 0, agentType: "PrimeCounter", result: 168 },
        { agentId: 1, agentType: "PrimeCounter", result: 4 },
        { agentId: 2, agentType: "PrimeCounter", result: 25 },
      ]);
    },
  );

  check("an impossible limit costs the swarm nothing but its own result", async ({ submission }) => {
    const { results } = await resultsOf(submission, [100, -5, 1000], 2);
    const message = "the limits were 100, -5 and 1000: one failure between two results";
    expect(
      results.map(({ success, result }) => ({ success, result })),
      message,
    ).toEqual([
      { success: true, result: 25 },
      { success: false, result: null },
      { success: true, result: 168 },
    ]);
  });

  hidden(
    "agents with enough to do work at the same time, on different threads",
    { timeout: 30_000 },
    async ({ submission }) => {
      // The work is sized to the machine and to the learner's way of counting.
      let limit = 20_000;
      const scout = await submission.new("PrimeCounter", 0);
      while ((await scout.reason(limit)).duration < 0.15 && limit < 40_000_000) limit *= 2;
      const { run } = await resultsOf(submission, [limit, limit, limit, limit], 2);
      const overlapping = run.results.some((one: { worker: string; startedAt: number; endedAt: number }) =>
        run.results.some(
          (other: { worker: string; startedAt: number; endedAt: number }) =>
            one.worker !== other.worker && one.startedAt < other.endedAt && other.startedAt < one.endedAt,
        ),
      );
      expect(overlapping, "whether two of four agents on 2 threads worked at the same time").toBe(true);
    },
  );

  hidden("zero is a possible limit, and not-a-number is none", async ({ submission }) => {
    expect(await countBelow(submission, 0), "there is no prime below 0").toMatchObject({
      success: true,
      result: 0,
    });
    expect(await countBelow(submission, Number.NaN), "NaN is no whole number").toMatchObject({
      success: false,
    });
  });
});
