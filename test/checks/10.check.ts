import {
  exercise,
  type Random,
  type RemoteInstance,
  type RemoteSubmission,
  type Verdict,
} from "@swarmlab/kit/checks";
import { assert, expect } from "vitest";
import { inWords, listIn, numberIn, numbersIn, objectIn, objectsIn } from "./came.ts";
import { assertPrediction } from "./prediction.ts";

// What the answer defines, for the type checker: explored threads run where the answer is.
declare const note: (report: Int32Array, cause: number) => string;

/** A report that agents find, and what they note in it. Each search gets one that is drawn, so that no table of scenes can be handed in. */
interface Scene {
  /** Causes that have a place already, and how often they were found. */
  readonly filled: readonly (readonly [cause: number, times: number])[];
  readonly free: number;
  /** How often causes were found without a place. */
  readonly lost: number;
  /** The cause that each of the agents notes. None of them has a place. */
  readonly noted: readonly number[];
}
// What the searches below give to their threads and rules.
declare const $scene: Scene;

/** Limits of a search: counted in steps, so that every machine comes to the same verdict. */
const search = { steps: 60_000, seconds: 45, failOnRace: false } as const;
/** A check that searches. The steps are the limit: the seconds are for a machine that hardly runs. */
const inSteps = { timeout: 60_000 };

/** Checks on real threads, or with many calls. The time is for a machine that hardly runs. */
const onThreads = { timeout: 30_000 };

exercise("10.1", { reread: "Where the line bends" }, ({ check }) => {
  const AGENTS = 200;
  const WORK_SECONDS = 0.01;
  const CORES = 4;
  const THREAD_MB = 8;

  /** Seconds until all agents are done, when so many of them can go on at the same time. */
  function secondsFor(agents: number, places: number): number {
    const free = Array<number>(places).fill(0);
    for (let agent = 0; agent < agents; agent += 1) {
      const first = free.indexOf(Math.min(...free));
      free[first] = (free[first] ?? 0) + WORK_SECONDS;
    }
    return Number(Math.max(...free).toFixed(6));
  }

  const cases = [
    {
      name: "onFour",
      what: "a pool of four threads",
      truth: secondsFor(AGENTS, CORES),
      reread: "Add up all of the work, and divide it by the cores that are busy.",
    },
    {
      name: "onEight",
      what: "a pool of eight threads",
      truth: secondsFor(AGENTS, Math.min(8, CORES)),
      reread: "How many of the eight threads can compute at the same moment, on four cores?",
    },
    {
      name: "poolMemory",
      what: "the memory of a pool",
      truth: 4 * THREAD_MB,
      reread: "How many threads are there? The agents wait in a queue, and are no threads.",
    },
    {
      name: "ownMemory",
      what: "the memory of a thread for each agent",
      truth: 2000 * THREAD_MB,
      reread: "Here each of the 2,000 agents has a thread. The answer is in megabytes.",
    },
    {
      name: "oneModel",
      what: "agents that wait for one model",
      truth: secondsFor(AGENTS, 1),
      reread: "The model answers one question at a time. How many questions are there, and how long is each?",
    },
    {
      name: "started",
      what: "how many threads a recycling pool has used",
      truth: Math.ceil(AGENTS / 20),
      reread: "One thread runs 20 agents, then the next one comes. Count those that have run an agent.",
    },
  ];
  for (const { name, what, truth, reread } of cases) {
    const essential = name === "started";
    check(`${name}: the prediction for ${what} comes true`, { essential }, async ({ submission }) => {
      const guess = (await submission.get("oneMore"))?.[name];
      // A sum of many hundredths of a second is off by a hair, and right.
      const isNear = typeof guess === "number" && Math.abs(guess - truth) < 1e-9;
      assertPrediction(isNear ? truth : guess, truth, reread);
    });
  }
});

/** What an answer calls a question. */
type Asked = Readonly<{ deadline: number; text: string; agent: number }>;

