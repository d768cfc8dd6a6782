import { exercise, type RemoteSubmission } from "@swarmlab/kit/checks";
import { assert, expect } from "vitest";
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
        const guess: unknown = (await submission.get("secondsInAll"))?.[name];
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
    async ({ submission }) => {
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
    },
  );

  check("one worker helps nobody: the trips come on top", model, async ({ submission }) => {
    const message =
      "One worker does all the work itself, and 6 trips of 2 s are paid as well. secondsOnThreads(6, 5, 2, 1)";
    expect(await threads(submission, 6, 5, 2, 1), message).toBe(42);
  });

  check("at the smallest work, home and threads are equal", model, async ({ submission }) => {
    const two =
      "With 2 workers half of the work is saved, and the saving must pay for a trip of 3 s. smallestWork(3, 2)";
    expect(await work(submission, 3, 2), two).toBe(6);
    const four = "With 4 workers three quarters are saved, for a trip of 3 s. smallestWork(3, 4)";
    expect(await work(submission, 3, 4), four).toBe(4);
  });

  check("with a single worker no work is large enough, and no chunk", model, async ({ submission }) => {
    const message = "A single worker saves nothing, so nothing ever pays for the trip";
    expect(await work(submission, 3, 1), `${message}. smallestWork(3, 1)`).toBe(Number.POSITIVE_INFINITY);
    expect(await chunk(submission, 1, 3, 1), `${message}. smallestChunk(1, 3, 1)`).toBe(
      Number.POSITIVE_INFINITY,
    );
  });

  check("the smallest chunk makes threads faster, and one less does not", model, async ({ submission }) => {
    const message = (saved: string, trip: number) =>
      `Each agent saves ${saved} s on threads, and one trip of ${trip} s is paid for a chunk: how many savings are more than ${trip}?`;
    expect(await chunk(submission, 1, 4.25, 2), `${message("0.5", 4.25)} smallestChunk(1, 4.25, 2)`).toBe(9);
    expect(await chunk(submission, 4, 10, 4), `${message("3", 10)} smallestChunk(4, 10, 4)`).toBe(4);
  });

  check("exactly equal is not faster yet", model, async ({ submission }) => {
    const message =
      "Each agent saves half a second. 16 of them save just the 8 s of the trip, so it takes one more. smallestChunk(1, 8, 2)";
    expect(await chunk(submission, 1, 8, 2), message).toBe(17);
  });

  check("an agent that is large enough travels alone", model, async ({ submission }) => {
    const message = "One agent of 100 s saves 50 s, and the trip costs 1 s. smallestChunk(100, 1, 2)";
    expect(await chunk(submission, 100, 1, 2), message).toBe(1);
  });

  hidden(
    "microseconds and many workers",
    {
      ...model,
      expected: "The model holds for microseconds and many workers as it does for seconds and few.",
    },
    async ({ submission }) => {
      expect(await threads(submission, 2000, 0.000004, 0.00004, 16), "2000 agents of 4 µs").toBe(0.0805);
      expect(await work(submission, 0.00004, 16), "A trip of 40 µs with 16 workers").toBe(
        rounded(0.00004 * (16 / 15)),
      );
      expect(
        await chunk(submission, 0.0000025, 0.00004, 8),
        "2.5 µs of work, a trip of 40 µs, 8 workers",
      ).toBe(19);
    },
  );
});

