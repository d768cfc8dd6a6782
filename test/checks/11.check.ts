import { exercise, type Random, type RemoteInstance, type RemoteSubmission } from "@swarmlab/kit/checks";
import { expect } from "vitest";
import { objectIn } from "./came.ts";
import { drawFrom } from "./drawn.ts";
import { emptyStorage, exploredScope, exploredStore, refuseWrongResults } from "./explored-storage.ts";
import { assertPrediction } from "./prediction.ts";
import { type Kept, playDeliveries, StagedStorage } from "./staged-storage.ts";

// What the search gives to its threads: a delivery that is drawn.
declare const $drawn: {
  readonly run: string;
  readonly agent: number;
  readonly attempts: readonly [string, string];
  readonly texts: readonly [string, string];
};
// What the answer defines, for the type checker: explored threads run where the answer is.
declare const keep: (
  store: unknown,
  delivery: { run: string; agent: number; attempt: string },
  text: string,
) => Promise<string>;
declare const results: (store: unknown, run: string) => Promise<{ agent: number; text: string }[]>;

/** Checks with many calls. The time is for a machine that hardly runs. */
const manyCalls = { timeout: 30_000 };

exercise("11.1", { reread: "At least once" }, ({ check }) => {
  const LOCK_SECONDS = 30;
  const JOB_SECONDS = 40;
  const JOBS = 12;
  const IN_HAND = 3;

  /** How many workers compute a job at a second, if its lock is renewed or not. */
  function workersAt(second: number, isRenewed: boolean): number {
    const starts = isRenewed ? [0] : [0, LOCK_SECONDS];
    return starts.filter((start) => start <= second && second < start + JOB_SECONDS).length;
  }

  const cases = [
    {
      name: "beforeWork",
      what: "a job that is acknowledged before the work",
      truth: 0,
      reread: "What was acknowledged never comes back. Who does the work to the end?",
    },
    {
      name: "afterWork",
      what: "a worker that dies between the work and the acknowledgement",
      truth: 2,
      reread: "The first worker did it to the end. Does the engine know that?",
    },
    {
      name: "started",
      what: "the starts of 12 jobs",
      truth: JOBS + IN_HAND,
      reread: "Each job is started by somebody. Which of them are started once more?",
    },
    {
      name: "kept",
      what: "the results under the key of run and agent",
      truth: JOBS,
      reread: "A second result of the same agent has the same key. What does the step do then?",
    },
    {
      name: "onTheLoop",
      what: "a job that computes on the event loop",
      truth: workersAt(35, false),
      reread: "Who renews the lock while the loop computes? And what has happened by second 35?",
    },
    {
      name: "onAThread",
      what: "a job that computes on a thread",
      truth: workersAt(35, true),
      reread: "The loop of the worker is free. What does it do every ten seconds?",
    },
  ];
  for (const { name, what, truth, reread } of cases) {
    const essential = name === "afterWork" || name === "onTheLoop";
    check(`${name}: the prediction for ${what} comes true`, { essential }, async ({ submission }) => {
      assertPrediction((await submission.get("howOften"))?.[name], truth, reread);
    });
  }
});

