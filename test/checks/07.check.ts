import { exercise, type RemoteSubmission } from "@swarmlab/kit/checks";
import { expect } from "vitest";
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
        (await submission.get("direction"))?.[name],
        truth,
        `Speedup is base time ÷ time. ${why}`,
      );
    });
  }
});

exercise("07.2", { reread: "Exercise 07.2 · Warm up, then measure" }, ({ check, hidden }) => {
  const medianOf = (submission: RemoteSubmission, values: readonly number[]) =>
    submission.call("median", values);

  check("the median is the value in the middle", async ({ submission }) => {
    expect(await medianOf(submission, [3, 1, 2]), "Sort first: the median of 3, 1 and 2").toBe(2);
    expect(
      await medianOf(submission, [5, 9, 1, 7, 100]),
      "One bad round moves it by a place only. The median of 5, 9, 1, 7 and 100",
    ).toBe(7);
  });

  check("an even number of values has its median halfway", async ({ submission }) => {
    expect(
      await medianOf(submission, [1, 2, 4, 9]),
      "Halfway between 2 and 4: the median of 1, 2, 4 and 9",
    ).toBe(3);
    expect(await medianOf(submission, [8, 2]), "Halfway between 2 and 8: the median of 8 and 2").toBe(5);
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

  /** Runs measure(), and watches from outside what it does. */
  async function watch(
    submission: RemoteSubmission,
    rounds: number,
    { prepareFor = 0, workFor = (_call: number): number => 1 } = {},
  ) {
    const seen: Round[] = [];
    let prepared = 0;
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
        prepared += 1;
        ready = performance.now();
        return `input ${prepared}`;
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
    const message = "measure() returns a list with the seconds of each round. Is it a list";
    expect(Array.isArray(measured), message).toBe(true);
    return { measured: measured as unknown[], seen, counted: seen.slice(-rounds), mostAtWork };
  }

  check("there is one time for each round", async ({ submission }) => {
    for (const rounds of [1, 4])
      expect(
        (await watch(submission, rounds)).measured.length,
        `The times of ${rounds} rounds: how many`,
      ).toBe(rounds);
  });

  check(
    "the work ran once before it was measured",
    { essential: true, reread: "The first run is not like the others" },
    async ({ submission }) => {
      const { seen, measured, counted } = await watch(submission, 3, {
        workFor: (call) => (call === 0 ? 90 : 5),
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

  check("the time of the work is in it, in seconds", { reread: "Two clocks" }, async ({ submission }) => {
    const { measured, counted } = await watch(submission, 3, { workFor: (call) => 10 + 15 * call });
    for (const [at, { seconds, ready, until }] of counted.entries())
      assertSeconds(
        measured[at],
        { atLeast: seconds, atMost: (until - ready) / 1000 },
        `The work of round ${at + 1}`,
      );
  });

  check(
    "getting the input is not in the time",
    { essential: true, reread: "Two clocks" },
    async ({ submission }) => {
      const { measured, counted } = await watch(submission, 3, { prepareFor: 40, workFor: () => 2 });
      const what = "Getting the input takes 40 ms and is set-up: start the clock behind it. The work";
      for (const [at, { seconds, ready, until }] of counted.entries())
        assertSeconds(measured[at], { atLeast: seconds, atMost: (until - ready) / 1000 }, what);
    },
  );

  check("each round has a fresh input", async ({ submission }) => {
    const { seen, counted } = await watch(submission, 4);
    const inputs = counted.map(({ input }) => input);
    const message =
      "Work may use up its input, so call prepare() for every round, and for the warm-up. How often an input was used a second time";
    expect(seen.length - new Set(seen.map(({ input }) => input)).size, message).toBe(0);
    expect(
      inputs.every((input) => /^input \d+$/.test(String(input))),
      "Every input is what prepare() gave",
    ).toBe(true);
  });

  check(
    "work that computes before it first waits is in the time",
    { reread: "Two clocks" },
    async ({ submission }) => {
      const work = await submission.computing(async () => {}, 60);
      const measured: unknown = await submission.call("measure", async () => "an input", work, 3);
      const seconds = Array.isArray(measured) ? measured : [];
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
    async ({ submission }) => {
      const { mostAtWork, seen } = await watch(submission, 4, { workFor: () => 10 });
      expect(
        seen.length,
        "The work is awaited: how many of 4 rounds were done at the end, at least",
      ).toBeGreaterThanOrEqual(4);
      const message =
        "Rounds that run at the same time disturb each other. How many worked at the same time, at most";
      expect(mostAtWork, message).toBe(1);
    },
  );

  hidden("the clock is finer than a millisecond", { reread: "Two clocks" }, async ({ submission }) => {
    assertFineClock((await watch(submission, 8)).measured);
  });

  hidden("a single value is its own median", async ({ submission }) => {
    expect(await medianOf(submission, [0.25]), "The median of 0.25 alone").toBe(0.25);
    expect(await medianOf(submission, [-3, -1, -2]), "The median of -3, -1 and -2").toBe(-2);
  });
});

exercise("07.3", { reread: "A swarm that beats itself" }, ({ check, hidden }) => {
  interface Script {
    readonly label: string;
    /** What each call of run() gives, the warm-up first; the last one again and again. */
    readonly runs: readonly { readonly seconds: number; readonly failed?: number }[];
    readonly agents?: number;
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
    const rows: unknown = await submission.call("takeTurns", ways, rounds);
    const message = "takeTurns() returns a list with a row for each way. Is it a list";
    expect(Array.isArray(rows), message).toBe(true);
    return { rows: rows as { label: unknown; seconds: unknown; failed: unknown }[], calls, mostAtWork };
  }
  const steady = (label: string, ...seconds: number[]): Script => ({
    label,
    runs: [99, ...seconds].map((each) => ({ seconds: each })),
  });

  check("there is a row for each way, in their order", async ({ submission }) => {
    const { rows } = await turns(submission, [steady("C", 3), steady("A", 1), steady("B", 2)], 2);
    expect(
      rows.map(({ label }) => label),
      "The rows stand in the order of the ways. Their labels",
    ).toEqual(["C", "A", "B"]);
  });

  check("the seconds are those of the runs, one for each round", async ({ submission }) => {
    const { rows } = await turns(submission, [steady("A", 0, 0.2, 0.3), steady("B", 5, 6, 7)], 3);
    const message =
      "Take `totalSeconds` of each run: the swarm has measured it already. The seconds of A and B";
    expect(
      rows.map(({ seconds }) => seconds),
      message,
    ).toEqual([
      [0, 0.2, 0.3],
      [5, 6, 7],
    ]);
  });

  check(
    "the warm-up is run and not counted",
    { reread: "The first run is not like the others" },
    async ({ submission }) => {
      const { rows, calls } = await turns(submission, [steady("A", 1), steady("B", 2)], 2);
      const message = "Each way runs once before the rounds. With 2 rounds, how often A and B ran";
      expect(
        [calls.filter((call) => call === "A").length, calls.filter((call) => call === "B").length],
        message,
      ).toEqual([3, 3]);
      expect(rows[0]?.seconds, "The warm-up of A took 99 s, and its seconds").not.toContain(99);
    },
  );

  check("in each round every way has its turn", { essential: true }, async ({ submission }) => {
    const labels = ["A", "B", "C"];
    const { calls } = await turns(
      submission,
      labels.map((label) => steady(label, 1)),
      4,
    );
    const counted = calls.slice(-12);
    const rounds = [0, 1, 2, 3].map((round) =>
      counted
        .slice(round * 3, round * 3 + 3)
        .sort()
        .join(""),
    );
    const message = `A A A … B B B is no turn-taking: go through all ways in every round. The order was ${calls.join(" ")}, and its rounds`;
    expect(rounds, message).toEqual(["ABC", "ABC", "ABC", "ABC"]);
  });

  check("no two run at the same time", async ({ submission }) => {
    const { mostAtWork } = await turns(submission, [steady("A", 1), steady("B", 1), steady("C", 1)], 3);
    const message =
      "Runs that share the cores measure each other. Await each one. How many ran at the same time, at most";
    expect(mostAtWork, message).toBe(1);
  });

  check(
    "a round with a failed agent has no time, and its failures are counted",
    { reread: "How much faster? An honest speedup" },
    async ({ submission }) => {
      const shaky: Script = {
        label: "shaky",
        runs: [
          { seconds: 99 },
          { seconds: 1 },
          { seconds: 0.1, failed: 2 },
          { seconds: 1.2 },
          { seconds: 0.2, failed: 1 },
        ],
      };
      const { rows } = await turns(submission, [steady("base", 2), shaky], 4);
      const message =
        "Its second round lost 2 agents and its fourth lost 1, so those were fast for nothing. The row";
      expect(rows[1], message).toMatchObject({ label: "shaky", seconds: [1, 1.2], failed: 3 });
      expect(rows[0], "The base lost nobody. Its row").toMatchObject({ seconds: [2, 2, 2, 2], failed: 0 });
    },
  );

  hidden("what fails in the warm-up is not counted", async ({ submission }) => {
    const cold: Script = { label: "cold", runs: [{ seconds: 9, failed: 4 }, { seconds: 1 }] };
    const { rows } = await turns(submission, [cold, steady("base", 2)], 3);
    expect(rows[0], "Only its warm-up failed. The row").toMatchObject({ seconds: [1, 1, 1], failed: 0 });
  });

  hidden("two ways with the same label keep their own rows", async ({ submission }) => {
    const ways = [0.5, 1.5].map((seconds) => ({
      label: "twin",
      run: async () => ({ totalSeconds: seconds, results: [{ success: true }] }),
    }));
    const rows = await submission.call("takeTurns", ways, 2);
    expect(
      rows?.map((row: { seconds: unknown }) => row.seconds),
      "Two ways are both called “twin”. Their seconds",
    ).toEqual([
      [0.5, 0.5],
      [1.5, 1.5],
    ]);
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
  const article = [
    row("event loop", [2.34, 2.2, 2.5]),
    row("worker threads", [0.9, 0.68, 0.6]),
    row("child processes", [0.85, 0.8, 0.99]),
  ];

  check("the headings come first, then a line for each row, in order", async ({ submission }) => {
    const lines = await linesOf(submission, article);
    const heading = lines.find((line) => /\bway\b/.test(line)) ?? "";
    for (const word of ["way", "time (s)", "speedup", "failed"])
      expect(heading, `The line of headings has four of them. It`).toContain(word);
    const order = ["way", "event loop", "worker threads", "child processes"].map((label) =>
      lines.findIndex((line) => line.includes(label)),
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
    async ({ submission }) => {
      const lines = await linesOf(submission, article);
      expect(cellsOf(lines, "event loop")[0], "The rounds took 2.34, 2.2 and 2.5 s. The time").toBe("2.34");
      expect(cellsOf(lines, "worker threads")[0], "The rounds took 0.9, 0.68 and 0.6 s. The time").toBe(
        "0.68",
      );
      const round = await linesOf(submission, [row("base", [2, 2, 2])]);
      expect(cellsOf(round, "base")[0], "Two digits, also where they are zeros. The time").toBe("2.00");
    },
  );

  check(
    "the speedup is against the first row",
    { reread: "How much faster? An honest speedup" },
    async ({ submission }) => {
      const lines = await linesOf(submission, article);
      const speedups = article.map(({ label }) => cellsOf(lines, label)[1]?.replace(/[×x]$/, ""));
      const message =
        "Median of the first row ÷ median of the row: 2.34 ÷ 2.34, 2.34 ÷ 0.68, 2.34 ÷ 0.85. The speedups";
      expect(speedups, message).toEqual(["1.00", "3.44", "2.75"]);
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
    async ({ submission }) => {
      const lines = await linesOf(submission, [
        row("base", [2, 2, 2]),
        row("lucky", [0.5, 0.4, 0.5], 3),
        row("gone", [], 12),
        row("idle", []),
      ]);
      const lucky =
        "It was fast because agents failed: no speedup, and the time of the rounds that held. The cells of “lucky”";
      expect(cellsOf(lines, "lucky"), lucky).toEqual(["0.50", "-", "3"]);
      const gone = "All of its rounds failed: neither time nor speedup. The cells of “gone”";
      expect(cellsOf(lines, "gone"), gone).toEqual(["-", "-", "12"]);
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

  hidden("a table of one way is one as well", async ({ submission }) => {
    const lines = await linesOf(submission, [row("alone", [0.125, 0.125, 0.125], 0)]);
    expect(
      cellsOf(lines, "alone")
        .slice(1)
        .map((cell) => cell.replace(/[×x]$/, "")),
      "The speedup and failures of the base itself",
    ).toEqual(["1.00", "0"]);
  });

  hidden("the base is the first row, not the slowest and not a name", async ({ submission }) => {
    const lines = await linesOf(submission, [row("zebra", [1]), row("sequential", [3]), row("ant", [0.5])]);
    const speedups = ["zebra", "sequential", "ant"].map((label) =>
      cellsOf(lines, label)[1]?.replace(/[×x]$/, ""),
    );
    expect(speedups, "Against “zebra”, which stands first: the speedups").toEqual(["1.00", "0.33", "2.00"]);
  });
});

exercise("07.5", { reread: "How to win any argument" }, ({ check, hidden }) => {
  async function verdictOn(submission: RemoteSubmission, rows: readonly TableRow[]) {
    const given = await submission.call("verdict", Object.freeze([...rows]));
    const message = "verdict() returns { winner, because }, and `because` is a sentence. The type of because";
    expect(typeof given?.because, message).toBe("string");
    const always = "Say why also where nobody has won: `because` is a sentence, and its length";
    expect(given.because.trim().length, always).toBeGreaterThan(0);
    return given as { winner: unknown; because: string };
  }

  check("who is quicker in every round has won", async ({ submission }) => {
    const rows = [
      row("loop", [2.1, 2, 2.2]),
      row("threads", [1, 1.1, 0.9]),
      row("processes", [1.5, 1.4, 1.6]),
    ];
    const { winner, because } = await verdictOn(submission, rows);
    expect(
      winner,
      "The slowest round of threads, 1.1 s, is quicker than everybody's quickest. The winner",
    ).toBe("threads");
    expect(because, "Say who won. The sentence").toContain("threads");
  });

  check(
    "the reason names the next best, and how many times as fast the winner is",
    { reread: "Exercise 07.5 · Who won?" },
    async ({ submission }) => {
      const rows = [row("loop", [4, 4.2, 4.1]), row("threads", [1, 1, 1]), row("processes", [1.5, 1.6, 1.4])];
      const { because } = await verdictOn(submission, rows);
      const message = "The next best by median is processes: 1.5 ÷ 1 is 1.50 times. The sentence";
      expect(because, message).toContain("processes");
      expect(because, message).toContain("1.50");
    },
  );

  check(
    "where ranges overlap, nobody has won, and the sentence says who overlaps",
    { essential: true },
    async ({ submission }) => {
      const rows = [
        row("loop", [2.1, 2, 2.2]),
        row("threads", [1, 1.3, 0.9]),
        row("processes", [1.4, 1.25, 1.5]),
      ];
      const { winner, because } = await verdictOn(submission, rows);
      const message =
        "The slowest round of threads (1.3 s) is not quicker than the quickest of processes (1.25 s). The winner";
      expect(winner, message).toBe(null);
      const told = "Name the leader and whom it cannot be told from. The sentence";
      expect(because, told).toContain("threads");
      expect(because, told).toContain("processes");
    },
  );

  check(
    "the leader is compared with everybody, not only with the next",
    { reread: "Exercise 07.5 · Who won?" },
    async ({ submission }) => {
      const rows = [
        row("threads", [1, 1.1, 1]),
        row("steady", [1.3, 1.3, 1.3]),
        row("moody", [3, 1.05, 3.2]),
      ];
      const { winner } = await verdictOn(submission, rows);
      const message =
        "“moody” has the worst median, and one round of 1.05 s: threads took 1.1 s once. The winner";
      expect(winner, message).toBe(null);
    },
  );

  check(
    "who failed cannot win, and is not compared with",
    { reread: "How much faster? An honest speedup" },
    async ({ submission }) => {
      const rows = [row("loop", [2, 2, 2]), row("hasty", [0.1, 0.1, 0.1], 1), row("threads", [1, 1, 1])];
      const { winner, because } = await verdictOn(submission, rows);
      expect(winner, "“hasty” lost an agent, so its rounds were short for nothing. The winner").toBe(
        "threads",
      );
      expect(
        because,
        "The next best among those who did their work is loop, 2.00 times. The sentence",
      ).toMatch(/loop.*2\.00|2\.00.*loop/s);
      const two = await verdictOn(submission, [row("loop", [2, 2, 2]), row("hasty", [0.1, 0.1, 0.1], 1)]);
      expect(two.winner, "Of two ways one failed, so there is nothing to compare with. The winner").toBe(
        null,
      );
    },
  );

  check("who failed does not keep the others from winning", async ({ submission }) => {
    // Rows as takeTurns() makes them: a round with a failed agent has no time.
    for (const seconds of [[], [0.1], [0.1, 0.1]]) {
      const rows = [
        row("loop", [2, 2, 2]),
        row("hasty", seconds, 3 - seconds.length),
        row("threads", [1, 1, 1]),
      ];
      const { winner } = await verdictOn(submission, rows);
      const left = seconds.length === 1 ? "1 round" : `${seconds.length} rounds`;
      const message = `“hasty” failed and has ${left} left; nobody is compared with it, and the others have three each. The winner`;
      expect(winner, message).toBe("threads");
    }
  });

  check("every row needs three rounds, and not the leader's alone", async ({ submission }) => {
    for (const at of [1, 2]) {
      const rows = [row("threads", [1, 1, 1]), row("loop", [2, 2, 2]), row("processes", [3, 3, 3])].map(
        (one, index) => (index === at ? row(one.label, one.seconds.slice(1)) : one),
      );
      const { winner } = await verdictOn(submission, rows);
      expect(winner, `threads lead clearly, but “${rows[at]?.label}” has two rounds only. The winner`).toBe(
        null,
      );
    }
  });

  check("as quick as another's quickest round is not quicker", async ({ submission }) => {
    const rows = [row("threads", [1, 1.1, 1]), row("loop", [1.1, 2, 2])];
    const message = "The slowest round of threads and the quickest of loop both took 1.1 s. The winner";
    expect((await verdictOn(submission, rows)).winner, message).toBe(null);
  });

  check("fewer than three rounds prove nothing", async ({ submission }) => {
    const two = await verdictOn(submission, [row("loop", [9, 9]), row("threads", [1, 1])]);
    expect(two.winner, "Two rounds each, however different. The winner").toBe(null);
    const short = await verdictOn(submission, [row("loop", [9, 9, 9]), row("threads", [1, 1])]);
    expect(short.winner, "threads had two rounds only. The winner").toBe(null);
    const three = await verdictOn(submission, [row("loop", [9, 9, 9]), row("threads", [1, 1, 1])]);
    expect(three.winner, "Three rounds each are enough by this rule. The winner").toBe("threads");
  });

  hidden("exactly equal is no lead", async ({ submission }) => {
    const { winner } = await verdictOn(submission, [row("one", [1, 1, 1]), row("other", [1, 1, 1])]);
    expect(winner, "Both took 1 s in every round. The winner").toBe(null);
  });

  hidden("no rows, no winner", async ({ submission }) => {
    expect((await verdictOn(submission, [])).winner, "Without any rows, the winner").toBe(null);
    expect((await verdictOn(submission, [row("alone", [1, 1, 1])])).winner, "Alone, the winner").toBe(null);
  });

  hidden("the base may win", async ({ submission }) => {
    const rows = [row("sequential", [0.01, 0.011, 0.01]), row("threads", [0.05, 0.06, 0.05])];
    const { winner, because } = await verdictOn(submission, rows);
    expect(winner, "Tiny work: sequential was quicker in every round. The winner").toBe("sequential");
    expect(because, "0.05 ÷ 0.01 is 5.00 times. The sentence").toContain("5.00");
  });
});
