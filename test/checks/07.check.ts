import { type CheckContext, exercise, type RemoteSubmission } from "@swarmlab/kit/checks";
import { expect } from "vitest";
import { listIn, numbersIn, objectIn, objectsIn, textIn } from "./came.ts";
import { type Draws, drawFrom } from "./drawn.ts";
import { assertPrediction } from "./prediction.ts";
import { assertFineClock, assertSeconds } from "./seconds.ts";

/** Whether an error says that something frozen was to be changed. */
const isChangeOfFrozen = ({ message }: Error) =>
  /read only|not extensible|Cannot (?:delete|add|assign)/i.test(message);

const pause = (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds));

exercise("07.1", { reread: "Exercise 07.1 · In which direction does it lie?" }, ({ check }) => {
  /** What a mistake adds to the base's time and to the run's, as parts of the honest times: both 1. */
  const mistakes = [
    {
      name: "startInTheClock",
      what: "starting in the clock",
      base: 0,
      run: 0.5,
      why: "Which of the two runs has threads to start?",
    },
    {
      name: "sumOfDurations",
      what: "a sum of durations",
      base: 7,
      run: 0,
      why: "A thread that waits for a core is on its agent's clock all the same. What does that do to the sum?",
    },
    {
      name: "busyBase",
      what: "a busy base",
      base: 0.8,
      run: 0,
      why: "Only the base was disturbed. Is it above or below the line of the fraction?",
    },
    {
      name: "busyThreads",
      what: "busy threads",
      base: 0,
      run: 0.8,
      why: "Only the run was disturbed. Is it above or below the line of the fraction?",
    },
    {
      name: "coldBase",
      what: "a cold base",
      base: 0.2,
      run: 0,
      why: "Code that is not compiled yet is slow. Which of the two times becomes longer by it?",
    },
    {
      name: "failedAgents",
      what: "failed agents",
      base: 0,
      run: -0.5,
      why: "Half of the work was never done. Does that make the run on threads longer or shorter?",
    },
  ];
  for (const { name, what, base, run, why } of mistakes) {
    const essential = name === "failedAgents";
    check(`${name}: the direction of ${what} is right`, { essential }, async ({ submission }) => {
      const truth = (1 + base) / (1 + run) > 1 ? "too high" : "too low";
      assertPrediction(
        objectIn(await submission.get("direction"), "`direction`")[name],
        truth,
        `Speedup is base time ÷ time. ${why}`,
      );
    });
  }
});