exercise("11.2", { reread: "Exactly once is a matter of the store" }, ({ check, hidden }) => {
  const long = (word: string) => `${word} `.repeat(400).trim();
  const deliver = (agent: number, attempt: string, text: string, run = "A") => ({
    delivery: { run, agent, attempt },
    text,
  });
  const show = (text: string) =>
    text.length > 30 ? `“${text.slice(0, 12)}…” (${text.length} characters)` : `“${text}”`;

  check("what is kept stands in the results, whole", async ({ submission }) => {
    const storage = new StagedStorage(submission);
    expect(await storage.results("A"), "Nothing is kept yet. results() gave").toEqual([]);
    for (const [agent, text] of [
      [0, "short"],
      [3, ""],
      [4, long("very")],
    ] as const) {
      const attempt = `attempt-${agent}`;
      expect(
        await storage.keep(deliver(agent, attempt, text)),
        `The first delivery of agent ${agent} is kept, with ${show(text)}. keep() gave`,
      ).toBe("counted");
      const kept = (await storage.results("A")).filter((each) => each.agent === agent);
      expect(
        kept.map((each) => show(each.text)),
        `Agent ${agent} was kept with ${show(text)}. Its texts in results()`,
      ).toEqual([show(text)]);
      expect(kept[0]?.text === text, "And it is the very same text").toBe(true);
    }
    expect(
      (await storage.results("A")).map((each) => each.agent),
      "Three agents were kept. The agents in results()",
    ).toEqual([0, 3, 4]);
  });

  check("of several deliveries one after the other, the first one counts", async ({ submission }) => {
    const storage = new StagedStorage(submission);
    const answers = [
      await storage.keep(deliver(7, "one", "the first text")),
      await storage.keep(deliver(7, "two", "a second text, longer than the first")),
      await storage.keep(deliver(8, "three", "another agent")),
      await storage.keep(deliver(7, "four", "third")),
    ];
    expect(
      answers,
      "Agent 7 is kept, then again, then agent 8, then agent 7 a third time. keep() gave",
    ).toEqual(["counted", "again", "counted", "again"]);
    expect(await storage.results("A"), "What stands in results()").toEqual([
      { agent: 7, text: "the first text" },
      { agent: 8, text: "another agent" },
    ]);
  });

  check(
    "wherever a worker dies, the next delivery is kept, and the results are whole",
    { essential: true, points: 2, ...manyCalls },
    async ({ submission }) => {
      const [first, second] = [deliver(5, "first", long("first")), deliver(5, "second", long("2nd"))];
      // Of calls that nobody waits for, the first one happens first, and then the last one.
      for (const newestFirst of [false, true])
        for (let lives = 0; ; lives += 1) {
          const storage = new StagedStorage(submission, newestFirst);
          const dead = storage.start(first, lives);
          await dead.untilDeadOrDone();
          const isDead = dead.answer === undefined;
          const scene = isDead
            ? `A worker keeps agent 5 and dies ${lives === 0 ? "before its first step" : `after ${dead.story()}`}.`
            : "A worker keeps agent 5, and lives.";
          const between = wholeResults(await storage.results("A"), [first, second], scene);
          const answer = await storage.keep(second);
          const after = wholeResults(
            await storage.results("A"),
            [first, second],
            `${scene} A second one keeps it.`,
          );
          expect(
            after.length,
            `${scene} A second delivery is kept. Agent 5 stands in results() so many times`,
          ).toBe(1);
          const [was] = between;
          if (was && was.text !== after[0]?.text)
            expect.fail(
              `${scene} Agent 5 stood in results() with ${show(was.text)}. After the second delivery it has ${show(after[0]?.text ?? "")}. What stands there never changes again.`,
            );
          if (was)
            expect(
              answer,
              `${scene} Agent 5 stands in results() already. keep() of a second delivery gave`,
            ).toBe("again");
          const third = await storage.keep(deliver(5, "third", "late"));
          expect(third, `${scene} A second delivery was kept. keep() of a third one gave`).toBe("again");
          if (!isDead) break;
        }
    },
  );

  check(
    "two deliveries at the same moment: one counts, in every order of their steps",
    { essential: true, points: 2, ...manyCalls },
    async ({ submission, random }) => {
      const pair = [deliver(2, "left", long("left")), deliver(2, "right", long("right"))];
      for (const orders of ["12", "1122", "1221", "2112", "111222", "122211", "112122", ""]) {
        // After the written part of an order, or without one, the dice choose.
        const { storage, answers, story } = await playDeliveries(
          submission,
          pair,
          (step) => {
            const letter = orders[step];
            return letter === undefined ? Math.floor(random() * 2) : letter === "1" ? 0 : 1;
          },
          (kept, scene) => wholeResults(kept, pair, scene),
        );
        expect(
          answers.toSorted(),
          `Two workers keep agent 2, step by step: ${story}. What the two keep() gave`,
        ).toEqual(["again", "counted"]);
        const kept = wholeResults(await storage.results("A"), pair, story);
        expect(
          kept.length,
          `Two workers keep agent 2, step by step: ${story}. It stands in results() so many times`,
        ).toBe(1);
        const winner = answers.indexOf("counted");
        const matches = kept[0]?.text === pair[winner]?.text || kept.length !== 1;
        expect(
          matches,
          `Two workers keep agent 2: ${story}. The one whose keep() gave "counted" has its text in results()`,
        ).toBe(true);
      }
    },
  );

  check(
    "in the explorer: two deliveries, and either may die between any two of its steps",
    {
      points: 2,
      timeout: 60_000,
      expected: "Who lives after keep() finds the agent once, whole, and one keep() at most is counted.",
    },
    async ({ submission, random }) => {
      const [run, first, second, left, right] = drawFrom(random).words(5) as [
        string,
        string,
        string,
        string,
        string,
      ];
      const drawn = {
        run,
        agent: random.int(0, 90),
        attempts: [first, second],
        texts: [`the ${left} text`, `the ${right} text`],
      };
      const verdict = await submission.explore({
        shared: emptyStorage,
        threads: {
          left: async (storage) => {
            const store = exploredStore(storage, 0);
            const { run, agent, attempts, texts } = $drawn;
            const answer = await keep(store, { run, agent, attempt: attempts[0] }, texts[0]);
            refuseWrongResults(await results(store, run), texts, agent);
            return answer;
          },
          right: async (storage) => {
            const store = exploredStore(storage, 1);
            const { run, agent, attempts, texts } = $drawn;
            const answer = await keep(store, { run, agent, attempt: attempts[1] }, texts[1]);
            refuseWrongResults(await results(store, run), texts, agent);
            return answer;
          },
        },
        crash: true,
        scope: { ...exploredScope, $drawn: drawn },
        finally: (_, answers, died) => {
          const counted = answers.filter((answer) => answer === "counted").length;
          if (counted > 1 || (counted === 0 && died.length === 0))
            throw new Error(`keep() gave ${answers.map(String).join(" and ")}: one delivery counts`);
        },
        steps: 20_000,
        // All 20,000 steps took 15 s on two cores with twenty other programs. The first 4,500 cover what has no preemption; without them the check is open.
        seconds: 40,
        failOnRace: false,
      });
      verdict.mustPass();
    },
  );

  check("each run has its own results, whatever it is called", manyCalls, async ({ submission }) => {
    const names = ["A", "A1", "A/1", "A:1", "A-1", "A 1", "", '"', "[1,2]", "A,1", "ü→🔥", "r".repeat(40)];
    const storage = new StagedStorage(submission);
    let attempt = 0;
    for (const run of names) {
      for (const agent of [1, 11]) {
        attempt += 1;
        expect(
          await storage.keep(deliver(agent, `a${attempt}-`.padEnd(40, "t"), `${agent} of ${run}`, run)),
          `Run ${JSON.stringify(run)} keeps agent ${agent} for the first time. keep() gave`,
        ).toBe("counted");
      }
    }
    for (const run of names)
      expect(
        await storage.results(run),
        `The results of run ${JSON.stringify(run)}, of ${names.length} runs`,
      ).toEqual([1, 11].map((agent) => ({ agent, text: `${agent} of ${run}` })));
    expect(await storage.results("never"), "The results of a run without agents").toEqual([]);
  });

  check("results come in the order of the agents' numbers", async ({ submission }) => {
    const storage = new StagedStorage(submission);
    for (const agent of [10, 9, 100, 0, 2, 33])
      await storage.keep(deliver(agent, `of-${agent}`, `text ${agent}`));
    expect(
      (await storage.results("A")).map((each) => each.agent),
      "Kept in the order 10, 9, 100, 0, 2, 33. The agents in results()",
    ).toEqual([0, 2, 9, 10, 33, 100]);
  });

  hidden(
    "many workers, many deaths, any order",
    {
      points: 2,
      ...manyCalls,
      expected: "Each agent with a kept delivery stands there once, whole, and never changes.",
    },
    async ({ submission, random }) => {
      for (let round = 0; round < 6; round += 1) {
        const runs = ["A", "B/1"];
        const all = Array.from({ length: 6 }, (_, at) => {
          const agent = Math.floor(random() * 2);
          return deliver(agent, `t${round}-${at}`, long(`text-${at}`), runs[Math.floor(random() * 2)]);
        });
        const first = new Map<string, string>();
        const { storage, answers, story } = await playDeliveries(
          submission,
          all,
          (_, running) => Math.floor(random() * running),
          (kept, scene) =>
            wholeResults(
              kept,
              all.filter(({ delivery }) => delivery.run === "A"),
              scene,
            ),
          () => (random() < 0.5 ? Math.floor(random() * 5) : Number.POSITIVE_INFINITY),
        );
        for (const run of runs) {
          const of = all.filter(({ delivery }) => delivery.run === run);
          const kept = wholeResults(await storage.results(run), of, story);
          const numbers = kept.map((each) => each.agent);
          expect(numbers, `Six workers: ${story}. The agents of run ${run}, each once and in order`).toEqual(
            [...new Set(numbers)].sort((a, b) => a - b),
          );
          for (const agent of [0, 1]) {
            const mine = all.flatMap(({ delivery }, at) =>
              delivery.run === run && delivery.agent === agent ? [answers[at]] : [],
            );
            const done = mine.filter((answer) => answer !== undefined);
            if (done.length > 0)
              expect(
                numbers.includes(agent),
                `Six workers: ${story}. Agent ${agent} of run ${run} was kept. It is in results()`,
              ).toBe(true);
            const counted = mine.filter((answer) => answer === "counted").length;
            expect(
              counted <= 1,
              `Six workers: ${story}. Agent ${agent} of run ${run} was counted ${counted} times. At most once`,
            ).toBe(true);
            if (mine.length > 0 && done.length === mine.length)
              expect(
                counted,
                `Six workers: ${story}. None of agent ${agent}'s died. "counted" came so many times`,
              ).toBe(1);
          }
          for (const { agent, text } of kept) first.set(`${run}-${agent}`, text);
        }
        // What stands there stays, also when more deliveries come.
        for (const [at, { delivery }] of all.entries()) {
          await storage.keep({ delivery: { ...delivery, attempt: `late-${round}-${at}` }, text: "late" });
        }
        for (const run of runs)
          for (const { agent, text } of await storage.results(run)) {
            const was = first.get(`${run}-${agent}`);
            if (was !== undefined && was !== text)
              expect.fail(
                `Six workers: ${story}. Agent ${agent} of run ${run} had ${show(was)}, and after another delivery ${show(text)}.`,
              );
          }
      }
    },
  );

  /** The results, each of them a whole text that a delivery gave. */
  function wholeResults(
    kept: readonly Kept[],
    deliveries: readonly { delivery: { agent: number }; text: string }[],
    scene: string,
  ): readonly Kept[] {
    for (const { agent, text } of kept) {
      const given = deliveries.filter(({ delivery }) => delivery.agent === agent);
      if (given.some((each) => each.text === text)) continue;
      const part = given.some((each) => each.text.startsWith(text));
      expect.fail(
        `${scene} Now results() holds agent ${agent} with ${show(text)}, which is ${part ? "only a part of what its worker writes" : "no text of its deliveries"}.`,
      );
    }
    return kept;
  }
});

