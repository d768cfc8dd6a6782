import { exercise, type RemoteSubmission } from "@swarmlab/kit/checks";
import { expect } from "vitest";
import { assertPrediction } from "./prediction.ts";
import { assertSeconds } from "./seconds.ts";

const pause = (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds));

exercise("02.1", { reread: "Three ways to run the same agents" }, ({ check }) => {
  const agents = 4;
  const cases = [
    {
      name: "sequential",
      way: "four sequential agents on 2 cores",
      truth: Math.min(agents, 1),
      reread: "Sequential means that the next agent begins when the one before it is done.",
    },
    {
      name: "eventLoop",
      way: "four agents on the event loop with 2 cores",
      truth: Math.min(agents, 1),
      reread:
        "Launched is not computing. How many threads has the event loop, and what can one thread do at a time?",
    },
    {
      name: "threadsOn2",
      way: "four agents on worker threads with 2 cores",
      truth: Math.min(agents, 2),
      reread: "A thread needs a core to compute on. Reread exercise 00.1.",
    },
    {
      name: "threadsOn8",
      way: "four agents on worker threads with 8 cores",
      truth: Math.min(agents, 8),
      reread: "Count the agents as well: for whom would the other cores work?",
    },
  ];
  for (const { name, way, truth, reread } of cases) {
    const essential = name === "eventLoop";
    check(`${name}: the prediction for ${way} comes true`, { essential }, async ({ submission }) => {
      assertPrediction((await submission.get("atTheSameMoment"))?.[name], truth, reread);
    });
  }
});

exercise("02.2", { reread: "How much faster? An honest speedup" }, ({ check, hidden }) => {
  /** A run as honestSpeedup gets it: agents 0, 1, 2 …, each with its duration. */
  const run = (
    totalSeconds: number,
    concurrency: number,
    durations: readonly number[],
    failedId?: number,
  ) => ({
    totalSeconds,
    concurrency,
    results: durations.map((duration, at) => ({ agentId: at, duration, success: at !== failedId })),
  });
  const base = run(8, 1, [2, 2, 2, 2]);

  /** Both numbers, to six digits: two divisions may differ in the last bit. */
  async function compare(submission: RemoteSubmission, one: object, other: object) {
    const compared = await submission.call("honestSpeedup", one, other);
    const rounded = (value: unknown) => (typeof value === "number" ? Number(value.toPrecision(6)) : value);
    return { speedup: rounded(compared?.speedup), efficiency: rounded(compared?.efficiency) };
  }

  check("eight seconds against two is four times as fast", async ({ submission }) => {
    const { speedup } = await compare(submission, base, run(2, 4, [2, 2, 2, 2]));
    expect(speedup, "Speedup is base time ÷ time. The base took 8 s and the run 2 s, so the speedup").toBe(4);
  });

  check(
    "agents that stood aside for each other count for nothing",
    { essential: true },
    async ({ submission }) => {
      const { speedup } = await compare(submission, base, run(8, 4, [7.5, 7.7, 7.9, 8]));
      const message =
        "Durations that include waiting flatter (reread the pitfall). Base and run both took 8 s, so the speedup";
      expect(speedup, message).toBe(1);
    },
  );

  check("a run that is slower than the base gets less than 1", async ({ submission }) => {
    const { speedup } = await compare(submission, base, run(10, 4, [2, 2, 3, 3]));
    expect(speedup, "A slowdown is told as it is. The base took 8 s and the run 10 s, so the speedup").toBe(
      0.8,
    );
  });

  check("the efficiency is the speedup for each worker", async ({ submission }) => {
    const half = await compare(submission, base, run(4, 4, [4, 4, 4, 4]));
    expect(
      half.efficiency,
      "Share the speedup among the workers. Twice as fast with 4 workers, so the efficiency",
    ).toBe(0.5);
    const many = await compare(submission, base, run(1, 16, [1, 1, 1, 1]));
    const message =
      "Workers are a run's `concurrency`, not its agents. Four agents, 8 times as fast with 16 workers, so the efficiency";
    expect(many.efficiency, message).toBe(0.5);
  });

  /** The error that a comparison throws. */
  const refusal = (
    submission: RemoteSubmission,
    one: object,
    other: object,
    failed: string,
  ): Promise<Error> =>
    submission.call("honestSpeedup", one, other).then(
      (value) =>
        expect.fail(
          `${failed} failed, and still you returned ${JSON.stringify(value)}. Throw an error that names the agent.`,
        ),
      (error) => error,
    );

  check(
    "a run with a failed agent is not compared, and the error names the agent",
    { essential: true },
    async ({ submission }) => {
      const durations = Array.from({ length: 40 }, () => 0.05);
      const error = await refusal(submission, base, run(1, 2, durations, 37), "Agent 37");
      expect(
        error.message,
        "Whoever reads the error wants to know who failed. Agent 37 did, and the error",
      ).toMatch(/\b37\b/);
    },
  );

  check("a failed agent in the base counts as well", async ({ submission }) => {
    const durations = Array.from({ length: 30 }, () => 0.03);
    const error = await refusal(
      submission,
      run(1, 1, durations, 29),
      run(1, 2, [1, 1]),
      "Agent 29 of the base",
    );
    expect(error.message, "Agent 29 of the base failed, and the error").toMatch(/\b29\b/);
  });

  check("agent 0 counts like any other", async ({ submission }) => {
    const durations = [0.05, 2, 2, 2];
    for (const [one, other, where] of [
      [base, run(1, 2, durations, 0), "the run"],
      [run(1, 1, durations, 0), run(1, 2, [1, 1]), "the base"],
    ] as const) {
      const error = await refusal(submission, one, other, `Agent 0 of ${where}`);
      expect(error.message, `Agent 0 of ${where} failed, and the error names it. The error`).toMatch(/\b0\b/);
    }
  });

  hidden("a base that ran in parallel is compared by time alone", async ({ submission }) => {
    const compared = await compare(submission, run(6, 3, [5, 6, 6]), run(2, 6, [2, 2, 1]));
    expect(compared, "6 s with 3 workers against 2 s with 6 workers").toEqual({
      speedup: 3,
      efficiency: 0.5,
    });
  });
});

