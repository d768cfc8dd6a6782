import { exercise, pretty, type Random, type RemoteSubmission } from "@swarmlab/kit/checks";
import { expect } from "vitest";
import { assertPrediction } from "./prediction.ts";
import { objectFrom } from "./received.ts";
import { assertSeconds } from "./seconds.ts";

/** When the last of these agents is done, when each free thread takes the next one in the list. */
function listSchedule(costs: readonly number[], threads: number): number {
  const doneAt = Array.from({ length: threads }, () => 0);
  for (const cost of costs) {
    const free = doneAt.indexOf(Math.min(...doneAt));
    doneAt[free] = (doneAt[free] ?? 0) + cost;
  }
  return Math.max(0, ...doneAt);
}

exercise("03.1", { reread: "Who gets the next agent" }, ({ check }) => {
  const cases = [
    {
      name: "giantAtTheEnd",
      way: "1, 1, 1, 1, 4 on 2 threads",
      truth: listSchedule([1, 1, 1, 1, 4], 2),
      reread: "Reread “Who gets the next agent”: at which moment does a thread become free for the giant?",
    },
    {
      name: "giantAtTheStart",
      way: "4, 1, 1, 1, 1 on 2 threads",
      truth: listSchedule([4, 1, 1, 1, 1], 2),
      reread: "While one thread has the giant, who takes the four small agents, one after the other?",
    },
    {
      name: "manyThreads",
      way: "4, 1, 1, 1, 1 on 1000 threads",
      truth: listSchedule([4, 1, 1, 1, 1], 1000),
      reread: "One agent is not cut into pieces. How long does the longest take, whatever the others do?",
    },
    {
      name: "longestFirst",
      way: "3, 3, 2, 2, 2 on 2 threads",
      truth: listSchedule([3, 3, 2, 2, 2], 2),
      reread:
        "Draw it. The rule does not look ahead: the free thread takes the next in the list, even where you would not.",
    },
  ];
  for (const { name, way, truth, reread } of cases) {
    const essential = name === "giantAtTheEnd";
    check(`${name}: the prediction for ${way} comes true`, { essential }, async ({ submission }) => {
      assertPrediction((await submission.get("doneAfter"))?.[name], truth, reread);
    });
  }
});

