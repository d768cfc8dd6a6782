import { exercise, pretty, type RemoteSubmission } from "@swarmlab/kit/checks";
import { findExecutor } from "@swarmlab/labs/swarm";
import { type FaultName, faults, promises } from "@swarmlab/labs/swarm/chaos";
import { expect } from "vitest";
import { assertPrediction } from "./prediction.ts";
import { type Fields, objectsFrom } from "./received.ts";
import {
  endOf,
  HandClock,
  happensDuring,
  Log,
  type PendingCall,
  pendingCall,
  StagedWork,
} from "./staged-work.ts";

exercise("06.1", { reread: "Three walls" }, ({ check }) => {
  /** What the executors promise, which the chaos kit's own tests hold them to. */
  function truth(name: FaultName): string {
    const fault = faults.find((each) => each.name === name);
    if (!fault) throw new Error(`There is no fault "${name}".`);
    const keeps = (executor: string) => promises(findExecutor(executor).contains, fault);
    if (keeps("event-loop")) return "all three";
    return keeps("worker-threads") ? "not the event loop" : "only processes";
  }

  const rows: [name: string, fault: FaultName, what: string, reread: string][] = [
    [
      "throws",
      "throws",
      "throws an error",
      "Reread the table of walls: which one catches what is thrown while it waits?",
    ],
    [
      "rejects",
      "rejects",
      "is rejected a moment later",
      "Is somebody still waiting for that promise when it is rejected?",
    ],
    [
      "lateTimer",
      "late-timer",
      "leaves a timer behind that throws",
      "The agent has answered, so its `try` is over. Whose error is it, and whom does it end?",
    ],
    [
      "exits",
      "exits",
      "calls process.exit()",
      "What does the table of walls say about process.exit() in a thread?",
    ],
    [
      "spins",
      "spins",
      "computes for ever",
      "Who keeps the time? Can it still do that while the agent computes?",
    ],
    [
      "growingMap",
      "growing-map",
      "fills a Map until memory is used up",
      "How many memories has a process, and how many threads are in it?",
    ],
    [
      "killed",
      "kills-itself",
      "brings its process down",
      "Who else lives in the process that is brought down?",
    ],
  ];
  for (const [name, fault, what, reread] of rows) {
    const essential = name === "spins";
    check(
      `${name}: the prediction for an agent that ${what} comes true`,
      { essential },
      async ({ submission }) => {
        assertPrediction((await submission.get("containedBy"))?.[name], truth(fault), reread);
      },
    );
  }
});