exercise("08.3", ({ check, hidden }) => {
  const onThreads = { timeout: 20_000, reread: "Hybrid: wait here, compute there" };

  /** What the given `digest` computes, computed here. */
  function digest(text: string): number {
    let sum = 7;
    for (let round = 0; round < 100; round += 1)
      for (let i = 0; i < text.length; i += 1) sum = (Math.imul(sum, 31) + text.charCodeAt(i)) | 0;
    return sum;
  }

  type Told = { success: unknown; result: unknown; error: unknown; worker: unknown };
  async function findings(
    submission: RemoteSubmission,
    asks: readonly (() => unknown)[],
    workers: number,
  ): Promise<Told[]> {
    const told = await submission.call("waitThenThink", asks, workers);
    assert.isArray(told, "waitThenThink() returns a list of findings, one for each ask. What it returned");
    return told as Told[];
  }
  const outcome = ({ success, result }: Told) => (success === true ? result : "failed");

  check(
    "everybody is asked before the first has answered",
    { ...onThreads, essential: true },
    async ({ submission }) => {
      let asked = 0;
      let askedAtFirstAnswer = 0;
      const allAsked = Promise.withResolvers<void>();
      const asks = ["one", "two", "three", "four"].map((text) => async () => {
        asked += 1;
        if (asked === 4) allAsked.resolve();
        await Promise.race([allAsked.promise, pause(400)]);
        askedAtFirstAnswer ||= asked;
        return text;
      });
      await findings(submission, asks, 2);
      const message =
        "All of them wait at the same time on the event loop: ask all first, and wait then. How many of 4 were asked when the first answered";
      expect(askedAtFirstAnswer, message).toBe(4);
      expect(asked, "Each is asked once. How often was somebody asked").toBe(4);
    },
  );

  check(
    "the findings stand in the order of the asks, whoever answers first",
    onThreads,
    async ({ submission }) => {
      const texts = ["the slowest", "slower", "quick"];
      const asks = texts.map((text, at) => async () => {
        await pause((3 - at) * 25);
        return text;
      });
      const told = await findings(submission, asks, 2);
      const message = "The last one asked was the first to answer, but each keeps its place. The results";
      expect(told.map(outcome), message).toEqual(texts.map(digest));
    },
  );

  check(
    "the computing is done on worker threads, on no more than asked for",
    { ...onThreads, essential: true },
    async ({ submission }) => {
      const texts = ["a", "b", "c", "d", "e", "f"];
      const told = await findings(
        submission,
        texts.map((text) => async () => text.repeat(20_000)),
        1,
      );
      const where = told.map(({ worker }) => String(worker));
      for (const worker of where)
        expect(
          worker.startsWith("thread"),
          `Where it was computed: on “${worker}”. Choose the executor with threads. It is a thread`,
        ).toBe(true);
      const message =
        "One worker was asked for (hand the number on as `concurrency`, in one swarm). Different threads that computed";
      expect(new Set(where).size, message).toBe(1);
      expect(told.map(outcome), "Six texts of 20,000 letters. The results").toEqual(
        texts.map((text) => digest(text.repeat(20_000))),
      );
    },
  );

  check("as many worker threads as asked for, in one swarm", onThreads, async ({ submission }) => {
    await submission.simulateCores(2);
    await submission.startWorkersAnew();
    for (const workers of [1, 3]) {
      const { threads: before } = await submission.started();
      const texts = ["a", "b", "c", "d", "e"];
      const told = await findings(
        submission,
        texts.map((text) => async () => text),
        workers,
      );
      expect(told.map(outcome), "Five texts. The results").toEqual(texts.map(digest));
      const started = (await submission.started()).threads - before;
      const message = `Five texts, on 2 cores, and ${workers === 1 ? "1 worker was" : `${workers} workers were`} asked for (hand the number on as \`concurrency\`). Threads that were started`;
      expect(started, message).toBe(workers);
    }
  });

  check("a failed ask costs its own finding and nobody else's", onThreads, async ({ submission }) => {
    const asks = [
      async () => "first",
      async () => {
        throw new Error("the model is asleep");
      },
      async () => {
        await pause(30);
        return "third";
      },
    ];
    const told = await findings(submission, asks, 2).catch((thrown: Error) => {
      if (!thrown.message.includes("the model is asleep")) throw thrown;
      const message =
        "waitThenThink() itself failed, so two good answers are lost. A failure is a value here. What came of three asks";
      expect(`the error “${thrown.message}”`, message).toBe("three findings");
      return [];
    });
    expect(told.map(outcome), "Of three asks the second fails. The results").toEqual([
      digest("first"),
      "failed",
      digest("third"),
    ]);
    const failed = told[1];
    const error = failed?.error;
    expect(
      error instanceof Error ? error.message : String(error),
      "The finding says why it failed. Its error",
    ).toContain("the model is asleep");
    expect(
      [failed?.result, failed?.worker],
      "It has no result, and never got to a worker. These two",
    ).toEqual([null, null]);
    expect(told[0]?.error, "A finding with success has no error. There it").toBe(null);
  });

  check("a text that cannot be digested costs its own finding only", onThreads, async ({ submission }) => {
    const told = await findings(submission, [async () => "good", async () => "", async () => "fine"], 2);
    expect(told.map(outcome), "The second text is empty, and digest() refuses it. The results").toEqual([
      digest("good"),
      "failed",
      digest("fine"),
    ]);
    const error = told[1]?.error;
    expect(error instanceof Error ? error.message : String(error), "It says why. Its error").toContain(
      "empty text",
    );
    expect(told[1]?.result, "What could not be digested has no result. There it").toBe(null);
    const where = String(told[1]?.worker);
    expect(
      where.startsWith("thread") ? "a thread" : where,
      "It got as far as a worker, where it failed: its finding says on which. The worker",
    ).toBe("a thread");
  });

  check(
    "nobody to ask, or nobody who answers: nothing is computed, and nothing breaks",
    onThreads,
    async ({ submission }) => {
      expect(await findings(submission, [], 2), "No asks, no findings. The findings").toEqual([]);
      const silent = async () => {
        throw new Error("no answer");
      };
      const told = await findings(submission, [silent, silent], 2);
      expect(told.map(outcome), "Both asks fail. The results").toEqual(["failed", "failed"]);
    },
  );

  hidden("thirty asks, some of which fail", onThreads, async ({ submission }) => {
    const asks = Array.from({ length: 30 }, (_, at) => async () => {
      await pause((30 - at) % 7);
      if (at % 4 === 1) throw new Error(`ask ${at} failed`);
      return at % 4 === 2 ? "" : `text ${at}`;
    });
    const told = await findings(submission, asks, 3);
    const expected = asks.map((_, at) => (at % 4 === 1 || at % 4 === 2 ? "failed" : digest(`text ${at}`)));
    expect(told.map(outcome), "The results of thirty asks").toEqual(expected);
  });
});