exercise("03.2", { reread: "Compose: agents made of agents" }, ({ check, hidden }) => {
  interface Opinion {
    readonly agentType: string;
    readonly result: unknown;
    readonly success: boolean;
    readonly error: unknown;
  }
  const says = (agentType: string, result: unknown): Opinion => ({
    agentType,
    result,
    success: true,
    error: null,
  });
  const fails = (agentType: string, why: string): Opinion => ({
    agentType,
    result: null,
    success: false,
    error: new Error(why),
  });

  /** What a second opinion makes of two opinions. */
  async function ask(submission: RemoteSubmission, first: Opinion, second: Opinion, input: unknown = 1) {
    const colleague = (opinion: Opinion) => ({ reason: async () => opinion });
    const agent = await submission.new("SecondOpinion", 5, colleague(first), colleague(second));
    return agent.reason(input);
  }
  const messageOf = (result: { error?: { message?: unknown } | null }) => {
    const message = result?.error?.message;
    return typeof message === "string" ? message : pretty(message);
  };

  check("two colleagues who agree: their answer is the answer", async ({ submission, random }) => {
    const sum = await ask(submission, says("Adder", 42), says("Looker", 42));
    const message = "Both colleagues said 42, so the agent answers with 42. Its result";
    expect(sum, message).toMatchObject({ agentId: 5, success: true, result: 42, error: null });
    const word = random.string(7);
    const text = await ask(submission, says("Adder", word), says("Looker", word));
    expect(text?.result, `Answers need not be numbers. Both said “${word}”, and the result`).toBe(word);
  });

  check("both get the question that the agent got", async ({ submission, random }) => {
    const asked: unknown[] = [];
    const colleague = {
      reason: async (input: unknown) => {
        asked.push(input);
        return says("Listener", "yes");
      },
    };
    const agent = await submission.new("SecondOpinion", 1, colleague, colleague);
    const question = `is it ${random.string(5)}?`;
    await agent.reason(question);
    const message = "Ask each colleague once, with the input of think(). What the two were asked";
    expect(asked, message).toEqual([question, question]);
  });

  check(
    "the second is asked without waiting for the first",
    { essential: true, reread: "Who does what in a swarm" },
    async ({ submission }) => {
      const seen = { asked: 0, askedWhenTheFirstAnswered: 0 };
      const both = Promise.withResolvers<void>();
      // Each answers once both have been asked. An answer that asks one by one would wait for ever, so the first gives up after a while.
      const colleague = {
        reason: async () => {
          seen.asked += 1;
          if (seen.asked === 2) both.resolve();
          const impatience = setTimeout(both.resolve, 2000);
          await both.promise;
          clearTimeout(impatience);
          seen.askedWhenTheFirstAnswered ||= seen.asked;
          return says("Patient", 1);
        },
      };
      const agent = await submission.new("SecondOpinion", 1, colleague, colleague);
      await agent.reason(0);
      const message =
        "Start both, then wait for both, as a coordinator does (lesson 02). How many were asked when the first answered";
      expect(seen.askedWhenTheFirstAnswered, message).toBe(2);
    },
  );

  check("two who differ: a failure that shows both answers", async ({ submission, random }) => {
    const one = random.int(10_000, 99_999);
    const answers = [one, one + random.int(1, 900)].map(BigInt);
    const result = await ask(submission, says("Exact", answers[0]), says("Hasty", answers[1]));
    const message = `${answers.join(" and ")} are not the same, so nobody knows the answer. Success`;
    expect(result?.success, message).toBe(false);
    for (const answer of answers) {
      expect(messageOf(result), `Whoever reads the error wants to compare the two. Its message`).toContain(
        String(answer),
      );
    }
  });

  check(
    "a colleague who fails: a failure that says who and why",
    { reread: "Failing as a value" },
    async ({ submission, random }) => {
      for (const failsFirst of [true, false]) {
        const [type, why] = [`D${random.string(6)}er`, `lost in ${random.string(7)}`];
        const broken = fails(type, why);
        const fine = says("Worker", random.int(1, 99));
        const result = await (failsFirst ? ask(submission, broken, fine) : ask(submission, fine, broken));
        const who = failsFirst ? "the first colleague" : "the second colleague";
        const message = `One answer is no second opinion: ${who} failed. Success`;
        expect(result?.success, message).toBe(false);
        const told = `Take the type and the error from the colleague's result (${who} failed). The message`;
        expect(messageOf(result), told).toContain(type);
        expect(messageOf(result), told).toContain(why);
      }
    },
  );

  check("two colleagues who both fail do not agree", { essential: true }, async ({ submission }) => {
    const agreed = await ask(submission, says("Adder", 3), says("Looker", 3));
    expect(agreed?.success, "Two who both say 3 agree. Success").toBe(true);
    const result = await ask(submission, fails("Dreamer", "asleep"), fails("Sleeper", "asleep too"));
    const message = "Both failed, and null is equal to null. Look at `success` before you compare. Success";
    expect(result?.success, message).toBe(false);
  });

  check(
    "the promises of AIAgent are kept: measured and frozen",
    { reread: "Inherit: the same promises, another way of thinking" },
    async ({ submission }) => {
      let thought = 0;
      const slow = {
        reason: async () => {
          const begin = performance.now();
          await new Promise((resolve) => setTimeout(resolve, 20));
          thought = (performance.now() - begin) / 1000;
          return says("Looker", 1);
        },
      };
      const agent = await submission.new("SecondOpinion", 5, { reason: async () => says("Adder", 1) }, slow);
      const start = performance.now();
      const result = await agent.reason(1);
      const bounds = { atLeast: thought, atMost: (performance.now() - start) / 1000 };
      expect(result?.result, "Both said 1, and the result").toBe(1);
      const frozen =
        "reason() of AIAgent freezes; write think() and leave reason() alone. Is the result frozen";
      expect(Object.isFrozen(result), frozen).toBe(true);
      const measured =
        "reason() of AIAgent measures; write think() and leave reason() alone. The duration is";
      expect(typeof result?.duration, measured).toBe("number");
      assertSeconds(result?.duration, bounds, "Asking both colleagues");
    },
  );

  hidden("zero, nothing and false are answers that one can agree on", async ({ submission }) => {
    for (const answer of [0, "", false, null]) {
      const result = await ask(submission, says("One", answer), says("Other", answer));
      const message = `Both said ${JSON.stringify(answer)}, and the result is`;
      expect(result, message).toMatchObject({ success: true, result: answer });
    }
  });

  hidden("answers that only look alike differ", async ({ submission }) => {
    const same = await ask(submission, says("One", "1"), says("Other", "1"));
    expect(same?.success, "Two who both say the text “1” agree. Success").toBe(true);
    for (const [one, other] of [
      [1, "1"],
      [0, false],
      [1n, 1],
    ]) {
      const result = await ask(submission, says("One", one), says("Other", other));
      expect(
        result?.success,
        `The ${typeof one} ${one} and the ${typeof other} ${other} only look alike. Success`,
      ).toBe(false);
    }
  });

  hidden("an agent can be asked again, after a failure too", async ({ submission, random }) => {
    const first = {
      reason: async (input: number) => (input < 0 ? fails("Root", "below zero") : says("Root", input)),
    };
    const second = { reason: async (input: number) => says("Same", input) };
    const agent = await submission.new("SecondOpinion", 2, first, second);
    const told = [];
    const [one, other] = [random.int(1, 500), random.int(501, 999)];
    for (const input of [one, -1, other]) told.push((await agent.reason(input))?.result);
    const message = `Asked for ${one}, -1 (where a colleague fails) and ${other}, the results`;
    expect(told, message).toEqual([one, null, other]);
  });
});

