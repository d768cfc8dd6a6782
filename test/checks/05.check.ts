import { MessageChannel, receiveMessageOnPort, type Transferable } from "node:worker_threads";
import { exercise, pretty, type Random, type RemoteSubmission, type Verdict } from "@swarmlab/kit/checks";
import { assert, expect } from "vitest";
import { assertPrediction } from "./prediction.ts";
import { objectFrom } from "./received.ts";

// What the search gives to its threads and its rule: rows that are drawn.
declare const $drawn: {
  readonly rows: readonly (readonly number[])[];
  readonly width: number;
  readonly early: number;
};
// What the answer defines, for the type checker: explored threads run where the answer is.
declare const Ring: new (
  memory: SharedArrayBuffer,
  capacity: number,
  width: number,
) => { put(row: ArrayLike<number>): boolean; take(): Int32Array | undefined };

exercise("05.1", ({ check }) => {
  /** Sends a value through a real pair of ports. */
  function across<T>(value: T, transfer: Transferable[] = []): T {
    const { port1, port2 } = new MessageChannel();
    try {
      port1.postMessage(value, transfer);
      return receiveMessageOnPort(port2)?.message;
    } finally {
      port1.close();
    }
  }
  class Finding {
    summary = (): string => "";
  }
  class FindingWithMethod {
    readonly text = "queues keep order";
    summary(): string {
      return this.text;
    }
  }
  /** What comes out when it is really done. */
  const truths: Record<string, () => unknown> = {
    method: () => typeof across(new FindingWithMethod()).summary,
    date: () => across(new Date()) instanceof Date,
    copied: () => {
      const mine = new Uint8Array([1, 2, 3]);
      across(mine)[0] = 9;
      return mine[0];
    },
    viaShared: () => {
      const mine = new Uint8Array(new SharedArrayBuffer(3));
      mine.set([1, 2, 3]);
      across(mine)[0] = 9;
      return mine[0];
    },
    left: () => {
      const mine = new Uint8Array([1, 2, 3]);
      across(mine, [mine.buffer]);
      return mine.length;
    },
    listInside: () => {
      const mine = { list: [] as number[], bytes: new Uint8Array(new SharedArrayBuffer(3)) };
      across(mine).list.push(1);
      return mine.list.length;
    },
    recipe: () => {
      try {
        return across(new Finding()).summary === undefined ? "is missing" : "arrives";
      } catch {
        return "throws";
      }
    },
  };
  const cases = [
    {
      name: "method",
      what: "a method of a class",
      reread: "Where does a method live: in the object that is copied, or elsewhere?",
    },
    {
      name: "date",
      what: "a date",
      reread: "Dates, maps, sets and typed arrays have a copying rule of their own. Try it with across().",
    },
    {
      name: "copied",
      what: "a change to cloned bytes",
      reread: "After a clone there are two arrays. Which of them did the receiver change?",
    },
    {
      name: "viaShared",
      what: "a change to shared bytes",
      reread: "After sharing there are two views of how many buffers?",
    },
    {
      name: "left",
      what: "what the sender of a transfer keeps",
      reread: "Transferred means moved: it exists once. Look at the second line of the first demo.",
    },
    {
      name: "listInside",
      what: "a list beside shared bytes",
      reread:
        "Each part of a message follows its own rule. Is a list made of shared bytes? Remember the first cell.",
    },
    {
      name: "recipe",
      what: "a function in a message",
      reread: "A function needs the variables around it, and those stay behind. Try it with across().",
    },
  ];
  for (const { name, what, reread } of cases) {
    const about = ["method", "date", "recipe"].includes(name)
      ? "The serialization trap"
      : "Copied, moved, shared";
    check(
      `${name}: the prediction for ${what} comes true`,
      { reread: about, essential: name === "viaShared" },
      async ({ submission }) => {
        const truth = truths[name];
        assertPrediction((await submission.get("arrives"))?.[name], truth?.(), reread);
      },
    );
  }
});