exercise("02.3", { reread: "Who does what in a swarm" }, ({ check, hidden }) => {
  /**
   * Agents that wait for each other: the first ends when the last was launched. A coordinator that awaits in a loop would wait for ever,
   * so after a while the gate opens by itself, and `launchedAtFirstEnd` tells the difference.
   */
  function meeting(count: number) {
    const seen = { launched: 0, ended: 0, launchedAtFirstEnd: 0 };
    const open = Promise.withResolvers<void>();
    const agents = Array.from({ length: count }, (_, at) => async () => {
      seen.launched += 1;
      if (seen.launched === count) open.resolve();
      const impatience = setTimeout(open.resolve, 300);
      await open.promise;
      clearTimeout(impatience);
      // The later an agent stands in the list, the earlier it is done.
      await pause((count - at) * 8);
      if (seen.ended === 0) seen.launchedAtFirstEnd = seen.launched;
      seen.ended += 1;
      return `agent ${at}`;
    });
    return { agents, seen };
  }

  async function outcomesOf(submission: RemoteSubmission, agents: readonly (() => unknown)[]) {
    const conducted = await submission.call("coordinate", agents);
    const message = "coordinate() returns an object with `outcomes` and `totalSeconds`. The outcomes";
    expect(conducted?.outcomes, message).toBeInstanceOf(Array);
    return conducted.outcomes as { success: unknown; result: unknown; error: unknown }[];
  }

  check("launches every agent before the first one is done", { essential: true }, async ({ submission }) => {
    const { agents, seen } = meeting(4);
    await submission.call("coordinate", agents);
    const message =
      "Launch in one step, and wait in another. How many of 4 agents were launched when the first was done";
    expect(seen.launchedAtFirstEnd, message).toBe(4);
  });

  check("waits for the last agent", async ({ submission }) => {
    const { agents, seen } = meeting(3);
    const outcomes = await outcomesOf(submission, agents);
    expect(seen.ended, "How many of 3 agents were done when coordinate() answered").toBe(3);
    expect(outcomes.length, "How many outcomes for 3 agents").toBe(3);
  });

  check("the outcomes stand in the agents' order, whoever is done first", async ({ submission }) => {
    const outcomes = await outcomesOf(submission, meeting(4).agents);
    const message = "The last agent was done first, but an outcome keeps its agent's place. The results";
    expect(
      outcomes.map((outcome) => outcome?.result),
      message,
    ).toEqual(["agent 0", "agent 1", "agent 2", "agent 3"]);
  });

  check(
    "one failure leaves the other results alone",
    { essential: true, reread: "Failing as a value" },
    async ({ submission }) => {
      // The first agent ends long after the answer has heard that the second has failed.
      const heard = Promise.withResolvers<void>();
      const agents = [
        () => heard.promise.then(() => "first"),
        () => {
          setImmediate(async () => {
            for (let trip = 0; trip < 3; trip += 1) await submission.get("coordinate");
            heard.resolve();
          });
          return Promise.reject(new Error("this one fails at once"));
        },
        () => heard.promise.then(() => pause(10)).then(() => "third"),
      ];
      // A coordinator that waits in a loop never launches the second one while the first runs.
      const impatience = setTimeout(heard.resolve, 1000);
      const outcomes = await outcomesOf(submission, agents).catch((thrown: Error) => {
        if (thrown.message !== "this one fails at once") throw thrown;
        return expect.fail(
          "coordinate() itself threw “this one fails at once”, so two good results are lost. It has to return an outcome for each agent. Reread “Failing as a value” in lesson 01.",
        );
      });
      clearTimeout(impatience);
      const told = outcomes.map((outcome) => (outcome?.success ? outcome.result : "failed"));
      expect(told, "Of three agents the second fails. The outcomes").toEqual(["first", "failed", "third"]);
      expect(outcomes[1]?.result, "An outcome without success has no result. There it").toBe(null);
      expect(outcomes[0]?.error, "An outcome with success has no error. There it").toBe(null);
    },
  );

  check("the outcome of a failure says why", { reread: "Failing as a value" }, async ({ submission }) => {
    const [outcome] = await outcomesOf(submission, [() => Promise.reject(new Error("no data left"))]);
    const error = outcome?.error;
    const message =
      "A swallowed error helps nobody. The agent failed with “no data left”, and the outcome's error";
    expect(error instanceof Error ? error.message : String(error), message).toContain("no data left");
  });

  check(
    "the total time reaches from the first launch to the last result, in seconds",
    { reread: "Two clocks" },
    async ({ submission }) => {
      let firstLaunch = 0;
      let lastEnd = 0;
      const agents = [15, 45].map((milliseconds) => async () => {
        firstLaunch ||= performance.now();
        await pause(milliseconds);
        lastEnd = performance.now();
      });
      const start = performance.now();
      const conducted = await submission.call("coordinate", agents);
      const bounds = { atLeast: (lastEnd - firstLaunch) / 1000, atMost: (performance.now() - start) / 1000 };
      assertSeconds(conducted?.totalSeconds, bounds, "The whole swarm");
    },
  );

  check(
    "an agent that computes before it first waits is on the clock as well",
    { reread: "Two clocks" },
    async ({ submission }) => {
      const agents = [];
      for (let at = 0; at < 3; at += 1) agents.push(await submission.computing(async () => at, 100));
      const start = performance.now();
      const conducted = await submission.call("coordinate", agents);
      const bounds = { atLeast: 0.3, atMost: (performance.now() - start) / 1000 };
      const what =
        "Three agents compute for 0.1 s each as they are launched: the clock starts before the first launch. The whole swarm";
      assertSeconds(conducted?.totalSeconds, bounds, what);
    },
  );

  check("zero, nothing and false are results too", async ({ submission }) => {
    const answers = [0, null, false, ""];
    const outcomes = await outcomesOf(
      submission,
      answers.map((answer) => async () => answer),
    );
    expect(
      outcomes.map((outcome) => [outcome?.success, outcome?.result, outcome?.error]),
      "Only an error is a failure. Four agents give 0, null, false and an empty text: success, result and error of each",
    ).toEqual(answers.map((answer) => [true, answer, null]));
  });

  hidden("a swarm of nobody is done at once", async ({ submission }) => {
    expect(await outcomesOf(submission, []), "No agents, no outcomes. The outcomes").toEqual([]);
  });

  hidden("thirty agents, every third of which fails, are all accounted for", async ({ submission }) => {
    const agents = Array.from({ length: 30 }, (_, at) => async () => {
      await pause(30 - at);
      if (at % 3 === 0) throw new Error(`agent ${at} gave up`);
      return at;
    });
    const told = (await outcomesOf(submission, agents)).map((outcome) =>
      outcome?.success ? outcome.result : "failed",
    );
    const expected = agents.map((_, at) => (at % 3 === 0 ? "failed" : at));
    expect(told, "The outcomes of thirty agents").toEqual(expected);
  });
});