exercise("10.2", { reread: "Exercise 10.2 · The queue before the model" }, ({ check, hidden }) => {
  const q = (agent: number, text: string, deadline = 1000): Asked => ({ agent, text, deadline });
  const textsOf = (questions: readonly Asked[]) => questions.map((question) => question?.text);
  const shown = (value: unknown) => (typeof value === "string" ? value : inWords(value));

  async function open(submission: RemoteSubmission, room: number): Promise<RemoteInstance> {
    return submission.new("ModelQueue", room);
  }

  /** What next() gives. Fails when it is something else than a question or nothing. */
  async function nextOf(queue: RemoteInstance, now: number): Promise<Asked | undefined> {
    return asQuestion(await queue.next?.(now), now);
  }

  function asQuestion(told: unknown, now: number): Asked | undefined {
    if (told !== undefined && (told === null || typeof told !== "object"))
      expect(told, `next(${now}) gives a question, or undefined. It gave`).toBe(undefined);
    return told as Asked | undefined;
  }

  /** The agent whose question next() gives. */
  async function turnOf(queue: RemoteInstance, now: number): Promise<number | undefined> {
    const next = await nextOf(queue, now);
    return next && numberIn(next.agent, `The \`agent\` of the question that next(${now}) gave`);
  }

  /** Something that happens at a second: a question is asked, or a method is called. */
  type Event = { now: number; asks?: Asked; calls?: "next" | "late" };

  /** Plays events in order. Calls go out together up to each late(), whose list may change later: few messages, on a slow machine too. */
  async function playAll(
    queue: RemoteInstance,
    events: readonly Event[],
  ): Promise<{ event: Event; reply: unknown }[]> {
    const played: { event: Event; reply: unknown }[] = [];
    let together: Event[] = [];
    const perform = ({ now, asks, calls }: Event) =>
      asks ? queue.ask?.(asks, now) : calls === "late" ? queue.late?.(now) : queue.next?.(now);
    for (const [at, event] of events.entries()) {
      together.push(event);
      if (event.calls !== "late" && at < events.length - 1) continue;
      const replies = await Promise.all(together.map(perform));
      played.push(...together.map((each, i) => ({ event: each, reply: replies[i] as unknown })));
      together = [];
    }
    return played;
  }

  async function lateOf(queue: RemoteInstance, now: number): Promise<Asked[]> {
    const told = await queue.late?.(now);
    return listIn(told, `late(${now}) gives a list. It`) as Asked[];
  }

  /** Asks all of them at one moment. Each has to be taken in. */
  async function askAll(queue: RemoteInstance, questions: readonly Asked[], now: number): Promise<void> {
    for (const question of questions)
      expect(
        await queue.ask?.(question, now),
        `There is room, and agent ${question.agent} asks “${question.text}” at second ${now}, with the deadline ${question.deadline}. ask() gave`,
      ).toBe(true);
  }

  check("what is asked comes out again, whole, and once", async ({ submission }) => {
    const queue = await open(submission, 5);
    expect(await nextOf(queue, 0), "Nothing was asked yet. next(0) gave").toBe(undefined);
    await askAll(queue, [q(0, "why?", 7)], 0);
    expect(await nextOf(queue, 1), "Agent 0 asked “why?” with the deadline 7. next(1) gave").toEqual(
      q(0, "why?", 7),
    );
    expect(await nextOf(queue, 2), "The only question has been given out. next(2) gave").toBe(undefined);
    await askAll(queue, [q(0, "why?", 9), q(0, "why?", 9)], 3);
    const twice = [await nextOf(queue, 4), await nextOf(queue, 4), await nextOf(queue, 4)];
    expect(twice, "Two equal questions are two. Three calls of next() gave").toEqual([
      q(0, "why?", 9),
      q(0, "why?", 9),
      undefined,
    ]);
  });

  check(
    "at most `room` questions wait, and one too many is refused",
    { essential: true },
    async ({ submission }) => {
      for (const room of [1, 3]) {
        const queue = await open(submission, room);
        const asked = Array.from({ length: room }, (_, at) => q(at, `question ${at}`));
        await askAll(queue, asked, 0);
        const one = await queue.ask?.(q(7, "one more"), 0);
        expect(one, `There is room for ${room}, and as many wait. ask() of one more gave`).toBe(false);
        const first = await nextOf(queue, 1);
        await askAll(queue, [q(8, "now there is room")], 1);
        const again = await queue.ask?.(q(9, "too many again"), 1);
        expect(again, `One was given out and one came, so ${room} wait again. ask() gave`).toBe(false);
        const given = [shown(first?.text)];
        for (let i = 0; i < room + 2; i += 1) {
          const next = await nextOf(queue, 2);
          if (next) given.push(shown(next.text));
        }
        expect(
          given.sort(),
          "What was refused is not in the queue. All that next() gave until it was empty",
        ).toEqual(["now there is room", ...textsOf(asked)].sort());
      }
    },
  );

  check(
    "an agent that asks much does not keep the others waiting",
    { essential: true, points: 2 },
    async ({ submission }) => {
      const queue = await open(submission, 50);
      await askAll(
        queue,
        Array.from({ length: 6 }, (_, at) => q(4, `loud ${at}`)),
        0,
      );
      await askAll(queue, [q(0, "from 0"), q(9, "from 9"), q(2, "from 2")], 1);
      const turns: (number | undefined)[] = [];
      for (let i = 0; i < 5; i += 1) turns.push(await turnOf(queue, 2));
      const message =
        "Agent 4 asked six times, then agents 0, 9 and 2 once each. Each has to get one of the first four turns. They went to";
      expect(
        turns.slice(0, 4).map(Number).sort(),
        `${message} ${turns.slice(0, 4).join(", ")}. In order`,
      ).toEqual([0, 2, 4, 9]);
      expect(turns[4], "The others have nothing more to ask. The fifth turn goes to agent").toBe(4);
    },
  );

  check(
    "an agent that has just had a turn waits until the others had theirs",
    { points: 2 },
    async ({ submission }) => {
      const queue = await open(submission, 50);
      await askAll(queue, [q(1, "a"), q(1, "b"), q(1, "c"), q(1, "d"), q(1, "e"), q(1, "f")], 0);
      const first = [await nextOf(queue, 1), await nextOf(queue, 1), await nextOf(queue, 1)];
      expect(textsOf(first as Asked[]), "Agent 1 is alone. Three turns gave").toEqual(["a", "b", "c"]);
      await askAll(queue, [q(0, "x"), q(0, "y"), q(0, "z")], 2);
      const turns: (number | undefined)[] = [];
      for (let i = 0; i < 6; i += 1) turns.push(await turnOf(queue, 3));
      const pairs = turns.filter((agent, at) => at > 0 && agent === turns[at - 1]);
      const message =
        "Agent 1 had three turns alone. Then agent 0 came, and both had three questions: nobody gets two turns in a row while the other waits. The turns went to";
      if (pairs.length > 0 || turns.includes(undefined)) expect.fail(`${message} ${turns.join(", ")}.`);

      // An agent that asks one question at a time has nothing in the queue at its turn, and is no newcomer after it.
      const busy = await open(submission, 50);
      await askAll(
        busy,
        [q(5, "5a"), q(6, "6a"), q(1, "1a"), q(5, "5b"), q(6, "6b"), q(5, "5c"), q(6, "6c")],
        0,
      );
      const went: (number | undefined)[] = [];
      for (let now = 1; now <= 7; now += 1) {
        const next = await turnOf(busy, now);
        went.push(next);
        if (next === 1) await askAll(busy, [q(1, "the next one")], now);
        const lastThree = went.slice(-3);
        if (next === undefined || new Set(lastThree).size < lastThree.length)
          expect.fail(
            `Agents 5 and 6 have asked three times each. Agent 1 asked once, and asks again right after each of its turns. So all three wait all the time, and three turns in a row go to three agents. The turns went to ${went.map((agent) => agent ?? "nobody").join(", ")}.`,
          );
      }
    },
  );

  check("within one agent, the question that was asked first goes first", async ({ submission }) => {
    const queue = await open(submission, 50);
    await askAll(queue, [q(3, "3a", 90), q(0, "0a", 90), q(3, "3b", 30), q(0, "0b", 20), q(3, "3c", 60)], 0);
    const given: Asked[] = [];
    for (let i = 0; i < 5; i += 1) given.push((await nextOf(queue, 1)) as Asked);
    for (const [agent, expected] of [
      [3, ["3a", "3b", "3c"]],
      [0, ["0a", "0b"]],
    ] as const)
      expect(
        textsOf(given.filter((one) => one?.agent === agent)),
        `The questions of agent ${agent}, in the order in which next() gave them`,
      ).toEqual(expected);
  });

  check(
    "a late question is never given to the model, at exactly its deadline too",
    { points: 2 },
    async ({ submission }) => {
      const queue = await open(submission, 50);
      await askAll(queue, [q(0, "until 5", 5), q(1, "until 6", 6), q(2, "until 9", 9)], 0);
      expect((await nextOf(queue, 5))?.text, "At second 5, “until 5” is late. next(5) gave").not.toBe(
        "until 5",
      );
      const left = [await nextOf(queue, 5.5), await nextOf(queue, 5.5)];
      expect(
        left.map((each) => each?.text).filter((text) => text === "until 5"),
        "At second 5.5, “until 5” is late, and next() gave it so many times",
      ).toEqual([]);
      const other = await open(submission, 50);
      await askAll(other, [q(0, "until 5", 5)], 0);
      expect(
        (await nextOf(other, 4.5))?.text,
        "At second 4.5, “until 5” is still in time. next(4.5) gave",
      ).toBe("until 5");
      await askAll(other, [q(0, "until 8", 8)], 5);
      expect(await nextOf(other, 8), "At second 8, the only question is late. next(8) gave").toBe(undefined);
    },
  );

  check("a late question takes up no room", async ({ submission }) => {
    const queue = await open(submission, 2);
    await askAll(queue, [q(0, "until 3", 3), q(1, "until 9", 9)], 0);
    expect(await queue.ask?.(q(2, "no room yet", 20), 2), "Two wait, there is room for 2. ask() gave").toBe(
      false,
    );
    const message =
      "There is room for 2. One of the two that wait is late at second 3, so there is room again. ask() gave";
    expect(await queue.ask?.(q(2, "in its place", 20), 3), message).toBe(true);
    expect(
      await queue.ask?.(q(3, "too many", 20), 3),
      "Two that are in time wait now, and there is room for 2. ask() gave",
    ).toBe(false);
    const given = [await nextOf(queue, 4), await nextOf(queue, 4), await nextOf(queue, 4)];
    expect(given.map((each) => each && shown(each.text)).sort(), "What next() gave at second 4").toEqual(
      ["in its place", "until 9", undefined].sort(),
    );
    expect(textsOf(await lateOf(queue, 4)), "And late(4)").toEqual(["until 3"]);
  });

  check("what is late already when it is asked is refused", async ({ submission }) => {
    const queue = await open(submission, 5);
    for (const [now, deadline] of [
      [7, 7],
      [7, 6.5],
    ] as const)
      expect(
        await queue.ask?.(q(0, "too late", deadline), now),
        `Asked at second ${now}, with the deadline ${deadline}. ask() gave`,
      ).toBe(false);
    expect(await lateOf(queue, 8), "It was refused, so it has never waited. late(8) gave").toEqual([]);
    expect(await nextOf(queue, 8), "And next(8)").toBe(undefined);
    const first = await open(submission, 5);
    expect(
      await first.ask?.(q(0, "at the start", 0), 0),
      "Asked at second 0, with the deadline 0. ask() gave",
    ).toBe(false);
  });

  check(
    "late() gives each late question once, in the order of asking",
    { points: 2 },
    async ({ submission }) => {
      const queue = await open(submission, 50);
      await askAll(
        queue,
        [q(2, "a", 9), q(0, "b", 4), q(2, "c", 6), q(1, "d", 50), q(0, "e", 3), q(0, "f", 60)],
        0,
      );
      expect(await lateOf(queue, 2), "At second 2 nothing is late. late(2) gave").toEqual([]);
      // A turn in between must not lose what is late.
      expect(
        (await nextOf(queue, 6))?.agent,
        "Questions of all three agents are in time at second 6. next(6) gave one of agent",
      ).toBeTypeOf("number");
      const late = await lateOf(queue, 6);
      expect(
        textsOf(late),
        "“b” (deadline 4), “c” (6) and “e” (3) are late at second 6. late(6) gave",
      ).toEqual(["b", "c", "e"]);
      expect(late[0], "The first of them, as it was asked").toEqual(q(0, "b", 4));
      expect(textsOf(await lateOf(queue, 6)), "They have been given out. late(6) once more").toEqual([]);
      const rest: string[] = [];
      for (let i = 0; i < 3; i += 1) {
        const next = await nextOf(queue, 7);
        if (next) rest.push(next.text);
      }
      expect(
        rest.length,
        "Three were in time at second 6, and one of them was given out. Left for next(7)",
      ).toBe(2);
      expect(await lateOf(queue, 100), "All have been given out. late(100) gave").toEqual([]);

      // “b” is late at the calls in between, and “a” not yet.
      const other = await open(submission, 50);
      await askAll(other, [q(0, "first", 50), q(0, "a", 6), q(1, "b", 4), q(1, "c", 50)], 0);
      await nextOf(other, 5);
      await askAll(other, [q(2, "d", 50)], 5);
      expect(
        textsOf(await lateOf(other, 7)),
        "“a” (deadline 6) was asked before “b” (deadline 4), and next(5) and ask() at second 5 were called in between. late(7) gave",
      ).toEqual(["a", "b"]);
    },
  );

  hidden(
    "many agents on a scripted clock",
    {
      ...onThreads,
      expected:
        "Whatever happens in which order, the queue is bounded and fair, gives out no late question, and loses none.",
    },
    async ({ submission, random }) => {
      const whole = (below: number) => Math.floor(random() * below);
      for (let round = 0; round < 6; round += 1) {
        const room = 1 + whole(8);
        const agents = 2 + whole(4);
        const queue = await open(submission, room);
        let waiting: Asked[] = [];
        /** For each agent: who has waited without a break since its last turn, and had no turn. */
        const ahead = new Map<number, Set<number>>();
        const story: string[] = [];
        let now = 0;
        const notLate = () => waiting.filter(({ deadline }) => deadline > now);
        const forget = () => {
          const present = new Set(notLate().map(({ agent }) => agent));
          for (const others of ahead.values())
            for (const other of others) if (!present.has(other)) others.delete(other);
        };
        const told = () => `Room for ${room}. ${story.slice(-8).join(" · ")}. It`;
        // What happens does not depend on what the queue gives. So it is decided first, and calls go out together.
        const events = Array.from({ length: 90 }, (_, step): Event => {
          if (random() < 0.4) now += whole(3) / 2;
          const kind = random();
          if (kind < 0.5) return { now, asks: q(whole(agents), `q${step}`, now + whole(9) / 2) };
          return { now, calls: kind < 0.88 ? "next" : "late" };
        });
        for (const { event, reply } of await playAll(queue, events)) {
          now = event.now;
          forget();
          if (event.asks) {
            const question = event.asks;
            const fits = question.deadline > now && notLate().length < room;
            story.push(`at ${now} agent ${question.agent} asks ${question.text} until ${question.deadline}`);
            expect(reply, `${told()} gave`).toBe(fits);
            if (fits) waiting.push(question);
          } else if (event.calls === "next") {
            story.push(`next(${now})`);
            const next = asQuestion(reply, now);
            story.push(next ? `gave ${shown(next.text)} of agent ${shown(next.agent)}` : "gave nothing");
            if (next === undefined) {
              expect(textsOf(notLate()), `${told()}, while these were in time`).toEqual([]);
              continue;
            }
            const first = notLate().find(({ agent }) => agent === next.agent);
            expect(next, `${told()}. The first question of that agent that is in time`).toEqual(first);
            const passedOver = [...(ahead.get(next.agent) ?? [])];
            expect(
              passedOver,
              `${told()}. Agents that have waited ever since that agent's last turn, and had none`,
            ).toEqual([]);
            waiting = waiting.filter((question) => question !== first);
            for (const others of ahead.values()) others.delete(next.agent);
            ahead.set(
              next.agent,
              new Set(
                notLate()
                  .map(({ agent }) => agent)
                  .filter((agent) => agent !== next.agent),
              ),
            );
            forget();
          } else {
            story.push(`late(${now})`);
            const late = waiting.filter(({ deadline }) => deadline <= now);
            expect(reply, `${told()} gave`).toEqual(late);
            waiting = notLate();
          }
        }
      }
    },
  );
});