exercise("03.3", { reread: "Exercise 03.3 · A specialist of your own" }, ({ check, hidden }) => {
  const near = "the ship sails the sea at night";
  const far = "we bake bread";
  const report = "reason() of a TwinFinder gives a report, as that of any AIAgent (leave it alone)";
  const search = async (submission: RemoteSubmission, texts: readonly string[]) =>
    objectFrom(await (await submission.new("TwinFinder", 4)).reason(texts), report);
  /** Two texts without a common word. */
  const strangers = (random: Random): [string, string] => [
    Array.from({ length: 5 }, () => `a${random.string(5)}`).join(" "),
    Array.from({ length: 4 }, () => `z${random.string(5)}`).join(" "),
  ];

  /** The pairs in the order of the list, so that any order of finding them will do. */
  const sorted = (twins: unknown) =>
    Array.isArray(twins)
      ? [...twins].sort(
          (a, b) => Number(a?.[0] ?? 0) - Number(b?.[0] ?? 0) || Number(a?.[1] ?? 0) - Number(b?.[1] ?? 0),
        )
      : twins;

  async function pairsIn(submission: RemoteSubmission, texts: readonly string[]) {
    const { success, result, error } = await search(submission, texts);
    expect(
      success,
      `${texts.length} texts can be compared, but the agent failed (${String(error?.message)}). Success`,
    ).toBe(true);
    return sorted(result?.twins);
  }

  check("finds the one pair of twins, the smaller position first", async ({ submission, random }) => {
    const message = "The texts 0 and 2 have the same words, text 1 has others. The twins";
    expect(await pairsIn(submission, [near, far, near]), message).toEqual([[0, 2]]);
    const [one, other] = strangers(random);
    const place = random.int(0, 2);
    const texts = [0, 1, 2].map((at) => (at === place ? other : one));
    const twins = [[0, 1, 2].filter((at) => at !== place)];
    expect(await pairsIn(submission, texts), `The twins in ${pretty(texts)}`).toEqual(twins);
  });

  check("finds every pair, and no pair twice", { essential: true }, async ({ submission, random }) => {
    const message = "Texts 0, 1 and 3 are alike. That makes three pairs, each told once. The twins";
    expect(await pairsIn(submission, [near, near, far, near]), message).toEqual([
      [0, 1],
      [0, 3],
      [1, 3],
    ]);
    const kinds = Array.from({ length: 7 }, () => random.int(0, 1));
    const texts = strangers(random);
    const pairs = kinds.flatMap((kind, at) =>
      kinds.flatMap((other, later) => (later > at && kind === other ? [[at, later]] : [])),
    );
    const any = `Texts with the same words are twins, and these say ${kinds.map((kind) => "AB"[kind]).join(", ")}. The twins`;
    const found = await pairsIn(
      submission,
      kinds.map((kind) => texts[kind] as string),
    );
    expect(found, any).toEqual(pairs);
  });

  check("0.5 is alike enough, and less is not", async ({ submission, random }) => {
    const half = "Two of four words in common are a likeness of 0.5, and that counts. The twins";
    expect(await pairsIn(submission, ["moon clock river", "moon clock stone"]), half).toEqual([[0, 1]]);
    const less = "Two of five words in common are a likeness of 0.4, and that is not enough. The twins";
    expect(await pairsIn(submission, ["moon clock river", "moon clock stone bread"]), less).toEqual([]);
    const common = [random.string(6), random.string(7)].join(" ");
    const enough = [`${common} ${random.string(8)}`, `${common} ${random.string(9)}`];
    expect(await pairsIn(submission, enough), `${half} in ${pretty(enough)}`).toEqual([[0, 1]]);
    const few = [`${enough[0]} ${random.string(5)}`, `${enough[1]}`];
    expect(await pairsIn(submission, few), `${less} in ${pretty(few)}`).toEqual([]);
  });

  check("each pair is compared once", async ({ submission, random }) => {
    for (const count of [2, 3, 6, random.int(7, 30)]) {
      const pairs = (count * (count - 1)) / 2;
      const texts = Array.from({ length: count }, (_, at) => `ship${at} sea${at}`);
      const message = `${count} texts make ${pairs} ${pairs === 1 ? "pair" : "pairs"}. \`compared\``;
      expect((await search(submission, texts)).result?.compared, message).toBe(pairs);
    }
  });

  check(
    "fewer than two texts are a failure that says how many there were",
    { reread: "Failing as a value" },
    async ({ submission, random }) => {
      for (const texts of [[], ["alone"], [random.string(7)]]) {
        const result = await search(submission, texts);
        const message = `With ${texts.length} texts there is nothing to compare: throw an error in think(). Success`;
        expect(result.success, message).toBe(false);
        const told = `The number of texts was ${texts.length}, and the error`;
        expect(String(result.error?.message), told).toMatch(new RegExp(`\\b${texts.length}\\b`));
      }
    },
  );

  check("twice as many pairs cost twice as much, also of few texts", async ({ submission, random }) => {
    const pairs = (count: number) => (count * (count - 1)) / 2;
    const unit = Number(await submission.call("twinCost", 2));
    expect(unit, "Two texts make one pair, and that is some work. twinCost(2)").toBeGreaterThan(0);
    for (const count of [3, 4, 5, 20, random.int(21, 300)]) {
      const cost = Number(await submission.call("twinCost", count));
      const message = `${count} texts make ${pairs(count)} pairs, two texts make one. twinCost(${count}) ÷ twinCost(2)`;
      expect(Number((cost / unit).toPrecision(9)), message).toBe(pairs(count));
    }
  });

  check("the cost of twice as many texts is that of their work", async ({ submission, random }) => {
    for (const few of [1000, random.int(1001, 3000)]) {
      const [small, double, tenfold] = [
        Number(await submission.call("twinCost", few)),
        Number(await submission.call("twinCost", 2 * few)),
        Number(await submission.call("twinCost", 10 * few)),
      ];
      const message = `The cost of an agent grows as its work does, and the work is pairs. twinCost(${2 * few}) ÷ twinCost(${few}), rounded`;
      expect(Math.round(double / small), message).toBe(4);
      const more = `twinCost(${10 * few}) ÷ twinCost(${few}), rounded`;
      expect(Math.round(tenfold / small), more).toBe(100);
    }
  });

  hidden(
    "forty texts with twins that were not announced",
    { expected: "Every pair of twins among forty texts is found once, and no other pair." },
    async ({ submission, random }) => {
      const words = Array.from({ length: 9 }, () => random.string(6));
      const texts = Array.from({ length: 40 }, () => random.shuffle(words).slice(0, 4).join(" "));
      const alike = (one: string, other: string) => {
        const [left, right] = [new Set(one.split(" ")), new Set(other.split(" "))];
        const common = [...left].filter((word) => right.has(word)).length;
        return common / (left.size + right.size - common) >= 0.5;
      };
      const expected = texts.flatMap((one, at) =>
        texts.flatMap((other, later) => (later > at && alike(one, other) ? [[at, later]] : [])),
      );
      expect(await pairsIn(submission, texts), "The twins among forty texts").toEqual(expected);
    },
  );

  hidden("one agent can be asked several times", async ({ submission }) => {
    const agent = await submission.new("TwinFinder", 9);
    const told = [];
    for (const texts of [
      [near, near],
      [near, far],
      [far, far],
    ])
      told.push((await agent.reason(texts))?.result);
    const found = told.map((result) => [result?.twins?.length, result?.compared]);
    expect(found, "Three searches, one after the other: twins and pairs compared").toEqual([
      [1, 1],
      [0, 1],
      [1, 1],
    ]);
  });
});

