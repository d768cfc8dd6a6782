import { exercise, pretty, type Random, type RemoteSubmission } from "@swarmlab/kit/checks";
import { expect } from "vitest";
import { computedOnThreads, counting } from "./measured.ts";
import { assertPrediction } from "./prediction.ts";
import { type Fields, objectFrom, objectsFrom } from "./received.ts";
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
  /** A run as honestSpeedup gets it: agents with their ids and durations, one of which may have failed. */
  const run = (
    totalSeconds: number,
    concurrency: number,
    durations: readonly number[],
    { ids = [...durations.keys()], failed }: { ids?: readonly number[]; failed?: number } = {},
  ) => ({
    totalSeconds,
    concurrency,
    results: durations.map((duration, at) => ({ agentId: ids[at], duration, success: ids[at] !== failed })),
  });
  const base = run(8, 1, [2, 2, 2, 2]);
  /** Two divisions may differ in the last bit. */
  const rounded = (value: unknown) => (typeof value === "number" ? Number(value.toPrecision(6)) : value);

  async function compare(submission: RemoteSubmission, one: object, other: object) {
    const compared = await submission.call("honestSpeedup", one, other);
    return { speedup: rounded(compared?.speedup), efficiency: rounded(compared?.efficiency) };
  }

  check("eight seconds against two is four times as fast", async ({ submission, random }) => {
    const { speedup } = await compare(submission, base, run(2, 4, [2, 2, 2, 2]));
    expect(speedup, "Speedup is base time ÷ time. The base took 8 s and the run 2 s, so the speedup").toBe(4);
    const [before, after] = [random.int(10, 90), random.int(2, 9)];
    const other = await compare(submission, run(before, 1, [1, 1]), run(after, 2, [1, 1]));
    const message = `Speedup is base time ÷ time. The base took ${before} s and the run ${after} s, so the speedup`;
    expect(other.speedup, message).toBe(rounded(before / after));
  });

  check(
    "agents that stood aside for each other count for nothing",
    { essential: true },
    async ({ submission, random }) => {
      for (const seconds of [8, random.int(9, 40)]) {
        const durations = [0.93, 0.96, 0.98, 1].map((part) => part * seconds);
        const { speedup } = await compare(
          submission,
          run(seconds, 1, Array(4).fill(seconds / 4)),
          run(seconds, 4, durations),
        );
        const message = `Durations that include waiting flatter (reread the pitfall). Base and run both took ${seconds} s, so the speedup`;
        expect(speedup, message).toBe(1);
      }
    },
  );

  check("a run that is slower than the base gets less than 1", async ({ submission, random }) => {
    for (const [before, after] of [
      [8, 10],
      [random.int(5, 20), random.int(21, 60)],
    ] as const) {
      const slow = run(after, 4, [2, 2, 3, 3]);
      const { speedup } = await compare(submission, run(before, 1, [2, 2, 2, 2]), slow);
      const message = `A slowdown is told as it is. The base took ${before} s and the run ${after} s, so the speedup`;
      expect(speedup, message).toBe(rounded(before / after));
    }
  });

  check("the efficiency is the speedup for each worker", async ({ submission, random }) => {
    const half = await compare(submission, base, run(4, 4, [4, 4, 4, 4]));
    expect(
      half.efficiency,
      "Share the speedup among the workers. Twice as fast with 4 workers, so the efficiency",
    ).toBe(0.5);
    const many = await compare(submission, base, run(1, 16, [1, 1, 1, 1]));
    const message =
      "Workers are a run's `concurrency`, not its agents. Four agents, 8 times as fast with 16 workers, so the efficiency";
    expect(many.efficiency, message).toBe(0.5);
    const workers = random.int(3, 40);
    const other = await compare(submission, base, run(2, workers, [2, 2]));
    const any = `Workers are a run's \`concurrency\`. Two agents, 4 times as fast with ${workers} workers, so the efficiency`;
    expect(other.efficiency, any).toBe(rounded(4 / workers));
  });

  /** Different numbers that stand in no message by accident. */
  const someIds = (random: Random, count: number): number[] => {
    const ids = new Set<number>();
    while (ids.size < count) ids.add(random.int(10_000, 99_999));
    return [...ids];
  };

  /** Fails unless a comparison is refused with an error that names the agent that failed, and none that did well. */
  async function assertNames(
    submission: RemoteSubmission,
    runs: readonly [object, object],
    { failed, well, where }: { failed: number; well: readonly number[]; where: string },
  ): Promise<void> {
    const error: Error = await submission.call("honestSpeedup", ...runs).then(
      (value: unknown) =>
        expect.fail(
          `Agent ${failed}${where} failed, and still you returned ${pretty(value)}. Throw an error that names the agent.`,
        ),
      (error) => error,
    );
    const message = `Whoever reads the error wants to know who failed. Agent ${failed}${where} did, and the error`;
    expect(error.message, message).toMatch(new RegExp(`\\b${failed}\\b`));
    const named = new Set(error.message.match(/\d+/g));
    const innocent = well.find((id) => named.has(String(id)));
    if (innocent !== undefined)
      expect.fail(
        `Name the agent that failed, and no other. Agent ${failed}${where} failed, and the error names agent ${innocent} too: ${pretty(error.message)}`,
      );
    if (named.size > 12)
      expect.fail(
        `An error that holds ${named.size} numbers names nobody. Agent ${failed}${where} failed, and the error was ${pretty(error.message)}`,
      );
  }

  check(
    "a run with a failed agent is not compared, and the error names the agent",
    { essential: true },
    async ({ submission, random }) => {
      const durations = Array<number>(40).fill(0.05);
      const well = [...durations.keys()].filter((id) => id > 2 && id !== 37);
      await assertNames(submission, [base, run(1, 2, durations, { failed: 37 })], {
        ...{ failed: 37, well, where: "" },
      });
      const ids = someIds(random, 20);
      const failed = random.pick(ids);
      await assertNames(submission, [base, run(1, 2, Array(20).fill(0.05), { ids, failed })], {
        ...{ failed, well: ids.filter((id) => id !== failed), where: "" },
      });
    },
  );

  check("a failed agent in the base counts as well", async ({ submission, random }) => {
    const ids = someIds(random, 30);
    const failed = random.pick(ids);
    const broken = run(1, 1, Array(30).fill(0.03), { ids, failed });
    const well = ids.filter((id) => id !== failed);
    await assertNames(submission, [broken, run(1, 2, [1, 1])], { failed, well, where: " of the base" });
  });

  check("agent 0 counts like any other", async ({ submission, random }) => {
    const ids = random.shuffle([0, ...someIds(random, 3)]);
    const well = ids.filter((id) => id !== 0);
    const broken = run(1, 1, [0.05, 2, 2, 2], { ids, failed: 0 });
    await assertNames(submission, [base, broken], { failed: 0, well, where: " of the run" });
    const sound = run(1, 2, [1, 1], { ids: someIds(random, 2) });
    await assertNames(submission, [broken, sound], { failed: 0, well, where: " of the base" });
  });

  hidden("a base that ran in parallel is compared by time alone", async ({ submission, random }) => {
    for (let round = 0; round < 3; round += 1) {
      const [before, after, workers] = [random.int(4, 60), random.int(1, 20), random.int(2, 32)];
      const parallel = run(before, random.int(2, 8), [before, before, before - 1]);
      const compared = await compare(submission, parallel, run(after, workers, [after, after, 1]));
      expect(compared, `${before} s in parallel against ${after} s with ${workers} workers`).toEqual({
        speedup: rounded(before / after),
        efficiency: rounded(before / after / workers),
      });
    }
  });
});