exercise("05.2", ({ check, hidden }) => {
  const onThreads = { timeout: 20_000, reread: "The serialization trap" };
  const sharing = { ...onThreads, reread: "Copied, moved, shared" };
  /** Rows of numbers that a 64-bit float holds exactly. */
  const rowsOf = (random: Random, rows: number, width: number): number[][] =>
    Array.from({ length: rows }, () => Array.from({ length: width }, () => random.int(-4000, 4000) / 4));
  const correct = async (submission: RemoteSubmission, ...args: unknown[]) =>
    objectFrom(
      await submission.call("correctThere", ...args),
      "correctThere() is given and tells two numbers",
    );
  const corners = [
    [0, 0],
    [10, 0],
    [0, 10],
    [10, 10],
  ];

  check("agents on threads find their answers in it", onThreads, async ({ submission, random }) => {
    const wanted = [
      [9, 1],
      [1, 9],
      [9, 9],
      [1, 1],
    ];
    const message =
      "Four agents look for the corner nearest to (9, 1), (1, 9), (9, 9) and (1, 1). The rows they found";
    expect(await submission.call("askAll", corners, wanted), message).toEqual([1, 2, 3, 0]);
    const rows = rowsOf(random, random.int(5, 9), 3);
    const asked = random.shuffle([...rows.keys()]).slice(0, 3);
    const any = `Agents ask for the rows ${asked.join(", ")} of ${pretty(rows)}. The rows they found`;
    const found = await submission.call(
      "askAll",
      rows,
      asked.map((row) => rows[row]),
    );
    expect(found, any).toEqual(asked.map((row) => rows.findIndex((one) => `${one}` === `${rows[row]}`)));
  });

  check(
    "what is corrected on a thread is seen here: nobody works on a copy",
    { ...sharing, essential: true },
    async ({ submission, random }) => {
      const { before, after } = await correct(submission, corners, [2, 1, 77]);
      expect(before, "Before anybody corrects it, row 2 and column 1 hold").toBe(10);
      const message =
        "An agent on a thread set row 2, column 1 to 77. Is it a copy that was changed? Here the number";
      expect(after, message).toBe(77);
      const rows = rowsOf(random, 4, 3);
      const [row, column, value] = [random.int(0, 3), random.int(0, 2), random.int(5000, 9000)];
      const seen = await correct(submission, rows, [row, column, value]);
      const any = `An agent on a thread set row ${row}, column ${column} to ${value}. Here the number before and after`;
      expect([seen.before, seen.after], any).toEqual([rows[row]?.[column], value]);
    },
  );

  check("the width of the rows crosses as well", onThreads, async ({ submission, random }) => {
    const wide = [
      [1, 2, 3, 4, 5],
      [5, 4, 3, 2, 1],
      [0.5, 0.25, 0.125, -1, -2],
    ];
    const message =
      "Three rows of five numbers; the agents ask for the second and the third. The rows they found";
    expect(await submission.call("askAll", wide, [wide[1], wide[2]]), message).toEqual([1, 2]);
    const wider = rowsOf(random, 3, random.int(6, 12));
    const any = `Three rows of ${wider[0]?.length} numbers; an agent asks for the third. The row it found`;
    expect(await submission.call("askAll", wider, [wider[2]]), any).toEqual([2]);
  });

  check("two catalogues at the same time do not disturb each other", sharing, async ({ submission }) => {
    const other = corners.map(([x = 0, y = 0]) => [10 - x, 10 - y]);
    const wanted = [
      [9, 1],
      [1, 9],
    ];
    const found = await Promise.all([
      submission.call("askAll", corners, wanted),
      submission.call("askAll", other, wanted),
    ]);
    const message =
      "Each catalogue has memory of its own. Two of them hold the same corners in opposite orders, and agents ask both at once for the one nearest to (9, 1) and to (1, 9). The rows they found";
    expect(found, message).toEqual([
      [1, 2],
      [2, 1],
    ]);
  });

  hidden(
    "the first and the last number of a large catalogue are shared",
    onThreads,
    async ({ submission, random }) => {
      // The last number of a row needs more digits than a 32-bit float has.
      const rows = rowsOf(random, 300, 2).map((row, at) => [...row, at * 1e9 + random.int(0, 999)]);
      for (const [row, column] of [
        [0, 0],
        [299, 2],
      ] as const) {
        const value = random.int(5000, 9000) + 0.125;
        const { before, after } = await correct(submission, rows, [row, column, value]);
        const message = `Row ${row}, column ${column}, before and after it was set to ${value}`;
        expect({ before, after }, message).toEqual({ before: rows[row]?.[column], after: value });
      }
    },
  );
});