exercise("02.4", { reread: "Agents of your own on real threads" }, ({ check, hidden }) => {
  interface Result {
    readonly agentId: number;
    readonly agentType: string;
    readonly result: unknown;
    readonly success: boolean;
    readonly worker: string;
    readonly startedAt: number;
    readonly endedAt: number;
  }

  const countBelow = async (submission: RemoteSubmission, limit: number) =>
    (await submission.new("PrimeCounter", 1)).reason(limit);

  async function resultsOf(submission: RemoteSubmission, limits: readonly number[], threads: number) {
    const run = await submission.call("countPrimes", limits, threads);
    const message = "countPrimes() returns the run, and a run has a list of results. The results";
    expect(run?.results, message).toBeInstanceOf(Array);
    return { run, results: run.results as readonly Result[] };
  }

  check(
    "there are 4 primes below 10, 25 below 100 and 168 below 1000",
    { reread: "Exercise 02.4 · Your own agents on every core" },
    async ({ submission }) => {
      const found = [];
      for (const limit of [10, 100, 1000]) found.push((await countBelow(submission, limit)).result);
      const message =
        "Too many: are 1 or squares such as 4, 9 and 25 among them? Too few: is 2 missing? The primes below 10, 100 and 1000";
      expect(found, message).toEqual([4, 25, 168]);
    },
  );

  check(
    "the limit itself is not counted",
    { reread: "Exercise 02.4 · Your own agents on every core" },
    async ({ submission }) => {
      const found = [];
      for (const limit of [2, 3, 7, 8]) found.push((await countBelow(submission, limit)).result);
      expect(found, "*Below* 7 there are 2, 3 and 5. The primes below 2, 3, 7 and 8").toEqual([0, 1, 3, 4]);
    },
  );

  check(
    "an impossible limit is a failure that names the limit",
    { reread: "Failing as a value" },
    async ({ submission }) => {
      for (const limit of [-17, 2.5]) {
        const result = await countBelow(submission, limit);
        expect(
          result?.success,
          `Throw an error in think() for an impossible limit. Success with the limit ${limit}`,
        ).toBe(false);
        const message = `Whoever reads the error wants to know the limit. It was ${limit}, and the error`;
        expect(result.error?.message, message).toContain(String(limit));
      }
    },
  );

  check(
    "every agent of the swarm ran on a worker thread, on as many threads as asked for",
    { essential: true },
    async ({ submission }) => {
      // The answer sees two cores, whatever the machine has: as many threads as asked for are neither more nor fewer for that.
      await submission.simulateCores(2);
      await submission.startWorkersAnew();
      const { run, results } = await resultsOf(submission, [10, 20, 30], 2);
      expect(results.length, "How many results for three limits").toBe(3);
      for (const { agentId, worker } of results) {
        const message = `Choose the executor that puts agents on threads. Agent ${agentId} ran on “${worker}”`;
        expect(worker.startsWith("thread"), message).toBe(true);
      }
      expect(
        run.concurrency,
        "Hand the number of threads on as `concurrency`. countPrimes([10, 20, 30], 2) ran with",
      ).toBe(2);
      for (const threads of [1, 3]) {
        const { threads: before } = await submission.started();
        const other = (await resultsOf(submission, [10, 20, 30, 40, 50], threads)).run;
        const asked = `On 2 cores, countPrimes([10, 20, 30, 40, 50], ${threads}) ran with`;
        expect(other.concurrency, `So many threads as asked for, not as there are cores. ${asked}`).toBe(
          threads,
        );
        const started = (await submission.started()).threads - before;
        expect(started, `One swarm of ${threads} for all agents. Threads that were started`).toBe(threads);
      }
    },
  );

  check(
    "the agents are PrimeCounters, numbered and answering in the order of the limits",
    async ({ submission }) => {
      const { results } = await resultsOf(submission, [1000, 10, 100], 3);
      const told = results.map(({ agentId, agentType, result }) => `${agentType} ${agentId}: ${result}`);
      const message =
        "One PrimeCounter for each limit, with the ids 0, 1, 2. The answers for 1000, 10 and 100";
      expect(told, message).toEqual(["PrimeCounter 0: 168", "PrimeCounter 1: 4", "PrimeCounter 2: 25"]);
    },
  );

  check(
    "an impossible limit costs the swarm nothing but its own result",
    { reread: "Failing as a value" },
    async ({ submission }) => {
      const { results } = await resultsOf(submission, [100, -5, 1000], 2);
      const told = results.map(({ success, result }) => (success ? result : "failed"));
      expect(told, "The answers for the limits 100, -5 and 1000").toEqual([25, "failed", 168]);
    },
  );

  hidden(
    "agents with enough to do work at the same time, on different threads",
    { timeout: 30_000 },
    async ({ submission }) => {
      await submission.simulateCores(2);
      // The work is sized to the machine, and to the learner's way of counting.
      let limit = 20_000;
      const scout = await submission.new("PrimeCounter", 0);
      while ((await scout.reason(limit)).duration < 0.15 && limit < 40_000_000) limit *= 2;
      const { results } = await resultsOf(submission, [limit, limit, limit, limit], 2);
      const together = (one: Result, other: Result) =>
        one.worker !== other.worker && one.startedAt < other.endedAt && other.startedAt < one.endedAt;
      const overlap = results.some((one) => results.some((other) => together(one, other)));
      expect(overlap, "Did two of four agents on 2 threads work at the same time").toBe(true);
    },
  );

  hidden("zero is a possible limit, and not-a-number is none", async ({ submission }) => {
    expect(await countBelow(submission, 0), "There is no prime below 0. Its result").toMatchObject({
      success: true,
      result: 0,
    });
    for (const limit of [Number.NaN, Number.POSITIVE_INFINITY, -1, 0.5])
      expect(
        (await countBelow(submission, limit))?.success,
        `${limit} is no whole number from 0 on. Success with it`,
      ).toBe(false);
  });
});
