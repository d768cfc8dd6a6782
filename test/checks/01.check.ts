import { exercise, type RemoteSubmission } from "@swarmlab/kit/checks";
import { expect } from "vitest";
import { assertPrediction } from "./prediction.ts";

const pause = (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds));

/** Seconds by which two honest clocks may differ: the check and the answer read theirs in two processes. */
const clockSlack = 0.001;

/** Whether all of these durations (in seconds) are whole milliseconds, which only a calendar clock gives. */
const allWholeMilliseconds = (seconds: readonly number[]) =>
  seconds.every((value) => Math.abs(value * 1000 - Math.round(value * 1000)) < 1e-6);

exercise("01.1", ({ check }) => {
  const predicted = async (submission: RemoteSubmission, name: string) => {
    const prediction = await submission.get("prediction");
    return prediction?.[name];
  };

  check("oneMore: a number beside the edge", async ({ submission }) => {
    assertPrediction({
      expression: "2 ** 53 + 1 === 2 ** 53",
      guess: await predicted(submission, "oneMore"),
      truth: 2 ** 53 + 1 === 2 ** 53,
      reread:
        "Beyond 2⁵³ not every whole number has a place. Run the expression in a new cell, and reread “Numbers that lose digits”.",
    });
  });

  check("oneMoreBig: the same with a BigInt", async ({ submission }) => {
    assertPrediction({
      expression: "2n ** 53n + 1n === 2n ** 53n",
      guess: await predicted(submission, "oneMoreBig"),
      truth: 2n ** 53n + 1n === 2n ** 53n,
      reread: "A BigInt is as long as it needs to be. Does anything have to be rounded here?",
    });
  });

  check("tooLate: a BigInt made at the end", async ({ submission }) => {
    assertPrediction({
      expression: "BigInt(2 ** 53 + 1) === 2n ** 53n + 1n",
      guess: await predicted(submission, "tooLate"),
      truth: BigInt(2 ** 53 + 1) === 2n ** 53n + 1n,
      reread:
        "What is in the brackets is computed first. Print both sides in a new cell and compare the last digits.",
    });
  });

  check("mixed: a BigInt and a number in one sum", async ({ submission }) => {
    let truth: unknown;
    try {
      // The type checker would refuse the plain expression, as it does in the lesson.
      truth = (1n as unknown as number) + 1 === (2n as unknown as number);
    } catch {
      truth = "throws";
    }
    assertPrediction({
      expression: "1n + 1 === 2n",
      guess: await predicted(submission, "mixed"),
      truth,
      reread:
        'JavaScript does not choose for you which of the two types is right. Try it with JSON.parse("1") in place of 1.',
    });
  });
});

exercise("01.2", ({ check, hidden }) => {
  check("adds the squares below 10", async ({ submission }) => {
    const message = "0² + 1² + … + 9². The sum runs over the numbers *below* howMany";
    expect(await submission.call("exactSumOfSquares", 10), message).toBe(285n);
  });

  check("the smallest sizes are right: 0, 1 and 2", async ({ submission }) => {
    const sums = [];
    for (const howMany of [0, 1, 2]) sums.push(await submission.call("exactSumOfSquares", howMany));
    const message =
      "the sums for 0, 1 and 2. Below 0 and below 1 there is nothing to add but 0², below 2 there is 1²";
    expect(sums, message).toEqual([0n, 0n, 1n]);
  });

  check("is exact to the last digit at 5,000,000", async ({ submission }) => {
    const message =
      "the sum for 5,000,000. Lost digits cannot be brought back by a conversion at the end: reread `tooLate`";
    expect(await submission.call("exactSumOfSquares", 5_000_000), message).toBe(41666654166667500000n);
  });

  check("is exact right where a number begins to fail", async ({ submission }) => {
    // Both sides of the step at which the lesson's own search finds the first wrong sum.
    for (const howMany of [300_080, 300_081, 300_082, 300_083]) {
      const n = BigInt(howMany);
      const message = `the sum for ${howMany}. It passes 2⁵³ just here, so it has to be a BigInt by then`;
      expect(await submission.call("exactSumOfSquares", howMany), message).toBe(
        ((n - 1n) * n * (2n * n - 1n)) / 6n,
      );
    }
  });

  hidden("is exact for sizes that were not announced", async ({ submission }) => {
    for (const howMany of [3, 77, 123_456, 2_000_003]) {
      const n = BigInt(howMany);
      const message = `the sum for ${howMany}`;
      expect(await submission.call("exactSumOfSquares", howMany), message).toBe(
        ((n - 1n) * n * (2n * n - 1n)) / 6n,
      );
    }
  });
});