exercise("11.3", { reread: "A worker that drains" }, ({ check, hidden }) => {
  const open = (submission: RemoteSubmission, grace: number) => submission.new("Draining", grace);

  async function takeAll(worker: RemoteInstance, jobs: readonly string[]): Promise<void> {
    for (const job of jobs)
      expect(
        await worker.take?.(job),
        `It was not told to go, and job “${job}” is offered. take() gave`,
      ).toBe(true);
  }

  check("it takes jobs, and acknowledges those that end", async ({ submission }) => {
    const worker = await open(submission, 10);
    expect(await worker.ready?.(), "A new worker. ready() gave").toBe(true);
    expect(await worker.state?.(), "And state()").toBe("working");
    await takeAll(worker, ["a", "b", "c"]);
    expect(await worker.end?.("b", 500), "Job b has ended at second 500. end() gave").toBe("acknowledge");
    expect(await worker.end?.("b", 501), "Job b has ended already, and ends again. end() gave").toBe(
      "ignore",
    );
    expect(await worker.end?.("never", 502), "A job that was never taken has ended. end() gave").toBe(
      "ignore",
    );
    expect(await worker.giveBack?.(9000), "It was never told to go. giveBack(9000) gave").toEqual([]);
    expect(
      [await worker.ready?.(), await worker.state?.()],
      "It has jobs, and was not told to go. ready() and state()",
    ).toEqual([true, "working"]);
    expect(await worker.end?.("a", 9001), "Job a has ended at last. end() gave").toBe("acknowledge");
  });

  check("told to go, it takes no job and is not ready", { essential: true }, async ({ submission }) => {
    const worker = await open(submission, 10);
    await takeAll(worker, ["a"]);
    await worker.stop?.(100);
    expect(await worker.take?.("b"), "It was told to go, and a job is offered. take() gave").toBe(false);
    expect(await worker.ready?.(), "It was told to go. ready() gave").toBe(false);
    expect(await worker.end?.("b", 101), "Job b was refused, and is said to have ended. end() gave").toBe(
      "ignore",
    );
    expect(await worker.end?.("a", 102), "Job a was in its hands and ends in time. end() gave").toBe(
      "acknowledge",
    );
    expect(
      [await worker.take?.("c"), await worker.ready?.()],
      "Its hands are empty now. take() and ready() gave",
    ).toEqual([false, false]);
    const idle = await open(submission, 10);
    await idle.stop?.(0);
    expect(
      [await idle.take?.("a"), await idle.ready?.()],
      "Told to go at second 0, with nothing in its hands. take() and ready() gave",
    ).toEqual([false, false]);
  });

  check("what is in its hands may end within the grace period", { points: 2 }, async ({ submission }) => {
    for (const [told, grace] of [
      [100, 10],
      [0, 2.5],
    ] as const) {
      const worker = await open(submission, grace);
      await takeAll(worker, ["a", "b", "c"]);
      await worker.stop?.(told);
      const scene = `Told to go at second ${told}, with ${grace} s of grace.`;
      const almost = told + grace - 0.25;
      expect(await worker.giveBack?.(told), `${scene} giveBack(${told}) gave`).toEqual([]);
      expect(await worker.end?.("a", told), `${scene} Job a ends at second ${told}. end() gave`).toBe(
        "acknowledge",
      );
      expect(await worker.giveBack?.(almost), `${scene} giveBack(${almost}) gave`).toEqual([]);
      expect(await worker.end?.("b", almost), `${scene} Job b ends at second ${almost}. end() gave`).toBe(
        "acknowledge",
      );
      expect(
        await worker.giveBack?.(told + grace),
        `${scene} Only c is left. giveBack(${told + grace}) gave`,
      ).toEqual(["c"]);
    }
  });

  check(
    "what has not ended by then goes back once, in the order of taking",
    { essential: true, points: 2 },
    async ({ submission }) => {
      const worker = await open(submission, 20);
      await takeAll(worker, ["d", "a", "c", "b", "a2"]);
      await worker.end?.("a", 5);
      await takeAll(worker, ["a"]); // taken a second time, so it is the last one now
      await worker.stop?.(50);
      await worker.end?.("c", 60);
      expect(
        await worker.giveBack?.(69),
        "Told to go at second 50, with 20 s of grace. giveBack(69) gave",
      ).toEqual([]);
      expect(
        await worker.giveBack?.(70),
        "Taken: d, a, c, b, a2. Then a ended and was taken again, and c ended. giveBack(70) gave",
      ).toEqual(["d", "b", "a2", "a"]);
      expect(await worker.giveBack?.(70), "All were given back. giveBack(70) once more gave").toEqual([]);
      expect(await worker.giveBack?.(99), "And giveBack(99)").toEqual([]);
    },
  );

  check("no job is acknowledged and given back", { points: 2 }, async ({ submission }) => {
    const worker = await open(submission, 10);
    await takeAll(worker, ["a", "b", "c"]);
    await worker.stop?.(100);
    expect(
      await worker.end?.("a", 110),
      "Told to go at second 100, with 10 s of grace. Job a ends at second 110, which is too late. end() gave",
    ).toBe("ignore");
    expect(await worker.end?.("b", 130), "Job b ends at second 130. end() gave").toBe("ignore");
    expect(
      await worker.giveBack?.(140),
      "giveBack() was not called before. None of a, b, c was acknowledged. giveBack(140) gave",
    ).toEqual(["a", "b", "c"]);
    expect(await worker.end?.("c", 141), "Job c was given back, and ends after all. end() gave").toBe(
      "ignore",
    );
    expect(await worker.giveBack?.(142), "giveBack(142) gave").toEqual([]);
  });

  check("being told again changes nothing", async ({ submission }) => {
    const worker = await open(submission, 10);
    await takeAll(worker, ["a", "b"]);
    await worker.stop?.(100);
    await worker.stop?.(107);
    expect(
      await worker.end?.("a", 109),
      "Told at 100 and again at 107, with 10 s of grace. Job a ends at 109. end() gave",
    ).toBe("acknowledge");
    await worker.stop?.(109.5);
    expect(await worker.end?.("b", 111), "Told at 100, 107 and 109.5. Job b ends at 111. end() gave").toBe(
      "ignore",
    );
    expect(await worker.giveBack?.(111), "And giveBack(111)").toEqual(["b"]);
    await worker.stop?.(200);
    expect(
      [await worker.state?.(), await worker.giveBack?.(300)],
      "Everything went back, and it is told once more. state() and giveBack(300)",
    ).toEqual(["gone", []]);
  });

  check("state() says how far it is", async ({ submission }) => {
    const idle = await open(submission, 10);
    await idle.stop?.(5);
    expect(await idle.state?.(), "Told to go with nothing in its hands. state() gave").toBe("gone");
    const worker = await open(submission, 10);
    await takeAll(worker, ["a", "b"]);
    await worker.stop?.(100);
    expect(await worker.state?.(), "Two jobs are in its hands. state() gave").toBe("draining");
    await worker.end?.("a", 101);
    expect(await worker.state?.(), "One of two has ended. state() gave").toBe("draining");
    await worker.end?.("b", 115);
    expect(await worker.state?.(), "Job b ended too late, and was not given back yet. state() gave").toBe(
      "draining",
    );
    await worker.giveBack?.(116);
    expect(await worker.state?.(), "And now it was given back. state() gave").toBe("gone");
    const quick = await open(submission, 10);
    await takeAll(quick, ["a"]);
    await quick.stop?.(100);
    await quick.end?.("a", 101);
    expect(await quick.state?.(), "Its only job ended in time. state() gave").toBe("gone");
  });

  check("a job that is in its hands is not taken again", async ({ submission }) => {
    const worker = await open(submission, 10);
    await takeAll(worker, ["a"]);
    expect(await worker.take?.("a"), "Job a is in its hands, and is offered again. take() gave").toBe(false);
    expect(await worker.end?.("a", 1), "Job a has ended. end() gave").toBe("acknowledge");
    expect(await worker.end?.("a", 2), "It was taken once. end() of it a second time gave").toBe("ignore");
    expect(await worker.take?.("a"), "It has ended, and is offered again. take() gave").toBe(true);
    expect(await worker.end?.("a", 3), "And it ends. end() gave").toBe("acknowledge");
    const odd = await open(submission, 10);
    const names = ["", "__proto__", "constructor", "0", "toString"];
    await takeAll(odd, names);
    for (const name of names)
      expect(await odd.take?.(name), `Job “${name}” is in its hands, and is offered again. take() gave`).toBe(
        false,
      );
    for (const name of names)
      expect(await odd.end?.(name, 1), `Job “${name}” has ended. end() gave`).toBe("acknowledge");
  });

  check("with a grace of 0 everything goes back at once", async ({ submission }) => {
    const worker = await open(submission, 0);
    await takeAll(worker, ["a", "b"]);
    await worker.stop?.(7);
    expect(
      await worker.end?.("a", 7),
      "No grace, told to go at second 7. Job a ends at second 7. end() gave",
    ).toBe("ignore");
    expect(await worker.giveBack?.(7), "giveBack(7) gave").toEqual(["a", "b"]);
    expect(await worker.state?.(), "state() gave").toBe("gone");
    const early = await open(submission, 0);
    await takeAll(early, ["10", "9"]);
    await early.stop?.(0);
    expect(
      [await early.take?.("b"), await early.ready?.(), await early.giveBack?.(0)],
      "No grace, told to go at second 0 with the jobs 10 and 9 in its hands. take(), ready() and giveBack(0) gave",
    ).toEqual([false, false, ["10", "9"]]);
  });

  hidden(
    "any worker, any jobs, any times",
    { ...manyCalls, points: 2, expected: "Each method answers as its line in the exercise says." },
    async ({ submission, random }) => {
      const names = ["a", "b", "", "__proto__", "constructor", "0", " a", "toString"];
      for (let round = 0; round < 12; round += 1) {
        const grace = [0, 0.5, 3, 8][Math.floor(random() * 4)] ?? 0;
        const worker = await open(submission, grace);
        const model = new DrainingModel(grace);
        const story: string[] = [`grace ${grace} s`];
        let now = Math.floor(random() * 3);
        for (let step = 0; step < 40; step += 1) {
          now += [0, 0, 0.25, 1][Math.floor(random() * 4)] ?? 0;
          const job = names[Math.floor(random() * names.length)] ?? "a";
          const dice = random();
          const [call, args] =
            dice < 0.35
              ? (["take", [job]] as const)
              : dice < 0.6
                ? (["end", [job, now]] as const)
                : dice < 0.66 && step > 8
                  ? (["stop", [now]] as const)
                  : dice < 0.8
                    ? (["giveBack", [now]] as const)
                    : dice < 0.9
                      ? (["ready", []] as const)
                      : (["state", []] as const);
          story.push(`${call}(${args.map((each) => JSON.stringify(each)).join(", ")})`);
          const expected = model.call(call, job, now);
          const got = await worker[call]?.(...args);
          if (call !== "stop") expect(got, `${story.slice(-14).join(", ")} gave`).toEqual(expected);
        }
      }
    },
  );
});