exercise("08.4", ({ check, hidden }) => {
  const law = { reread: "The ceiling: Amdahl's law" };
  const call = async (submission: RemoteSubmission, name: string, ...args: readonly number[]) =>
    rounded(await submission.call(name, ...args));

  check("one worker is once as fast, and so is everybody when all is serial", law, async ({ submission }) => {
    expect(
      await call(submission, "amdahl", 1, 0.3),
      "One worker has nobody to share with. amdahl(1, 0.3)",
    ).toBe(1);
    expect(await call(submission, "amdahl", 50, 1), "All of it is serial. amdahl(50, 1)").toBe(1);
  });

  check("with nothing serial the speedup is the number of workers", law, async ({ submission }) => {
    expect(await call(submission, "amdahl", 8, 0), "amdahl(8, 0)").toBe(8);
  });

  check("a fifth that is serial makes 2.5 of 4 workers", law, async ({ submission }) => {
    const message = "0.2 takes as long as ever and 0.8 is divided by 4: 0.4 of the time. amdahl(4, 0.2)";
    expect(await call(submission, "amdahl", 4, 0.2), message).toBe(2.5);
  });

  check("the ceiling is what is left when the workers are without number", law, async ({ submission }) => {
    expect(await call(submission, "ceiling", 0.05), "A twentieth is serial. ceiling(0.05)").toBe(20);
    expect(await call(submission, "ceiling", 1), "All of it is serial. ceiling(1)").toBe(1);
    expect(await call(submission, "ceiling", 0), "Nothing is serial: there is none. ceiling(0)").toBe(
      Number.POSITIVE_INFINITY,
    );
  });

  check(
    "the share that goes into the law comes out of it again",
    { ...law, essential: true },
    async ({ submission }) => {
      const truth = (workers: number, share: number) => 1 / (share + (1 - share) / workers);
      for (const [workers, share] of [
        [2, 0.5],
        [4, 0.2],
        [16, 0.03],
      ] as const) {
        const speedup = truth(workers, share);
        const message = `With a serial share of ${share}, ${workers} workers are ${speedup.toFixed(3)} times as fast. Backwards, serialShareOf(${workers}, ${speedup.toFixed(3)}…)`;
        expect(await call(submission, "serialShareOf", workers, speedup), message).toBe(share);
      }
    },
  );

  check("noise does not lead out of the range from 0 to 1", law, async ({ submission }) => {
    const above =
      "5 times as fast with 4 workers is noise, or unfair: never less than 0. serialShareOf(4, 5)";
    // Minus zero is zero too.
    expect((await submission.call("serialShareOf", 4, 5)) + 0, above).toBe(0);
    const below = "Slower than one worker: never more than 1. serialShareOf(4, 0.5)";
    expect(await call(submission, "serialShareOf", 4, 0.5), below).toBe(1);
  });

  check("one worker is refused, since nothing can be learned from it", law, async ({ submission }) => {
    expect(
      await call(submission, "serialShareOf", 2, 2),
      "Two workers, twice as fast. serialShareOf(2, 2)",
    ).toBe(0);
    const answer = await submission.call("serialShareOf", 1, 1).then(
      (value) => `returned ${String(value)}`,
      ({ message }: Error) =>
        message === "" ? "threw an error without a word" : "threw an error that says why",
    );
    expect(answer, "A division by p − 1 that is zero. serialShareOf(1, 1)").toBe(
      "threw an error that says why",
    );
  });

  hidden(
    "other shares and other numbers of workers",
    { ...law, expected: "The law holds for other shares and other numbers of workers." },
    async ({ submission }) => {
      expect(await call(submission, "amdahl", 64, 0.01), "amdahl(64, 0.01)").toBe(
        rounded(1 / (0.01 + 0.99 / 64)),
      );
      expect(await call(submission, "amdahl", 3, 0.25), "amdahl(3, 0.25)").toBe(2);
      expect(await call(submission, "serialShareOf", 8, 8 / 1.1), "serialShareOf(8, 8 / 1.1)").toBe(
        rounded((1.1 - 1) / 7),
      );
    },
  );
});
