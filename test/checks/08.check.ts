import { exercise, type RemoteSubmission } from "@swarmlab/kit/checks";
import { expect } from "vitest";
import { inWords, messageIn, objectIn, objectsIn } from "./came.ts";
import { drawFrom } from "./drawn.ts";
import { computedOnThreads, onRealThreads, ownSeconds } from "./measured.ts";
import { assertPrediction } from "./prediction.ts";

const pause = (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds));

/** A number to nine digits: two orders of the same operations may differ in the last bit. */
const rounded = (value: unknown) =>
  typeof value === "number" && Number.isFinite(value) ? Number(value.toPrecision(9)) : value;

exercise("08.1", ({ check }) => {
  const agents = 12;
  const cores = 4;
  const rounds = (atATime: number) => Math.ceil(agents / atATime);
  const waiting =
    "An agent that waits needs somebody to wait for it, not a core. How many can wait at the same time?";
  const computing =
    "An agent that computes needs a thread and a core. How many of the twelve have both at the same time?";
  const cases = [
    {
      name: "waitOnLoop",
      what: "agents that wait on the event loop",
      truth: rounds(agents),
      reread: waiting,
    },
    { name: "waitOn4Threads", what: "agents that wait on 4 threads", truth: rounds(4), reread: waiting },
    { name: "waitOn12Threads", what: "agents that wait on 12 threads", truth: rounds(12), reread: waiting },
    {
      name: "computeOnLoop",
      what: "agents that compute on the event loop",
      truth: rounds(1),
      reread: computing,
    },
    {
      name: "computeOn4Threads",
      what: "agents that compute on 4 threads",
      truth: rounds(Math.min(4, cores)),
      reread: computing,
    },
    {
      name: "computeOn12Threads",
      what: "agents that compute on 12 threads",
      truth: rounds(Math.min(12, cores)),
      reread: `${computing} More threads than cores take turns.`,
    },
  ];
  for (const { name, what, truth, reread } of cases) {
    check(
      `${name}: the prediction for ${what} comes true`,
      { reread: "Waiting needs no core", essential: name === "computeOn12Threads" },
      async ({ submission }) => {
        const guess = objectIn(await submission.get("secondsInAll"), "`secondsInAll`")[name];
        // The lesson asks for about how many seconds: what comes near is right, such as 3.1 for 3.
        const isNear = typeof guess === "number" && Math.abs(guess - truth) <= 0.2 * truth;
        assertPrediction(isNear ? truth : guess, truth, reread);
      },
    );
  }
});