exercise("05.3", ({ check, hidden }) => {
  async function play(submission: RemoteSubmission, credit: number, scene: string): Promise<string[]> {
    const log = await submission.call("rehearse", credit, scene);
    assert.isArray(
      log,
      "rehearse() is given and returns what happened, line by line. Restore it. What it returned",
    );
    if (!log.every((line: unknown) => typeof line === "string"))
      assert.fail(`rehearse() is given and returns lines of text; it came: ${pretty(log)}`);
    return log as string[];
  }
  const numbers = (log: readonly string[], what: string) =>
    log.filter((line) => line.startsWith(`${what} `)).map((line) => Number(line.slice(what.length)));
  /** The numbers of the messages that were posted in a scene, in their order. */
  const posted = async (submission: RemoteSubmission, credit: number, scene: string) =>
    numbers(await play(submission, credit, scene), "posted");
  /** The numbers from 1. */
  const upTo = (last: number) => Array.from({ length: last }, (_, at) => at + 1);
  const credits = { reread: "Exercise 05.3 · A sender that waits" };
  const bounded = { reread: "Ports, and what they do with the rest" };
  const scene = (credit: number, steps: string) => `In rehearse(${credit}, "${steps}")`;

  check("as long as there is credit, a message goes at once", bounded, async ({ submission, random }) => {
    const message = `${scene(3, "sss ")} there is credit for all three. What was posted`;
    expect(await posted(submission, 3, "sss "), message).toEqual([1, 2, 3]);
    const many = random.int(4, 12);
    const steps = `${"s".repeat(many)} `;
    const any = `${scene(many, steps)} there is credit for all. What was posted`;
    expect(await posted(submission, many, steps), any).toEqual(upTo(many));
  });

  check("without credit a message waits", { ...bounded, essential: true }, async ({ submission, random }) => {
    const message = `${scene(2, "sssss ")} nobody acknowledges anything, so no more than the credit may go. What was posted`;
    expect(await posted(submission, 2, "sssss "), message).toEqual([1, 2]);
    const credit = random.int(3, 9);
    const steps = `${"s".repeat(credit + random.int(1, 9))} `;
    const any = `${scene(credit, steps)} nobody acknowledges anything. What was posted`;
    expect(await posted(submission, credit, steps), any).toEqual(upTo(credit));
  });

  check("each acknowledgement lets one waiting message go, the oldest", credits, async ({ submission }) => {
    const one = `${scene(2, "sssss a ")} one of five messages was acknowledged. What was posted`;
    expect(await posted(submission, 2, "sssss a "), one).toEqual([1, 2, 3]);
    const spent = `${scene(1, "ss a s ")} the only acknowledgement was for message 2, so 3 waits. Was the credit given twice? What was posted`;
    expect(await posted(submission, 1, "ss a s "), spent).toEqual([1, 2]);
    const three = `${scene(2, "ssssss aa a ")} three of six messages were acknowledged. What was posted`;
    expect(await posted(submission, 2, "ssssss aa a "), three).toEqual([1, 2, 3, 4, 5]);
  });

  check("credit that nobody waits for is kept", credits, async ({ submission }) => {
    const message = `${scene(1, "s a s a s ")} each message is acknowledged before the next one comes. A credit that is not kept is lost for ever. What was posted`;
    expect(await posted(submission, 1, "s a s a s "), message).toEqual([1, 2, 3]);
    const both = `${scene(2, "ss aa ss s ")} both messages are acknowledged, then three more come. What was posted`;
    expect(await posted(submission, 2, "ss aa ss s "), both).toEqual([1, 2, 3, 4]);
  });

  check("send() is done when its message is posted, and not before", credits, async ({ submission }) => {
    const log = await play(submission, 1, "ss a ");
    const done = log.indexOf("done 2");
    const message = `${scene(1, "ss a ")} the second send() is done only after its message was posted. What happened`;
    assert(
      done >= 0,
      `${scene(1, "ss a ")} the second message can go, so its send() has to be done. It never was.`,
    );
    expect(log.slice(0, done), message).toContain("posted 2");
    const waiting = numbers(await play(submission, 1, "sss "), "done");
    expect(waiting, `${scene(1, "sss ")} two messages wait, and so do their send()s. Done were`).toEqual([1]);
  });

  check(
    "nobody overtakes, not even at the moment of an acknowledgement",
    { ...credits, essential: true },
    async ({ submission }) => {
      const message = `${scene(1, "ss as ")} message 2 waits. In one breath the first is acknowledged and message 3 comes. The credit belongs to 2: post 2 in the moment in which its credit comes (hint 4). What was posted`;
      expect(await posted(submission, 1, "ss as "), message).toEqual([1, 2]);
      const later = `${scene(1, "ss as a ")} another acknowledgement later, the order`;
      expect(await posted(submission, 1, "ss as a "), later).toEqual([1, 2, 3]);
      const two = `${scene(2, "sss aas ")} message 3 waits. In one breath two are acknowledged and message 4 comes. The first credit is for 3, the second for 4. What was posted`;
      expect(await posted(submission, 2, "sss aas "), two).toEqual([1, 2, 3, 4]);
    },
  );

  check(
    "in any scene messages go in their order, and as many as have credit",
    credits,
    async ({ submission, random }) => {
      for (let round = 0; round < 25; round += 1) {
        const credit = 1 + Math.floor(random() * 3);
        let [sent, acknowledged] = [0, 0];
        let steps = "";
        for (let step = 0; step < 14; step += 1) {
          // Only what is under way can be acknowledged.
          const underWay = Math.min(sent, credit + acknowledged) - acknowledged;
          const next = random() < 0.35 && underWay > 0 ? "a" : random() < 0.25 ? " " : "s";
          if (next === "s") sent += 1;
          if (next === "a") acknowledged += 1;
          steps += next;
        }
        const expected = Array.from({ length: Math.min(sent, credit + acknowledged) }, (_, at) => at + 1);
        const message = `${scene(credit, `${steps} `)} ${sent} messages were sent and ${acknowledged} acknowledged. What was posted`;
        expect(await posted(submission, credit, `${steps} `), message).toEqual(expected);
      }
    },
  );

  hidden(
    "never are more messages under way than there is credit",
    bounded,
    async ({ submission, random }) => {
      // Far more is sent than acknowledged, so the credit is used up now and then.
      const parts = Array.from({ length: 60 }, () => random.pick(["sss", "a", "s ", "aa", " ", "sa"]));
      const steps = ["ssssss", ...parts].join("");
      const log = await play(submission, 4, steps);
      let underWay = 0;
      let most = 0;
      for (const line of log) {
        if (line.startsWith("posted")) underWay += 1;
        // An acknowledgement without a message under way gives credit as well.
        if (line === "acknowledged") underWay -= 1;
        most = Math.max(most, underWay);
      }
      expect(most, "With a credit of 4, at most so many messages were under way").toBe(4);
      const order = numbers(log, "posted");
      expect(order, "The order in which the messages were posted").toEqual(order.map((_, at) => at + 1));
    },
  );

  hidden("all messages go in the end", credits, async ({ submission, random }) => {
    const many = random.int(30, 45);
    const steps = `${"s".repeat(many)} ${"a ".repeat(many)}`;
    const log = await play(submission, random.int(2, 5), steps);
    const all = upTo(many);
    const message = `${many} messages, as many acknowledgements. What was posted`;
    expect(numbers(log, "posted"), message).toEqual(all);
    expect(numbers(log, "done"), "And the send()s that were done").toEqual(all);
  });
});