exercise("03.4", { reread: "Who gets the next agent" }, ({ check, hidden }) => {
  /** The plan, once it is known to be one: as many lists as threads, each agent in exactly one. */
  async function planFor(submission: RemoteSubmission, costs: readonly number[], threads: number) {
    const lanes: unknown = await submission.call("plan", costs, threads);
    const what = `plan([${costs.slice(0, 8).join(", ")}${costs.length > 8 ? ", …" : ""}], ${threads})`;
    if (!Array.isArray(lanes))
      return expect.fail(`${what} returns a list for each thread; it came: ${pretty(lanes)}`);
    if (!(lanes as unknown[]).every(Array.isArray))
      expect.fail(`${what} returns a list of positions for each thread; it came: ${pretty(lanes)}`);
    const lists = lanes as number[][];
    expect(lists.length, `One list for each thread, an empty one too. How many lists ${what} has`).toBe(
      threads,
    );
    const positions = lists.flatMap((lane) => [...lane]);
    if (!positions.every(Number.isInteger))
      expect.fail(`${what} holds positions, which are whole numbers; it came: ${pretty(lanes)}`);
    const given = positions.sort((a, b) => a - b);
    const message = `The lists hold *positions*, and each agent is in exactly one of them. All positions in ${what}`;
    expect(given, message).toEqual([...costs.keys()]);
    return lists;
  }
  const doneAt = (lanes: readonly number[][], costs: readonly number[]) =>
    Math.max(0, ...lanes.map((lane) => lane.reduce((sum, at) => sum + (costs[at] ?? 0), 0)));
  const byRule = (costs: readonly number[], threads: number) =>
    listSchedule(
      [...costs].sort((a, b) => b - a),
      threads,
    );

  /** A plan may be better than the rule: only a worse one is a mistake. */
  async function assertAsGood(
    submission: RemoteSubmission,
    costs: readonly number[],
    threads: number,
    reread: string,
  ) {
    const took = doneAt(await planFor(submission, costs, threads), costs);
    const best = byRule(costs, threads);
    if (took <= best + 1e-9) return;
    const shown = `${costs.slice(0, 12).join(", ")}${costs.length > 12 ? ", …" : ""}`;
    const on = threads === 1 ? "one thread" : `${threads} threads`;
    expect.fail(
      `With the costs ${shown} on ${on}, your plan is done after ${took}; it can be done after ${best}. ${reread}`,
    );
  }

  /** Costs in quarters, from 1 to 25. */
  const costsOf = (random: Random, count: number): number[] =>
    Array.from({ length: count }, () => random.int(4, 100) / 4);

  check(
    "each agent is in exactly one list",
    { reread: "Exercise 03.4 · The plan" },
    async ({ submission, random }) => {
      await planFor(submission, [5, 4, 3, 2, 1], 2);
      await planFor(submission, [1, 1, 1, 1, 1, 1, 1], 3);
      await planFor(submission, costsOf(random, random.int(8, 14)), random.int(2, 5));
    },
  );

  check(
    "there is a list for each thread, even with more threads than agents",
    { reread: "Exercise 03.4 · The plan" },
    async ({ submission, random }) => {
      const agents = random.int(2, 5);
      const threads = agents + random.int(1, 4);
      const spread = await planFor(submission, costsOf(random, agents), threads);
      expect(
        Math.max(...spread.map((lane) => lane.length)),
        `${threads} threads and ${agents} agents: each agent gets a thread for itself. The length of the longest list`,
      ).toBe(1);
      const lanes = await planFor(submission, [2, 3], 5);
      const message =
        "Five threads and two agents: each agent gets a thread for itself. The lengths of the lists";
      expect(lanes.map((lane) => lane.length).sort(), message).toEqual([0, 0, 0, 1, 1]);
    },
  );

  check("in each list the costlier agents come first", async ({ submission, random }) => {
    for (const [costs, threads] of [
      [[2, 9, 4, 7, 1], 1],
      [[1, 3, 8, 2, 5, 4, 7, 6], 3],
      [costsOf(random, random.int(6, 12)), random.int(1, 3)],
    ] as const) {
      const lanes = await planFor(submission, costs, threads);
      for (const lane of lanes) {
        const inOrder = lane.map((at) => costs[at] ?? 0);
        const message = `The lists hold the agents in the order in which they run, the costliest first. Of the costs ${costs.join(", ")} on ${threads} ${threads === 1 ? "thread" : "threads"}, one list runs`;
        expect(inOrder, message).toEqual([...inOrder].sort((a, b) => b - a));
      }
    }
  });

  check("the list of costs stays as it was", async ({ submission }) => {
    // A frozen list throws where it is changed.
    const costs = Object.freeze([3, 9, 4, 7, 1]);
    const lanes: unknown = await submission.call("plan", costs, 2).catch((error: Error) => {
      if (!/read only|not extensible|Cannot (?:delete|add|assign)/i.test(error.message)) throw error;
      return expect.fail(
        `Your plan() changed the list of costs: ${error.message}. Its caller still needs them, and positions point into them: sort a copy.`,
      );
    });
    if (!Array.isArray(lanes))
      return expect.fail(`plan([3, 9, 4, 7, 1], 2) returns a list; it came: ${pretty(lanes)}`);
    const given = (lanes as number[][]).flat().sort((a, b) => Number(a) - Number(b));
    expect(given, "All positions in plan([3, 9, 4, 7, 1], 2)").toEqual([0, 1, 2, 3, 4]);
  });

  check("the giant does not come last", { essential: true }, async ({ submission, random }) => {
    const reread =
      "Does the costliest agent come first, and each next one go to the thread that is done first?";
    await assertAsGood(submission, [1, 1, 1, 1, 4], 2, reread);
    await assertAsGood(submission, [1, 1, 1, 1, 1, 1, 1, 1, 1, 4], 4, reread);
    const small = random.int(6, 16);
    await assertAsGood(submission, [...Array<number>(small).fill(1), small / 2], 2, reread);
  });

  check("costs are compared as numbers", async ({ submission, random }) => {
    const reread =
      "Is the list sorted by a comparison of numbers? sort() alone takes them for words, and 100 comes before 9.";
    await assertAsGood(submission, [9, 100, 8, 95, 90, 10], 2, reread);
    await assertAsGood(submission, [10, 9, 1, 80, 70], 2, reread);
    const mixed = random.shuffle([9, 8, 7, random.int(100, 119), random.int(100, 119), random.int(20, 29)]);
    await assertAsGood(submission, mixed, 2, reread);
  });

  check("the next agent goes to the thread that is done first", async ({ submission }) => {
    const reread =
      "Who gets the next agent? The thread that is done first is the one with the least *work*, not with the fewest agents.";
    await assertAsGood(submission, [5, 4, 3, 3, 3], 2, reread);
    await assertAsGood(submission, [10, 1, 1, 1, 1, 1, 1], 2, reread);
    await assertAsGood(submission, [8, 7, 6, 5, 4, 3, 2, 1, 1], 3, reread);
  });

  check(
    "thirty lists of any kind: no plan is worse than the longest first",
    async ({ submission, random }) => {
      for (let round = 0; round < 30; round += 1) {
        const costs = costsOf(random, 3 + (round % 11));
        await assertAsGood(
          submission,
          costs,
          1 + (round % 4),
          "Longest first, each to the thread that is done first.",
        );
      }
    },
  );

  hidden(
    "two hundred agents on sixteen threads",
    { expected: "Each agent is in one list, and the plan is no worse than the longest first." },
    async ({ submission, random }) => {
      const thought = "A large swarm is planned in the same way.";
      await assertAsGood(submission, costsOf(random, random.int(180, 220)), random.int(12, 20), thought);
    },
  );

  hidden(
    "one thread gets all, nobody gets nothing",
    { expected: "One thread runs every agent; without agents every list is empty." },
    async ({ submission, random }) => {
      const all = random.int(3, 9);
      const [only] = await planFor(submission, costsOf(random, all), 1);
      expect(only?.length, `One thread runs all ${all} agents`).toBe(all);
      expect(await planFor(submission, [], 3), "Without agents all lists are empty").toEqual([[], [], []]);
      await planFor(submission, [0, 0, 0], 2);
    },
  );
});