/** What the text of exercise 11.3 says, for comparison. */
class DrainingModel {
  readonly #grace: number;
  #inHand: string[] = [];
  #deadline = Number.POSITIVE_INFINITY;
  #isTold = false;

  constructor(grace: number) {
    this.#grace = grace;
  }

  call(name: "take" | "end" | "stop" | "giveBack" | "ready" | "state", job: string, now: number): unknown {
    const isInHand = this.#inHand.includes(job);
    if (name === "take") {
      if (this.#isTold || isInHand) return false;
      this.#inHand.push(job);
      return true;
    }
    if (name === "end") {
      if (!isInHand || now >= this.#deadline) return "ignore";
      this.#inHand = this.#inHand.filter((each) => each !== job);
      return "acknowledge";
    }
    if (name === "stop") {
      if (!this.#isTold) this.#deadline = now + this.#grace;
      this.#isTold = true;
      return undefined;
    }
    if (name === "giveBack") {
      if (now < this.#deadline) return [];
      const back = this.#inHand;
      this.#inHand = [];
      return back;
    }
    if (name === "ready") return !this.#isTold;
    if (!this.#isTold) return "working";
    return this.#inHand.length > 0 ? "draining" : "gone";
  }
}

interface PodNumbers {
  readonly perSecond: number;
  readonly threads: number;
  readonly coresUsed: number;
  readonly restMB: number;
  readonly threadMB: number;
  readonly load: number;
  readonly busy: number;
}

exercise("11.4", { reread: "From your numbers to pods" }, ({ check, hidden }) => {
  const usual: PodNumbers = {
    perSecond: 10,
    threads: 4,
    coresUsed: 3.8,
    restMB: 60,
    threadMB: 10,
    load: 100,
    busy: 0.8,
  };

  /** The plan of an answer. Fails when it is no plan. */
  async function planOf(submission: RemoteSubmission, numbers: PodNumbers) {
    const plan = objectIn(await submission.call("planPods", numbers), "planPods() gives an object. It");
    const { replicas, cpu, memory, whenOneDies } = plan;
    // −0 is 0 for everybody who reads a plan.
    return { replicas, cpu: cpu === 0 ? 0 : cpu, memory: memory === 0 ? 0 : memory, whenOneDies };
  }
  const words = ({ perSecond, load, busy }: PodNumbers) =>
    `A pod does ${perSecond} agents a second, ${load} come, and pods may be ${busy} full.`;

  async function replicasAre(
    submission: RemoteSubmission,
    given: Partial<PodNumbers>,
    replicas: number,
  ): Promise<void> {
    const numbers = { ...usual, ...given };
    expect((await planOf(submission, numbers)).replicas, `${words(numbers)} replicas`).toBe(replicas);
  }

  /** Numbers of an ordinary day, drawn: nothing is a hair off. */
  function drawNumbers(random: Random): PodNumbers {
    const [perSecond, busy] = [random.int(2, 40), random.int(40, 95) / 100];
    const pods = random.int(3, 60);
    // Between two whole numbers of pods.
    const load = Number(((pods - random.int(20, 80) / 100) * perSecond * busy).toFixed(3));
    return {
      perSecond,
      threads: random.int(1, 16),
      coresUsed: random.int(101, 7999) / 1000,
      restMB: random.int(20, 200),
      threadMB: random.int(3, 40),
      load,
      busy,
    };
  }

  check("on an ordinary day no pod is fuller than `busy`", async ({ submission, random }) => {
    for (let round = 0; round < 3; round += 1) {
      const numbers = drawNumbers(random);
      await replicasAre(submission, numbers, referencePlan(numbers).replicas);
    }
    await replicasAre(submission, { load: 100 }, 13);
    await replicasAre(submission, { load: 400, busy: 0.5 }, 80);
    await replicasAre(submission, { load: 1000, perSecond: 2.5, busy: 0.9 }, 445);
    await replicasAre(submission, { load: 161, busy: 0.8 }, 21);
    // 20.0004 pods: little, but no hair.
    await replicasAre(submission, { load: 160.0032, busy: 0.8 }, 21);
  });

  check(
    "with one pod less, the others can still do the whole load",
    { essential: true, points: 2 },
    async ({ submission, random }) => {
      // So full that the pod that is missing decides.
      for (let round = 0; round < 3; round += 1) {
        const numbers = { ...drawNumbers(random), busy: random.int(96, 100) / 100 };
        await replicasAre(submission, numbers, referencePlan(numbers).replicas);
      }
      await replicasAre(submission, { load: 20 }, 3);
      await replicasAre(submission, { load: 21, busy: 0.9 }, 4);
      await replicasAre(submission, { load: 100, busy: 1 }, 11);
      await replicasAre(submission, { load: 35, busy: 0.95 }, 5);
    },
  );

  check("there are at least two, also where one would do", async ({ submission }) => {
    await replicasAre(submission, { load: 1 }, 2);
    await replicasAre(submission, { load: 0 }, 2);
    await replicasAre(submission, { load: 8, perSecond: 10, busy: 0.8 }, 2);
  });

  check("a pod that is exactly full enough is enough", async ({ submission }) => {
    await replicasAre(submission, { load: 160, busy: 0.8 }, 20);
    await replicasAre(submission, { load: 10, busy: 0.8 }, 2);
    // 0.7 ÷ 0.1 and 2.1 ÷ (0.1 × 0.7) are a hair off.
    await replicasAre(submission, { load: 0.7, perSecond: 0.1, busy: 1 }, 8);
    await replicasAre(submission, { load: 2.1, perSecond: 0.1, busy: 0.7 }, 30);
    await replicasAre(submission, { load: 3.3, perSecond: 1.1, busy: 0.3 }, 10);
  });

  check("cpu is what a full pod keeps busy, in thousandths of a core", async ({ submission, random }) => {
    const thousandths = random.int(100, 9000);
    for (const [coresUsed, cpu] of [
      [thousandths / 1000, thousandths],
      [(thousandths - 0.5) / 1000, thousandths],
      [1.85, 1850],
      [4, 4000],
      [0.0501, 51],
      [1.1, 1100],
      [2.007, 2007],
      [2.2222, 2223],
    ] as const) {
      const plan = await planOf(submission, { ...usual, coresUsed });
      expect(plan.cpu, `A full pod keeps ${coresUsed} cores busy. cpu`).toBe(cpu);
    }
  });

  check(
    "memory is that of a pod with all its threads, and a quarter more",
    async ({ submission, random }) => {
      const [rest, each, many] = [random.int(20, 200), random.int(3, 40), random.int(2, 16)];
      for (const [restMB, threadMB, threads, memory] of [
        [rest, each, many, Math.ceil((rest + each * many) * 1.25)],
        [60, 10, 4, 125],
        [64, 8, 2, 100],
        [60, 7, 3, 102],
        [100, 0, 8, 125],
        [0, 0, 1, 0],
      ] as const) {
        const plan = await planOf(submission, { ...usual, restMB, threadMB, threads });
        expect(
          plan.memory,
          `${restMB} MB without agents, ${threadMB} MB for each of ${threads} threads. memory`,
        ).toBe(memory);
      }
    },
  );

  check(
    "whenOneDies says what runs again, and how full the others are",
    { essential: true, points: 2 },
    async ({ submission, random }) => {
      for (const given of [
        drawNumbers(random),
        drawNumbers(random),
        { load: 100, threads: 4 },
        { load: 20, threads: 1 },
        { load: 0, threads: 8 },
        { load: 1, threads: 2, perSecond: 0.4 },
      ]) {
        const numbers = { ...usual, ...given };
        const plan = await planOf(submission, numbers);
        expectDeath(plan.whenOneDies, numbers);
      }
    },
  );

  hidden(
    "any numbers",
    { ...manyCalls, expected: "The plan is what the exercise says, for any numbers." },
    async ({ submission, random }) => {
      for (let round = 0; round < 40; round += 1) {
        const pick = (values: readonly number[]) => values[Math.floor(random() * values.length)] ?? 1;
        const perSecond = pick([0.1, 0.3, 1.7, 12, 350, random.int(2, 900) / 10]);
        const numbers: PodNumbers = {
          perSecond,
          threads: 1 + Math.floor(random() * 16),
          coresUsed: pick([0.1, 0.7, 1.3, 2.9, 7.77]),
          restMB: pick([0, 33, 61.5, 200]),
          threadMB: pick([0, 1.1, 8, 25.3]),
          // Whole numbers of pods among them, where a hair decides.
          load: random() < 0.5 ? perSecond * Math.floor(random() * 30) : Math.floor(random() * 3000) / 10,
          busy: pick([0.3, 0.6, 0.7, 0.8, 0.95, 1]),
        };
        const plan = await planOf(submission, numbers);
        const { replicas, cpu, memory } = referencePlan(numbers);
        const all = JSON.stringify(numbers);
        expect({ replicas: plan.replicas, cpu: plan.cpu, memory: plan.memory }, `With ${all}`).toEqual({
          replicas,
          cpu,
          memory,
        });
        expectDeath(plan.whenOneDies, numbers);
      }
    },
  );

  function referencePlan({ perSecond, threads, coresUsed, restMB, threadMB, load, busy }: PodNumbers) {
    const up = (value: number) => Math.max(0, Math.ceil(value - 1e-8 * Math.max(1, value)));
    return {
      replicas: Math.max(2, up(load / (perSecond * busy)), up(load / perSecond) + 1),
      cpu: up(coresUsed * 1000),
      memory: up((restMB + threads * threadMB) * 1.25),
    };
  }

  function expectDeath(got: unknown, numbers: PodNumbers): void {
    const { perSecond, threads, load } = numbers;
    const { replicas } = referencePlan(numbers);
    const scene = `${words(numbers)} There are ${replicas} pods with ${threads} threads each, and one dies.`;
    const death = objectIn(got, `${scene} whenOneDies`);
    expect(death.repeated, `${scene} whenOneDies.repeated`).toBe(threads);
    const full = load / ((replicas - 1) * perSecond);
    const isNear = typeof death.busy === "number" && Math.abs(death.busy - full) <= 1e-9 * Math.max(1, full);
    if (!isNear) expect(death.busy, `${scene} whenOneDies.busy`).toBe(full);
  }
});