exercise("10.3", { reread: "Exercise 10.3 · One incident for one cause" }, ({ check, hidden }) => {
  /** Fails when a search found an order of steps that goes wrong; the feedback draws it. */
  function assertInEveryOrder({ failure }: Verdict, expected: string): void {
    if (failure === null) return;
    const what = failure.message.replace(/[.!?]?$/, ".");
    if (failure.length === 0) assert.fail(`${expected} Here it did not begin: ${what}`);
    const steps = failure.length === 1 ? "1 step" : `${failure.length} steps`;
    assert.fail(`${expected} In this order of ${steps} it goes wrong: ${what}`);
  }

  interface Together {
    readonly answers: string[][];
    readonly report: number[];
  }
  const shown = (value: unknown) => (typeof value === "string" ? value : inWords(value));

  async function reportTogether(
    submission: RemoteSubmission,
    places: number,
    lists: readonly (readonly number[])[],
  ): Promise<Together> {
    const told = objectIn(await submission.call("reportTogether", places, lists), "reportTogether()");
    const errors = listIn(told.errors, "The `errors` of reportTogether()");
    const error = errors.find((one) => one !== null);
    if (error)
      expect.fail(`${lists.length} agents noted on threads of their own, and one failed: ${shown(error)}`);
    const answers = listIn(told.answers, "The `answers` of reportTogether()");
    const report = numbersIn(told.report, "The `report` of reportTogether()");
    return {
      answers: answers.map((one) => listIn(one, "What note() gave to one agent").map(shown)),
      report: [...report],
    };
  }

  /** What a report says: cause and number of each place that is taken, sorted by cause. */
  function incidentsOf(report: ArrayLike<number>): [number, number][] {
    const incidents: [number, number][] = [];
    for (let at = 1; at < report.length; at += 2)
      if (report[at] !== 0 || report[at + 1] !== 0)
        incidents.push([Number(report[at]), Number(report[at + 1])]);
    return incidents.sort(([a], [b]) => a - b);
  }

  const count = (answers: readonly string[], answer: string) =>
    answers.filter((one) => one === answer).length;

  /** What one agent alone is told, and what its report says then. */
  function alone(places: number, causes: readonly number[]) {
    const found = new Map<number, number>();
    let lost = 0;
    const answers = causes.map((cause) => {
      const times = found.get(cause) ?? 0;
      if (times === 0 && found.size === places) {
        lost += 1;
        return "full";
      }
      found.set(cause, times + 1);
      return times === 0 ? "opened" : "added";
    });
    return { answers, lost, incidents: [...found].sort(([a], [b]) => a - b) };
  }

  check("one agent alone: opened, added, and full", onThreads, async ({ submission, random }) => {
    const places = random.int(2, 5);
    const causes = Array.from({ length: 12 }, () => 1 + 7 * random.int(0, 7));
    const drawn = await reportTogether(submission, places, [causes]);
    const expected = alone(places, causes);
    const scene = `One agent notes ${causes.join(", ")} in a report of ${places} places.`;
    expect(drawn.answers[0], `${scene} The answers`).toEqual(expected.answers);
    expect(incidentsOf(drawn.report), `${scene} Causes, and how often each was found`).toEqual(
      expected.incidents,
    );
    expect(drawn.report[0], `${scene} Found without a place: report[0]`).toBe(expected.lost);
    const { answers, report } = await reportTogether(submission, 2, [[5, 5, 8, 5, 9, 8, 9, 5]]);
    const message = "One agent notes 5, 5, 8, 5, 9, 8, 9, 5 in a report of two places. The answers";
    expect(answers[0], message).toEqual([
      "opened",
      "added",
      "opened",
      "added",
      "full",
      "added",
      "full",
      "added",
    ]);
    expect(incidentsOf(report), "The places: cause, and how often it was found").toEqual([
      [5, 4],
      [8, 2],
    ]);
    expect(report[0], "9 was found twice, and there was no place. report[0]").toBe(2);
  });

  check(
    "every place of the report is used, the first and the last one",
    onThreads,
    async ({ submission }) => {
      // A hash table that does not come round meets all of these at its last place.
      for (const causes of [
        [1, 2_147_483_647],
        [4, 2_147_483_644, 64, 1_000_004, 9],
      ]) {
        const { answers, report } = await reportTogether(submission, causes.length, [causes]);
        expect(
          answers[0],
          `${causes.length} places, and the causes ${causes.join(", ")}. The answers`,
        ).toEqual(causes.map(() => "opened"));
        expect(incidentsOf(report), "The places").toEqual(
          [...causes].sort((a, b) => a - b).map((cause) => [cause, 1]),
        );
      }
      const none = await reportTogether(submission, 0, [[3]]);
      expect(none.answers[0], "A report without any place. note(report, 3) gave").toEqual(["full"]);
      expect(none.report, "And the report").toEqual([1]);
    },
  );

  check(
    "a cause that has its place is counted, when the report is full too",
    onThreads,
    async ({ submission }) => {
      const { answers, report } = await reportTogether(submission, 3, [[4, 6, 2, 9, 6, 2, 4, 9, 4]]);
      expect(answers[0], "Three places. One agent notes 4, 6, 2, 9, 6, 2, 4, 9, 4. The answers").toEqual([
        "opened",
        "opened",
        "opened",
        "full",
        "added",
        "added",
        "added",
        "full",
        "added",
      ]);
      expect(incidentsOf(report), "The places").toEqual([
        [2, 2],
        [4, 3],
        [6, 2],
      ]);
      expect(report[0], "9 was found twice, and had no place. report[0]").toBe(2);
    },
  );

  /** Draws a scene. @param agents - the cause of each agent as a number from 0: [0, 0] is one cause for two agents */
  function drawScene(random: Random, agents: readonly number[], free: number, most = 1): Scene {
    const filledPlaces = random.int(most === 0 ? 0 : free === 0 ? 1 : 0, most);
    const causes = new Set<number>();
    while (causes.size < filledPlaces + agents.length) causes.add(random.int(1, 3_000));
    const [filled, others] = [[...causes].slice(0, filledPlaces), [...causes].slice(filledPlaces)];
    return {
      filled: filled.map((cause) => [cause, random.int(1, 9)] as const),
      free,
      lost: random.int(0, 3),
      noted: agents.map((at) => others[at] as number),
    };
  }

  function inWordsOf({ filled, free, lost, noted }: Scene): string {
    const agents = noted.length === 2 ? "Two agents" : "Three agents";
    const places = filled.length + free;
    const taken = filled.map(([cause, times]) => `cause ${cause} (found ${times} times)`).join(" and ");
    return `${agents} note ${noted.map((cause) => `cause ${cause}`).join(" and ")} in a report of ${places} ${places === 1 ? "place" : "places"}, ${filled.length === 0 ? "all free" : `${free} of them free, the others of ${taken}`}; report[0] is ${lost} before.`;
  }

  /** Searches the orders of steps of a scene. Its rule says what has to hold at the end of every one. */
  const exploreScene = (submission: RemoteSubmission, scene: Scene): Promise<Verdict> => {
    const agents = {
      A: ({ report }: { report: Int32Array }) => note(report, $scene.noted[0] as number),
      B: ({ report }: { report: Int32Array }) => note(report, $scene.noted[1] as number),
      C: ({ report }: { report: Int32Array }) => note(report, $scene.noted[2] as number),
    };
    return submission.explore({
      shared: () => {
        const { filled, free, lost } = $scene;
        const report = new Int32Array(new SharedArrayBuffer(4 * (1 + 2 * (filled.length + free))));
        report.set([lost, ...filled.flat()]);
        return { report };
      },
      threads: Object.fromEntries(Object.entries(agents).slice(0, scene.noted.length)),
      finally: ({ report }, answers) => {
        const { filled, free, lost, noted } = $scene;
        let opened = 0;
        let full = 0;
        for (const cause of new Set(noted)) {
          const own = answers.filter((_, at) => noted[at] === cause);
          const places = [];
          for (let at = 1; at < report.length; at += 2) if (report[at] === cause) places.push(at);
          if (places.length > 1) return false;
          const [place] = places;
          if (place === undefined) {
            if (own.some((answer) => answer !== "full")) return false;
            full += own.length;
            continue;
          }
          opened += 1;
          if (own.filter((answer) => answer === "opened").length !== 1) return false;
          if (own.filter((answer) => answer === "added").length !== own.length - 1) return false;
          if (report[place + 1] !== own.length) return false;
        }
        if (opened !== Math.min(free, new Set(noted).size) || report[0] !== lost + full) return false;
        if (filled.some(([cause, times], i) => report[1 + 2 * i] !== cause || report[2 + 2 * i] !== times))
          return false;
        let unused = 0;
        for (let at = 1; at < report.length; at += 2)
          if (report[at] === 0 && report[at + 1] === 0) unused += 1;
        return unused === free - opened;
      },
      scope: { $scene: scene },
      ...search,
    });
  };

  check(
    "in every order of steps, one cause has one place, and one agent opened it",
    { ...inSteps, points: 2, essential: true },
    async ({ submission, random }) => {
      const scene = drawScene(random, [0, 0], 2);
      assertInEveryOrder(
        await exploreScene(submission, scene),
        `${inWordsOf(scene)} One opens it, the other one adds to it. It has one place, and the number 2.`,
      );
    },
  );

  check(
    "in every order of steps, two causes have two places",
    { ...inSteps, points: 2 },
    async ({ submission, random }) => {
      const scene = drawScene(random, [0, 1], 2);
      assertInEveryOrder(
        await exploreScene(submission, scene),
        `${inWordsOf(scene)} Both open theirs, each has a place of its own, and the number 1.`,
      );
    },
  );

  check(
    "in every order of steps, the last place goes to one of two causes",
    { ...inSteps, points: 2 },
    async ({ submission, random }) => {
      const scene = drawScene(random, [0, 1], 1);
      assertInEveryOrder(
        await exploreScene(submission, scene),
        `${inWordsOf(scene)} One opens it, the other one gets “full”, and report[0] is ${scene.lost + 1}.`,
      );
    },
  );

  check(
    "in every order of steps, findings without a place are counted exactly",
    inSteps,
    async ({ submission, random }) => {
      const scene = drawScene(random, [0, 1], 0);
      assertInEveryOrder(
        await exploreScene(submission, scene),
        `${inWordsOf(scene)} Both get “full”, and report[0] is ${scene.lost + 2}.`,
      );
    },
  );

  hidden(
    "in every order of steps, three agents count exactly",
    { ...inSteps, expected: "Three agents note at the same moment, and every number is exact." },
    async ({ submission, random }) => {
      const scene = drawScene(random, [0, 0, 0], 1, 0);
      assertInEveryOrder(
        await exploreScene(submission, scene),
        `${inWordsOf(scene)} One opens it, two add to it, and the number is 3.`,
      );
    },
  );

  hidden(
    "real threads, many causes, exact numbers",
    { ...onThreads, expected: "However many agents note at once, all numbers are exact." },
    async ({ submission, random }) => {
      for (const [causes, places] of [
        [4, 4],
        [40, 50],
        [12, 6],
      ] as const) {
        const step = random.int(11, 60);
        const pool = Array.from({ length: causes }, (_, at) => 1 + at * step);
        const lists = Array.from({ length: 4 }, () =>
          Array.from({ length: 4000 }, () => pool[Math.floor(random() * causes)] as number),
        );
        const { answers, report } = await reportTogether(submission, places, lists);
        const all = answers.flat();
        const setting = `4 agents noted 4,000 findings each, of ${causes} causes, in a report of ${places} places.`;
        const incidents = incidentsOf(report);
        expect(
          new Set(incidents.map(([cause]) => cause)).size,
          `${setting} Different causes in its places`,
        ).toBe(incidents.length);
        expect(incidents.length, `${setting} Places that are taken`).toBe(Math.min(causes, places));
        expect(count(all, "opened"), `${setting} How often somebody got “opened”`).toBe(incidents.length);
        expect(count(all, "full"), `${setting} How often somebody got “full”, and what report[0] says`).toBe(
          Number(report[0]),
        );
        const found = lists.flat();
        for (const [cause, times] of incidents)
          expect(times, `${setting} How often cause ${cause} was found`).toBe(
            found.filter((one) => one === cause).length,
          );
      }
    },
  );
});