exercise("07.2", { reread: "Exercise 07.2 · Warm up, then measure" }, ({ check, hidden }) => {
  const medianOf = (submission: RemoteSubmission, values: readonly number[]) =>
    submission.call("median", values);

  const middleOf = (values: readonly number[]) => {
    const sorted = [...values].sort((one, other) => one - other);
    const half = sorted.length / 2;
    return ((sorted[Math.ceil(half - 1)] as number) + (sorted[Math.floor(half)] as number)) / 2;
  };
  /** Numbers in a drawn order, with different numbers of digits. */
  const drawValues = (draw: Draws, count: number) =>
    Array.from({ length: count }, () => draw.int(1, 10 ** draw.int(1, 4)));

  check("the median is the value in the middle", async ({ submission, random }) => {
    expect(await medianOf(submission, [3, 1, 2]), "Sort first: the median of 3, 1 and 2").toBe(2);
    expect(
      await medianOf(submission, [5, 9, 1, 7, 100]),
      "One bad round moves it by a place only. The median of 5, 9, 1, 7 and 100",
    ).toBe(7);
    const draw = drawFrom(random);
    for (const count of [5, 7]) {
      const values = drawValues(draw, count);
      expect(await medianOf(submission, values), `The median of ${values.join(", ")}`).toBe(middleOf(values));
    }
  });

  check("an even number of values has its median halfway", async ({ submission, random }) => {
    expect(
      await medianOf(submission, [1, 2, 4, 9]),
      "Halfway between 2 and 4: the median of 1, 2, 4 and 9",
    ).toBe(3);
    expect(await medianOf(submission, [8, 2]), "Halfway between 2 and 8: the median of 8 and 2").toBe(5);
    const values = drawValues(drawFrom(random), 6);
    expect(await medianOf(submission, values), `The median of ${values.join(", ")}`).toBe(middleOf(values));
  });

  check("the list of the caller stays as it was", async ({ submission }) => {
    // A frozen list throws where it is changed.
    const told = await medianOf(submission, Object.freeze([3, 1, 2])).catch((error: Error) => {
      if (!isChangeOfFrozen(error)) throw error;
      return expect.fail(
        `Whoever calls median() still needs the times in the order of the rounds: sort a copy. You changed the list: ${error.message}.`,
      );
    });
    expect(told, "The median of 3, 1 and 2").toBe(2);
  });

  check("values are sorted as numbers", async ({ submission }) => {
    const message =
      "sort() without a comparison takes numbers for words: 100 comes before 9. The median of 9, 100 and 10";
    expect(await medianOf(submission, [9, 100, 10]), message).toBe(10);
  });

  interface Round {
    readonly input: unknown;
    /** Seconds that the work took, by the check's own clock. */
    readonly seconds: number;
    /**
     * The check's clock when the last thing before the work had happened (an input was ready, or the work before it had ended), and when the
     * next thing happened: bounds of what can be measured, also where the inputs are prepared in advance.
     */
    readonly ready: number;
    until: number;
  }

  /** Runs measure(), and watches from outside what it does. The inputs are drawn by `random`. */
  async function watch(
    { submission, random }: Pick<CheckContext, "submission" | "random">,
    rounds: number,
    { prepareFor = 0, workFor = (_call: number): number => 1 } = {},
  ) {
    const seen: Round[] = [];
    const prepared = drawFrom(random).words(40);
    let preparations = 0;
    let ready = performance.now();
    let atWork = 0;
    let mostAtWork = 0;
    const happens = () => {
      const last = seen.at(-1);
      if (last && last.until === 0) last.until = performance.now();
    };
    const measured: unknown = await submission.call(
      "measure",
      async () => {
        happens();
        await pause(prepareFor);
        ready = performance.now();
        preparations += 1;
        return `${prepared[preparations % 40]} ${preparations}`;
      },
      async (input: unknown) => {
        happens();
        const readySince = ready;
        atWork += 1;
        mostAtWork = Math.max(mostAtWork, atWork);
        const begin = performance.now();
        await pause(workFor(seen.length));
        atWork -= 1;
        ready = performance.now();
        seen.push({ input, seconds: (ready - begin) / 1000, ready: readySince, until: 0 });
      },
      rounds,
    );
    happens();
    // Without a run of the work, every check of its runs would pass.
    expect(seen.length, `How often the work ran in ${rounds} rounds, at least`).toBeGreaterThanOrEqual(
      rounds,
    );
    const what = "measure() returns a list with the seconds of each round. It";
    const isPrepared = (input: unknown) => {
      const [word, number] = typeof input === "string" ? input.split(" ") : [];
      return word !== undefined && word === prepared[Number(number) % 40];
    };
    return {
      measured: numbersIn(measured, what),
      seen,
      counted: seen.slice(-rounds),
      mostAtWork,
      isPrepared,
    };
  }

  check("there is one time for each round", async ({ submission, random }) => {
    for (const rounds of [1, 4])
      expect(
        (await watch({ submission, random }, rounds)).measured.length,
        `The times of ${rounds} rounds: how many`,
      ).toBe(rounds);
  });

  check(
    "the work ran once before it was measured",
    { essential: true, reread: "The first run is not like the others" },
    async ({ submission, random }) => {
      const { seen, measured, counted } = await watch({ submission, random }, 3, {
        workFor: (call) => (call === 0 ? 250 : 5),
      });
      const message = "Run the work once without keeping its time. With 3 rounds, how often it ran at least";
      expect(seen.length, message).toBeGreaterThanOrEqual(4);
      for (const [at, { seconds, ready, until }] of counted.entries())
        assertSeconds(
          measured[at],
          { atLeast: seconds, atMost: (until - ready) / 1000 },
          `Round ${at + 1}, warmed up,`,
        );
    },
  );

  check(
    "the time of the work is in it, in seconds",
    { reread: "Two clocks" },
    async ({ submission, random }) => {
      const { measured, counted } = await watch({ submission, random }, 3, {
        workFor: (call) => 10 + 15 * call,
      });
      for (const [at, { seconds, ready, until }] of counted.entries())
        assertSeconds(
          measured[at],
          { atLeast: seconds, atMost: (until - ready) / 1000 },
          `The work of round ${at + 1}`,
        );
    },
  );

  check(
    "getting the input is not in the time",
    { essential: true, reread: "Two clocks" },
    async ({ submission, random }) => {
      const { measured, counted } = await watch({ submission, random }, 3, {
        // Much longer than a busy machine holds up what comes next: what is measured too much must show.
        prepareFor: 200,
        workFor: () => 2,
      });
      const what = "Getting the input takes 0.2 s and is set-up: start the clock behind it. The work";
      for (const [at, { seconds, ready, until }] of counted.entries())
        assertSeconds(measured[at], { atLeast: seconds, atMost: (until - ready) / 1000 }, what);
    },
  );

  check("each round has a fresh input", async ({ submission, random }) => {
    const { seen, counted, isPrepared } = await watch({ submission, random }, 4);
    const inputs = counted.map(({ input }) => input);
    const message =
      "Work may use up its input, so call prepare() for every round, and for the warm-up. How often an input was used a second time";
    expect(seen.length - new Set(seen.map(({ input }) => input)).size, message).toBe(0);
    expect(inputs.every(isPrepared), "Every input is what prepare() gave").toBe(true);
  });

  check(
    "work that computes before it first waits is in the time",
    { reread: "Two clocks" },
    async ({ submission }) => {
      const work = await submission.computing(async () => {}, 60);
      const measured: unknown = await submission.call("measure", async () => "an input", work, 3);
      const seconds = numbersIn(measured, "measure() returns a list with the seconds of each round. It");
      expect(seconds.length, "The times of 3 rounds: how many").toBe(3);
      for (const [at, taken] of seconds.entries())
        assertSeconds(
          taken,
          { atLeast: 0.06, atMost: Number.POSITIVE_INFINITY },
          `The work computes for 0.06 s before its first await: start the clock before you call it. Round ${at + 1}`,
        );
    },
  );

  check(
    "one round ends before the next begins",
    { reread: "The first run is not like the others" },
    async ({ submission, random }) => {
      const { mostAtWork, seen } = await watch({ submission, random }, 4, { workFor: () => 10 });
      expect(
        seen.length,
        "The work is awaited: how many of 4 rounds were done at the end, at least",
      ).toBeGreaterThanOrEqual(4);
      const message =
        "Rounds that run at the same time disturb each other. How many worked at the same time, at most";
      expect(mostAtWork, message).toBe(1);
    },
  );

  hidden(
    "the clock is finer than a millisecond",
    { reread: "Two clocks" },
    async ({ submission, random }) => {
      assertFineClock((await watch({ submission, random }, 8)).measured);
    },
  );

  hidden("a single value is its own median", async ({ submission, random }) => {
    expect(await medianOf(submission, [0.25]), "The median of 0.25 alone").toBe(0.25);
    expect(await medianOf(submission, [-3, -1, -2]), "The median of -3, -1 and -2").toBe(-2);
    const draw = drawFrom(random);
    for (let round = 0; round < 6; round += 1) {
      const values = drawValues(draw, draw.int(1, 12)).map((value) => value * draw.pick([1, -1, 0.25]));
      expect(await medianOf(submission, values), `The median of ${values.join(", ")}`).toBe(middleOf(values));
    }
  });
});