exercise("08.2", ({ check, hidden }) => {
  const model = { reread: "Exercise 08.2 · Worth the trip?" };
  const threads = async (submission: RemoteSubmission, ...args: readonly number[]) =>
    rounded(await submission.call("secondsOnThreads", ...args));
  const work = async (submission: RemoteSubmission, ...args: readonly number[]) =>
    rounded(await submission.call("smallestWork", ...args));
  const chunk = async (submission: RemoteSubmission, ...args: readonly number[]) =>
    rounded(await submission.call("smallestChunk", ...args));

  check(
    "the trips are paid in full, the work is shared",
    { ...model, essential: true },
    async ({ submission, random }) => {
      expect(
        await threads(submission, 10, 4, 1, 2),
        "10 agents of 4 s, 2 workers, a trip of 1 s: 10 s of trips and 20 s of work. secondsOnThreads(10, 4, 1, 2)",
      ).toBe(30);
      expect(
        await threads(submission, 100, 8, 0, 4),
        "Trips for nothing, 800 s of work for 4 workers. secondsOnThreads(100, 8, 0, 4)",
      ).toBe(200);
      expect(
        await threads(submission, 10, 6, 1, 4),
        "The model shares the work evenly, also where the agents do not: 10 s of trips, 60 s of work for 4 workers. secondsOnThreads(10, 6, 1, 4)",
      ).toBe(25);
      const draw = drawFrom(random);
      const [agents, each, trip, workers] = [
        draw.int(20, 90),
        draw.int(2, 40),
        draw.int(1, 9),
        draw.int(2, 16),
      ];
      const message = `${agents * trip} s of trips, and ${agents * each} s of work for ${workers} workers. secondsOnThreads(${agents}, ${each}, ${trip}, ${workers})`;
      expect(await threads(submission, agents, each, trip, workers), message).toBe(
        rounded(agents * trip + (agents * each) / workers),
      );
    },
  );

  check("one worker helps nobody: the trips come on top", model, async ({ submission, random }) => {
    const [agents, each, trip] = [random.int(2, 20), random.int(1, 30), random.int(1, 9)];
    const message = `One worker does all the work itself, and ${agents} trips of ${trip} s are paid as well. secondsOnThreads(${agents}, ${each}, ${trip}, 1)`;
    expect(await threads(submission, agents, each, trip, 1), message).toBe(agents * (each + trip));
  });

  check("at the smallest work, home and threads are equal", model, async ({ submission, random }) => {
    const two =
      "With 2 workers half of the work is saved, and the saving must pay for a trip of 3 s. smallestWork(3, 2)";
    expect(await work(submission, 3, 2), two).toBe(6);
    const four = "With 4 workers three quarters are saved, for a trip of 3 s. smallestWork(3, 4)";
    expect(await work(submission, 3, 4), four).toBe(4);
    const [trip, workers] = [random.int(1, 50), random.int(3, 32)];
    const message = `With ${workers} workers ${workers - 1} parts of ${workers} are saved, for a trip of ${trip} s. smallestWork(${trip}, ${workers})`;
    expect(await work(submission, trip, workers), message).toBe(rounded(trip / (1 - 1 / workers)));
  });

  check("with a single worker no work is large enough, and no chunk", model, async ({ submission }) => {
    const message = "A single worker saves nothing, so nothing ever pays for the trip";
    expect(await work(submission, 3, 1), `${message}. smallestWork(3, 1)`).toBe(Number.POSITIVE_INFINITY);
    expect(await chunk(submission, 1, 3, 1), `${message}. smallestChunk(1, 3, 1)`).toBe(
      Number.POSITIVE_INFINITY,
    );
  });

  check(
    "the smallest chunk makes threads faster, and one less does not",
    model,
    async ({ submission, random }) => {
      const message = (saved: string, trip: number) =>
        `Each agent saves ${saved} s on threads, and one trip of ${trip} s is paid for a chunk: how many savings are more than ${trip}?`;
      expect(await chunk(submission, 1, 4.25, 2), `${message("0.5", 4.25)} smallestChunk(1, 4.25, 2)`).toBe(
        9,
      );
      expect(await chunk(submission, 4, 10, 4), `${message("3", 10)} smallestChunk(4, 10, 4)`).toBe(4);
      const [each, saved] = [random.int(1, 9), random.int(5, 40)];
      // Half an agent's saving away from where a chunk of one agent more or less would do.
      const trip = (saved - 0.5) * (each / 2);
      expect(
        await chunk(submission, each, trip, 2),
        `${message(`${each / 2}`, trip)} smallestChunk(${each}, ${trip}, 2)`,
      ).toBe(saved);
    },
  );

  check("exactly equal is not faster yet", model, async ({ submission, random }) => {
    const trip = random.int(3, 20);
    const message = `Each agent saves half a second. ${2 * trip} of them save just the ${trip} s of the trip, so it takes one more. smallestChunk(1, ${trip}, 2)`;
    expect(await chunk(submission, 1, trip, 2), message).toBe(2 * trip + 1);
  });

  check("an agent that is large enough travels alone", model, async ({ submission, random }) => {
    const [each, trip] = [2 * random.int(20, 90), random.int(1, 9)];
    const message = `One agent of ${each} s saves ${each / 2} s, and the trip costs ${trip} s. smallestChunk(${each}, ${trip}, 2)`;
    expect(await chunk(submission, each, trip, 2), message).toBe(1);
  });

  hidden(
    "microseconds and many workers",
    {
      ...model,
      expected: "The model holds for microseconds and many workers as it does for seconds and few.",
    },
    async ({ submission, random }) => {
      for (let round = 0; round < 4; round += 1) {
        const [agents, workers] = [random.int(100, 5000), random.int(5, 64)];
        const [each, trip] = [random.int(1, 90) / 1e6, random.int(100, 900) / 1e6];
        const told = `${agents} agents of ${each} s, a trip of ${trip} s, ${workers} workers`;
        expect(await threads(submission, agents, each, trip, workers), told).toBe(
          rounded(agents * trip + (agents * each) / workers),
        );
        expect(await work(submission, trip, workers), `A trip of ${trip} s with ${workers} workers`).toBe(
          rounded(trip / (1 - 1 / workers)),
        );
        // A trip that so many agents pay, all but half a saving.
        const size = random.int(3, 60);
        const dear = (size - 0.5) * each * (1 - 1 / workers);
        expect(
          await chunk(submission, each, dear, workers),
          `${each} s of work, a trip of ${dear} s, ${workers} workers`,
        ).toBe(size);
      }
    },
  );
});