exercise("10.4", { reread: "One index, and not a copy for each" }, ({ check, hidden }) => {
  interface Look {
    readonly id: unknown;
    readonly title: unknown;
    readonly size: unknown;
    readonly openedBytes: unknown;
    readonly copied?: unknown;
    readonly shared?: unknown;
  }
  /** A handle that does not grow with its index has at most so many bytes. */
  const MOST_COPIED = 1000;
  /** Bytes of so many vectors, and of titles of 20 characters, at the very least. */
  const leastShared = (count: number, width: number) => count * (width * 4 + 20);
  /** What the lesson's `madeUpIssues` makes up, and which of them is nearest to a vector of ones. */
  function nearestToOnes(count: number, width: number): { readonly id: number; readonly title: string } {
    const parts = ["database", "queue", "certificate", "disk", "cache", "gateway"];
    const similarities = Array.from({ length: count }, (_, id) => {
      let sum = 0;
      for (let column = 0; column < width; column += 1)
        sum += Math.fround(Math.sin(id * 12.9898 + column * 78.233));
      return sum;
    });
    const id = similarities.indexOf(Math.max(...similarities));
    return { id, title: `${parts[id % parts.length]} of service ${id % 500} is slow, case ${id}` };
  }
  const looksIn = (told: unknown) =>
    objectsIn(told, "What the agents found", "What one agent found") as readonly unknown[] as readonly Look[];
  const titlesIn = (told: unknown) => listIn(told, "The titles that title() gave");
  function weightIn(told: unknown) {
    const { copied, shared } = objectIn(told, "The weight of an index");
    return {
      copied: numberIn(copied, "The bytes that are copied"),
      shared: numberIn(shared, "The bytes that are shared"),
    };
  }
  const issues = [
    { title: "disk full", vector: [1, 0, 0] },
    { title: "", vector: [0, 1, 0] },
    { title: "café → new 🔥", vector: [0, 0, 1] },
    { title: "queue grows", vector: [-1, -1, -1] },
  ];
  const wanted = [
    [0.9, 0.1, 0],
    [0.1, 0.8, 0.1],
    [0, 0.2, 0.9],
    [-3, -2, -1],
  ];

  check("every title comes back as it was", async ({ submission }) => {
    const titles = titlesIn(await submission.call("titlesOf", issues));
    expect(titles, "Four titles, one of them empty. title(0) to title(3)").toEqual(
      issues.map(({ title }) => title),
    );
    const odd = [
      "two\nlines",
      "next",
      " a tab\t and “quotes” ",
      "a\u0000zero",
      '["json", "like"]',
      "last\r\n",
    ];
    const told = await submission.call(
      "titlesOf",
      odd.map((title) => ({ title, vector: [1] })),
    );
    expect(told, "Titles with line breaks, a zero and quotes in them. title(0) to title(5)").toEqual(odd);
  });

  check("agents on threads find the right issue, and its title", onThreads, async ({ submission }) => {
    const found = looksIn(await submission.call("askIndex", issues, wanted));
    expect(
      found.map(({ id }) => id),
      "Four agents look for the vectors nearest to issue 0, 1, 2 and 3. They found",
    ).toEqual([0, 1, 2, 3]);
    expect(
      found.map(({ title }) => title),
      "The titles that they read on their threads",
    ).toEqual(issues.map(({ title }) => title));
    expect(
      found.map(({ size }) => size),
      "The size of the index, as they see it",
    ).toEqual([4, 4, 4, 4]);
  });

  check(
    "handing it over copies at most 1,000 bytes, however large it is",
    { ...onThreads, points: 2 },
    async ({ submission, random }) => {
      for (const count of [10, 3000 + Math.floor(random() * 2000)]) {
        const { copied, shared } = weightIn(await submission.call("weighIndex", count, 32));
        if (copied > MOST_COPIED)
          expect.fail(
            `An index of ${count} issues: ${copied} bytes are copied for each worker, ${shared} bytes are shared. What lies on a SharedArrayBuffer is not copied.`,
          );
        if (shared < leastShared(count, 32))
          expect.fail(
            `An index of ${count} issues: ${copied} bytes are copied and only ${shared} are shared. That is too little for all vectors and titles.`,
          );
      }
    },
  );

  check(
    "opening it on a thread copies nothing",
    { essential: true, ...onThreads, points: 2 },
    async ({ submission, random }) => {
      const [count, width] = [random.int(18_000, 22_000), 48];
      const looks = looksIn(await submission.call("openIndexes", count, width, 2));
      const opened = looks.map(({ openedBytes }) => openedBytes);
      const message = `An index of ${count} issues, opened by 2 threads. The new memory that opening it took: ${opened.join(" and ")} bytes.`;
      for (const bytes of opened) {
        if (!(numberIn(bytes, "What a thread measured") < 300_000))
          expect.fail(`${message} Does from() copy something, or decode all titles?`);
      }
      expect(
        looks.map(({ size }) => size),
        "The size of the index on each thread",
      ).toEqual([count, count]);
      for (const look of looks) {
        const { copied, shared } = weightIn(look);
        if (copied > MOST_COPIED || shared < leastShared(count, width))
          expect.fail(
            `An index of ${count} issues: its handle has ${copied} bytes that are copied, and ${shared} that are shared. All vectors and titles belong on shared memory.`,
          );
      }
      const { id, title } = nearestToOnes(count, width);
      const nearest = `The issue that fits a vector of ${width} ones best, by its vector of 32-bit numbers, as each thread finds it`;
      expect(
        looks.map((look) => [look.id, look.title]),
        nearest,
      ).toEqual([
        [id, title],
        [id, title],
      ]);
    },
  );

  check("an index of one issue, and of none", onThreads, async ({ submission }) => {
    const one = (await submission.call(
      "askIndex",
      [{ title: "only one", vector: [2, 3] }],
      [[1, 0]],
    )) as Look[];
    expect(
      [one[0]?.id, one[0]?.title, one[0]?.size],
      "An index of one issue. Nearest, title and size",
    ).toEqual([0, "only one", 1]);
    const none = looksIn(await submission.call("askIndex", [], [[1, 0]]));
    expect(
      [none[0]?.id, none[0]?.size],
      "An index of no issue: nearest() gives −1. Nearest and size",
    ).toEqual([-1, 0]);
  });

  hidden("any titles and vectors", onThreads, async ({ submission, random }) => {
    const letters = ["a", "Z", "7", " ", "ß", "é", "→", "中", "🔥", "\n", '"', "\u0000"];
    const some = Array.from({ length: 60 }, (_, id) => ({
      title: Array.from(
        { length: Math.floor(random() * 12) },
        () => letters[Math.floor(random() * letters.length)],
      ).join(""),
      // Each points in a direction of its own.
      vector: Array.from({ length: 61 }, (_, column) => (column === id ? 1 : 0)),
    }));
    expect(await submission.call("titlesOf", some), "60 titles of random characters").toEqual(
      some.map(({ title }) => title),
    );
    const ids = [0, 59, Math.floor(random() * 60)];
    const found = looksIn(
      await submission.call(
        "askIndex",
        some,
        ids.map((id) => some[id]?.vector),
      ),
    );
    expect(
      found.map(({ id, title }) => [id, title]),
      `Three agents look for the vectors of issues ${ids.join(", ")}. Numbers and titles`,
    ).toEqual(ids.map((id) => [id, some[id]?.title]));
  });

  hidden("one long title needs no larger handle", onThreads, async ({ submission }) => {
    const [title] = titlesIn(await submission.call("titlesOf", [{ title: "x".repeat(70_000), vector: [1] }]));
    expect(
      typeof title === "string" ? title.length : title,
      "A title of 70,000 characters. The length of what came back",
    ).toBe(70_000);
    const { copied } = weightIn(await submission.call("weighIndex", 1, 8_000));
    const message = "One issue with a vector of 8,000 numbers. The bytes that are copied, at most 1,000";
    expect(copied, message).toBeLessThanOrEqual(1000);
  });
});