exercise("07.3", { reread: "A swarm that beats itself" }, ({ check, hidden }) => {
  interface Script {
    readonly label: string;
    /** What each call of run() gives, the warm-up first; the last one again and again. */
    readonly runs: readonly { readonly seconds: number; readonly failed?: number }[];
    readonly agents?: number;
  }
  interface RunRow {
    readonly label: unknown;
    readonly seconds: unknown;
    readonly failed: unknown;
  }

  /** The rows of takeTurns(). */
  function rowsIn(rows: unknown, ways: readonly unknown[]): readonly RunRow[] {
    const list = objectsIn(rows, "takeTurns() returns a row for each way. What it returned", "A row");
    expect(list.length, "takeTurns() returns a row for each way. The number of its rows").toBe(ways.length);
    return list.map(({ label, seconds, failed }) => ({ label, seconds, failed }));
  }

  /** Compares variants whose runs are known in advance, and records in which order they ran. */
  async function turns(submission: RemoteSubmission, scripts: readonly Script[], rounds: number) {
    const calls: string[] = [];
    let atWork = 0;
    let mostAtWork = 0;
    const counts = new Map<string, number>();
    const ways = scripts.map(({ label, runs, agents = 4 }) => ({
      label,
      run: async () => {
        const call = counts.get(label) ?? 0;
        counts.set(label, call + 1);
        calls.push(label);
        atWork += 1;
        mostAtWork = Math.max(mostAtWork, atWork);
        await pause(1);
        atWork -= 1;
        const { seconds, failed = 0 } = runs[Math.min(call, runs.length - 1)] ?? { seconds: 0 };
        const results = Array.from({ length: agents }, (_, at) => ({ agentId: at, success: at >= failed }));
        return { totalSeconds: seconds, results };
      },
    }));
    const rows = rowsIn(await submission.call("takeTurns", ways, rounds), ways);
    return { rows, calls, mostAtWork };
  }
  const steady = (label: string, ...seconds: number[]): Script => ({
    label,
    runs: [99, ...seconds].map((each) => ({ seconds: each })),
  });
  const drawSeconds = (draw: Draws, rounds: number) =>
    Array.from({ length: rounds }, () => draw.decimal(0.1, 9, 2));

  check("there is a row for each way, in their order", async ({ submission, random }) => {
    const labels = drawFrom(random).words(3);
    const { rows } = await turns(
      submission,
      labels.map((label, at) => steady(label, 3 - at)),
      2,
    );
    expect(
      rows.map(({ label }) => label),
      "The rows stand in the order of the ways. Their labels",
    ).toEqual(labels);
  });

  check("the seconds are those of the runs, one for each round", async ({ submission, random }) => {
    const draw = drawFrom(random);
    // A round that took no time at all is a round.
    const all = [[0, ...drawSeconds(draw, 2)], drawSeconds(draw, 3)];
    const { rows } = await turns(
      submission,
      [steady("A", ...(all[0] ?? [])), steady("B", ...(all[1] ?? []))],
      3,
    );
    const message =
      "Take `totalSeconds` of each run: the swarm has measured it already. The seconds of A and B";
    expect(
      rows.map(({ seconds }) => seconds),
      message,
    ).toEqual(all);
  });

  check(
    "the warm-up is run and not counted",
    { reread: "The first run is not like the others" },
    async ({ submission, random }) => {
      const rounds = drawFrom(random).int(2, 4);
      const { rows, calls } = await turns(submission, [steady("A", 1), steady("B", 2)], rounds);
      const message = `Each way runs once before the rounds. With ${rounds} rounds, how often A and B ran`;
      expect(
        [calls.filter((call) => call === "A").length, calls.filter((call) => call === "B").length],
        message,
      ).toEqual([rounds + 1, rounds + 1]);
      const seconds = listIn(rows[0]?.seconds, "The `seconds` of A");
      expect(seconds, "The warm-up of A took 99 s, and its seconds").not.toContain(99);
    },
  );

  check("in each round every way has its turn", { essential: true }, async ({ submission, random }) => {
    const draw = drawFrom(random);
    const labels = draw.some(["A", "B", "C", "D", "E"], draw.int(3, 4));
    const { calls } = await turns(
      submission,
      labels.map((label) => steady(label, 1)),
      4,
    );
    const ways = labels.length;
    const counted = calls.slice(-4 * ways);
    const rounds = [0, 1, 2, 3].map((round) =>
      counted
        .slice(round * ways, round * ways + ways)
        .sort()
        .join(""),
    );
    const message = `A A A … B B B is no turn-taking: go through all ways in every round. The order was ${calls.join(" ")}, and its rounds`;
    const each = labels.toSorted().join("");
    expect(rounds, message).toEqual([each, each, each, each]);
  });

  check("no two run at the same time", async ({ submission }) => {
    const { mostAtWork } = await turns(submission, [steady("A", 1), steady("B", 1), steady("C", 1)], 3);
    const message =
      "Runs that share the cores measure each other. Await each one. How many ran at the same time, at most";
    expect(mostAtWork, message).toBe(1);
  });

  /** A way that loses agents in some of its rounds, and the row that it should have. */
  function drawShaky(draw: Draws, label: string, rounds: number) {
    const seconds = drawSeconds(draw, rounds);
    const [one, other] = draw.some([...seconds.keys()], 2);
    const failed = seconds.map((_, at) => (at === one || at === other ? draw.int(1, 4) : 0));
    return {
      script: {
        label,
        runs: [{ seconds: 99 }, ...seconds.map((each, at) => ({ seconds: each, failed: failed[at] ?? 0 }))],
      },
      lost: failed.map((each, at) => `${each} in round ${at + 1}`).join(", "),
      row: {
        label,
        seconds: seconds.filter((_, at) => failed[at] === 0),
        failed: failed.reduce((sum, each) => sum + each, 0),
      },
    };
  }

  check(
    "a round with a failed agent has no time, and its failures are counted",
    { reread: "How much faster? An honest speedup" },
    async ({ submission, random }) => {
      const draw = drawFrom(random);
      const shaky = drawShaky(draw, draw.words(1)[0] as string, 4);
      const { rows } = await turns(submission, [steady("base", 2), shaky.script], 4);
      const message = `It lost agents: ${shaky.lost}. Rounds that lost some were fast for nothing. The row`;
      expect(rows[1], message).toMatchObject(shaky.row);
      expect(rows[0], "The base lost nobody. Its row").toMatchObject({ seconds: [2, 2, 2, 2], failed: 0 });
    },
  );

  hidden("what fails in the warm-up is not counted", async ({ submission, random }) => {
    const draw = drawFrom(random);
    const cold: Script = { label: "cold", runs: [{ seconds: 9, failed: 4 }, { seconds: 1 }] };
    const shaky = drawShaky(draw, draw.words(1)[0] as string, 3);
    const { rows } = await turns(submission, [cold, shaky.script, steady("base", 2)], 3);
    expect(rows[0], "Only its warm-up failed. The row").toMatchObject({ seconds: [1, 1, 1], failed: 0 });
    expect(rows[1], `It lost agents: ${shaky.lost}. The row`).toMatchObject(shaky.row);
  });

  hidden("two ways with the same label keep their own rows", async ({ submission, random }) => {
    const seconds = drawSeconds(drawFrom(random), 2);
    const ways = seconds.map((each) => ({
      label: "twin",
      run: async () => ({ totalSeconds: each, results: [{ success: true }] }),
    }));
    const rows = rowsIn(await submission.call("takeTurns", ways, 2), ways);
    expect(
      rows.map((row) => row.seconds),
      "Two ways are both called “twin”. Their seconds",
    ).toEqual(seconds.map((each) => [each, each]));
  });
});