exercise("06.2", { reread: "Stop in two phases" }, ({ check, hidden }) => {
  const limits = { timeout: 60, grace: 5 };

  function stage(submission: RemoteSubmission) {
    const log = new Log();
    const clock = new HandClock(log);
    const work = new StagedWork(log);
    const call = pendingCall(submission.call("withTimeout", work.handed, limits, clock.sleep));
    // `early`: sleeps of 5 s that began before the timeout.
    return { submission, log, clock, work, call, early: 0 };
  }

  type Stage = ReturnType<typeof stage>;

  /** Passes the timeout, and waits until the work has been asked. What slept for the 5 s of grace from the start is awake by then. */
  async function untilAsked(on: Stage): Promise<void> {
    const { submission, log, clock, call } = on;
    await happensDuring(
      call,
      log.until("start"),
      "withTimeout() never started the work. Call work.start(), once.",
    );
    await happensDuring(
      call,
      log.until("sleep 60"),
      "withTimeout() did not call sleep(60), and its limit was 60 s. Use `sleep` for the timeout.",
    );
    // What the answer said at its start has arrived: a sleep of 5 s as well, before the timeout's or after it.
    await quiet(submission);
    on.early = log.count("sleep 5");
    clock.pass(5);
    clock.pass(60);
    await happensDuring(
      call,
      log.until("ask"),
      "The work was late, and was not asked to stop. It has to be: else it still runs, as the zombie did.",
    );
  }

  /** Waits until the grace period begins: once the work was late, and not with its start. */
  function graceBegins({ call, log, early }: Stage): Promise<void> {
    const again =
      early > 0 ? "was called at the start, and not again when the work was late" : "was never called";
    return happensDuring(
      call,
      log.until("sleep 5", early + 1),
      `Once it was asked, the work has 5 s of grace, and sleep(5) ${again}. Give it that time before anything else happens.`,
    );
  }

  /** Passes the grace period too, and waits until the work is being killed. */
  async function untilKilled(on: Stage): Promise<void> {
    await untilAsked(on);
    const { log, clock, call } = on;
    await graceBegins(on);
    const message =
      "The grace period has only begun, and the work was killed already. How often it was killed";
    expect(log.count("kill"), message).toBe(0);
    clock.pass(5);
    await happensDuring(
      call,
      log.until("kill"),
      "The work did not listen, and was not killed when its 5 s of grace were over. It has to be, else it is a zombie.",
    );
  }

  /** The error with which a call ends. */
  async function errorOf(call: PendingCall<unknown>, sentence: string): Promise<Error & { code?: unknown }> {
    const ending = await endOf(
      pendingCall(
        call.ending.then(
          (value) => ({ value }),
          (error: Error) => ({ error }),
        ),
      ),
      "withTimeout() did not come back after the work had ended.",
    );
    if ("error" in ending) return ending.error;
    return expect.fail(`${sentence}, and withTimeout() returned ${pretty(ending.value)}.`);
  }

  /** Some time for the answer to do what it should not, counted in round trips to it and not in milliseconds. */
  async function quiet(submission: RemoteSubmission): Promise<void> {
    for (let i = 0; i < 3; i++) await submission.get("withTimeout");
  }

  check(
    "work that is done in time is left alone, work that is late is asked",
    async ({ submission, random }) => {
      const early = stage(submission);
      await happensDuring(early.call, early.log.until("start"), "withTimeout() never started the work.");
      const answer = `in time ${random.string(6)}`;
      early.work.answer(answer);
      const result = await endOf(
        early.call,
        "The work was done in time, and withTimeout() did not come back.",
      );
      const message = `The work answered in time, with “${answer}”. withTimeout() returned`;
      expect(result, message).toBe(answer);
      // The timeout strikes when all is over.
      early.clock.pass();
      await quiet(submission);
      const done = early.log.events.filter((event) => event === "ask" || event === "kill");
      expect(done, "The work had ended before the clock struck. What was done to it").toEqual([]);

      const late = stage(submission);
      await untilAsked(late);
      late.work.answer("");
    },
  );

  check("an answer within the grace period counts", async ({ submission, random }) => {
    const half = `half of ${random.string(6)}`;
    const on = stage(submission);
    await untilAsked(on);
    await graceBegins(on);
    on.work.answer(half);
    const result = await endOf(
      on.call,
      "The work answered after it was asked, and withTimeout() did not come back.",
    ).catch((error: Error) =>
      expect.fail(
        `The work listened and answered “${half}”, and you threw “${error.message}”. Return what it has found so far: that is better than nothing.`,
      ),
    );
    expect(result, `The work was asked, and answered “${half}”. withTimeout() returned`).toBe(half);
    expect(on.log.count("start"), "One work, started once. How often it was started").toBe(1);
  });

  check("nothing, zero and false are answers too", async ({ submission }) => {
    for (const value of [undefined, null, 0, false, ""]) {
      const shown = JSON.stringify(value) ?? "undefined";
      const early = stage(submission);
      await happensDuring(early.call, early.log.until("start"), "withTimeout() never started the work.");
      early.work.answer(value);
      const inTime = await endOf(
        early.call,
        `The work answered ${shown} in time, and withTimeout() did not come back.`,
      );
      expect(inTime, `The work answered ${shown} in time. withTimeout() returned`).toBe(value);
      const late = stage(submission);
      await untilAsked(late);
      await graceBegins(late);
      late.work.answer(value);
      const inGrace = await endOf(
        late.call,
        `The work answered ${shown} when it was asked, and withTimeout() did not come back.`,
      );
      expect(inGrace, `The work answered ${shown} when it was asked. withTimeout() returned`).toBe(value);
    }
  });

  check(
    "work that does not listen is killed, once its grace is over",
    { essential: true },
    async ({ submission }) => {
      const on = stage(submission);
      await untilKilled(on);
      const error = await errorOf(on.call, "The work was killed");
      expect(error.code, "Work that was killed ends in a TimeoutError. The code of its error").toBe(
        "TIMEOUT",
      );
      expect(error.message, "Whoever reads the error wants to know what happened. Its message").not.toBe("");
      const message = "Start, ask, kill, each of them once and in this order. What happened to the work";
      expect(
        on.log.events.filter((event) => !event.startsWith("sleep")),
        message,
      ).toEqual(["start", "ask", "kill"]);
    },
  );

  check("work that fails instead of answering is a TimeoutError, too", async ({ submission }) => {
    const on = stage(submission);
    await untilAsked(on);
    on.work.fail("was interrupted in the middle");
    const error = await errorOf(on.call, "The work was late, was asked, and failed");
    const message = `It failed *because* it was late. Instead of a TimeoutError came “${error.message}”. The code`;
    expect(error.code, message).toBe("TIMEOUT");
    expect(on.log.count("kill"), "It had ended by itself. How often it was killed").toBe(0);
  });

  check(
    "withTimeout() is not over before the work is",
    { essential: true, reread: "A pitfall: the zombie" },
    async ({ submission }) => {
      const on = stage(submission);
      const death = Promise.withResolvers<void>();
      on.work.dying = death.promise;
      await untilKilled(on);
      await quiet(submission);
      const early = on.call.settled !== undefined;
      death.resolve();
      if (early)
        expect.fail(
          "withTimeout() came back while the work was still dying. kill() takes a moment. Wait for it, so that nothing is left running.",
        );
      await errorOf(on.call, "The work was killed");
      expect(on.work.running, "withTimeout() is over. How many works are still running").toBe(0);
    },
  );

  check(
    "an error in time comes out as it is, and only a late one is a timeout",
    async ({ submission, random }) => {
      const why = `no ${random.string(6)} left`;
      const early = stage(submission);
      await happensDuring(early.call, early.log.until("start"), "withTimeout() never started the work.");
      early.work.fail(why);
      const error = await errorOf(early.call, "The work failed in time");
      const message = `The work failed in time with “${why}”. That is no timeout. The error`;
      expect(error.message, message).toBe(why);
      const late = stage(submission);
      await untilAsked(late);
      late.work.fail(why);
      expect((await errorOf(late.call, "The work failed late")).code, "The code of a late failure").toBe(
        "TIMEOUT",
      );
    },
  );

  hidden("a grace period that ends after the answer finds nobody to kill", async ({ submission }) => {
    const on = stage(submission);
    await untilAsked(on);
    await graceBegins(on);
    on.work.answer(undefined);
    await endOf(
      on.call,
      "The work answered “undefined” after it was asked, and withTimeout() did not come back.",
    );
    on.clock.pass();
    await quiet(submission);
    expect(on.log.count("kill"), "It had answered. How often it was killed").toBe(0);
  });
});