exercise("05.4", ({ check, hidden }) => {
  const about = { reread: "What a channel is made of: a ring" };
  const onThreads = { timeout: 25_000, ...about };
  const slowly = { timeout: 25_000, reread: "A test bench with slow motion" };
  const ring = (submission: RemoteSubmission, capacity: number, width: number) =>
    submission.new("Ring", new SharedArrayBuffer(16 + capacity * width * 4), capacity, width);

  /** A taken row as plain numbers; what is no row stays as it is. */
  const plain = (row: unknown) => (ArrayBuffer.isView(row) ? Array.from(row as Int32Array) : row);

  /** A hint for answers that let wrong rows through, or no rows. */
  const advice = {
    lost: "Where does a row go after the last slot, and when is the ring full (hints 1 and 2)?",
    view: "All rows were looked at after the last one had come. Did take() give out a copy, or a view of a slot that is used again (hint 4)?",
    early:
      "In slow motion, the receiver looks at the very moment after a counter has moved. Write the row first, show it last (hint 3).",
    freed:
      "In slow motion, the sender uses the very moment after a counter has moved. Copy the row first, free its slot last (hint 3).",
    nothing:
      "Do put() and take() agree on when the ring is full and when it is empty? Do both look at the counters in shared memory?",
  };

  /** Sends rows from thread to thread; `slow` is the side after whose every atomic change the other gets its turn. */
  async function assertRelay(
    submission: RemoteSubmission,
    [count, capacity, width]: readonly [number, number, number],
    slow: "nobody" | "sender" | "receiver" = "nobody",
    thought = advice.lost,
  ): Promise<void> {
    const arrived = await submission.call("relay", count, capacity, width, slow);
    assert.isArray(
      arrived,
      "relay() is given and returns the rows that arrived. Restore it. What it returned",
    );
    const rows = arrived as unknown[];
    const at = Array.from({ length: count }, (_, i) => i).find((i) => rows[i] !== i + 1);
    if (at === undefined) return;
    const [came, why] =
      at >= rows.length
        ? ["nothing came any more for a second and a half", advice.nothing]
        : [`${pretty(rows[at])} came`, thought];
    assert.fail(
      `relay(${count}, ${capacity}, ${width}, "${slow}"): row ${at + 1} of ${count} should be ${at + 1}, and ${came}. ${why}`,
    );
  }

  check("what goes in comes out, in the same order", about, async ({ submission, random }) => {
    const remote = await ring(submission, 4, 1);
    expect(await remote.take(), "A new ring is empty, so take()").toBe(undefined);
    const numbers = [7, 0, -random.int(9, 9999)];
    for (const number of numbers)
      expect(await remote.put([number]), `There is room for ${number}, so put() says`).toBe(true);
    const taken = [];
    for (let i = 0; i < 4; i += 1) taken.push(plain(await remote.take()));
    const message = `${numbers.join(", ")} were put in. Four times take()`;
    expect(taken, message).toEqual([...numbers.map((number) => [number]), undefined]);
  });

  check("it holds as many rows as it has slots, and says no to one more", about, async ({ submission }) => {
    const remote = await ring(submission, 4, 1);
    const said = [];
    for (const number of [1, 2, 3, 4, 5]) said.push(await remote.put([number]));
    const message =
      "Full is when `capacity` rows are inside, not one fewer and not one more. Five times put() into four slots";
    expect(said, message).toEqual([true, true, true, true, false]);
    const taken = [];
    for (let i = 0; i < 4; i += 1) taken.push(plain(await remote.take()));
    expect(taken, "The fifth row was refused and must have changed nothing. What was inside").toEqual([
      [1],
      [2],
      [3],
      [4],
    ]);
  });

  check("it goes round the end, again and again", about, async ({ submission }) => {
    const remote = await ring(submission, 3, 1);
    for (let lap = 0; lap < 9; lap += 1) {
      const two = [2 * lap + 1, 2 * lap + 2];
      const said = [await remote.put([two[0]]), await remote.put([two[1]])];
      const taken = [plain(await remote.take()), plain(await remote.take())];
      const message = `A ring of 3 slots. ${2 * lap} rows have gone through it, now ${two.join(" and ")} are put in and taken out. After the last slot comes the first (hint 2)`;
      expect({ said, taken }, message).toEqual({ said: [true, true], taken: [[two[0]], [two[1]]] });
    }
    expect(await remote.take(), "After that the ring is empty again, so take()").toBe(undefined);
  });

  check("a wide row stays in its own slot", about, async ({ submission, random }) => {
    const remote = await ring(submission, 2, 3);
    const rows = [0, 1, 2].map(() => [0, 1, 2].map(() => random.int(-9999, 9999)));
    const taken = [];
    await remote.put(rows[0]);
    await remote.put(rows[1]);
    taken.push(plain(await remote.take()));
    await remote.put(rows[2]);
    taken.push(plain(await remote.take()), plain(await remote.take()));
    const message =
      "Each slot is `width` numbers long, so where does slot 1 begin? Three rows of 3 through a ring of 2 slots";
    expect(taken, message).toEqual(rows);
  });

  check(
    "a row that was taken stays as it was, whatever is sent afterwards",
    onThreads,
    async ({ submission }) => {
      await assertRelay(submission, [24, 4, 8], "nobody", advice.view);
    },
  );

  check(
    "from thread to thread, no row is lost, doubled or torn",
    { ...onThreads, essential: true },
    async ({ submission }) => {
      // Many rows in few slots: both sides come round the end, and upon each other, hundreds of times.
      await assertRelay(submission, [2_000, 3, 4]);
    },
  );

  check("a row is there before the receiver can see it", slowly, async ({ submission }) => {
    await assertRelay(submission, [12, 2, 4], "sender", advice.early);
  });

  check("a row is copied before the sender can use its slot again", slowly, async ({ submission }) => {
    await assertRelay(submission, [12, 1, 4], "receiver", advice.freed);
    await assertRelay(submission, [12, 3, 4], "receiver", advice.freed);
  });

  /**
   * Three rows through a ring of two slots, in one order of steps after the other. No thread waits for the other one's rows: a sender that finds the
   * ring full drops its row, a receiver that finds it empty goes on. The receiver takes some times, waits on a word of the check until the sender has
   * ended, and takes what is left. All of it has to fit to a plain queue of two rows, and no code of the answer runs where that is decided. Each operation
   * looks at the check's own word first: so it is a step in time, also where the answer looks at no shared memory.
   */
  const roundTheEnd = (
    submission: RemoteSubmission,
    rows: readonly (readonly number[])[],
    early: number,
  ): Promise<Verdict> =>
    submission.explore({
      shared: () => ({
        words: new Int32Array(new SharedArrayBuffer(16 + 2 * $drawn.width * 4)),
        ended: new Int32Array(new SharedArrayBuffer(4)),
      }),
      threads: {
        sender: ({ words, ended }, _, operation) => {
          const ring = new Ring(words.buffer as SharedArrayBuffer, 2, $drawn.width);
          const accepted: string[] = [];
          for (const row of $drawn.rows) {
            const text = row.join(" ");
            const put = (_: string) => Atomics.load(ended, 0) === 0 && ring.put(row) === true;
            if (operation("put", [text], put)) accepted.push(text);
          }
          Atomics.store(ended, 0, 1);
          Atomics.notify(ended, 0);
          return accepted;
        },
        receiver: ({ words, ended }, _, operation) => {
          const ring = new Ring(words.buffer as SharedArrayBuffer, 2, $drawn.width);
          const take = () =>
            operation("take", [], () => {
              Atomics.load(ended, 0);
              const row = ring.take();
              return row ? [...row].join(" ") : undefined;
            });
          const early: string[] = [];
          for (let i = 0; i < $drawn.early; i += 1) {
            const row = take();
            if (row !== undefined) early.push(row);
          }
          while (Atomics.load(ended, 0) === 0) Atomics.wait(ended, 0, 0);
          const late: string[] = [];
          // One more than was sent, for a ring that gives out rows twice.
          for (let i = 0; i <= $drawn.rows.length; i += 1) {
            const row = take();
            if (row === undefined) break;
            late.push(row);
          }
          return { early, late };
        },
      },
      finally: (_, results) => {
        const [accepted, { early, late }] = results as [string[], { early: string[]; late: string[] }];
        const expected = accepted.join(", ");
        const got = [...early, ...late].join(", ");
        if (got !== expected)
          throw new Error(
            `put() accepted ${expected || "nothing"}, and what came out was ${got || "nothing"}`,
          );
        if (late.length > 2)
          throw new Error(`put() accepted ${expected}, while ${late.length} rows were inside, of 2`);
      },
      history: {
        model: () => ({
          rows: [] as string[],
          put(row: string) {
            return this.rows.length < 2 && this.rows.push(row) > 0;
          },
          take() {
            return this.rows.shift();
          },
        }),
      },
      scope: { $drawn: { rows, early, width: rows[0]?.length ?? 0 } },
      // The steps are the limit: the seconds are for a machine that hardly runs.
      steps: 60_000,
      seconds: 45,
    });

  check(
    "in every order of steps, what went in comes out, whole and in order",
    { essential: true, timeout: 60_000, reread: "Exercise 05.4 · Round the end" },
    async ({ submission, random }) => {
      const width = random.int(2, 4);
      const rows = Array.from({ length: 3 }, () => Array.from({ length: width }, () => random.int(1, 9_999)));
      const { failure } = await roundTheEnd(submission, rows, random.int(1, 2));
      if (failure === null) return;
      const what = failure.message
        .replace(/^Not linearizable: .*? results: /, "no order of these calls fits a queue of 2 rows: ")
        .replace(/[.!?]?$/, ".");
      const steps = failure.length === 1 ? "1 step" : `${failure.length} steps`;
      const thoughts: Readonly<Record<string, string>> = {
        "data race":
          "Both sides touch this word at the same time: use Atomics.load and Atomics.store for the counters, write before you show, copy before you free (hint 3).",
        "not linearizable":
          "put() says no only where 2 rows are inside, and take() only where there is none.",
      };
      const thought =
        thoughts[failure.kind] ??
        "Write the row first and show it last; copy the row first and free its slot last (hint 3).";
      expect(
        `in an order of ${steps}, ${what}`,
        `Rows of ${width} numbers go through a ring of 2 slots. ${thought} What happened`,
      ).toBe("every row that put() accepted comes out once, whole and in order");
    },
  );

  hidden(
    "one slot is enough, and a large ring need never be full",
    onThreads,
    async ({ submission, random }) => {
      await assertRelay(submission, [random.int(400, 600), 1, 2]);
      await assertRelay(submission, [random.int(700, 900), 1_000, random.int(2, 4)]);
    },
  );
});
