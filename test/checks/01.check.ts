import { exercise, type RemoteSubmission } from "@swarmlab/kit/checks";
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

  check("adds the squares of the numbers below 10, as a BigInt", async ({ submission }) => {
    const message =
      "The sum runs over the numbers *below* howMany, 0² + 1² + … + 9², and is a BigInt. The sum for 10";
    expect(await sumOf(submission, 10), message).toBe(285n);
  });

  check("the smallest sizes are right: 0, 1 and 2", async ({ submission }) => {
    const sums = [await sumOf(submission, 0), await sumOf(submission, 1), await sumOf(submission, 2)];
    const message =
      "Below 0 there is nothing to add, below 1 there is 0², below 2 there are 0² and 1². The three sums";
    expect(sums, message).toEqual([0n, 0n, 1n]);
  });

  check("is exact to the last digit at 450,000", async ({ submission }) => {
    const message =
      "A conversion at the end cannot bring lost digits back (reread `tooLate`). The sum for 450,000";
    expect(await sumOf(submission, 450_000), message).toBe(30374898750075000n);
  });

  check("is exact right where a number begins to fail", async ({ submission }) => {
    for (const howMany of [300_081, 300_082]) {
      const message = `The sum passes 2⁵³ just here, so by now it has to be a BigInt. The sum for ${howMany}`;
      expect(await sumOf(submission, howMany), message).toBe(exact(howMany));
    }
  });

  hidden("is exact for sizes that were not announced", async ({ submission }) => {
    for (const howMany of [3, 77, 12_345, 333_333]) {
      expect(await sumOf(submission, howMany), `The sum for ${howMany}`).toBe(exact(howMany));
    }
  });
});

exercise("01.3", { reread: "Two clocks" }, ({ check, hidden }) => {
  /** Runs the stopwatch once, and measures the same from outside, in seconds. */
  async function observe(submission: RemoteSubmission, prepareFor: number, workFor: number) {
    const seen = { setUp: 0, work: 0, input: undefined as unknown, workIsDone: false };
    const start = performance.now();
    const measured: unknown = await submission.call(
      "timed",
      async () => {
        const begin = performance.now();
        await pause(prepareFor);
        seen.setUp = (performance.now() - begin) / 1000;
        return "the input";
      },
      async (input: unknown) => {
        const begin = performance.now();
        seen.input = input;
        await pause(workFor);
        seen.work = (performance.now() - begin) / 1000;
        seen.workIsDone = true;
      },
    );
    const whole = (performance.now() - start) / 1000;
    expect(
      seen.workIsDone,
      "The work takes time, so it has to be awaited. Was it done when timed() answered",
    ).toBe(true);
    return { ...seen, measured, whole };
  }

  check("the time of the work is in it, in seconds", async ({ submission }) => {
    const { measured, work, whole, input } = await observe(submission, 0, 30);
    assertSeconds(measured, { atLeast: work, atMost: whole }, "The work");
    expect(input, "The work gets what prepare() returned. Its input").toBe("the input");
  });

  check("the time of the set-up is not in it", async ({ submission }) => {
    const { measured, setUp, work, whole } = await observe(submission, 50, 5);
    const what = `Set-up is not work: start the clock when the input is there. The set-up took ${setUp.toFixed(3)} s, and the work`;
    assertSeconds(measured, { atLeast: work, atMost: whole - setUp }, what);
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
  const reportOf = async (submission: RemoteSubmission, think: Think, input = 21) =>
    (await submission.new("CarefulAgent", 7, think)).reason(input);

  /** The message of an error, or of a text that stands for one. */
  const reasonIn = (error: unknown) => (error instanceof Error ? error.message : String(error));

  const failing: Think = () => {
    throw new Error("out of data");
  };

  check("an answer becomes a report of success", async ({ submission }) => {
    const report = await reportOf(submission, (input) => input * 2);
    const message =
      "A promise in `result` means that nobody waited for it. Agent 7 answered 42, and its report is";
    expect(report, message).toMatchObject({ agentId: 7, result: 42, success: true, error: null });
  });

  check(
    "a failure becomes a report as well, not an exception",
    { reread: "Failing as a value" },
    async ({ submission }) => {
      const report = await reportOf(submission, failing).catch((thrown: unknown) => {
        if (reasonIn(thrown) !== "out of data") throw thrown;
        const message =
          "reason() threw “out of data” instead of reporting it. Is the promise awaited inside the try?";
        return expect.fail(message);
      });
      const message =
        "A failure is an answer too (reread “Failing as a value”). Agent 7 threw an error, and its report is";
      expect(report, message).toMatchObject({ agentId: 7, result: null, success: false });
    },
  );

  check("the report of a failure says why", { reread: "Failing as a value" }, async ({ submission }) => {
    const report = await reportOf(submission, failing);
    const message =
      "A swallowed error helps nobody: keep it in `error`. The agent threw “out of data”, and the report's error";
    expect(reasonIn(report?.error), message).toContain("out of data");
  });

  check(
    "the duration is that of the thinking, in seconds, in success and in failure",
    { reread: "Two clocks" },
    async ({ submission }) => {
      for (const fails of [false, true]) {
        let thought = 0;
        const start = performance.now();
        const report = await reportOf(submission, async () => {
          const begin = performance.now();
          await pause(30);
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
      slow.duration,
      { atLeast: thought.get(80) ?? 0, atMost },
      `${own} The first of two calls at once`,
    );
    assertSeconds(
      quick.duration,
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

  hidden(
    "something thrown that is no Error is reported like one",
    { reread: "Failing as a value" },
    async ({ submission }) => {
      const report = await reportOf(submission, () => {
        throw "just a text";
      });
      expect(report, "The agent threw a text, and its report is").toMatchObject({
        result: null,
        success: false,
      });
      expect(reasonIn(report.error), "The agent threw “just a text”, and the report's error").toContain(
        "just a text",
      );
      expect(Object.isFrozen(report), "Is the report frozen, whatever was thrown").toBe(true);
    },
  );

  hidden(
    "an agent that failed can be asked again",
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
      expect(reports[1].error, "The first call's error is not in the second report. The error there").toBe(
        null,
      );
    },
  );
});