exercise("02.3", { reread: "Who does what in a swarm" }, ({ check, hidden }) => {
  /**
   * Agents that wait for each other: the first ends when the last was launched. A coordinator that awaits in a loop would wait for ever,
   * so after a while the gate opens by itself, and `launchedAtFirstEnd` tells the difference.
   */
  function meeting(count: number, random: Random) {
    const names = Array.from({ length: count }, () => `agent ${random.string(6)}`);
    const seen = { launched: 0, ended: 0, launchedAtFirstEnd: 0 };
    const open = Promise.withResolvers<void>();
    const agents = Array.from({ length: count }, (_, at) => async () => {
      seen.launched += 1;
      if (seen.launched === count) open.resolve();
      const impatience = setTimeout(open.resolve, 2000);
      await open.promise;
      clearTimeout(impatience);
      // The later an agent stands in the list, the earlier it is done.
      await pause((count - at) * 8);
      if (seen.ended === 0) seen.launchedAtFirstEnd = seen.launched;
      seen.ended += 1;
      return names[at];
    });
    return { agents, names, seen };
  }

  async function outcomesOf(submission: RemoteSubmission, agents: readonly (() => unknown)[]) {
    const conducted = await submission.call("coordinate", agents);
    const message = "coordinate() returns an object with `outcomes` and `totalSeconds`. The outcomes";
    expect(conducted?.outcomes, message).toBeInstanceOf(Array);
    return objectsFrom(conducted.outcomes, "Each outcome says success, result and error");
  }

  check(
    "launches every agent before the first one is done",
    { essential: true },
    async ({ submission, random }) => {
      const { agents, seen } = meeting(4, random);
      await submission.call("coordinate", agents);
      const message =
        "Launch in one step, and wait in another. How many of 4 agents were launched when the first was done";
      expect(seen.launchedAtFirstEnd, message).toBe(4);
    },
  );

  check("waits for the last agent", async ({ submission, random }) => {
    const { agents, seen } = meeting(3, random);
    const outcomes = await outcomesOf(submission, agents);
    expect(seen.ended, "How many of 3 agents were done when coordinate() answered").toBe(3);
    expect(outcomes.length, "How many outcomes for 3 agents").toBe(3);
  });

  check("the outcomes stand in the agents' order, whoever is done first", async ({ submission, random }) => {
    const { agents, names } = meeting(random.int(4, 6), random);
    const outcomes = await outcomesOf(submission, agents);
    const message = "The last agent was done first, but an outcome keeps its agent's place. The results";
    expect(
      outcomes.map((outcome) => outcome?.result),
      message,
    ).toEqual(names);
  });

  check(
    "one failure leaves the other results alone",
    { essential: true, reread: "Failing as a value" },
    async ({ submission, random }) => {
      const [first, third, reason] = [random.string(6), random.string(6), `no ${random.string(6)}`];
      // The first agent ends long after the answer has heard that the second has failed.
      const heard = Promise.withResolvers<void>();
      const agents = [
        () => heard.promise.then(() => first),
        () => {
          setImmediate(async () => {
            for (let trip = 0; trip < 3; trip += 1) await submission.get("coordinate");
            heard.resolve();
          });
          return Promise.reject(new Error(reason));
        },
        () => heard.promise.then(() => pause(10)).then(() => third),
      ];
      // A coordinator that waits in a loop never launches the second one while the first runs.
      const impatience = setTimeout(heard.resolve, 1000);
      const outcomes = await outcomesOf(submission, agents).catch((thrown: Error) => {
        if (thrown.message !== reason) throw thrown;
        return expect.fail(
          `coordinate() itself threw “${reason}”, so two good results are lost. It has to return an outcome for each agent. Reread “Failing as a value” in lesson 01.`,
        );
      });
      clearTimeout(impatience);
      const told = outcomes.map((outcome) => (outcome?.success ? outcome.result : "failed"));
      expect(told, "Of three agents the second fails. The outcomes").toEqual([first, "failed", third]);
      expect(outcomes[1]?.result, "An outcome without success has no result. There it").toBe(null);
      expect(outcomes[0]?.error, "An outcome with success has no error. There it").toBe(null);
    },
  );

  check(
    "the outcome of a failure says why",
    { reread: "Failing as a value" },
    async ({ submission, random }) => {
      const reason = `no ${random.string(6)} left`;
      const [outcome] = await outcomesOf(submission, [() => Promise.reject(new Error(reason))]);
      const error = outcome?.error;
      const message = `A swallowed error helps nobody. The agent failed with “${reason}”, and the outcome's error`;
      expect(error instanceof Error ? error.message : pretty(error), message).toContain(reason);
    },
  );

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
      if (lastEnd === 0) expect.fail("coordinate() answered before an agent was done. Did it launch any?");
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

  hidden(
    "thirty agents, every third of which fails, are all accounted for",
    async ({ submission, random }) => {
      const failing = new Set(random.shuffle([...Array(30).keys()]).slice(0, 10));
      const answers = Array.from({ length: 30 }, () => random.int(0, 1e9));
      const agents = answers.map((answer, at) => async () => {
        await pause(30 - at);
        if (failing.has(at)) throw new Error(`agent ${at} gave up`);
        return answer;
      });
      const told = (await outcomesOf(submission, agents)).map((outcome) =>
        outcome?.success ? outcome.result : "failed",
      );
      const expected = answers.map((answer, at) => (failing.has(at) ? "failed" : answer));
      expect(told, "The outcomes of thirty agents").toEqual(expected);
    },
  );
});