exercise("08.3", ({ check, hidden }) => {
  const onThreads = { timeout: 90_000, reread: "Hybrid: wait here, compute there" };

  /** Processor time by which computing on the main thread is told from computing elsewhere. The kernel counts in hundredths of a second. */
  const COMPUTING_SECONDS = 0.12;

  /** What the given `digest` computes, computed here. */
  function digest(text: string): number {
    let sum = 7;
    for (let round = 0; round < 100; round += 1)
      for (let i = 0; i < text.length; i += 1)
        sum = (Math.imul(sum ^ (sum >>> 13), 31) + text.charCodeAt(i)) | 0;
    return sum;
  }

  /** The text in one piece, as it comes to the answer. To read a text that was put together of pieces takes longer. */
  const flat = (text: string) => Buffer.from(text, "latin1").toString("latin1");

  interface Told {
    readonly success: unknown;
    readonly result: unknown;
    readonly error: unknown;
    readonly worker: unknown;
  }
  async function findings(
    submission: RemoteSubmission,
    asks: readonly (() => unknown)[],
    workers: number,
  ): Promise<readonly Told[]> {
    const told = await submission.call("waitThenThink", asks, workers);
    const what = "waitThenThink() returns a list of findings, one for each ask. What it returned";
    const list = objectsIn(told, what, "A finding");
    expect(list.length, "One finding for each ask. The number of findings").toBe(asks.length);
    return list.map(({ success, result, error, worker }) => ({ success, result, error, worker }));
  }
  const outcome = ({ success, result }: Told) => (success === true ? result : "failed");

  check(
    "everybody is asked before the first has answered",
    { ...onThreads, essential: true },
    async ({ submission, random }) => {
      const texts = drawFrom(random).words(random.int(3, 6));
      let asked = 0;
      let askedAtFirstAnswer = 0;
      const allAsked = Promise.withResolvers<void>();
      const asks = texts.map((text) => async () => {
        asked += 1;
        if (asked === texts.length) allAsked.resolve();
        // One that asks the next after the answer would wait for ever, so the first gives up after a while.
        const impatience = setTimeout(allAsked.resolve, 2000);
        await allAsked.promise;
        clearTimeout(impatience);
        askedAtFirstAnswer ||= asked;
        return text;
      });
      await findings(submission, asks, 2);
      const message = `All of them wait at the same time on the event loop: ask all first, and wait then. How many of ${texts.length} were asked when the first answered`;
      expect(askedAtFirstAnswer, message).toBe(texts.length);
      expect(asked, "Each is asked once. How often was somebody asked").toBe(texts.length);
    },
  );

  check(
    "the findings stand in the order of the asks, whoever answers first",
    onThreads,
    async ({ submission, random }) => {
      const texts = drawFrom(random).words(3);
      const asks = texts.map((text, at) => async () => {
        await pause((3 - at) * 25);
        return text;
      });
      const told = await findings(submission, asks, 2);
      const message = `The last one asked was the first to answer, but each keeps its place. The texts were ${texts.join(", ")}. The results`;
      expect(told.map(outcome), message).toEqual(texts.map(digest));
    },
  );

  /** Fails unless texts are digested on other threads than the main one. The kernel counts where processor time goes. */
  async function assertComputesOnThreads(
    submission: RemoteSubmission,
    words: readonly string[],
  ): Promise<void> {
    // The thread is started, and the code compiled, before it is counted.
    await findings(submission, [async () => "warming up"], 1);
    let texts: string[] = [];
    let own = 0;
    for (let letters = 20_000; own < COMPUTING_SECONDS && letters < 1e7; letters *= 2) {
      texts = words.map((word) => flat(word.repeat(letters / word.length)));
      own = await ownSeconds(() => texts.map(digest));
    }
    const call = () =>
      findings(
        submission,
        texts.map((text) => async () => text),
        1,
      );
    const advice = "Hand the texts to agents on worker threads.";
    const [told = []] = await computedOnThreads(submission, [{ call, needed: own }], { advice });
    const message = `${texts.length} texts of ${texts[0]?.length} letters. The results`;
    expect(told.map(outcome), message).toEqual(texts.map(digest));
  }

  check(
    "the computing is done on worker threads, on no more than asked for",
    { ...onThreads, essential: true },
    async ({ submission, random }) => {
      const texts = drawFrom(random).words(6);
      const told = await findings(
        submission,
        texts.map((text) => async () => text.repeat(100)),
        1,
      );
      const where = told.map(({ worker }) => (typeof worker === "string" ? worker : inWords(worker)));
      for (const worker of where)
        expect(
          worker.startsWith("thread"),
          `Where it was computed: on “${worker}”. Choose the executor with threads. It is a thread`,
        ).toBe(true);
      const message =
        "One worker was asked for (hand the number on as `concurrency`, in one swarm). Different threads that computed";
      expect(new Set(where).size, message).toBe(1);
      await assertComputesOnThreads(submission, texts);
    },
  );

  check("as many worker threads as asked for, in one swarm", onThreads, async ({ submission, random }) => {
    await submission.simulateCores(2);
    await submission.startWorkersAnew();
    for (const workers of [1, random.int(3, 4)]) {
      const texts = drawFrom(random).words(5);
      const asks = texts.map((text) => async () => text);
      const { told, started } = await onRealThreads(
        submission,
        "Where texts are digested, agents",
        async () => {
          const { threads: before } = await submission.started();
          const told = await findings(submission, asks, workers);
          return { told, started: (await submission.started()).threads - before };
        },
      );
      expect(told.map(outcome), "Five texts. The results").toEqual(texts.map(digest));
      const message = `Five texts, on 2 cores, and ${workers === 1 ? "1 worker was" : `${workers} workers were`} asked for (hand the number on as \`concurrency\`). Threads that were started`;
      expect(started, message).toBe(workers);
    }
  });

  check("a failed ask costs its own finding and nobody else's", onThreads, async ({ submission, random }) => {
    const [first = "", third = "", reason = ""] = drawFrom(random).words(3);
    const asks = [
      async () => first,
      async () => {
        throw new Error(`the model is asleep: ${reason}`);
      },
      async () => {
        await pause(30);
        return third;
      },
    ];
    const told = await findings(submission, asks, 2).catch((thrown: Error) => {
      if (!thrown.message.includes(reason) || thrown.name === "AssertionError") throw thrown;
      const message =
        "waitThenThink() itself failed, so two good answers are lost. A failure is a value here. What came of three asks";
      expect(`the error “${thrown.message}”`, message).toBe("three findings");
      return [];
    });
    expect(told.map(outcome), "Of three asks the second fails. The results").toEqual([
      digest(first),
      "failed",
      digest(third),
    ]);
    const failed = told[1];
    expect(messageIn(failed?.error), "The finding says why it failed. Its error").toContain(
      `the model is asleep: ${reason}`,
    );
    expect(
      [failed?.result, failed?.worker],
      "It has no result, and never got to a worker. These two",
    ).toEqual([null, null]);
    expect(told[0]?.error, "A finding with success has no error. There it").toBe(null);
  });

  check(
    "a text that cannot be digested costs its own finding only",
    onThreads,
    async ({ submission, random }) => {
      const [good = "", fine = ""] = drawFrom(random).words(2);
      const told = await findings(submission, [async () => good, async () => "", async () => fine], 2);
      expect(told.map(outcome), "The second text is empty, and digest() refuses it. The results").toEqual([
        digest(good),
        "failed",
        digest(fine),
      ]);
      expect(messageIn(told[1]?.error), "It says why. Its error").toContain("empty text");
      expect(told[1]?.result, "What could not be digested has no result. There it").toBe(null);
      const worker = told[1]?.worker;
      const where = typeof worker === "string" ? worker : inWords(worker);
      expect(
        where.startsWith("thread") ? "a thread" : where,
        "It got as far as a worker, where it failed: its finding says on which. The worker",
      ).toBe("a thread");
    },
  );

  check(
    "nobody to ask, or nobody who answers: nothing is computed, and nothing breaks",
    onThreads,
    async ({ submission, random }) => {
      expect(await findings(submission, [], 2), "No asks, no findings. The findings").toEqual([]);
      const reasons = drawFrom(random).words(2);
      const silent = reasons.map((reason) => async () => {
        throw new Error(reason);
      });
      const told = await findings(submission, silent, 2);
      expect(told.map(outcome), "Both asks fail. The results").toEqual(["failed", "failed"]);
      for (const [at, reason] of reasons.entries())
        expect(messageIn(told[at]?.error), "Each finding says why. Its error").toContain(reason);
    },
  );

  hidden("thirty asks, some of which fail", onThreads, async ({ submission, random }) => {
    const draw = drawFrom(random);
    const kinds = draw
      .words(30)
      .map((text) => ({ text, kind: draw.pick(["answers", "answers", "fails", "empty"]) }));
    const asks = kinds.map(({ text, kind }, at) => async () => {
      await pause((30 - at) % 7);
      if (kind === "fails") throw new Error(`ask ${at} failed`);
      return kind === "empty" ? "" : text;
    });
    const told = await findings(submission, asks, 3);
    const expected = kinds.map(({ text, kind }) => (kind === "answers" ? digest(text) : "failed"));
    expect(told.map(outcome), "The results of thirty asks").toEqual(expected);
    await assertComputesOnThreads(submission, draw.words(3));
  });
});