exercise("01.3", ({ check, hidden }) => {
  /** Runs the stopwatch once, and measures the same from outside. All times in seconds. */
  async function observe(submission: RemoteSubmission, prepareFor: number, workFor: number) {
    const seen = { setUp: 0, work: 0, input: undefined as unknown };
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
      },
    );
    return { ...seen, measured, whole: (performance.now() - start) / 1000 };
  }

  const show = (seconds: number) => `${seconds.toFixed(3)} s`;

  check("the time of the work is in it, in seconds", async ({ submission }) => {
    const { measured, work, whole, input } = await observe(submission, 0, 30);
    expect(measured, "timed() returns a number of seconds").toBeTypeOf("number");
    const span = `The work took ${show(work)}, and the whole call ${show(whole)}. You measured ${measured}`;
    expect(measured, `${span}: too much. Milliseconds are not seconds`).toBeLessThanOrEqual(
      whole + clockSlack,
    );
    expect(
      measured,
      `${span}: too little. Does the clock run until the work is done?`,
    ).toBeGreaterThanOrEqual(work - clockSlack);
    expect(input, "what prepare() returned is what the work gets").toBe("the input");
  });

  check("the time of the set-up is not in it", async ({ submission }) => {
    const { measured, setUp, work, whole } = await observe(submission, 80, 5);
    const span = `The set-up took ${show(setUp)} and the work ${show(work)}. You measured ${measured}`;
    expect(measured, `${span}. Start the clock when the input is there`).toBeLessThanOrEqual(
      whole - setUp + clockSlack,
    );
    expect(measured, `${span}: too little`).toBeGreaterThanOrEqual(work - clockSlack);
  });

  check("the clock is finer than a millisecond", async ({ submission }) => {
    const measured: number[] = [];
    for (let round = 0; round < 12; round += 1) {
      measured.push(
        await submission.call(
          "timed",
          () => round,
          () => pause(2),
        ),
      );
    }
    const message = `12 times in a row you measured a whole number of milliseconds (${measured.slice(0, 4).join(", ")} …). Reread “Two clocks”`;
    expect(allWholeMilliseconds(measured), message).toBe(false);
  });

  hidden("two measurements at once do not disturb each other", async ({ submission }) => {
    const [long, short] = await Promise.all([observe(submission, 0, 120), observe(submission, 40, 5)]);
    const message = `two measurements at once: ${long.measured} and ${short.measured}`;
    expect(long.measured, message).toBeGreaterThanOrEqual(long.work - clockSlack);
    expect(long.measured, message).toBeLessThanOrEqual(long.whole + clockSlack);
    expect(short.measured, message).toBeLessThanOrEqual(short.whole - short.setUp + clockSlack);
    expect(short.measured, message).toBeGreaterThanOrEqual(short.work - clockSlack);
  });
});