interface TableRow {
  readonly label: string;
  readonly seconds: readonly number[];
  readonly failed: number;
}
/** A row that cannot be changed: an answer that sorts what its caller gave it throws. */
const row = (label: string, seconds: readonly number[], failed = 0): TableRow =>
  Object.freeze({ label, seconds: Object.freeze([...seconds]), failed });

exercise("07.4", { reread: "Exercise 07.4 · The table" }, ({ check, hidden }) => {
  /** The lines of the table; an empty line at the end does not count. */
  async function linesOf(submission: RemoteSubmission, rows: readonly TableRow[]): Promise<string[]> {
    const text: unknown = await submission.call("table", Object.freeze([...rows]));
    expect(typeof text, "table() returns a text. Its type").toBe("string");
    const lines = String(text).split("\n");
    if (lines.at(-1) === "") lines.pop();
    return lines;
  }
  /** The cells of the line of a row, from behind its label. */
  const cellsOf = (lines: readonly string[], label: string) => {
    const line = lines.find((each) => each.includes(label));
    if (line === undefined)
      return expect.fail(`There has to be a line for “${label}”, and you returned:\n${lines.join("\n")}`);
    return line.slice(line.indexOf(label) + label.length).match(/[^\s|│]+/g) ?? [];
  };
  const middle = ({ seconds }: TableRow) => [...seconds].sort((one, other) => one - other)[1] as number;
  const speedup = (base: TableRow, of: TableRow) => middle(base) / middle(of);
  /** Rows of three rounds with two digits. Their speedups are no matter of how somebody rounds. */
  function drawRows(draw: Draws, labels: readonly string[]): TableRow[] {
    for (;;) {
      const rows = labels.map((label) => {
        const quick = draw.decimal(0.2, 4, 2);
        const [low, high] = [draw.int(1, 20) / 100, draw.int(30, 90) / 100];
        const seconds = [quick, quick + low, quick + high].map((each) => Number(each.toFixed(2)));
        return row(label, draw.shuffle(seconds));
      });
      const [base] = rows as [TableRow];
      const isClear = (each: TableRow) => Math.abs(((100 * speedup(base, each)) % 1) - 0.5) > 0.05;
      if (
        rows.every(isClear) &&
        new Set(rows.map((each) => speedup(base, each).toFixed(2))).size === rows.length
      )
        return rows;
    }
  }
  const roundsOf = ({ seconds }: TableRow) => `The rounds took ${seconds.join(", ")} s`;
  const speedupIn = (lines: readonly string[], label: string) =>
    cellsOf(lines, label)[1]?.replace(/[×x]$/, "");

  check("the headings come first, then a line for each row, in order", async ({ submission, random }) => {
    const draw = drawFrom(random);
    const labels = draw.words(3);
    const lines = await linesOf(submission, drawRows(draw, labels));
    const heading = lines.find((line) => /\bway\b/.test(line)) ?? "";
    for (const word of ["way", "time (s)", "speedup", "failed"])
      expect(heading, `The line of headings has four of them. It`).toContain(word);
    const order = [/\bway\b/, ...labels.map((label) => new RegExp(label))].map((label) =>
      lines.findIndex((line) => label.test(line)),
    );
    expect(
      [...order].sort((a, b) => a - b),
      "Where the headings and the three rows stand, from top to bottom",
    ).toEqual(order);
    expect(new Set(order).size, "How many different lines these four have").toBe(4);
  });

  check(
    "the time is the median, with two digits",
    { reread: "Exercise 07.2 · Warm up, then measure" },
    async ({ submission, random }) => {
      const draw = drawFrom(random);
      const rows = drawRows(draw, draw.words(3));
      const lines = await linesOf(submission, rows);
      for (const one of rows)
        expect(cellsOf(lines, one.label)[0], `${roundsOf(one)}. The time`).toBe(middle(one).toFixed(2));
      const round = await linesOf(submission, [row("base", [2, 2, 2])]);
      expect(cellsOf(round, "base")[0], "Two digits, also where they are zeros. The time").toBe("2.00");
    },
  );

  check(
    "the speedup is against the first row",
    { reread: "How much faster? An honest speedup" },
    async ({ submission, random }) => {
      const draw = drawFrom(random);
      const rows = drawRows(draw, draw.words(4));
      const [base] = rows as [TableRow];
      const lines = await linesOf(submission, rows);
      const quotients = rows
        .map((one) => `${middle(base).toFixed(2)} ÷ ${middle(one).toFixed(2)}`)
        .join(", ");
      const message = `Median of the first row ÷ median of the row: ${quotients}. The speedups`;
      const speedups = rows.map(({ label }) => speedupIn(lines, label));
      expect(speedups, message).toEqual(rows.map((one) => speedup(base, one).toFixed(2)));
      const small = await linesOf(submission, [
        row("base", [0.106, 0.106, 0.106]),
        row("quick", [0.054, 0.054, 0.054]),
      ]);
      expect(
        cellsOf(small, "quick")[1]?.replace(/[×x]$/, ""),
        "Round what you show, not what you compute with. 0.106 s against 0.054 s, so the speedup",
      ).toBe("1.96");
      const slow = await linesOf(submission, [row("base", [1, 1, 1]), row("slow", [4, 4, 4])]);
      expect(
        cellsOf(slow, "slow")[1]?.replace(/[×x]$/, ""),
        "A slowdown is told as it is. 1 s against 4 s, so the speedup",
      ).toBe("0.25");
    },
  );

  check(
    "who failed has no speedup",
    { essential: true, reread: "How much faster? An honest speedup" },
    async ({ submission, random }) => {
      const draw = drawFrom(random);
      const [base, quick] = drawRows(draw, ["base", "lucky"]) as [TableRow, TableRow];
      const [few, all] = [draw.int(1, 9), draw.int(10, 99)];
      const others = draw.shuffle([row("lucky", quick.seconds, few), row("gone", [], all), row("idle", [])]);
      const lines = await linesOf(submission, [base, ...others]);
      const lucky =
        "It was fast because agents failed: no speedup, and the time of the rounds that held. The cells of “lucky”";
      expect(cellsOf(lines, "lucky"), lucky).toEqual([middle(quick).toFixed(2), "-", `${few}`]);
      const gone = "All of its rounds failed: neither time nor speedup. The cells of “gone”";
      expect(cellsOf(lines, "gone"), gone).toEqual(["-", "-", `${all}`]);
      const idle = "Nothing was measured, and nothing failed: neither time nor speedup. The cells of “idle”";
      expect(cellsOf(lines, "idle"), idle).toEqual(["-", "-", "0"]);
    },
  );

  check("rows of rounds that have failed are rows, the first one too", async ({ submission }) => {
    // Rows as takeTurns() makes them: the base has lost all of its rounds, and the last way one of three.
    const rows = [row("base", [], 12), row("threads", [0.5, 0.4, 0.5]), row("processes", [0.7, 0.9], 4)];
    const lines = await linesOf(submission, rows);
    expect(cellsOf(lines, "base"), "The base lost all of its rounds. Its cells").toEqual(["-", "-", "12"]);
    const threads = cellsOf(lines, "threads");
    expect([threads[0], threads.at(-1)], "Time and failures of “threads”, which lost nobody").toEqual([
      "0.50",
      "0",
    ]);
    const processes = "It lost 4 agents in one round, and two rounds are left. The cells of “processes”";
    expect(cellsOf(lines, "processes"), processes).toEqual(["0.80", "-", "4"]);
  });

  check("all lines are equally long, whatever the labels", async ({ submission }) => {
    for (const label of ["a", "python3.14t free threads, eight agents"]) {
      const lines = await linesOf(submission, [row("sequential", [123.456]), row(label, [0.5, 0.6, 0.7])]);
      const message = `Pad each cell to the width of its column. With the label “${label}” the lines have these lengths`;
      const lengths = new Set(lines.map((line) => line.length));
      expect([...lengths], message).toHaveLength(1);
    }
  });

  check("labels begin and numbers end below one another, with room between", async ({ submission }) => {
    const lines = await linesOf(submission, [
      row("sequential", [1_234_567.891]),
      row("threads", [9.5]),
      row("processes", [61.7]),
    ]);
    const ends = ["1234567.89", "9.50", "61.70"].map((time) => {
      const line = lines.find((each) => each.includes(time));
      return line === undefined ? "missing" : line.indexOf(time) + time.length;
    });
    const message = "Pad numbers on the left: 1234567.89, 9.50 and 61.70 end at the same place. They end at";
    expect(new Set(ends).size, `${message} ${ends.join(", ")}: how many different places`).toBe(1);
    const begins = ["way", "sequential", "threads", "processes"].map((label) =>
      lines.find((each) => each.includes(label))?.indexOf(label),
    );
    const labels = `Pad labels on the right, so that they begin at the same place. They begin at ${begins.join(", ")}`;
    expect(new Set(begins).size, `${labels}: how many different places`).toBe(1);
    const apart = "Leave room between two columns, even where both are full. The line of “sequential”";
    expect(
      lines.find((each) => each.includes("sequential")),
      apart,
    ).toMatch(/sequential[\s|│]+1234567\.89[\s|│]+1\.00/);
  });

  hidden("a table of nothing is its headings", async ({ submission }) => {
    const text = (await linesOf(submission, [])).join("\n");
    for (const word of ["way", "time (s)", "speedup", "failed"])
      expect(text, "Nothing was measured, and the table has its headings all the same. It").toContain(word);
  });

  hidden("a table of one way is one as well", async ({ submission, random }) => {
    const draw = drawFrom(random);
    const [label] = draw.words(1) as [string];
    const [alone] = drawRows(draw, [label]) as [TableRow];
    const lines = await linesOf(submission, [alone]);
    expect(
      cellsOf(lines, label).map((cell) => cell.replace(/[×x]$/, "")),
      `${roundsOf(alone)}. Time, speedup and failures of the base itself`,
    ).toEqual([middle(alone).toFixed(2), "1.00", "0"]);
  });

  hidden("the base is the first row, not the slowest and not a name", async ({ submission, random }) => {
    const draw = drawFrom(random);
    const labels = draw.shuffle([...draw.words(3), "sequential"]);
    // The base is neither the slowest nor the quickest one.
    let rows: TableRow[];
    do rows = drawRows(draw, draw.shuffle(labels));
    while (Math.abs(rows.filter((one) => middle(one) > middle(rows[0] as TableRow)).length - 1.5) > 1);
    const lines = await linesOf(submission, rows);
    const speedups = rows.map(({ label }) => speedupIn(lines, label));
    const [base] = rows as [TableRow];
    expect(speedups, `Against “${base.label}”, which stands first: the speedups`).toEqual(
      rows.map((one) => speedup(base, one).toFixed(2)),
    );
  });
});

