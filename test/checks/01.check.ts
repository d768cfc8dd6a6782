import { exercise, pretty, type RemoteSubmission } from "@swarmlab/kit/checks";
import { expect } from "vitest";
import { assertPrediction } from "./prediction.ts";
import { assertFineClock, assertSeconds } from "./seconds.ts";

const pause = (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds));

exercise("01.1", { reread: "Numbers that lose digits" }, ({ check }) => {
  const guessOf = async (submission: RemoteSubmission, name: string) =>
    (await submission.get("prediction"))?.[name];

  check("oneMore: the prediction for 2 ** 53 + 1 === 2 ** 53 comes true", async ({ submission }) => {
    const reread =
      "Run it in a new cell, and reread “Numbers that lose digits”: not every number has a place.";
    assertPrediction(await guessOf(submission, "oneMore"), 2 ** 53 + 1 === 2 ** 53, reread);
  });

  check("oneMoreBig: the prediction for 2n ** 53n + 1n === 2n ** 53n comes true", async ({ submission }) => {
    const reread = "A BigInt is as long as it needs to be. Does anything have to be rounded here?";
    assertPrediction(await guessOf(submission, "oneMoreBig"), 2n ** 53n + 1n === 2n ** 53n, reread);
  });

  check(
    "tooLate: the prediction for BigInt(2 ** 53 + 1) === 2n ** 53n + 1n comes true",
    { essential: true },
    async ({ submission }) => {
      const reread =
        "What is in the brackets is computed first. Print both sides, and compare their last digits.";
      assertPrediction(await guessOf(submission, "tooLate"), BigInt(2 ** 53 + 1) === 2n ** 53n + 1n, reread);
    },
  );

  check("mixed: the prediction for 1n + 1 === 2n comes true", async ({ submission }) => {
    let truth: unknown;
    try {
      // The type checker would refuse the plain expression, as the lesson says.
      truth = (1n as unknown as number) + 1 === (2n as unknown as number);
    } catch {
      truth = "throws";
    }
    const reread =
      'Try it with JSON.parse("1") in place of 1. Would JavaScript choose one of the two types for you?';
    assertPrediction(await guessOf(submission, "mixed"), truth, reread);
  });
});

exercise("01.2", { reread: "Numbers that lose digits" }, ({ check, hidden }) => {
  const exact = (howMany: number) => {
    const n = BigInt(howMany);
    return n === 0n ? 0n : ((n - 1n) * n * (2n * n - 1n)) / 6n;
  };
  const sumOf = (submission: RemoteSubmission, howMany: number) =>
    submission.call("exactSumOfSquares", howMany);

  check("adds the squares of the numbers below 10, as a BigInt", async ({ submission, random }) => {
    const message =
      "The sum runs over the numbers *below* howMany, 0² + 1² + … + 9², and is a BigInt. The sum for 10";
    expect(await sumOf(submission, 10), message).toBe(285n);
    const few = random.int(11, 300);
    const any = `The sum runs over the numbers *below* howMany, and is a BigInt. The sum for ${few}`;
    expect(await sumOf(submission, few), any).toBe(exact(few));
  });

  check("the smallest sizes are right: 0, 1 and 2", async ({ submission, random }) => {
    const sums = [await sumOf(submission, 0), await sumOf(submission, 1), await sumOf(submission, 2)];
    const message =
      "Below 0 there is nothing to add, below 1 there is 0², below 2 there are 0² and 1². The three sums";
    expect(sums, message).toEqual([0n, 0n, 1n]);
    const small = random.int(3, 9);
    expect(await sumOf(submission, small), `The sum for ${small}`).toBe(exact(small));
  });

  check(
    "is exact to the last digit at 450,000 and at 5,000,000",
    { essential: true, timeout: 20_000 },
    async ({ submission, random }) => {
      const message =
        "A conversion at the end, or now and then, cannot bring lost digits back (reread `tooLate`). The sum for";
      expect(await sumOf(submission, 450_000), `${message} 450,000`).toBe(30374898750075000n);
      expect(await sumOf(submission, 5_000_000), `${message} 5,000,000`).toBe(41666654166667500000n);
      const many = random.int(450_001, 600_000);
      expect(await sumOf(submission, many), `${message} ${many}`).toBe(exact(many));
    },
  );

  check("is exact right where a number begins to fail", async ({ submission, random }) => {
    for (const howMany of [300_081, 300_082, random.int(300_083, 320_000)]) {
      const message = `The sum passes 2⁵³ just here, so by now it has to be a BigInt. The sum for ${howMany}`;
      expect(await sumOf(submission, howMany), message).toBe(exact(howMany));
    }
  });

  hidden("is exact for sizes that were not announced", async ({ submission, random }) => {
    for (const howMany of [random.int(3, 99), random.int(1000, 30_000), random.int(300_090, 500_000)]) {
      expect(await sumOf(submission, howMany), `The sum for ${howMany}`).toBe(exact(howMany));
    }
  });
});