exercise("01.4", ({ check, hidden }) => {
  type Think = (input: number) => unknown;
  const reasonOf = async (submission: RemoteSubmission, think: Think, input = 21, agentId = 7) =>
    (await submission.new("CarefulAgent", agentId, think)).reason(input);

  /** An error as a report may hold it: the error itself, or a text about it. */
  const reasonGiven = (error: unknown) => (error instanceof Error ? error.message : String(error));

  const failing: Think = () => {
    throw new Error("out of data");
  };

  check("an answer becomes a report of success", async ({ submission }) => {
    const report = await reasonOf(submission, (input) => input * 2);
    const message =
      "agent 7 thought about 21 and answered 42. (A promise in `result` means that nobody waited for it)";
    expect(report, message).toMatchObject({ agentId: 7, result: 42, success: true, error: null });
  });

  check("a failure becomes a report as well, not an exception", async ({ submission }) => {
    const report = await reasonOf(submission, failing).catch((thrown: unknown) => {
      const message = `reason() threw “${reasonGiven(thrown)}” instead of reporting it. Is the promise awaited inside the try?`;
      expect.fail(message);
    });
    expect(report, "the agent threw. Reread “Failing as a value”").toMatchObject({
      agentId: 7,
      result: null,
      success: false,
    });
  });

  check("the report of a failure says why", async ({ submission }) => {
    const report = await reasonOf(submission, failing);
    const message = "the agent threw Error: out of data. A swallowed error helps nobody: keep it in `error`";
    expect(reasonGiven(report?.error), message).toContain("out of data");
  });

  check(
    "the duration is that of the thinking, in seconds, in success and in failure",
    async ({ submission }) => {
      for (const fails of [false, true]) {
        let thought = 0;
        const start = performance.now();
        const report = await reasonOf(submission, async () => {
          const begin = performance.now();
          await pause(30);
          thought = (performance.now() - begin) / 1000;
          if (fails) throw new Error("failed after a while");
          return "done";
        });
        const whole = (performance.now() - start) / 1000;
        const after = fails ? "a failure" : "a success";
        const span = `After ${after}: the agent thought for ${thought.toFixed(3)} s, you report ${report?.duration}`;
        expect(report?.duration, `${span}: no number of seconds`).toBeTypeOf("number");
        expect(report.duration, `${span}: too little`).toBeGreaterThanOrEqual(thought - clockSlack);
        expect(report.duration, `${span}: too much. Milliseconds are not seconds`).toBeLessThanOrEqual(
          whole + clockSlack,
        );
      }
    },
  );

  check("the clock is finer than a millisecond", async ({ submission }) => {
    const durations: number[] = [];
    const agent = await submission.new("CarefulAgent", 1, () => pause(2));
    for (let round = 0; round < 12; round += 1) durations.push((await agent.reason(round)).duration);
    const message = `12 durations in a row were whole milliseconds (${durations.slice(0, 4).join(", ")} …). Reread “Two clocks”`;
    expect(allWholeMilliseconds(durations), message).toBe(false);
  });

  check("nobody can change a report, be it good or bad", async ({ submission }) => {
    const good = await reasonOf(submission, (input) => input + 1);
    expect(
      Object.isFrozen(good),
      "the report of a success can be changed. Reread “Results that nobody can change”",
    ).toBe(true);
    const bad = await reasonOf(submission, failing);
    expect(
      Object.isFrozen(bad),
      "the report of a failure can be changed. There are two ways out of your method: freeze on both",
    ).toBe(true);
    expect([good.success, bad.success], "one success, one failure").toEqual([true, false]);
  });

  check("two calls at once give two reports that do not mix", async ({ submission }) => {
    const agent = await submission.new("CarefulAgent", 3, async (input: number) => {
      await pause(input);
      return `waited ${input}`;
    });
    const [slow, quick] = await Promise.all([agent.reason(120), agent.reason(10)]);
    const results =
      "the results of two calls that were under way at once. What belongs to one call goes into a local variable";
    expect([slow.result, quick.result], results).toEqual(["waited 120", "waited 10"]);
    const durations = `the durations were ${slow.duration} and ${quick.duration}: the slow call thought longer than the quick one`;
    expect(slow.duration, durations).toBeGreaterThan(quick.duration);
  });

  hidden("nothing, zero and false are answers too", async ({ submission }) => {
    for (const value of [0, "", false, null]) {
      const report = await reasonOf(submission, () => value);
      expect(report, `the agent answered ${JSON.stringify(value)}`).toMatchObject({
        result: value,
        success: true,
        error: null,
      });
    }
  });

  hidden("something thrown that is no Error is reported like one", async ({ submission }) => {
    const report = await reasonOf(submission, () => {
      throw "just a text";
    });
    expect(report, "the agent threw a text").toMatchObject({ result: null, success: false });
    expect(reasonGiven(report.error), "the agent threw a text, and the report says which").toContain(
      "just a text",
    );
    expect(Object.isFrozen(report), "frozen, whatever was thrown").toBe(true);
  });

  hidden("an agent that failed can be asked again", async ({ submission }) => {
    const agent = await submission.new("CarefulAgent", 4, (input: number) => {
      if (input < 0) throw new Error(`${input} is below zero`);
      return input;
    });
    const reports = [await agent.reason(-1), await agent.reason(5), await agent.reason(-2)];
    const message = "three questions to one agent, of which the first and the last fail";
    expect(
      reports.map((report) => report.success),
      message,
    ).toEqual([false, true, false]);
    expect(reports[1].error, "the error of the first call is not in the second report").toBe(null);
  });
});