exercise("06.3", { reread: "Try again" }, ({ check, hidden }) => {
  const plan = { retries: 5, firstWait: 0.5, longestWait: 60 };

  /** Plays a list of outcomes to `retry`: an Error fails the attempt, anything else is its answer. */
  async function play(
    submission: RemoteSubmission,
    script: readonly unknown[],
    { plan: with_ = plan, budget = 100 }: { plan?: typeof plan; budget?: number } = {},
  ) {
    const purse = await submission.new("RetryBudget", budget);
    const seen = { attempts: 0, waits: [] as number[], leftAtWaits: [] as number[] };
    const attempt = async () => {
      const next = seen.attempts < script.length ? script[seen.attempts] : "tried too often";
      seen.attempts += 1;
      if (next instanceof Error) throw next;
      return next;
    };
    const sleep = async (seconds: number) => {
      seen.waits.push(seconds);
      seen.leftAtWaits.push((await purse.left) as number);
    };
    const ending = await submission.call("retry", attempt, with_, purse, sleep).then(
      (result) => ({ result, error: undefined }),
      (error: Error) => ({ result: undefined, error }),
    );
    return { ...seen, ...ending, left: (await purse.left) as number };
  }

  const failures = (count: number) =>
    Array.from({ length: count }, (_, at) => new Error(`failure ${at + 1}`));

  /** The error that came out, where one had to. */
  function errorOf({ error, result }: { error: Error | undefined; result: unknown }): Error {
    return (
      error ??
      expect.fail(
        `Every try failed, and retry() returned ${pretty(result)}. Whoever called it has to hear of the error.`,
      )
    );
  }

  check("tries again until it succeeds, and returns the answer", async ({ submission, random }) => {
    for (const failed of [2, random.int(3, 5)]) {
      const answer = `the answer ${random.string(6)}`;
      const played = await play(submission, [...failures(failed), answer, "one too many"]);
      if (played.error) throw played.error;
      expect(played.result, `${failed} failures, then “${answer}”. retry() returned`).toBe(answer);
      const message = `It succeeded at try ${failed + 1}. How many tries were made`;
      expect(played.attempts, message).toBe(failed + 1);
    }
  });

  check(
    "makes as many retries as planned, and no more",
    { essential: true },
    async ({ submission, random }) => {
      for (const retries of [2, random.int(3, 8)]) {
        const played = await play(submission, failures(10), { plan: { ...plan, retries } });
        const message = `\`retries: ${retries}\` is one try and ${retries} more. How many tries were made`;
        expect(played.attempts, message).toBe(retries + 1);
        errorOf(played);
      }
    },
  );

  check("gives up with the last error of the attempt", async ({ submission, random }) => {
    const reasons = Array.from({ length: 10 }, () => `failure ${random.string(6)}`);
    const errors = reasons.map((reason) => new Error(reason));
    const played = await play(submission, errors, { plan: { ...plan, retries: 3 } });
    const message = "The reason that counts is the last one, as the attempt gave it. The error";
    expect(errorOf(played).message, message).toBe(reasons[3]);
  });

  check(
    "waits twice as long each time, but never longer than the longest wait",
    async ({ submission, random }) => {
      const short = { retries: 5, firstWait: 0.5, longestWait: 3 };
      const { waits } = await play(submission, failures(10), { plan: short });
      const message =
        "firstWait 0.5, longestWait 3, five retries, and no wait after the last try. The waits, in seconds";
      expect(waits, message).toEqual([0.5, 1, 2, 3, 3]);
      // Powers of two and their multiples are exact.
      const [firstWait, longestWait] = [random.int(2, 9) / 4, random.int(20, 90) / 4];
      const any = { retries: 7, firstWait, longestWait };
      const expected = [0, 1, 2, 3, 4, 5, 6].map((at) => Math.min(firstWait * 2 ** at, longestWait));
      const other = await play(submission, failures(10), { plan: any });
      expect(other.waits, `${pretty(any)}: the waits, in seconds`).toEqual(expected);
      const long = { retries: 2, firstWait: 5, longestWait: 3 };
      const first = await play(submission, failures(10), { plan: long });
      const capped =
        "firstWait 5, longestWait 3, two retries: no wait is longer than 3, not even the first. The waits";
      expect(first.waits, capped).toEqual([3, 3]);
    },
  );

  check(
    "an error that is permanent is not tried again",
    { essential: true },
    async ({ submission, random }) => {
      const why = `there is no model ${random.string(6)}`;
      const refusal = Object.assign(new Error(why), { permanent: true });
      const played = await play(submission, [new Error("busy"), refusal, "too late"]);
      const message = "First “busy”, then a permanent error. How many tries were made";
      expect(played.attempts, message).toBe(2);
      expect(errorOf(played).message, "The error that came out").toBe(why);
      expect(played.waits, "After a permanent error there is nothing to wait for. The waits").toEqual([0.5]);
    },
  );

  check("an error that carries permanent: false is tried again", async ({ submission, random }) => {
    const answer = `the answer ${random.string(6)}`;
    const passing = Object.assign(new Error("busy"), { permanent: false });
    const played = await play(submission, [passing, answer]);
    const message = "The first error says `permanent: false`, so it may pass. retry() returned";
    expect(played.result, message).toBe(answer);
  });

  check("nothing, zero and false are answers too", async ({ submission }) => {
    for (const value of [undefined, null, 0, false, ""]) {
      const played = await play(submission, [value, "one too many"]);
      if (played.error) throw played.error;
      const answered = `The first try answered ${JSON.stringify(value) ?? "undefined"}`;
      expect(played.attempts, `${answered}, and that is a success. How many tries were made`).toBe(1);
      expect(played.result, `${answered}. retry() returned`).toBe(value);
    }
  });

  check("each retry takes one from the budget, and nothing else does", async ({ submission }) => {
    const twice = await play(submission, [...failures(2), "done"], { budget: 10 });
    const message = "One try and two retries. Of a budget of 10 there is left";
    expect(twice.left, message).toBe(8);
    const before =
      "A retry takes from the budget before it waits. What was left of a budget of 10 when each of the two waits began";
    expect(twice.leftAtWaits, before).toEqual([9, 8]);
    const spent = await play(submission, failures(10), { budget: 10, plan: { ...plan, retries: 2 } });
    const planned = "Two retries are planned, and all three tries fail. Of a budget of 10 there is left";
    expect(spent.left, planned).toBe(8);
    const permanent = Object.assign(new Error("no"), { permanent: true });
    const never = await play(submission, [permanent], { budget: 10 });
    expect(never.left, "A permanent error is not retried. Of a budget of 10 there is left").toBe(10);
  });

  check("an empty budget ends it, with the attempt's own error", async ({ submission, random }) => {
    const budget = random.int(1, 4);
    const other = await play(submission, failures(10), { budget });
    const any = `Five retries are planned, and the budget holds ${budget}. How many tries were made`;
    expect(other.attempts, any).toBe(budget + 1);
    const played = await play(submission, failures(10), { budget: 2 });
    const message = "Five retries are planned, and the budget holds two. How many tries were made";
    expect(played.attempts, message).toBe(3);
    const told = "Whoever called wants to know what went wrong, not that a budget was empty. The error";
    expect(errorOf(played).message, told).toBe("failure 3");
  });

  hidden("the first try needs no budget and no retry", async ({ submission }) => {
    const lucky = await play(submission, ["at once"], { budget: 0, plan: { ...plan, retries: 0 } });
    expect(lucky, "A first try that succeeds").toMatchObject({ result: "at once", attempts: 1, waits: [] });
    const unlucky = await play(submission, failures(3), { budget: 5, plan: { ...plan, retries: 0 } });
    expect(unlucky.attempts, "No retries are planned. How many tries were made").toBe(1);
    expect(unlucky.left, "No retries are planned. Of a budget of 5 there is left").toBe(5);
  });

  hidden("two that share a budget do not spend more than it holds", async ({ submission, random }) => {
    const budget = random.int(2, 9);
    const purse = await submission.new("RetryBudget", budget);
    let attempts = 0;
    const attempt = async () => {
      attempts += 1;
      throw new Error("busy");
    };
    const one = () => submission.call("retry", attempt, plan, purse, async () => {}).catch(() => {});
    await Promise.all([one(), one()]);
    const message = `Two first tries and a budget of ${budget}. How many tries were made in all`;
    expect(attempts, message).toBe(2 + budget);
  });
});