exercise("02.4", { reread: "Agents of your own on real threads" }, ({ check, hidden }) => {
  const report = "reason() of a PrimeCounter gives a report, as that of any AIAgent (leave it alone)";
  const countBelow = async (submission: RemoteSubmission, limit: number) =>
    objectFrom(await (await submission.new("PrimeCounter", 1)).reason(limit), report);

  async function resultsOf(submission: RemoteSubmission, limits: readonly number[], threads: number) {
    const message = "countPrimes() returns the run, and a run has a list of results";
    const run = objectFrom(await submission.call("countPrimes", limits, threads), message);
    expect(run.results, `${message}. The results`).toBeInstanceOf(Array);
    return { run, results: objectsFrom(run.results, "Each result of a run is that of an agent") };
  }

  /** How many primes there are below a limit, by the sieve of Eratosthenes. */
  function primesBelow(limit: number): number {
    const isCrossed = new Uint8Array(limit);
    let primes = 0;
    for (let n = 2; n < limit; n += 1) {
      if (isCrossed[n]) continue;
      primes += 1;
      for (let multiple = n * n; multiple < limit; multiple += n) isCrossed[multiple] = 1;
    }
    return primes;
  }

  /** Fails unless a count took the time that counting takes. Other checks judge the count itself. */
  function assertNear(limit: number, result: unknown): void {
    // The prime number theorem, with a sum in place of the integral of 1 ÷ ln n.
    let primes = 0;
    const step = limit / 1000;
    for (let n = step / 2; n < limit; n += step) primes += n > 1 ? step / Math.log(n) : 0;
    primes = Math.round(primes);
    const share = Number(result) / primes;
    const message = `There are about ${primes} primes below ${limit}, and your agent found ${pretty(result)}. Is that near`;
    expect(share > 0.8 && share < 1.25, message).toBe(true);
  }

  async function assertCounts(
    submission: RemoteSubmission,
    limits: readonly number[],
    thought: string,
  ): Promise<void> {
    const found = [];
    for (const limit of limits) found.push((await countBelow(submission, limit)).result);
    expect(found, `${thought} The primes below ${limits.join(", ")}`).toEqual(limits.map(primesBelow));
  }

  /** A sieve that is kept for it, and for twice as much, takes some 40 MB. Each thread has its own. */
  const LARGEST_LIMIT = 4_000_000;
  /** If so many counts take less than `LEAST_SECONDS`, a count costs nothing that the kernel could tell: by a kept sieve it is looked up. */
  const MOST_COUNTS = 32;
  const LEAST_SECONDS = 0.06;

  /**
   * Limits that keep a PrimeCounter busy, sized to the machine and to the learner's way of counting: how many close to which one, and how long one
   * takes. Processor time by the kernel's count, or, where the kernel does not count, what the agent says. Where a count costs nothing it takes 0 s, and
   * must be right to the last prime: a formula costs nothing as well.
   */
  async function busyLimit(submission: RemoteSubmission, random: Random) {
    const scout = await submission.new("PrimeCounter", 0);
    let [limit, counts] = [20_000, 1];
    /** Counts below limits that were not asked before, so that a remembered result does not shorten the work. */
    const secondsOfCounts = async () => {
      let seconds = 0;
      for (let count = 0; count < counts; count += 1) {
        const near = nearby(limit, random);
        const { value, spent } = await counting(submission, () => scout.reason(near));
        const { duration, result } = objectFrom(value, report);
        assertNear(near, result);
        seconds += spent ? spent.mainThread + spent.otherThreads : Number(duration);
      }
      return seconds;
    };
    for (;;) {
      const first = await secondsOfCounts();
      // The less of two measurements: what else runs on the machine can spoil one, and the first may fill what the others look up.
      const seconds = first < LEAST_SECONDS ? first : Math.min(first, await secondsOfCounts());
      if (seconds >= LEAST_SECONDS) return { limit, counts, seconds: seconds / counts };
      if (counts === MOST_COUNTS) {
        const near = nearby(limit, random);
        await assertCounts(submission, [near, near >> 1], "Count, and do not estimate.");
        return { limit, counts: 1, seconds: 0 };
      }
      if (limit < LARGEST_LIMIT) limit = Math.min(2 * limit, LARGEST_LIMIT);
      else counts *= 2;
    }
  }
  const nearby = (limit: number, random: Random) => limit - random.int(0, limit >> 6);

  /**
   * The results of busy agents on two threads, with limits that are drawn; undefined where a count costs nothing, so that no agent is busy. Fails unless
   * they computed on threads, as long as the learner's own class takes for them, whether they are few or many.
   */
  async function busyResults(
    submission: RemoteSubmission,
    random: Random,
  ): Promise<readonly Fields[] | undefined> {
    const { limit, counts, seconds } = await busyLimit(submission, random);
    // This run starts the threads; the next ones are measured.
    await resultsOf(submission, [10, 20, 30, 40], 2);
    const swarms = random
      .shuffle([2, random.int(7, 8)])
      .map((agents) => Array.from({ length: agents * counts }, () => nearby(limit, random)));
    const works = swarms.map((limits) => ({
      call: () => resultsOf(submission, limits, 2),
      needed: limits.length * seconds,
    }));
    const advice = "Choose the executor that puts agents on threads.";
    const runs = await computedOnThreads(submission, works, { advice, isShared: true });
    for (const [at, { results }] of runs.entries()) {
      const limits = swarms[at] as number[];
      expect(results.length, `How many results for ${limits.length} limits`).toBe(limits.length);
      for (const [which, { result }] of results.entries()) assertNear(limits[which] as number, result);
    }
    if (seconds === 0) return undefined;
    return runs.reduce((most, run) => (run.results.length > most.results.length ? run : most)).results;
  }

  check(
    "there are 4 primes below 10, 25 below 100 and 168 below 1000",
    { reread: "Exercise 02.4 · Your own agents on every core" },
    async ({ submission, random }) => {
      const thought = "Too many: are 1 or squares such as 4, 9 and 25 among them? Too few: is 2 missing?";
      await assertCounts(submission, [10, 100, 1000], thought);
      await assertCounts(submission, [random.int(11, 90), random.int(1001, 9000)], thought);
    },
  );

  check(
    "the limit itself is not counted",
    { reread: "Exercise 02.4 · Your own agents on every core" },
    async ({ submission, random }) => {
      const thought = "*Below* 7 there are 2, 3 and 5.";
      await assertCounts(submission, [2, 3, 7, 8], thought);
      const prime = random.pick([101, 211, 307, 401, 503, 601, 701, 809, 907]);
      await assertCounts(submission, [prime, prime + 1], thought);
    },
  );

  check(
    "an impossible limit is a failure that names the limit",
    { reread: "Failing as a value" },
    async ({ submission, random }) => {
      for (const limit of [-17, 2.5, -random.int(1e5, 1e9), random.int(3, 1e6) + 0.25]) {
        const result = await countBelow(submission, limit);
        expect(
          result.success,
          `Throw an error in think() for an impossible limit. Success with the limit ${limit}`,
        ).toBe(false);
        const message = `Whoever reads the error wants to know the limit. It was ${limit}, and the error`;
        expect(result.error?.message, message).toContain(String(limit));
      }
    },
  );

  check(
    "every agent of the swarm ran on a worker thread, on as many threads as asked for",
    { essential: true, timeout: 90_000 },
    async ({ submission, random }) => {
      // The answer sees two cores, whatever the machine has: as many threads as asked for are neither more nor fewer for that.
      await submission.simulateCores(2);
      await submission.startWorkersAnew();
      const { run, results } = await resultsOf(submission, [10, 20, 30], 2);
      expect(results.length, "How many results for three limits").toBe(3);
      for (const { agentId, worker } of results) {
        const message = `Choose the executor that puts agents on threads. Agent ${String(agentId)} ran on “${String(worker)}”`;
        expect(String(worker).startsWith("thread"), message).toBe(true);
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
      await busyResults(submission, random);
    },
  );

  check(
    "the agents are PrimeCounters, numbered and answering in the order of the limits",
    { timeout: 90_000 },
    async ({ submission, random }) => {
      for (const limits of [
        [1000, 10, 100],
        random.shuffle([random.int(11, 99), random.int(500, 5000), 3, 4]),
      ]) {
        const { results } = await resultsOf(submission, limits, 3);
        const told = results.map(
          ({ agentId, agentType, result }) => `${String(agentType)} ${String(agentId)}: ${String(result)}`,
        );
        const message = `One PrimeCounter for each limit, with the ids 0, 1, 2. The answers for ${limits.join(", ")}`;
        expect(told, message).toEqual(limits.map((limit, at) => `PrimeCounter ${at}: ${primesBelow(limit)}`));
      }
    },
  );

  check(
    "an impossible limit costs the swarm nothing but its own result",
    { timeout: 90_000, reread: "Failing as a value" },
    async ({ submission, random }) => {
      const limits = [100, -random.int(5, 500), random.int(500, 5000)];
      const { results } = await resultsOf(submission, limits, 2);
      const told = results.map(({ success, result }) => (success ? result : "failed"));
      const expected = limits.map((limit) => (limit < 0 ? "failed" : primesBelow(limit)));
      expect(told, `The answers for the limits ${limits.join(", ")}`).toEqual(expected);
    },
  );

  hidden(
    "agents with enough to do work at the same time, on different threads",
    { timeout: 90_000 },
    async ({ submission, random }) => {
      await submission.simulateCores(2);
      const results = await busyResults(submission, random);
      // Agents that look a number up are done before another thread has begun.
      if (results === undefined) return;
      const together = (one: Fields, other: Fields) =>
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
        (await countBelow(submission, limit)).success,
        `${limit} is no whole number from 0 on. Success with it`,
      ).toBe(false);
  });
});