exercise("07.5", { reread: "How to win any argument" }, ({ check, hidden }) => {
  async function verdictOn(submission: RemoteSubmission, rows: readonly TableRow[]) {
    const given = await submission.call("verdict", Object.freeze([...rows]));
    const { winner, because: told } = objectIn(
      given,
      "verdict() returns { winner, because }. What it returned",
    );
    const because = textIn(told, "`because` is a sentence. It");
    const always = "Say why also where nobody has won: `because` is a sentence, and its length";
    expect(because.trim().length, always).toBeGreaterThan(0);
    return { winner, because };
  }
  const shown = (rows: readonly TableRow[]) =>
    rows
      .map(({ label, seconds, failed }) => {
        const lost = failed === 0 ? "" : `, and ${failed} failed`;
        return `${label} took ${seconds.join(", ")} s${lost}`;
      })
      .join("; ");
  /** Three rounds around a time, in a drawn order, no further from it than 3 %. The middle one is the time itself. */
  const around = (draw: Draws, label: string, seconds: number, failed = 0) => {
    const near = [1 - draw.int(1, 30) / 1000, 1, 1 + draw.int(1, 30) / 1000];
    return row(label, draw.shuffle(near.map((part) => Number((seconds * part).toFixed(4)))), failed);
  };
  /** So many times that are clearly apart, the shortest one first. */
  const apart = (draw: Draws, count: number) => {
    let seconds = draw.decimal(0.2, 0.6, 2);
    return Array.from({ length: count }, () => {
      const time = seconds;
      seconds = Number((seconds * (1.3 + draw.int(0, 50) / 100)).toFixed(2));
      return time;
    });
  };
  /** Ways that are clearly apart, in a drawn order. */
  function drawField(draw: Draws) {
    const [first = "", second = "", ...others] = draw.words(5);
    const times = apart(draw, 5);
    const rows = [first, second, ...others].map((label, at) => around(draw, label, times[at] as number));
    const ratio = (times[1] as number) / (times[0] as number);
    return { first, second, others, times, ratio, rows: draw.shuffle(rows) };
  }
  /** A sentence that names all ways says nothing of two of them. */
  function assertNamesFew(because: string, others: readonly string[], whom: string): void {
    const named = others.filter((label) => because.includes(label));
    const message = `The sentence names ${whom}. Other ways in it`;
    expect(named.length < others.length ? "not all of them" : named, message).toBe("not all of them");
    const figures = new Set(because.match(/\d+(?:[.,]\d+)?/g)).size;
    expect(
      figures <= 8 ? "a few" : `${figures} different ones`,
      "The reason is one quotient, and not a list of numbers. Numbers in the sentence",
    ).toBe("a few");
  }

  /** Fails unless a sentence holds a quotient with two digits behind the point. Either neighbour is right where it lies between two. */
  function assertTells(because: string, ratio: number, message: string): void {
    const figures = because.match(/(?<![\d.])\d+\.\d\d(?!\d)/g) ?? [];
    const isTold = figures.some((figure) => Math.abs(Number(figure) - ratio) <= 0.00501);
    if (!isTold) expect(because, message).toContain(ratio.toFixed(2));
  }

  check("who is quicker in every round has won", async ({ submission, random }) => {
    const { first, others, rows } = drawField(drawFrom(random));
    const { winner, because } = await verdictOn(submission, rows);
    const message = `${shown(rows)}. The slowest round of ${first} is quicker than everybody's quickest. The winner`;
    expect(winner, message).toBe(first);
    expect(because, "Say who won. The sentence").toContain(first);
    assertNamesFew(because, others, "the winner and the next best");
  });

  check(
    "the reason names the next best, and how many times as fast the winner is",
    { reread: "Exercise 07.5 · Who won?" },
    async ({ submission, random }) => {
      const { first, second, others, times, ratio, rows } = drawField(drawFrom(random));
      const { because } = await verdictOn(submission, rows);
      const message = `The next best by median after ${first} is ${second}: ${times[1]} ÷ ${times[0]} is ${ratio.toFixed(2)} times. The sentence`;
      expect(because, message).toContain(second);
      assertTells(because, ratio, message);
      assertNamesFew(because, others, "the winner and the next best");
    },
  );

  check(
    "where ranges overlap, nobody has won, and the sentence says who overlaps",
    { essential: true },
    async ({ submission, random }) => {
      const draw = drawFrom(random);
      const [leader, near, ...others] = draw.words(5) as [string, string, ...string[]];
      const times = apart(draw, 4) as [number, number, number, number];
      const slowest = Number((times[0] * 1.2).toFixed(4));
      const quickest = Number((times[0] * (1.05 + draw.int(0, 10) / 100)).toFixed(4));
      const rows = draw.shuffle([
        row(leader, draw.shuffle([times[0], slowest, Number((times[0] * 0.98).toFixed(4))])),
        row(near, draw.shuffle([times[1], quickest, Number((times[1] * 1.02).toFixed(4))])),
        ...others.map((label, at) => around(draw, label, 2 * (times[at + 1] as number))),
      ]);
      const { winner, because } = await verdictOn(submission, rows);
      const message = `The slowest round of ${leader} (${slowest} s) is not quicker than the quickest of ${near} (${quickest} s). The winner`;
      expect(winner, message).toBe(null);
      const told = "Name the leader and whom it cannot be told from. The sentence";
      expect(because, told).toContain(leader);
      expect(because, told).toContain(near);
      assertNamesFew(because, others, "the leader and a way that overlaps");
    },
  );

  check(
    "the leader is compared with everybody, not only with the next",
    { reread: "Exercise 07.5 · Who won?" },
    async ({ submission, random }) => {
      const draw = drawFrom(random);
      const [leader, steady, moody] = draw.words(3) as [string, string, string];
      const slowest = draw.decimal(1.06, 1.2, 2);
      const lucky = Number((slowest - 0.02).toFixed(2));
      const rows = draw.shuffle([
        row(leader, draw.shuffle([1, slowest, 1])),
        row(steady, [1.3, 1.3, 1.3]),
        row(moody, draw.shuffle([3, lucky, 3.2])),
      ]);
      const { winner } = await verdictOn(submission, rows);
      const message = `“${moody}” has the worst median, and one round of ${lucky} s: ${leader} took ${slowest} s once. The winner`;
      expect(winner, message).toBe(null);
    },
  );

  check(
    "who failed cannot win, and is not compared with",
    { reread: "How much faster? An honest speedup" },
    async ({ submission, random }) => {
      const draw = drawFrom(random);
      const [loop, hasty, threads] = draw.words(3) as [string, string, string];
      const [quick, middle, slow] = apart(draw, 3) as [number, number, number];
      const failed = around(draw, hasty, quick, draw.int(1, 8));
      const rows = draw.shuffle([around(draw, loop, slow), failed, around(draw, threads, middle)]);
      const { winner, because } = await verdictOn(submission, rows);
      expect(
        winner,
        `${shown(rows)}. Rounds in which an agent was lost were short for nothing. The winner`,
      ).toBe(threads);
      const next = `The next best among those who did their work is ${loop}, ${(slow / middle).toFixed(2)} times. The sentence`;
      expect(because, next).toContain(loop);
      assertTells(because, slow / middle, next);
      const two = await verdictOn(submission, [around(draw, loop, slow), failed]);
      expect(two.winner, "Of two ways one failed, so there is nothing to compare with. The winner").toBe(
        null,
      );
    },
  );

  check("who failed does not keep the others from winning", async ({ submission, random }) => {
    const draw = drawFrom(random);
    // Rows as takeTurns() makes them: a round with a failed agent has no time.
    for (const seconds of [[], [0.1], [0.1, 0.1]]) {
      const [loop, hasty, threads] = draw.words(3) as [string, string, string];
      const rows = draw.shuffle([
        row(loop, [2, 2, 2]),
        row(hasty, seconds, 3 - seconds.length),
        row(threads, [1, 1, 1]),
      ]);
      const { winner } = await verdictOn(submission, rows);
      const left = seconds.length === 1 ? "1 round" : `${seconds.length} rounds`;
      const message = `“${hasty}” failed and has ${left} left; nobody is compared with it, and the others have three each: 1 s each time for ${threads}, and 2 s for ${loop}. The winner`;
      expect(winner, message).toBe(threads);
    }
  });

  check("every row needs three rounds, and not the leader's alone", async ({ submission, random }) => {
    const draw = drawFrom(random);
    for (const at of [1, 2]) {
      const labels = draw.words(3);
      const rows = labels.map((label, index) => {
        const seconds = index + 1;
        return row(label, index === at ? [seconds, seconds] : [seconds, seconds, seconds]);
      });
      const { winner } = await verdictOn(submission, draw.shuffle(rows));
      expect(winner, `${labels[0]} leads clearly, but “${labels[at]}” has two rounds only. The winner`).toBe(
        null,
      );
    }
  });

  check("as quick as another's quickest round is not quicker", async ({ submission, random }) => {
    const draw = drawFrom(random);
    const [leader, other] = draw.words(2) as [string, string];
    const both = draw.decimal(1.05, 1.5, 2);
    const rows = draw.shuffle([
      row(leader, draw.shuffle([1, both, 1])),
      row(other, draw.shuffle([both, 2, 2])),
    ]);
    const message = `The slowest round of ${leader} and the quickest of ${other} both took ${both} s. The winner`;
    expect((await verdictOn(submission, rows)).winner, message).toBe(null);
  });

  check("fewer than three rounds prove nothing", async ({ submission, random }) => {
    const draw = drawFrom(random);
    const [loop, threads] = draw.words(2) as [string, string];
    const two = await verdictOn(submission, draw.shuffle([row(loop, [9, 9]), row(threads, [1, 1])]));
    expect(two.winner, "Two rounds each, however different. The winner").toBe(null);
    const short = await verdictOn(submission, draw.shuffle([row(loop, [9, 9, 9]), row(threads, [1, 1])]));
    expect(short.winner, `${threads} had two rounds only. The winner`).toBe(null);
    const three = await verdictOn(submission, draw.shuffle([row(loop, [9, 9, 9]), row(threads, [1, 1, 1])]));
    expect(three.winner, "Three rounds each are enough by this rule. The winner").toBe(threads);
  });

  hidden("exactly equal is no lead", async ({ submission, random }) => {
    const draw = drawFrom(random);
    const seconds = draw.decimal(0.5, 3, 2);
    const rows = draw.words(2).map((label) => row(label, [seconds, seconds, seconds]));
    const { winner } = await verdictOn(submission, rows);
    expect(winner, `Both took ${seconds} s in every round. The winner`).toBe(null);
  });

  hidden("no rows, no winner", async ({ submission, random }) => {
    const draw = drawFrom(random);
    expect((await verdictOn(submission, [])).winner, "Without any rows, the winner").toBe(null);
    const alone = row(draw.words(1)[0] as string, [1, 1, 1]);
    expect((await verdictOn(submission, [alone])).winner, "Alone, the winner").toBe(null);
  });

  hidden("the base may win", async ({ submission, random }) => {
    const draw = drawFrom(random);
    const [label] = draw.words(1) as [string];
    const [quick, slow] = [draw.int(5, 20) / 1000, draw.int(30, 90) / 1000];
    const rows = [row("sequential", [quick, quick, quick]), row(label, [slow, slow, slow])];
    const { winner, because } = await verdictOn(submission, rows);
    expect(winner, "Tiny work: sequential was quicker in every round. The winner").toBe("sequential");
    assertTells(
      because,
      slow / quick,
      `${slow} ÷ ${quick} is ${(slow / quick).toFixed(2)} times. The sentence`,
    );
    // Any field, whoever stands first in it.
    const field = drawField(draw);
    const told = await verdictOn(submission, field.rows);
    expect(told.winner, `${shown(field.rows)}. The winner`).toBe(field.first);
  });
});