exercise("06.4", { reread: "Exercise 06.4 · A supervisor" }, ({ check, hidden }) => {
  /** Times that cannot be mistaken for each other: waits are below 100, and pass at once unless a check holds them. */
  const plan = { retries: 0, budget: 100, firstWait: 1, longestWait: 8, timeout: 6000, grace: 500 };

  async function stage(
    submission: RemoteSubmission,
    names: readonly string[],
    { plan: own = {}, holdsWaits = false }: { plan?: Partial<typeof plan>; holdsWaits?: boolean } = {},
  ) {
    const log = new Log();
    const clock = new HandClock(log, (seconds) => seconds < 100 && !holdsWaits);
    const works = names.map((name) => new StagedWork(log, name));
    const supervisor = await submission.new("Supervisor");
    const run = () =>
      pendingCall(
        supervisor.run(
          works.map(({ handed }) => handed),
          { ...plan, ...own },
          clock.sleep,
        ) as Promise<unknown>,
      );
    return { log, clock, works: works as [StagedWork, ...StagedWork[]], supervisor, run };
  }

  async function outcomesOf(call: PendingCall<unknown>): Promise<readonly Fields[]> {
    const outcomes = await endOf(
      call,
      "run() did not come back, although every agent had ended. What is it still waiting for?",
    );
    expect(outcomes, "run() resolves with a list of outcomes. It").toBeInstanceOf(Array);
    return objectsFrom(outcomes, "Each outcome says success, result, error and tries");
  }

  const reason = (outcome: Fields | undefined) =>
    outcome?.error instanceof Error ? outcome.error.message : pretty(outcome?.error);

  async function quiet(supervisor: Awaited<ReturnType<RemoteSubmission["new"]>>): Promise<void> {
    for (let i = 0; i < 3; i++) await supervisor.shutdown;
  }

  check(
    "all agents are started at once, and the outcomes stand in their order",
    { reread: "Who does what in a swarm" },
    async ({ submission, random }) => {
      const answers = [1, 2, 3].map(() => random.string(6));
      const { log, works, run } = await stage(submission, ["a", "b", "c"]);
      const call = run();
      for (const name of ["a", "b", "c"])
        await happensDuring(
          call,
          log.until(`start ${name}`),
          `Agent ${name} of a, b, c was not started before the first one had ended. Launch in one step, and wait in another.`,
        );
      for (const at of [2, 1, 0]) works[at]?.answer(answers[at]);
      const outcomes = await outcomesOf(call);
      const message = "The last agent was done first, but an outcome keeps its agent's place. The results";
      expect(
        outcomes.map((outcome) => outcome?.result),
        message,
      ).toEqual(answers);
    },
  );

  check(
    "a failure is an outcome that says why, and costs the others nothing",
    { reread: "Failing as a value" },
    async ({ submission, random }) => {
      const why = `no ${random.string(6)} left`;
      const [first, third] = [random.int(0, 999), random.int(0, 999)];
      const { works, run } = await stage(submission, ["a", "b", "c"]);
      works.forEach((work, at) => {
        work.onStart = () => (at === 1 ? work.fail(why) : work.answer(at === 0 ? first : third));
      });
      const call = run();
      const outcomes = await outcomesOf(call).catch((error: Error) => {
        if (error.message !== why) throw error;
        return expect.fail(
          `run() itself threw “${why}”, so two good results are lost. A failure has to be a value.`,
        );
      });
      const told = outcomes.map((outcome) => (outcome?.success === true ? outcome.result : "failed"));
      expect(told, "Of three agents the second fails. The outcomes").toEqual([first, "failed", third]);
      expect(reason(outcomes[1]), "The outcome of a failure says why. Its error").toContain(why);
      expect(outcomes[1]?.result, "An outcome without success has no result. There it").toBe(null);
    },
  );

  check(
    "a failed try is repeated after a wait, and the tries are counted",
    { reread: "Try again" },
    async ({ submission }) => {
      const { log, works, run } = await stage(submission, ["slow", "hopeless"], { plan: { retries: 2 } });
      const [slow, hopeless] = works;
      slow.onStart = () => (slow.starts < 3 ? slow.fail("not yet") : slow.answer("at last"));
      if (hopeless) hopeless.onStart = () => hopeless.fail("never");
      const outcomes = await outcomesOf(run());
      const told = "It failed twice and then answered, with two retries allowed. Its result";
      expect(outcomes[0]?.result, told).toBe("at last");
      const tries = outcomes.map((outcome) => outcome?.tries);
      expect(tries, "Both were started three times. Their `tries`").toEqual([3, 3]);
      expect(hopeless?.starts, "With `retries: 2` the hopeless one is started how often").toBe(3);
      const waits = log.events.filter((event) => event === "sleep 1" || event === "sleep 2").length;
      const message =
        "firstWait is 1: each of the two waits 1 s, and then 2 s, as in exercise 06.3. How many waits there were";
      expect(waits, message).toBe(4);
    },
  );

  check(
    "an agent that is late is asked, then killed, and nobody is left running",
    { essential: true, reread: "Stop in two phases" },
    async ({ submission }) => {
      const { log, clock, works, run } = await stage(submission, ["quick", "deaf"]);
      const [quick, deaf] = works;
      quick.onStart = () => quick.answer("quick");
      const call = run();
      const noTimeout =
        "No agent got its timeout: sleep(6000) was never called. A try is withTimeout() around one start.";
      await happensDuring(call, log.until("start deaf"), "The second agent was never started.");
      await happensDuring(call, log.until("sleep 6000"), noTimeout);
      await quiet(await submission.new("Supervisor"));
      clock.pass(6000);
      await happensDuring(
        call,
        log.until("ask deaf"),
        "The deaf agent was late. It has to be asked to stop, and was not.",
      );
      await happensDuring(
        call,
        log.until("sleep 500"),
        "The deaf agent was asked. It has to get 500 s of grace, and got none.",
      );
      clock.pass(500);
      await happensDuring(
        call,
        log.until("kill deaf"),
        "The deaf agent did not listen. It has to be killed, and was not.",
      );
      const outcomes = await outcomesOf(call);
      const told = outcomes.map((outcome) => (outcome?.success === true ? outcome.result : "failed"));
      expect(told, "One agent answers at once, one is deaf. The outcomes").toEqual(["quick", "failed"]);
      expect(
        log.count("ask quick") + log.count("kill quick"),
        "Who is done is left alone. Asked or killed",
      ).toBe(0);
      expect(deaf?.running, "run() is over. How many agents are still running").toBe(0);
    },
  );

  check(
    "a try that is late is repeated, with a timeout of its own",
    { reread: "Try again" },
    async ({ submission }) => {
      const { log, clock, works, run } = await stage(submission, ["a"], { plan: { retries: 1 } });
      const [a] = works;
      const call = run();
      await happensDuring(call, log.until("start a"), "The agent was never started.");
      await happensDuring(
        call,
        log.until("sleep 6000"),
        "The first try got no timeout: sleep(6000) was not called.",
      );
      clock.pass(6000);
      await happensDuring(
        call,
        log.until("ask a"),
        "The first try was late, and the agent was not asked to stop.",
      );
      await happensDuring(
        call,
        log.until("sleep 500"),
        "The agent was asked, and got no grace: sleep(500) was not called.",
      );
      clock.pass(500);
      await happensDuring(call, log.until("kill a"), "The agent did not listen, and was not killed.");
      await happensDuring(
        call,
        log.until("start a", 2),
        "The first try was late, one retry is planned, and there was no second try. A timeout is around *each* try, and not around all of them.",
      );
      await happensDuring(
        call,
        log.until("sleep 6000", 2),
        "The second try got no timeout of its own: sleep(6000) was not called again.",
      );
      a.answer("at last");
      const [outcome] = await outcomesOf(call);
      expect(outcome, "The first try was late, the second answered “at last”. The outcome").toMatchObject({
        success: true,
        result: "at last",
        tries: 2,
      });
    },
  );

  check("an agent's methods are called on the agent", async ({ submission }) => {
    const log = new Log();
    const clock = new HandClock(log, (seconds) => seconds < 100);
    const work = new StagedWork(log, "a");
    // Its methods throw when they are called on anything else, as those of a class with a private field do.
    const agent = await submission.withMethods(work.handed);
    const supervisor = await submission.new("Supervisor");
    const call = pendingCall(supervisor.run([agent], plan, clock.sleep) as Promise<unknown>);
    const lost = "Its methods work only when they are called on the agent: mind `this`";
    const began = log.until("start a").then(() => true);
    if (!(await Promise.race([began, call.ending.then(() => false)]))) {
      const [outcome] = await outcomesOf(call);
      expect.fail(`The agent could not be started: “${reason(outcome)}”. ${lost}.`);
    }
    await happensDuring(
      call,
      log.until("sleep 6000"),
      "The agent got no timeout: sleep(6000) was not called.",
    );
    clock.pass(6000);
    await happensDuring(call, log.until("ask a"), `The agent was late, and was not asked. ${lost}.`);
    await happensDuring(call, log.until("sleep 500"), "The agent got no grace: sleep(500) was not called.");
    clock.pass(500);
    await happensDuring(call, log.until("kill a"), `The agent did not listen, and was not killed. ${lost}.`);
    const [outcome] = await outcomesOf(call);
    expect(outcome?.success, "It was killed. Success").toBe(false);
  });

  check(
    "the shutdown flag lies in shared memory, and every agent gets it",
    { reread: "Stop in two phases" },
    async ({ submission }) => {
      const { works, run, supervisor } = await stage(submission, ["a"]);
      const isShared = (flag: unknown) =>
        flag instanceof Int32Array &&
        Object.prototype.toString.call(flag.buffer) === "[object SharedArrayBuffer]";
      const shared =
        "An ordinary buffer is copied on its way to a thread, so nobody there sees it change. Is `shutdown` an Int32Array over a SharedArrayBuffer";
      expect(isShared(await supervisor.shutdown), shared).toBe(true);
      works[0].onStart = () => works[0].answer("done");
      await outcomesOf(run());
      const got =
        "The agent was started without the flag, so it can never look at it. Did start() get `shutdown`";
      expect(isShared(works[0].flags[0]), got).toBe(true);
      expect((await supervisor.shutdown)[0], "Before shutDown() the flag is").toBe(0);
      await supervisor.shutDown();
      expect((await supervisor.shutdown)?.[0], "After shutDown() the flag is").toBe(1);
    },
  );

  check("after shutDown() no further try begins", { essential: true }, async ({ submission }) => {
    const { log, works, run, supervisor } = await stage(submission, ["a"], { plan: { retries: 5 } });
    const call = run();
    await happensDuring(call, log.until("start a"), "The agent was never started.");
    await supervisor.shutDown();
    await quiet(supervisor);
    if (call.settled !== undefined)
      expect.fail(
        "run() came back while an agent was still running. Nobody waits for it now: it is a zombie.",
      );
    works[0].onStart = () => works[0].answer("started again");
    works[0].fail("the lights went out");
    const [outcome] = await outcomesOf(call);
    const message = "It was running when the flag was raised, and then it failed. How often it was started";
    expect(works[0].starts, message).toBe(1);
    expect(outcome?.success, "It failed, and there was no second try. Success").toBe(false);
    expect(outcome?.tries, "One try was started. The outcome's tries").toBe(1);
  });

  hidden("a shutdown during a wait is seen when the wait is over", async ({ submission }) => {
    const held = { plan: { retries: 5 }, holdsWaits: true };
    const { log, clock, works, run, supervisor } = await stage(submission, ["a"], held);
    works[0].onStart = () => (works[0].starts === 1 ? works[0].fail("busy") : works[0].answer("again"));
    const call = run();
    await happensDuring(call, log.until("sleep 1"), "There was no wait of 1 s before the second try.");
    await supervisor.shutDown();
    clock.pass(1);
    await outcomesOf(call);
    const message = "The flag was raised while it waited for its second try. How often it was started";
    expect(works[0].starts, message).toBe(1);
  });

  check("all agents of a run share one budget", { reread: "Try again" }, async ({ submission, random }) => {
    const budget = random.int(2, 9);
    const shared = { plan: { retries: 5, budget } };
    const { works, run } = await stage(submission, ["a", "b", "c", "d"], shared);
    for (const work of works) work.onStart = () => work.fail("busy");
    const outcomes = await outcomesOf(run());
    const starts = works.reduce((sum, work) => sum + work.starts, 0);
    const message = `Four agents, and a budget of ${budget} retries for all. How often agents were started`;
    expect(starts, message).toBe(4 + budget);
    expect(outcomes.map((outcome) => outcome?.success)).toEqual([false, false, false, false]);
  });

  hidden(
    "whoever looks at the flag may still answer, and who was not started says so",
    async ({ submission, random }) => {
      const answer = `what I have so far ${random.string(6)}`;
      const { log, works, run, supervisor } = await stage(submission, ["a"]);
      const call = run();
      await happensDuring(call, log.until("start a"), "The agent was never started.");
      await supervisor.shutDown();
      works[0].answer(answer);
      const [outcome] = await outcomesOf(call);
      expect(outcome?.result, "It saw the flag and answered. Its result").toBe(answer);
      const [second] = await outcomesOf(run());
      expect(works[0].starts, "The flag was up before the second run. How often it was started in all").toBe(
        1,
      );
      expect(second, "The outcome of an agent that was never started").toMatchObject({
        success: false,
        tries: 0,
      });
      expect(second?.error, "The outcome of an agent that was never started has an error. It").not.toBe(null);
      const words = reason(second);
      expect(words, "Whoever reads it wants to know why nothing was started. Its words").not.toBe("");
    },
  );
});