exercise("01.3", { reread: "Two clocks" }, ({ check, hidden }) => {
  /** Runs the stopwatch once, and measures the same from outside, in seconds. */
  async function observe(
    submission: RemoteSubmission,
    prepareFor: number,
    workFor: number,
    prepared = "the input",
  ) {
    const seen = { setUp: 0, ready: 0, work: 0, input: undefined as unknown, workIsDone: false };
    const start = performance.now();
    const measured: unknown = await submission.call(
      "timed",
      async () => {
        const begin = performance.now();
        await pause(prepareFor);
        seen.ready = performance.now();
        seen.setUp = (seen.ready - begin) / 1000;
        return prepared;
      },
      async (input: unknown) => {
        const begin = performance.now();
        seen.input = input;
        await pause(workFor);
        seen.work = (performance.now() - begin) / 1000;
        seen.workIsDone = true;
      },
    );
    const end = performance.now();
    const [whole, sinceReady] = [(end - start) / 1000, (end - seen.ready) / 1000];
    expect(
      seen.workIsDone,
      "The work takes time, so it has to be awaited. Was it done when timed() answered",
    ).toBe(true);
    return { ...seen, measured, whole, sinceReady };
  }

  check("the time of the work is in it, in seconds", async ({ submission, random }) => {
    const prepared = random.string(8);
    const { measured, work, whole, input } = await observe(submission, 0, random.int(20, 40), prepared);
    assertSeconds(measured, { atLeast: work, atMost: whole }, "The work");
    expect(input, "The work gets what prepare() returned. Its input").toBe(prepared);
    const start = performance.now();
    const busy = await submission.computing(async () => {}, 60);
    const computed: unknown = await submission.call("timed", async () => "the input", busy);
    const bounds = { atLeast: 0.06, atMost: (performance.now() - start) / 1000 };
    const what =
      "Start the clock before you call the work: it may compute before it first waits. Such a work";
    assertSeconds(computed, bounds, what);
  });

  check("the time of the set-up is not in it", { essential: true }, async ({ submission, random }) => {
    // Much longer than a busy machine holds up the answer's result: what is measured too much must show.
    const { measured, setUp, work, sinceReady } = await observe(
      submission,
      random.int(200, 250),
      random.int(4, 8),
    );
    const what = `Set-up is not work: start the clock when the input is there. The set-up took ${setUp.toFixed(3)} s, and the work`;
    assertSeconds(measured, { atLeast: work, atMost: sinceReady }, what);
  });

  check("the clock is finer than a millisecond", async ({ submission }) => {
    const measured: unknown[] = [];
    for (let round = 0; round < 8; round += 1) measured.push((await observe(submission, 0, 1)).measured);
    assertFineClock(measured);
  });

  hidden("two measurements at once do not disturb each other", async ({ submission }) => {
    const [long, short] = await Promise.all([observe(submission, 0, 120), observe(submission, 40, 5)]);
    assertSeconds(
      long.measured,
      { atLeast: long.work, atMost: long.whole },
      "The longer of two works at once",
    );
    assertSeconds(
      short.measured,
      { atLeast: short.work, atMost: short.whole - short.setUp },
      "The shorter of two works at once",
    );
  });
});