interface Line {
  readonly worth: number;
  readonly text: string;
}

exercise("10.5", { reread: "Exercise 10.5 · An intake that sheds" }, ({ check, hidden }) => {
  const line = (worth: number, text: string): Line => ({ worth, text });
  const open = (submission: RemoteSubmission, room: number) => submission.new("Intake", room);

  /** Takes everything out. */
  async function drain(intake: RemoteInstance, most = 100): Promise<Line[]> {
    const lines: Line[] = [];
    for (let i = 0; i < most; i += 1) {
      const next = await intake.take?.();
      if (next === undefined) return lines;
      lines.push(next);
    }
    return lines;
  }
  const shown = (value: unknown) =>
    typeof value === "object" || typeof value === "function" ? inWords(value) : String(value);
  const words = (lines: readonly Line[]) => lines.map((one) => `${shown(one?.text)} (${shown(one?.worth)})`);
  const shedOf = async (intake: RemoteInstance): Promise<unknown[]> => {
    const shed = await intake.get("shed");
    return [0, 1, 2, 3].map((worth) => shed?.[worth]);
  };
  async function offerAll(intake: RemoteInstance, lines: readonly Line[]): Promise<unknown[]> {
    const answers: unknown[] = [];
    for (const one of lines) answers.push(await intake.offer?.(one));
    return answers;
  }
  const story = (room: number, lines: readonly Line[]) =>
    `Room for ${room}. Offered, with their worth: ${words(lines).join(", ")}.`;

  check("what comes in goes out, in the order in which it came", async ({ submission }) => {
    const intake = await open(submission, 5);
    expect(await intake.take?.(), "Nothing came yet. take() gave").toBe(undefined);
    const lines = [line(1, "a"), line(3, "b"), line(0, "c"), line(2, "d"), line(0, "e")];
    await offerAll(intake, lines);
    expect(words(await drain(intake)), `${story(5, lines)} What take() gave`).toEqual(words(lines));
    expect(await shedOf(intake), `${story(5, lines)} There was room for all. shed`).toEqual([0, 0, 0, 0]);
    expect(await intake.take?.(), "Everything was taken. take() gave").toBe(undefined);
  });

  check("at most `room` lines wait", async ({ submission }) => {
    for (const room of [1, 4]) {
      const intake = await open(submission, room);
      const lines = Array.from({ length: room + 3 }, (_, at) => line(2, `line ${at}`));
      await offerAll(intake, lines);
      expect((await drain(intake)).length, `${story(room, lines)} So many were waiting`).toBe(room);
      const again = await open(submission, room);
      const rising = [0, 1, 2, 3].flatMap((worth) =>
        Array.from({ length: room }, (_, at) => line(worth, `${worth}-${at}`)),
      );
      await offerAll(again, rising);
      expect((await drain(again)).length, `${story(room, rising)} So many were waiting`).toBe(room);
    }
  });

  check(
    "the line that is worth the least is shed, wherever it stands",
    { points: 2 },
    async ({ submission }) => {
      const scenes: [number, Line[], string[], number[]][] = [
        [
          3,
          [line(2, "a"), line(0, "b"), line(1, "c"), line(3, "d")],
          ["a (2)", "c (1)", "d (3)"],
          [1, 0, 0, 0],
        ],
        [
          3,
          [line(0, "a"), line(2, "b"), line(1, "c"), line(1, "d")],
          ["b (2)", "c (1)", "d (1)"],
          [1, 0, 0, 0],
        ],
        [2, [line(3, "a"), line(2, "b"), line(1, "c")], ["a (3)", "b (2)"], [0, 1, 0, 0]],
        [2, [line(2, "a"), line(3, "b"), line(0, "c"), line(3, "d")], ["b (3)", "d (3)"], [1, 0, 1, 0]],
      ];
      for (const [room, lines, left, shed] of scenes) {
        const intake = await open(submission, room);
        await offerAll(intake, lines);
        expect(await shedOf(intake), `${story(room, lines)} Shed of worth 0, 1, 2, 3`).toEqual(shed);
        expect(words(await drain(intake)), `${story(room, lines)} Then take() gave`).toEqual(left);
      }
    },
  );

  check(
    "of several that are worth the least, the last one is shed",
    { points: 2 },
    async ({ submission }) => {
      const scenes: [number, Line[], string[]][] = [
        [3, [line(1, "a"), line(1, "b"), line(2, "c"), line(3, "d")], ["a (1)", "c (2)", "d (3)"]],
        [3, [line(1, "a"), line(2, "b"), line(2, "c"), line(1, "new")], ["a (1)", "b (2)", "c (2)"]],
        [2, [line(0, "a"), line(0, "b"), line(0, "new")], ["a (0)", "b (0)"]],
        [3, [line(0, "a"), line(2, "b"), line(0, "c"), line(1, "new")], ["a (0)", "b (2)", "new (1)"]],
      ];
      for (const [room, lines, left] of scenes) {
        const intake = await open(submission, room);
        await offerAll(intake, lines);
        expect(words(await drain(intake)), `${story(room, lines)} Then take() gave`).toEqual(left);
      }
    },
  );

  check(
    "every line that is shed is counted, under its own worth",
    { essential: true, points: 2 },
    async ({ submission }) => {
      const intake = await open(submission, 2);
      const lines = [0, 1, 2, 3, 3, 1, 0, 2].map((worth, at) => line(worth, `${at}`));
      await offerAll(intake, lines);
      expect(
        await shedOf(intake),
        `${story(2, lines)} The two of worth 3 stay. Shed of worth 0, 1, 2, 3`,
      ).toEqual([2, 2, 2, 0]);
      const next = [line(3, "x"), line(3, "y")];
      await offerAll(intake, next);
      expect(await shedOf(intake), "Then two more of worth 3 came. Shed of worth 0, 1, 2, 3").toEqual([
        2, 2, 2, 2,
      ]);
    },
  );

  check("offer() says whether there is room for another line", async ({ submission }) => {
    const intake = await open(submission, 3);
    const lines = [line(0, "a"), line(1, "b"), line(2, "c"), line(3, "d"), line(0, "e")];
    expect(await offerAll(intake, lines), `${story(3, lines)} offer() gave`).toEqual([
      true,
      true,
      false,
      false,
      false,
    ]);
    await intake.take?.();
    await intake.take?.();
    expect(
      await offerAll(intake, [line(1, "f"), line(1, "g")]),
      "Two of three were taken, then two came. offer() gave",
    ).toEqual([true, false]);
    const single = await open(submission, 1);
    expect(
      await offerAll(single, [line(0, "a"), line(3, "b")]),
      "Room for 1. Two came. offer() gave",
    ).toEqual([false, false]);
  });

  check("two lines that are equal are two", async ({ submission }) => {
    const intake = await open(submission, 3);
    const lines = [line(0, "same"), line(1, "x"), line(0, "same"), line(2, "y"), line(2, "z")];
    await offerAll(intake, lines);
    expect(await shedOf(intake), `${story(3, lines)} Shed of worth 0, 1, 2, 3`).toEqual([2, 0, 0, 0]);
    expect(words(await drain(intake)), `${story(3, lines)} Then take() gave`).toEqual([
      "x (1)",
      "y (2)",
      "z (2)",
    ]);
    const other = await open(submission, 3);
    const again = [line(0, "same"), line(1, "x"), line(0, "same"), line(2, "y")];
    await offerAll(other, again);
    expect(words(await drain(other)), `${story(3, again)} The last “same” is shed. Then take() gave`).toEqual(
      ["same (0)", "x (1)", "y (2)"],
    );
  });

  hidden(
    "a flood, with a reader that is slower",
    {
      ...onThreads,
      expected: "Every line that was offered is taken, waits, or was shed and counted.",
    },
    async ({ submission, random }) => {
      for (let round = 0; round < 4; round += 1) {
        const room = 1 + Math.floor(random() * 12);
        const intake = await open(submission, room);
        let waiting: Line[] = [];
        const shed = [0, 0, 0, 0];
        for (let part = 0; part < 3; part += 1) {
          // The calls of a part go out together: few messages, on a slow machine too.
          const steps = Array.from({ length: 30 }, (_, at) =>
            random() < 0.7 ? line(Math.floor(random() * 4), `${30 * part + at}`) : undefined,
          );
          const replies = await Promise.all(
            steps.map((one) => (one ? intake.offer?.(one) : intake.take?.())),
          );
          for (const [at, one] of steps.entries()) {
            const before = words(waiting).join(", ") || "nothing";
            if (one) {
              waiting.push(one);
              if (waiting.length > room) {
                const least = Math.min(...waiting.map(({ worth }) => worth));
                const gone = waiting.map(({ worth }) => worth).lastIndexOf(least);
                waiting = waiting.filter((_, index) => index !== gone);
                shed[least] = (shed[least] ?? 0) + 1;
              }
              const message = `Room for ${room}, and there waited ${before}. Then ${words([one])[0]} came. offer() gave`;
              expect(replies[at], message).toBe(waiting.length < room);
            } else {
              const message = `Room for ${room}, and there waited ${before}. take() gave`;
              expect(replies[at], message).toEqual(waiting.shift());
            }
          }
          const message = `Room for ${room}, after ${30 * (part + 1)} steps. Shed of worth 0, 1, 2, 3`;
          expect(await shedOf(intake), message).toEqual(shed);
        }
        const left = await Promise.all(Array.from({ length: room + 1 }, () => intake.take?.()));
        expect(
          words(left.filter((one) => one !== undefined)),
          `Room for ${room}. What waited at the end`,
        ).toEqual(words(waiting));
      }
    },
  );
});