exercise("08.4", ({ check, hidden }) => {
  const law = { reread: "The ceiling: Amdahl's law" };
  const call = async (submission: RemoteSubmission, name: string, ...args: readonly number[]) =>
    rounded(await submission.call(name, ...args));
  const speedup = (workers: number, share: number) => 1 / (share + (1 - share) / workers);

  check(
    "one worker is once as fast, and so is everybody when all is serial",
    law,
    async ({ submission, random }) => {
      const [share, workers] = [random.int(1, 99) / 100, random.int(2, 80)];
      expect(
        await call(submission, "amdahl", 1, share),
        `One worker has nobody to share with. amdahl(1, ${share})`,
      ).toBe(1);
      expect(await call(submission, "amdahl", workers, 1), `All of it is serial. amdahl(${workers}, 1)`).toBe(
        1,
      );
    },
  );

  check("with nothing serial the speedup is the number of workers", law, async ({ submission, random }) => {
    const workers = random.int(3, 90);
    expect(await call(submission, "amdahl", workers, 0), `amdahl(${workers}, 0)`).toBe(workers);
  });

  check("a fifth that is serial makes 2.5 of 4 workers", law, async ({ submission, random }) => {
    const message = "0.2 takes as long as ever and 0.8 is divided by 4: 0.4 of the time. amdahl(4, 0.2)";
    expect(await call(submission, "amdahl", 4, 0.2), message).toBe(2.5);
    const [workers, percent] = [random.int(3, 60), random.int(2, 80)];
    const share = percent / 100;
    expect(
      await call(submission, "amdahl", workers, share),
      `${percent} % take as long as ever, and the rest is divided by ${workers}. amdahl(${workers}, ${share})`,
    ).toBe(rounded(speedup(workers, share)));
  });

  check(
    "the ceiling is what is left when the workers are without number",
    law,
    async ({ submission, random }) => {
      const part = random.int(3, 60);
      const message = `One part of ${part} is serial. ceiling(${1 / part})`;
      expect(await call(submission, "ceiling", 1 / part), message).toBe(part);
      expect(await call(submission, "ceiling", 1), "All of it is serial. ceiling(1)").toBe(1);
      expect(await call(submission, "ceiling", 0), "Nothing is serial: there is none. ceiling(0)").toBe(
        Number.POSITIVE_INFINITY,
      );
    },
  );

  check(
    "the share that goes into the law comes out of it again",
    { ...law, essential: true },
    async ({ submission, random }) => {
      for (const [workers, share] of [
        [2, 0.5],
        [4, 0.2],
        [random.int(3, 40), random.int(5, 90) / 100],
        [random.int(3, 40), random.int(5, 90) / 100],
      ] as const) {
        const fast = speedup(workers, share);
        const message = `With a serial share of ${share}, ${workers} workers are ${fast.toFixed(3)} times as fast. Backwards, serialShareOf(${workers}, ${fast.toFixed(3)}…)`;
        expect(await call(submission, "serialShareOf", workers, fast), message).toBe(share);
      }
    },
  );

  check("noise does not lead out of the range from 0 to 1", law, async ({ submission, random }) => {
    const workers = random.int(3, 12);
    const fast = workers + random.int(1, 5);
    const above = `${fast} times as fast with ${workers} workers is noise, or unfair: never less than 0. serialShareOf(${workers}, ${fast})`;
    const least = await call(submission, "serialShareOf", workers, fast);
    // Minus zero is zero too.
    expect(least === 0 ? 0 : least, above).toBe(0);
    const slow = random.int(2, 9) / 10;
    const below = `Slower than one worker: never more than 1. serialShareOf(${workers}, ${slow})`;
    expect(await call(submission, "serialShareOf", workers, slow), below).toBe(1);
  });

  check("one worker is refused, since nothing can be learned from it", law, async ({ submission }) => {
    expect(
      await call(submission, "serialShareOf", 2, 2),
      "Two workers, twice as fast. serialShareOf(2, 2)",
    ).toBe(0);
    const answer = await submission.call("serialShareOf", 1, 1).then(
      (value) => `returned ${inWords(value)}`,
      (error: unknown) =>
        messageIn(error) === "" ? "threw an error without a word" : "threw an error that says why",
    );
    expect(answer, "A division by p − 1 that is zero. serialShareOf(1, 1)").toBe(
      "threw an error that says why",
    );
  });

  hidden(
    "other shares and other numbers of workers",
    { ...law, expected: "The law holds for other shares and other numbers of workers." },
    async ({ submission, random }) => {
      for (let round = 0; round < 6; round += 1) {
        const [workers, share] = [random.int(2, 200), random.int(1, 990) / 1000];
        expect(await call(submission, "amdahl", workers, share), `amdahl(${workers}, ${share})`).toBe(
          rounded(speedup(workers, share)),
        );
        expect(await call(submission, "ceiling", share), `ceiling(${share})`).toBe(rounded(1 / share));
        // Noise of a measurement, which stays in the range.
        const measured = Number(speedup(workers, share).toPrecision(3));
        const told = Math.min(1, Math.max(0, (workers / measured - 1) / (workers - 1)));
        const got = await call(submission, "serialShareOf", workers, measured);
        const isNear = typeof got === "number" && Math.abs(got - told) < 1e-7;
        expect(isNear ? told : got, `serialShareOf(${workers}, ${measured})`).toBe(told);
      }
    },
  );
});