exercise("01.4", { reread: "What an agent promises" }, ({ check, hidden }) => {
  type Think = (input: number) => unknown;
  const reportOf = async (submission: RemoteSubmission, think: Think, input = 21, id = 7) =>
    (await submission.new("CarefulAgent", id, think)).reason(input);

  /** What an error says: its message, and what it was made of. */
  const reasonIn = (error: unknown, depth = 0): string => {
    if (!(error instanceof Error) || depth > 9) return pretty(error);
    const { message, cause } = error;
    if (cause === undefined) return message;
    return `${message} ${typeof cause === "string" ? cause : reasonIn(cause, depth + 1)}`;
  };

  const failingWith =
    (reason: string): Think =>
    () => {
      throw new Error(reason);
    };
  const failing = failingWith("out of data");

  check("an answer becomes a report of success", async ({ submission, random }) => {
    for (const [id, input] of [
      [7, 21],
      [random.int(8, 999), random.int(100, 9999)],
    ] as const) {
      const report = await reportOf(submission, (given) => given * 2, input, id);
      const message = `A promise in \`result\` means that nobody waited for it. Agent ${id} answered ${2 * input}, and its report is`;
      expect(report, message).toMatchObject({ agentId: id, result: 2 * input, success: true, error: null });
    }
  });

  check(
    "a failure becomes a report as well, not an exception",
    { essential: true, reread: "Failing as a value" },
    async ({ submission, random }) => {
      const [id, why] = [random.int(8, 999), `out of ${random.string(5)}`];
      const report = await reportOf(submission, failingWith(why), 21, id).catch((thrown: unknown) => {
        if (reasonIn(thrown) !== why) throw thrown;
        const message = `reason() threw “${why}” instead of reporting it. Is the promise awaited inside the try?`;
        return expect.fail(message);
      });
      const message = `A failure is an answer too (reread “Failing as a value”). Agent ${id} threw an error, and its report is`;
      expect(report, message).toMatchObject({ agentId: id, result: null, success: false });
    },
  );

  check(
    "the report of a failure says why",
    { reread: "Failing as a value" },
    async ({ submission, random }) => {
      const why = `out of ${random.string(8)}`;
      const report = await reportOf(submission, failingWith(why));
      const message = `A swallowed error helps nobody: keep it in \`error\`. The agent threw “${why}”, and the report's error`;
      expect(reasonIn(report?.error), message).toContain(why);
    },
  );

  check(
    "the duration is that of the thinking, in seconds, in success and in failure",
    { reread: "Two clocks" },
    async ({ submission, random }) => {
      for (const fails of [false, true]) {
        let thought = 0;
        const start = performance.now();
        const report = await reportOf(submission, async () => {
          const begin = performance.now();
          await pause(random.int(20, 40));
          thought = (performance.now() - begin) / 1000;
          if (fails) throw new Error("failed after a while");
          return "done";
        });
        const bounds = { atLeast: thought, atMost: (performance.now() - start) / 1000 };
        assertSeconds(
          report?.duration,
          bounds,
          fails ? "Thinking that ended in a failure" : "Thinking that ended well",
        );
      }
    },
  );

  check(
    "thinking that computes before it first waits is in the duration",
    { reread: "Two clocks" },
    async ({ submission }) => {
      const start = performance.now();
      const busy = await submission.computing(async () => "done", 60);
      const report = await (await submission.new("CarefulAgent", 1, busy)).reason(1);
      const bounds = { atLeast: 0.06, atMost: (performance.now() - start) / 1000 };
      assertSeconds(report?.duration, bounds, "Thinking that computes at once, before the first await,");
    },
  );

  check("the clock is finer than a millisecond", { reread: "Two clocks" }, async ({ submission }) => {
    const durations: unknown[] = [];
    const agent = await submission.new("CarefulAgent", 1, () => pause(1));
    for (let round = 0; round < 8; round += 1) durations.push((await agent.reason(round))?.duration);
    assertFineClock(durations);
  });

  check(
    "nobody can change a report, be it good or bad",
    { reread: "Results that nobody can change" },
    async ({ submission }) => {
      const good = await reportOf(submission, (input) => input + 1);
      expect(good?.success, "An answer is a success. Success").toBe(true);
      const frozen = "Reread “Results that nobody can change”. Is the report of a success frozen";
      expect(Object.isFrozen(good), frozen).toBe(true);
      const bad = await reportOf(submission, failing);
      const both = "There are two ways out of your method: freeze on both. Is the report of a failure frozen";
      expect(Object.isFrozen(bad), both).toBe(true);
    },
  );

  check("two calls at once give two reports that do not mix", async ({ submission }) => {
    const thought = new Map<number, number>();
    const agent = await submission.new("CarefulAgent", 3, async (input: number) => {
      const begin = performance.now();
      await pause(input);
      thought.set(input, (performance.now() - begin) / 1000);
      return `waited ${input}`;
    });
    const start = performance.now();
    const first = agent.reason(80);
    await pause(40);
    const [slow, quick] = await Promise.all([first, agent.reason(10)]);
    const atMost = (performance.now() - start) / 1000;
    const own = "What belongs to one call goes into a local variable, not into the agent.";
    expect([slow?.result, quick?.result], `${own} The results of two calls at once`).toEqual([
      "waited 80",
      "waited 10",
    ]);
    assertSeconds(
      slow?.duration,
      { atLeast: thought.get(80) ?? 0, atMost },
      `${own} The first of two calls at once`,
    );
    assertSeconds(
      quick?.duration,
      { atLeast: thought.get(10) ?? 0, atMost: atMost - 0.035 },
      `${own} The second of two calls at once`,
    );
  });

  check("nothing, zero and false are answers too", async ({ submission }) => {
    for (const value of [0, "", false, null]) {
      const report = await reportOf(submission, () => value);
      const message = `Only an error is a failure. The agent answered ${JSON.stringify(value)}, and its report is`;
      expect(report, message).toMatchObject({ result: value, success: true, error: null });
    }
  });

  check(
    "whatever is thrown, it is a failure, and its error is an Error",
    { reread: "Failing as a value" },
    async ({ submission }) => {
      for (const thrown of ["just a text", null, undefined, 0, false]) {
        const report = await reportOf(submission, () => {
          throw thrown;
        });
        const what = typeof thrown === "string" ? `the text “${thrown}”` : String(thrown);
        expect(report, `The agent threw ${what}, and its report is`).toMatchObject({
          result: null,
          success: false,
        });
        const message = `A Report promises \`Error | null\`. The agent threw ${what}, and the report's error is an Error`;
        expect(report?.error instanceof Error, message).toBe(true);
        expect(Object.isFrozen(report), "Is the report frozen, whatever was thrown").toBe(true);
      }
    },
  );

  hidden(
    "a text that was thrown is told in the error, or is its cause",
    { reread: "Failing as a value" },
    async ({ submission, random }) => {
      const text = `just ${random.string(8)}`;
      const report = await reportOf(submission, () => {
        throw text;
      });
      const message = `The agent threw “${text}”, and the report's error`;
      expect(reasonIn(report?.error), message).toContain(text);
    },
  );

  check("calls that overlap do not mix, also where one of them fails", async ({ submission }) => {
    // Each call ends when the check says so: the good one last, and then the bad one last.
    for (const badLast of [false, true]) {
      const ends = new Map<number, PromiseWithResolvers<string>>(
        [1, -1].map((input) => [input, Promise.withResolvers<string>()]),
      );
      const agent = await submission.new("CarefulAgent", 6, (input: number) => ends.get(input)?.promise);
      const [good, bad] = [agent.reason(1), agent.reason(-1)];
      const end = (input: number) =>
        input > 0 ? ends.get(input)?.resolve("good") : ends.get(input)?.reject(new Error("bad"));
      for (const input of badLast ? [1, -1] : [-1, 1]) {
        end(input);
        await (input > 0 ? good : bad);
      }
      const reports = await Promise.all([good, bad]);
      const own = `What belongs to one call goes into a local variable, not into the agent. Of two calls at once the ${badLast ? "last" : "first"} to end fails. The`;
      expect(reports[0], `${own} report of the good one`).toMatchObject({
        result: "good",
        success: true,
        error: null,
      });
      expect(reports[1], `${own} report of the bad one`).toMatchObject({ result: null, success: false });
      expect(reasonIn(reports[1]?.error), `${own} error of the bad one`).toContain("bad");
    }
  });

  check(
    "an agent can be asked again, and each report is of its own call",
    { reread: "Failing as a value" },
    async ({ submission }) => {
      const agent = await submission.new("CarefulAgent", 4, (input: number) => {
        if (input < 0) throw new Error(`${input} is below zero`);
        return input;
      });
      const reports = [await agent.reason(-1), await agent.reason(5), await agent.reason(-2)];
      const message = "One agent is asked three times, and fails the first and the last time. Its successes";
      expect(
        reports.map((report) => report?.success),
        message,
      ).toEqual([false, true, false]);
      const told = reports.map((report) => [report?.result, report?.error === null]);
      const parts =
        "It was asked for -1, 5 and -2, and fails below zero. The result of each report, and whether it has no error";
      expect(told, parts).toEqual([
        [null, false],
        [5, true],
        [null, false],
      ]);
      expect(
        [reasonIn(reports[0]?.error), reasonIn(reports[2]?.error)].map((reason) => /-[12]/.exec(reason)?.[0]),
        "Each failure says its own reason, and not that of the other. It was asked for",
      ).toEqual(["-1", "-2"]);
    },
  );
});
