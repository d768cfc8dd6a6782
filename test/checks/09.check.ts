import { exercise, type RemoteSubmission } from "@swarmlab/kit/checks";
import { expect } from "vitest";
import { inWords, messageIn, objectIn, objectsIn } from "./came.ts";
import { drawFrom } from "./drawn.ts";
import { computedOnThreads, ownSeconds } from "./measured.ts";
import { assertPrediction } from "./prediction.ts";
import { endOf, happensDuring, Log, type PendingCall, pendingCall, StagedWork } from "./staged-work.ts";

/** Time for the answer to do what it should not, counted in round trips to it and not in milliseconds. */
async function quiet(submission: RemoteSubmission, name: string): Promise<void> {
  for (let trip = 0; trip < 3; trip += 1) await submission.get(name);
}

/** The error with which a call ends. Fails when it ends with a value. */
async function errorOf(call: PendingCall<unknown>, sentence: string): Promise<Error & { code?: unknown }> {
  const ending = await endOf(
    pendingCall(
      call.ending.then(
        (value) => ({ value }),
        (error: Error) => ({ error }),
      ),
    ),
    sentence,
  );
  if (!("error" in ending)) return expect.fail(`${sentence} It returned ${inWords(ending.value)}.`);
  if (!(ending.error instanceof Error))
    return expect.fail(`${sentence} What it threw should be an error, and came: ${inWords(ending.error)}.`);
  return ending.error;
}

exercise("09.1", { reread: "Supersteps, and the barrier between them" }, ({ check }) => {
  interface Node {
    readonly seconds: number;
    readonly after: readonly string[];
  }
  type Nodes = Readonly<Record<string, Node>>;

  const nodes = (sort = 3): Nodes => ({
    ask: { seconds: 1, after: [] },
    skim: { seconds: 1, after: ["ask"] },
    sort: { seconds: sort, after: ["skim"] },
    dig: { seconds: 5, after: ["ask"] },
    answer: { seconds: 1, after: ["sort", "dig"] },
  });
  const secondsOf = (graph: Nodes, name: string) => graph[name]?.seconds ?? Number.NaN;

  /** The nodes of each superstep. A join runs once all before it are done; a plain edge is a reason of its own. */
  function stepsOf(graph: Nodes, edges: "join" | "plain"): string[][] {
    const done = new Set<string>();
    let step = Object.keys(graph).filter((name) => graph[name]?.after.length === 0);
    const steps: string[][] = [];
    while (step.length > 0) {
      steps.push(step);
      const ended = step;
      for (const name of ended) done.add(name);
      step = Object.keys(graph).filter((name) => {
        const after = graph[name]?.after ?? [];
        if (!after.some((before) => ended.includes(before))) return false;
        return edges === "plain" || after.every((before) => done.has(before));
      });
    }
    return steps;
  }
  const longest = (graph: Nodes, step: readonly string[]) =>
    Math.max(...step.map((name) => secondsOf(graph, name)));
  const together = (graph: Nodes, step: readonly string[]) =>
    step.reduce((sum, name) => sum + secondsOf(graph, name), 0);
  const total = (graph: Nodes, length: typeof longest, steps = stepsOf(graph, "join")) =>
    steps.reduce((sum, step) => sum + length(graph, step), 0);
  /** When a node is done if it starts as soon as its own inputs are there. */
  const doneAt = (graph: Nodes, name: string): number =>
    secondsOf(graph, name) +
    Math.max(0, ...(graph[name]?.after ?? []).map((before) => doneAt(graph, before)));

  const graph = nodes();
  const steps = stepsOf(graph, "join");
  const untilSort = steps.slice(
    0,
    steps.findIndex((step) => step.includes("sort")),
  );
  const cases = [
    {
      name: "sortStarts",
      what: "when `sort` starts",
      truth: total(graph, longest, untilSort),
      reread: "Which nodes share a superstep with `skim`, and which of them is the slowest?",
    },
    {
      name: "answerEnds",
      what: "when `answer` is done",
      truth: total(graph, longest),
      reread: "Add up the slowest node of each superstep, the last one too.",
    },
    {
      name: "withoutBarrier",
      what: "when `answer` is done without a barrier",
      truth: doneAt(graph, "answer"),
      reread: "Two ways lead from `ask` to `answer`. Add up the nodes on each, and take the longer one.",
    },
    {
      name: "computing",
      what: "when `answer` is done if all nodes compute on one event loop",
      truth: total(graph, together),
      reread: "Two nodes that compute share one thread: how long does their superstep take?",
    },
    {
      name: "answerRuns",
      what: "how often `answer` runs with two plain edges",
      truth: stepsOf(graph, "plain").filter((step) => step.includes("answer")).length,
      reread:
        "In which superstep is `dig` done, and in which `sort`? Each is a reason to run `answer` in the next.",
    },
    {
      name: "halfAsLong",
      what: "when `answer` is done if `sort` takes 1.5 s",
      truth: total(nodes(1.5), longest),
      reread: "`sort` has a superstep of its own. Only that one gets shorter.",
    },
  ];
  for (const { name, what, truth, reread } of cases) {
    const essential = name === "withoutBarrier";
    check(`${name}: the prediction of ${what} comes true`, { essential }, async ({ submission }) => {
      assertPrediction((await submission.get("supersteps"))?.[name], truth, reread);
    });
  }
});

exercise("09.2", { reread: "Exercise 09.2 · A graph runner of your own" }, ({ check, hidden }) => {
  type Shape = Readonly<Record<string, readonly string[]>>;

  /** A graph whose nodes end when the check says so. It notes what each was called with. */
  function stage(submission: RemoteSubmission, shape: Shape) {
    const log = new Log();
    const inputs = new Map<string, unknown>();
    const works = new Map(Object.keys(shape).map((name) => [name, new StagedWork(log, name)]));
    const graph = Object.fromEntries(
      Object.entries(shape).map(([name, after]) => [
        name,
        {
          after,
          run: (given: unknown) => {
            inputs.set(name, given);
            return works.get(name)?.handed.start();
          },
        },
      ]),
    );
    const call = pendingCall(submission.call("runGraph", graph));
    const work = (name: string) => works.get(name) as StagedWork;
    const started = () =>
      log.events.filter((event) => event.startsWith("start ")).map((event) => event.slice(6));
    const starts = (name: string, sentence: string) =>
      happensDuring(call, log.until(`start ${name}`), sentence);
    const settle = () => quiet(submission, "runGraph");
    return { log, inputs, call, work, started, starts, settle };
  }

  const small: Shape = {
    plan: [],
    search: ["plan"],
    rank: ["search"],
    crawl: ["plan"],
    write: ["rank", "crawl"],
  };

  check("a node starts as soon as its own inputs are there", { essential: true }, async ({ submission }) => {
    const on = stage(submission, small);
    await on.starts("plan", "`plan` waits for no node, and was not started.");
    on.work("plan").answer("p");
    await on.starts("search", "`plan` is done, and `search` was not started.");
    await on.starts("crawl", "`plan` is done, and `crawl` was not started beside `search`.");
    on.work("search").answer("s");
    await on.starts(
      "rank",
      "`search` is done, and `rank` was not started while `crawl` still ran. `rank` does not wait for `crawl`: that would be a barrier.",
    );
    on.work("rank").answer("r");
    on.work("crawl").answer("c");
    await on.starts("write", "`rank` and `crawl` are done, and `write` was not started.");
    on.work("write").answer("w");
    await endOf(on.call, "All five nodes are done, and runGraph() did not come back.");
  });

  check("nodes without inputs start at once, all of them", async ({ submission }) => {
    const on = stage(submission, { a: [], b: [], c: [], d: ["c"] });
    for (const name of ["a", "b", "c"])
      await on.starts(name, `\`${name}\` waits for no node, and was not started while the others ran.`);
    for (const name of ["a", "b", "c"]) on.work(name).answer(name);
    await on.starts("d", "`c` is done, and `d` was not started.");
    on.work("d").answer("d");
    await endOf(on.call, "All nodes are done, and runGraph() did not come back.");
  });

  check("a join waits for all of its inputs", async ({ submission }) => {
    const on = stage(submission, { a: [], b: [], c: [], join: ["a", "b", "c"] });
    for (const name of ["a", "b", "c"]) await on.starts(name, `\`${name}\` was not started.`);
    for (const name of ["b", "a"]) {
      on.work(name).answer(name);
      await on.settle();
      expect(on.started(), "`join` waits for a, b and c, and `c` still runs. Started so far").not.toContain(
        "join",
      );
    }
    on.work("c").answer("c");
    await on.starts("join", "a, b and c are done, and `join` was not started.");
    on.work("join").answer("j");
    await endOf(on.call, "All nodes are done, and runGraph() did not come back.");
  });

  check("each node runs once, however many wait for it", async ({ submission }) => {
    const on = stage(submission, {
      root: [],
      left: ["root"],
      right: ["root"],
      end: ["left", "right", "root"],
    });
    for (const name of ["root", "left", "right", "end"]) {
      await on.starts(name, `\`${name}\` was not started.`);
      on.work(name).answer(name);
    }
    await endOf(on.call, "All nodes are done, and runGraph() did not come back.");
    const message = "Three nodes wait for `root`, two lead to `end`. How often each was started";
    const counts = ["root", "left", "right", "end"].map((name) => on.log.count(`start ${name}`));
    expect(counts, message).toEqual([1, 1, 1, 1]);
  });

  check("a node gets the results of the nodes it waits for, and nothing else", async ({ submission }) => {
    const on = stage(submission, small);
    const results: Record<string, unknown> = { plan: "p", search: 7, rank: null, crawl: ["c"], write: "w" };
    for (const name of ["plan", "search", "rank", "crawl", "write"]) {
      await on.starts(name, `\`${name}\` was not started.`);
      on.work(name).answer(results[name]);
    }
    await endOf(on.call, "All nodes are done, and runGraph() did not come back.");
    expect(on.inputs.get("plan"), "`plan` waits for no node. It was called with").toEqual({});
    expect(on.inputs.get("search"), "`search` waits for `plan`. It was called with").toEqual({ plan: "p" });
    const message = "`write` waits for `rank` and `crawl`, not for the others. It was called with";
    expect(on.inputs.get("write"), message).toEqual({ rank: null, crawl: ["c"] });
  });

  check("it resolves with the results of all nodes, by their names", async ({ submission }) => {
    const graph = {
      // Named in another order than they run, and one of them answers at once.
      late: { after: ["early"], run: ({ early }: { early: number }) => early * 2 },
      early: { after: [], run: async () => 21 },
      nothing: { after: [], run: () => undefined },
    };
    const call = pendingCall(submission.call("runGraph", graph));
    const told = await endOf(call, "Three nodes that end at once, and runGraph() did not come back.");
    expect(told, "runGraph() resolves with an object. It").toBeTypeOf("object");
    expect(
      { ...told },
      "early gives 21, late twice as much, and `nothing` gives undefined. All results",
    ).toEqual({
      early: 21,
      late: 42,
      nothing: undefined,
    });
    expect(Object.keys(told ?? {}).sort(), "Its names").toEqual(["early", "late", "nothing"]);
    const empty = await submission.call("runGraph", {});
    expect(empty, "A graph without nodes has no results. runGraph({}) gave").toEqual({});
  });

  check("a failure comes out as it is, and nothing behind it starts", async ({ submission }) => {
    const on = stage(submission, { a: [], bad: ["a"], next: ["bad"], last: ["next", "a"], beside: ["a"] });
    await on.starts("a", "`a` was not started.");
    on.work("a").answer("a");
    await on.starts("bad", "`bad` was not started.");
    await on.starts("beside", "`beside` was not started.");
    on.work("bad").fail("the source is gone");
    on.work("beside").answer("b");
    const error = await errorOf(on.call, "`bad` failed, so runGraph() rejects.");
    expect(error.message, "`bad` failed with “the source is gone”. The error of runGraph()").toBe(
      "the source is gone",
    );
    await on.settle();
    const message = "`next` waits for the failed node, and `last` for `next`. Started";
    expect(on.started().sort(), message).toEqual(["a", "bad", "beside"]);
  });

  /** The message with which a graph is refused, before any of its nodes starts. */
  async function refusal(submission: RemoteSubmission, shape: Shape, why: string): Promise<string> {
    const on = stage(submission, shape);
    for (const name of Object.keys(shape))
      on.log.until(`start ${name}`).then(() => on.work(name).answer(name));
    const sentence = `${why}, so runGraph() rejects before any node starts.`;
    const { message } = await errorOf(on.call, sentence);
    expect(on.started(), `${why}. Started before that was noticed`).toEqual([]);
    return message;
  }

  check("a name that is not in the graph is refused before any node starts", async ({ submission }) => {
    const shape = { plan: [], write: ["plan", "reviews"], review: ["plan"] };
    const message = await refusal(
      submission,
      shape,
      "`write` waits for `reviews`, and there is no such node",
    );
    expect(message, "The error names the missing node. Its message").toContain("reviews");
    // Every object has a property of this name, and no graph has such a node.
    const inherited = await refusal(
      submission,
      { plan: [], write: ["constructor"] },
      "`write` waits for `constructor`, and there is no such node",
    );
    expect(inherited, "The error names the missing node. Its message").toContain("constructor");
  });

  check("a circle is refused before any node starts", async ({ submission }) => {
    const shape = {
      plan: [],
      write: ["plan", "review"],
      review: ["check"],
      check: ["write"],
      print: ["plan"],
    };
    const message = await refusal(submission, shape, "`write`, `review` and `check` wait for each other");
    for (const name of ["write", "review", "check"])
      expect(message, "The error names the nodes of the circle. Its message").toContain(name);
    const alone = await refusal(submission, { plan: [], me: ["me"] }, "`me` waits for itself");
    expect(alone, "The error names the node that waits for itself. Its message").toContain("me");
  });

  hidden(
    "any graph, whichever node is done first",
    {
      timeout: 20_000,
      expected: "In any graph a node runs exactly when all nodes that it waits for are done, and runs once.",
    },
    async ({ submission, random }) => {
      for (let round = 0; round < 4; round += 1) {
        const names = Array.from({ length: 12 }, (_, at) => `n${at}`);
        const shape = Object.fromEntries(
          names.map((name, at) => [name, names.slice(0, at).filter(() => random() < 0.25)]),
        );
        // Named in an order in which a node may stand before those that it waits for.
        const shuffled = Object.fromEntries(
          Object.entries(shape)
            .map((entry) => ({ entry, key: random() }))
            .sort((a, b) => a.key - b.key)
            .map(({ entry }) => entry),
        );
        const on = stage(submission, shuffled);
        const done = new Set<string>();
        const open = new Set(names);
        while (open.size > 0) {
          const due = [...open].filter((name) => shape[name]?.every((before) => done.has(before)));
          for (const name of due)
            await on.starts(name, `\`${name}\` has all of its inputs, and was not started.`);
          const early = on.started().filter((name) => !done.has(name) && !due.includes(name));
          expect(early, "Started before their inputs were there").toEqual([]);
          const next = due[Math.floor(random() * due.length)] as string;
          on.work(next).answer(next);
          done.add(next);
          open.delete(next);
        }
        const told = await endOf(on.call, "All nodes are done, and runGraph() did not come back.");
        expect({ ...told }, "The results of all nodes").toEqual(
          Object.fromEntries(names.map((name) => [name, name])),
        );
        expect(on.started().length, "Twelve nodes, each of which runs once. Runs").toBe(12);
      }
    },
  );

  hidden("a node that throws at once, and one that is named twice", async ({ submission }) => {
    const failing = {
      a: { after: [], run: () => Promise.resolve(1) },
      b: {
        after: ["a"],
        run: () => {
          throw new RangeError("thrown, not rejected");
        },
      },
    };
    const error = await errorOf(
      pendingCall(submission.call("runGraph", failing)),
      "`b` throws, so runGraph() rejects.",
    );
    expect(error.message, "The error of runGraph()").toBe("thrown, not rejected");
    for (const reason of [undefined, null, 0, ""]) {
      const empty = {
        a: { after: [], run: () => Promise.reject(reason) },
        b: { after: ["a"], run: () => 1 },
      };
      const outcome = submission.call("runGraph", empty).then(
        (results) => `it resolved with ${inWords(results)}`,
        () => "it rejected",
      );
      expect(await outcome, `\`a\` failed with ${JSON.stringify(reason)}, so runGraph() rejects`).toBe(
        "it rejected",
      );
    }
    const on = stage(submission, { a: [], b: ["a", "a"] });
    for (const name of ["a", "b"]) {
      await on.starts(name, `\`${name}\` was not started.`);
      on.work(name).answer(name);
    }
    await endOf(on.call, "Both nodes are done, and runGraph() did not come back.");
    expect(on.inputs.get("b"), "`b` names `a` twice. It was called with").toEqual({ a: "a" });
  });
});

exercise("09.3", ({ check, hidden }) => {
  const onThreads = { timeout: 90_000, reread: "Exercise 09.3 · The same graph, on threads" };
  type Nodes = Record<string, (state: object, config?: object) => Promise<unknown>>;

  async function nodesOf(submission: RemoteSubmission): Promise<Nodes> {
    const nodes = objectIn(await submission.get("threadNodes"), "`threadNodes` below your function");
    for (const name of ["rate", "rateFirst", "meetTwice", "spinCancelled"])
      expect(
        typeof nodes[name],
        `\`threadNodes\` below your function is left as it is, and onThread() gives a node. Its \`${name}\` is a`,
      ).toBe("function");
    return nodes as Nodes;
  }

  interface Rating {
    readonly score: unknown;
    readonly fields: unknown;
    readonly thread: unknown;
  }
  const ratingIn = (told: unknown): Rating => {
    const { score, fields, thread } = objectIn(told, "The update that the node resolves with");
    return { score, fields, thread };
  };
  const rating = async (submission: RemoteSubmission, state: object, name = "rate") =>
    ratingIn(await (await nodesOf(submission))[name]?.(state));

  /** So much processor time of threads shows that one computes on, in seconds. A new thread of an open pool takes less to start. */
  const COMPUTES_ON = 0.3;

  /**
   * Asserts that no thread of the answer computes any more. A pool that stays open may stay: its threads sleep. It waits for one or the other, since on a
   * busy machine a thread takes long to end, to start and to compute.
   */
  async function nothingComputes(submission: RemoteSubmission): Promise<void> {
    const threads = () => submission.usage()?.threads ?? [];
    const used = () => threads().reduce((sum, { cpuSeconds }) => sum + cpuSeconds, 0);
    const before = used();
    for (let quiet = 0; quiet < 10 && threads().length > 0; ) {
      await new Promise((resolve) => setTimeout(resolve, 50));
      if (used() - before > COMPUTES_ON)
        expect.fail(
          "The graph was cancelled, the node has rejected, and the agent computes on. Hand the signal on to the swarm.",
        );
      quiet = threads().some(({ isRunning }) => isRunning) ? 0 : quiet + 1;
    }
  }

  /** What the given `rate` computes, computed here. */
  function scoreOf(text: string, rounds: number): number {
    let score = 0;
    for (let round = 0; round < rounds; round += 1)
      for (let i = 0; i < text.length; i += 1) score = (score * 31 + text.charCodeAt(i)) % 9973;
    return score;
  }

  check("the update of the function is the update of the node", onThreads, async ({ submission, random }) => {
    const [short = "", long = ""] = drawFrom(random).words(2);
    for (const [text, rounds] of [
      [short, 1],
      [`a longer ${long}`, random.int(100, 300)],
    ] as const) {
      const told = await rating(submission, { text, rounds });
      expect(told.score, `The score of “${text}”, ${rounds} rounds`).toBe(scoreOf(text, rounds));
    }
    const tagged = await (await nodesOf(submission)).rate?.({ text: short, rounds: 1 }, { tags: [] });
    expect(ratingIn(tagged).score, "With a config that has no signal, the score").toBe(scoreOf(short, 1));
  });

  /** Processor time by which computing on the main thread is told from computing elsewhere. The kernel counts in hundredths of a second. */
  const COMPUTING_SECONDS = 0.12;

  check(
    "it is computed on a worker thread",
    { ...onThreads, essential: true },
    async ({ submission, random }) => {
      const [text = ""] = drawFrom(random).words(1);
      const told = await rating(submission, { text, rounds: 1 });
      const message = "0 is the main thread, where the graph runs. The thread on which it was computed";
      expect(typeof told.thread, `${message} is a`).toBe("number");
      expect(told.thread, message).toBeGreaterThan(0);
      // The kernel counts where a longer computation takes place.
      let [own, score] = [0, 0];
      let rounds = 100_000;
      for (; own < COMPUTING_SECONDS && rounds < 1e8; rounds *= 2)
        own = await ownSeconds(() => {
          score = scoreOf(text, 2 * rounds);
        });
      const call = () => rating(submission, { text, rounds });
      const advice = "Hand the function to a worker thread.";
      const [long] = await computedOnThreads(submission, [{ call, needed: own }], { advice });
      expect(long?.score, `The score of “${text}”, ${rounds} rounds`).toBe(score);
    },
  );

  check(
    "only the needed fields go over, so the rest of the state does no harm",
    onThreads,
    async ({ submission }) => {
      // Functions cannot travel to a thread.
      const state = { text: "swarm", rounds: 2, log: () => {}, other: 1 };
      const told = await rating(submission, state).catch((error: Error) =>
        expect.fail(
          `The state also held a function, which is not needed, and the node failed: “${messageIn(error)}” Hand over the fields in \`needs\` only.`,
        ),
      );
      expect(told.fields, "`needs` are text and rounds. The fields that arrived").toEqual(["rounds", "text"]);
      const alone = await rating(submission, state, "rateFirst");
      expect(alone.fields, "`needs` is text alone. The fields that arrived").toEqual(["text"]);
    },
  );

  check("a function that fails is a node that fails, with its reason", onThreads, async ({ submission }) => {
    const node = (await nodesOf(submission)).rate;
    const error = await errorOf(
      pendingCall(node?.({ text: "", rounds: 1 }) ?? Promise.resolve()),
      "rate() refuses an empty text, so the node rejects.",
    );
    expect(error.message, "rate() says why. The message of the node's error").toContain("no text to rate");
  });

  check("two nodes that are called together compute at the same time", onThreads, async ({ submission }) => {
    const told = await (await nodesOf(submission)).meetTwice?.({});
    const message =
      "Each of two nodes waited up to 4 s for the other one to run at the same time. Did they meet";
    expect(told, message).toEqual([{ met: true }, { met: true }]);
  });

  check(
    "a cancelled graph stops the agent, and nothing is left running",
    onThreads,
    async ({ submission }) => {
      const before = await rating(submission, { text: "swarm", rounds: 1 });
      expect(before.score, "A graph that is not cancelled gets its update. The score").toBe(
        scoreOf("swarm", 1),
      );
      const node = (await nodesOf(submission)).spinCancelled;
      const call = pendingCall(node?.({}) ?? Promise.resolve());
      const sentence =
        "The graph was cancelled after 0.2 s, and the node went on. Hand the signal on, and throw what comes of it.";
      const error = await errorOf(call, sentence);
      expect(error.message, "The node rejects with an error that says something. Its message").toMatch(
        /\S{3,}/,
      );
      await nothingComputes(submission);
    },
  );

  hidden("calls do not disturb each other", onThreads, async ({ submission, random }) => {
    const nodes = await nodesOf(submission);
    const texts = random.shuffle([...drawFrom(random).words(3), ""]);
    const rounds = random.int(2, 400);
    const ends = await Promise.allSettled(texts.map((text) => nodes.rate?.({ text, rounds })));
    const told = ends.map((end) => (end.status === "fulfilled" ? ratingIn(end.value).score : "failed"));
    const expected = texts.map((text) => (text === "" ? "failed" : scoreOf(text, rounds)));
    expect(told, `Four calls at once, of which one fails, with ${rounds} rounds. The scores`).toEqual(
      expected,
    );
  });
});

exercise("09.4", { reread: "Exercise 09.4 · Keep what the others found" }, ({ check, hidden }) => {
  type Node = (state: unknown, config?: unknown) => Promise<unknown>;
  const running = { signal: { aborted: false }, tags: ["report"] };

  const keepGoing = (submission: RemoteSubmission, name: string, node: (...args: unknown[]) => unknown) =>
    submission.call("keepGoing", name, node).then((wrapped: unknown): Node => {
      expect(typeof wrapped, "keepGoing() gives a node, which is a function. It gave a").toBe("function");
      return wrapped as Node;
    });
  const failing = (error: unknown) => () => {
    throw error;
  };

  check(
    "what the node returns is passed on, and it gets the state and the config",
    async ({ submission }) => {
      const seen: unknown[] = [];
      const node = await keepGoing(submission, "quick", (...args) => {
        seen.push(args);
        return { notes: ["found"] };
      });
      expect(
        await node({ topic: "swarms" }, running),
        "The node returned { notes: [“found”] }. Your node gave",
      ).toEqual({
        notes: ["found"],
      });
      const message =
        "It was called with the state, and with a config that holds the graph's signal. The node inside got";
      expect(seen, message).toEqual([[{ topic: "swarms" }, running]]);
      const late = await keepGoing(submission, "late", async () => ({ notes: [] }));
      expect(await late({}, running), "The node promised { notes: [] }. Your node gave").toEqual({
        notes: [],
      });
    },
  );

  check(
    "a node that fails gives an update that names it and says why",
    { essential: true },
    async ({ submission, random }) => {
      const [name = "", why = ""] = drawFrom(random).words(2);
      const rejects = await keepGoing(submission, name, async () => {
        throw new RangeError(`the source ${why} is gone`);
      });
      const message = `The node \`${name}\` failed with “the source ${why} is gone”. The update`;
      const update = await rejects({}, running).catch((error: unknown) => `the error “${messageIn(error)}”`);
      expect(update, message).toEqual({ failures: [{ node: name, reason: `the source ${why} is gone` }] });
      const throws = await keepGoing(submission, "rank", failing(new Error("nothing to rank")));
      expect(await throws({}, running), "`rank` throws at once. The update").toEqual({
        failures: [{ node: "rank", reason: "nothing to rank" }],
      });
      const silent = await keepGoing(submission, "rank", failing(new Error("")));
      expect(await silent({}, running), "The error's message was empty. The update").toEqual({
        failures: [{ node: "rank", reason: "" }],
      });
    },
  );

  check("a cancelled graph is no failure of the node", async ({ submission }) => {
    const node = await keepGoing(submission, "slow", failing(new Error("This operation was aborted")));
    const call = pendingCall(node({}, { signal: { aborted: true } }));
    const sentence =
      "The graph was cancelled, and the node inside threw because of that. Your node throws the same error.";
    const { message } = await errorOf(call, sentence);
    expect(message, `${sentence} It threw`).toBe("This operation was aborted");
    const own = await keepGoing(submission, "slow", failing(new Error("no data")));
    const update = await own({}, running).catch((error: unknown) => `the error “${messageIn(error)}”`);
    expect(
      update,
      "The graph was not cancelled (`aborted` is false), and the node failed. The update",
    ).toEqual({
      failures: [{ node: "slow", reason: "no data" }],
    });
  });

  check("what LangGraph throws on purpose is passed on", async ({ submission }) => {
    const interrupt = Object.assign(new Error("waits for a person"), { is_bubble_up: true });
    const node = await keepGoing(submission, "approve", failing(interrupt));
    const sentence =
      "interrupt() throws an error with `is_bubble_up: true`. Your node throws it again, else nobody is asked.";
    const error = (await errorOf(pendingCall(node({}, running)), sentence)) as Error & {
      is_bubble_up?: unknown;
    };
    expect(error.message, `${sentence} It threw`).toBe("waits for a person");
    expect(error.is_bubble_up, "The same error, with its marker. `is_bubble_up`").toBe(true);
    const other = Object.assign(new Error("broken"), { is_bubble_up: false });
    const plain = await keepGoing(submission, "approve", failing(other));
    expect(await plain({}, running), "An error with `is_bubble_up: false` is a failure. The update").toEqual({
      failures: [{ node: "approve", reason: "broken" }],
    });
  });

  check("a node without a config, and one that throws a text", async ({ submission }) => {
    const node = await keepGoing(submission, "old", failing("no reason at all"));
    for (const config of [undefined, {}]) {
      const update = await node({}, config).catch((error: unknown) => `the error “${messageIn(error)}”`);
      const message = `It threw the text “no reason at all”, and the config was ${config ? "{}" : "missing"}. The update`;
      expect(update, message).toEqual({ failures: [{ node: "old", reason: "no reason at all" }] });
    }
  });

  check(
    "in a real graph the siblings are kept, and the join runs once",
    { timeout: 15_000, reread: "When a branch fails" },
    async ({ submission }) => {
      const { Annotation, END, START, StateGraph } = await import("@langchain/langgraph");
      const list = () =>
        // An update that is no list is kept as it is, and judged below.
        Annotation<unknown[]>({ reducer: (before, added) => before.concat(added), default: () => [] });
      const State = Annotation.Root({ notes: list(), failures: list() });
      const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));
      const wrap = async (name: string, milliseconds: number, fails = false) => {
        const wrapped = await keepGoing(submission, name, async () => {
          await pause(milliseconds);
          if (fails) throw new Error(`${name} is broken`);
          return { notes: [name] };
        });
        return (state: unknown) => wrapped(state, running) as Promise<object>;
      };
      let joins = 0;
      const graph = new StateGraph(State)
        .addNode("quick", await wrap("quick", 1))
        .addNode("bad", await wrap("bad", 10, true))
        .addNode("slow", await wrap("slow", 60))
        .addNode("join", () => {
          joins += 1;
          return {};
        })
        .addEdge(START, "quick")
        .addEdge(START, "bad")
        .addEdge(START, "slow")
        .addEdge(["quick", "bad", "slow"], "join")
        .addEdge("join", END)
        .compile();
      const told = await graph.invoke({ notes: [] }).catch((error: Error) => {
        if (error.message !== "bad is broken") throw error;
        return expect.fail("In a graph with three branches `bad` failed, and the whole graph with it.");
      });
      expect(
        told.notes.map((note) => (typeof note === "string" ? note : inWords(note))).sort(),
        "`quick` and `slow` did their work. The notes",
      ).toEqual(["quick", "slow"]);
      expect(told.failures, "`bad` failed. The failures").toEqual([{ node: "bad", reason: "bad is broken" }]);
      expect(joins, "How often the join ran").toBe(1);
    },
  );

  hidden("nothing, and numbers, may be thrown as well", async ({ submission, random }) => {
    for (const thrown of [null, undefined, random.int(400, 599), 0]) {
      const node = await keepGoing(submission, "odd", failing(thrown));
      const update = await node({}, running).catch((error: unknown) => `threw ${inWords(error)}`);
      expect(update, `It threw ${String(thrown)}. The update`).toEqual({
        failures: [{ node: "odd", reason: String(thrown) }],
      });
    }
  });

  hidden("one wrapped node serves many runs", async ({ submission }) => {
    let calls = 0;
    const node = await keepGoing(submission, "sometimes", async () => {
      calls += 1;
      if (calls % 2 === 0) throw new Error(`call ${calls}`);
      return { notes: [calls] };
    });
    const updates = [
      await node({}, running),
      await node({}, running),
      await node({}, running),
      await node({}, running),
    ];
    expect(updates, "Every second call fails. The updates").toEqual([
      { notes: [1] },
      { failures: [{ node: "sometimes", reason: "call 2" }] },
      { notes: [3] },
      { failures: [{ node: "sometimes", reason: "call 4" }] },
    ]);
  });
});

exercise("09.5", { reread: "Exercise 09.5 · A lead with a quorum" }, ({ check, hidden }) => {
  interface Collected {
    readonly answers: readonly { readonly task: string; readonly answer: string }[];
    readonly missing: readonly { readonly task: string; readonly reason: string }[];
  }

  function stage(submission: RemoteSubmission, tasks: readonly string[], enough: number) {
    const log = new Log();
    const works = new Map(tasks.map((task) => [task, new StagedWork(log, task)]));
    const work = (task: string) => works.get(task) as StagedWork;
    const assignments = tasks.map((task) => {
      const { start, ask } = work(task).handed;
      return { task, start: () => start(), stop: () => ask() };
    });
    const call = pendingCall(submission.call("lead", assignments, enough) as Promise<Collected>);
    const allStarted = async () => {
      for (const task of tasks)
        await happensDuring(
          call,
          log.until(`start ${task}`),
          `\`${task}\` was not started while the others ran. Start all of them at once.`,
        );
    };
    const stopped = (task: string, why: string) =>
      happensDuring(
        call,
        log.until(`ask ${task}`),
        `${why}, and \`${task}\`, which still runs, was not stopped.`,
      );
    const settle = () => quiet(submission, "lead");
    return { log, call, work, allStarted, stopped, settle };
  }

  const collectedOf = async (call: PendingCall<Collected>): Promise<Collected> => {
    const told = await endOf(call, "All workers have ended, and lead() did not come back.");
    const { answers, missing } = objectIn(told, "What lead() resolves with");
    const what = (list: string) => `lead() resolves with the list \`${list}\`. It`;
    return {
      answers: objectsIn(answers, what("answers"), "An answer") as readonly unknown[] as Collected["answers"],
      missing: objectsIn(
        missing,
        what("missing"),
        "One of `missing`",
      ) as readonly unknown[] as Collected["missing"],
    };
  };

  check("all are started at once", async ({ submission }) => {
    const on = stage(submission, ["a", "b", "c", "d"], 4);
    await on.allStarted();
    for (const task of ["d", "c", "b", "a"]) on.work(task).answer(task);
    await collectedOf(on.call);
    const starts = ["a", "b", "c", "d"].map((task) => on.log.count(`start ${task}`));
    expect(starts, "Each is started once. Starts").toEqual([1, 1, 1, 1]);
  });

  check(
    "enough answers stop the others, each once, and nobody else",
    { essential: true },
    async ({ submission }) => {
      const on = stage(submission, ["a", "b", "c", "d"], 2);
      await on.allStarted();
      on.work("c").answer("third");
      await on.settle();
      const message = "One of two answers is there. Stopped so far";
      expect(
        on.log.events.filter((event) => event.startsWith("ask")),
        message,
      ).toEqual([]);
      on.work("a").answer("first");
      for (const task of ["b", "d"]) await on.stopped(task, "Two answers are enough");
      on.work("b").fail("aborted");
      on.work("d").fail("aborted");
      await collectedOf(on.call);
      const stops = ["a", "b", "c", "d"].map((task) => on.log.count(`ask ${task}`));
      expect(stops, "a and c had answered, b and d still ran. How often each was stopped").toEqual([
        0, 1, 0, 1,
      ]);
    },
  );

  check(
    "lead() is not over before the last worker is",
    { essential: true, reread: "A pitfall: the zombie" },
    async ({ submission }) => {
      const on = stage(submission, ["quick", "slow", "slower"], 1);
      await on.allStarted();
      on.work("quick").answer("here");
      for (const task of ["slow", "slower"]) await on.stopped(task, "One answer is enough");
      on.work("slower").fail("aborted");
      await on.settle();
      if (on.call.settled !== undefined)
        expect.fail(
          "lead() came back while `slow` was still on its way to its end. Wait for those that you have stopped.",
        );
      on.work("slow").fail("aborted");
      await collectedOf(on.call);
    },
  );

  check(
    "answers and missing stand in the order of the assignments, with their reasons",
    async ({ submission }) => {
      const on = stage(submission, ["a", "b", "c", "d", "e"], 2);
      await on.allStarted();
      on.work("d").answer("from d");
      await on.settle();
      on.work("c").fail("no source");
      await on.settle();
      on.work("a").answer("from a");
      for (const task of ["b", "e"]) await on.stopped(task, "Two answers are enough");
      on.work("e").fail("aborted");
      on.work("b").fail("aborted");
      const told = await collectedOf(on.call);
      expect(told.answers, "d answered first, then a. The answers").toEqual([
        { task: "a", answer: "from a" },
        { task: "d", answer: "from d" },
      ]);
      expect(told.missing, "c had failed, b and e were stopped. Missing").toEqual([
        { task: "b", reason: "stopped" },
        { task: "c", reason: "no source" },
        { task: "e", reason: "stopped" },
      ]);
    },
  );

  check("what is said after the stop does not count", async ({ submission }) => {
    const on = stage(submission, ["a", "b", "c"], 1);
    await on.allStarted();
    on.work("b").answer("in time");
    for (const task of ["a", "c"]) await on.stopped(task, "One answer is enough");
    on.work("a").answer("half of it");
    on.work("c").fail("torn off");
    const told = await collectedOf(on.call);
    expect(told.answers, "One answer was enough, and `a` answered after it was stopped. The answers").toEqual(
      [{ task: "b", answer: "in time" }],
    );
    expect(told.missing, "Whoever was stopped is missing for that reason. Missing").toEqual([
      { task: "a", reason: "stopped" },
      { task: "c", reason: "stopped" },
    ]);
  });

  check("two assignments with the same task are two", async ({ submission }) => {
    const votes = ["yes", "no", "yes"].map((answer) => ({
      task: "vote",
      start: async () => answer,
      stop: () => {},
    }));
    const call = pendingCall(submission.call("lead", votes, 3) as Promise<Collected>);
    const told = await collectedOf(call);
    expect(told.answers, "Three models vote on one question. The answers").toEqual([
      { task: "vote", answer: "yes" },
      { task: "vote", answer: "no" },
      { task: "vote", answer: "yes" },
    ]);
    expect(told.missing, "Nobody is missing. Missing").toEqual([]);
  });

  check("a failure alone ends nothing", async ({ submission }) => {
    const on = stage(submission, ["a", "b", "c"], 2);
    await on.allStarted();
    on.work("a").fail("broken");
    await on.settle();
    const stops = on.log.events.filter((event) => event.startsWith("ask"));
    expect(stops, "One of three has failed, and two are wanted: they can still come. Stopped").toEqual([]);
    on.work("b").answer("b");
    on.work("c").answer("c");
    const told = await collectedOf(on.call);
    expect(told.answers.length, "b and c answered. Answers").toBe(2);
    expect(told.missing, "Missing").toEqual([{ task: "a", reason: "broken" }]);
  });

  check(
    "when a quorum is out of reach, it says so at once and waits for nobody's work",
    async ({ submission }) => {
      const on = stage(submission, ["a", "b", "c", "d"], 3);
      await on.allStarted();
      on.work("a").answer("a");
      on.work("b").fail("no b");
      await on.settle();
      on.work("d").fail("no d");
      await on.stopped("c", "Three answers are wanted, and two of four have failed");
      on.work("c").answer("too late");
      const error = (await errorOf(on.call, "The quorum was out of reach, so lead() rejects.")) as Error & {
        code?: unknown;
        missing?: unknown;
      };
      expect(error.code, "It rejects with a QuorumError. The code of its error").toBe("QUORUM");
      expect(error.message, "Whoever reads the log wants to know what happened. Its message").toMatch(
        /\S{3,}/,
      );
      expect(
        error.missing,
        "The error has the list of those that are missing, in their order. `missing`",
      ).toEqual([
        { task: "b", reason: "no b" },
        { task: "c", reason: "stopped" },
        { task: "d", reason: "no d" },
      ]);
    },
  );

  check("a quorum without sense is refused before anything starts", async ({ submission }) => {
    for (const [tasks, enough] of [
      [["a", "b"], 3],
      [["a", "b"], 0],
      [[], 1],
      [[], 0],
    ] as const) {
      const on = stage(submission, tasks, enough);
      for (const task of tasks) on.log.until(`start ${task}`).then(() => on.work(task).answer(task));
      const sentence = `${enough} of ${tasks.length} assignments is no quorum, so lead() rejects with a RangeError.`;
      const error = await errorOf(on.call, sentence);
      expect(error.name, `${sentence} The name of its error`).toBe("RangeError");
      expect(error.message, `${sentence} The message of its error`).toMatch(/\S{3,}/);
      expect(on.log.events, `${sentence} What happened before that`).toEqual([]);
    }
  });

  hidden("a start that throws, and whatever else is thrown", async ({ submission }) => {
    const assignments = [
      {
        task: "throws",
        start: () => {
          throw new Error("not even started");
        },
        stop: () => {},
      },
      { task: "text", start: () => Promise.reject("only a text"), stop: () => {} },
      { task: "fine", start: async () => "fine", stop: () => {} },
      { task: "empty", start: async () => "", stop: () => {} },
    ];
    const call = pendingCall(submission.call("lead", assignments, 2) as Promise<Collected>);
    const told = await collectedOf(call);
    expect(told.answers, "Two answer, one of them with an empty text. The answers").toEqual([
      { task: "fine", answer: "fine" },
      { task: "empty", answer: "" },
    ]);
    expect(
      told.missing.map(({ task, reason }) => [task, messageIn(reason).includes("not even") || reason]),
      "Missing",
    ).toEqual([
      ["throws", true],
      ["text", "only a text"],
    ]);
    // What a check hands over answers with a promise. A start that is no function throws in the answer itself, at once.
    const broken = [
      { task: "broken", start: null, stop: () => {} },
      { task: "silent", start: () => Promise.reject(new Error("")), stop: () => {} },
      {
        task: "fine",
        start: () => new Promise((resolve) => setTimeout(resolve, 100, "fine")),
        stop: () => {},
      },
    ];
    const rest = await collectedOf(pendingCall(submission.call("lead", broken, 1) as Promise<Collected>));
    expect(
      rest.answers,
      "The first start() throws at once, and the third assignment answers. The answers",
    ).toEqual([{ task: "fine", answer: "fine" }]);
    expect(
      rest.missing.map(({ task }) => task),
      "One start() threw at once, and one error had an empty message. Missing",
    ).toEqual(["broken", "silent"]);
    expect(rest.missing[1]?.reason, "The reason is the error's message, which is empty. It was").toBe("");
  });

  hidden(
    "whichever order they end in",
    {
      timeout: 20_000,
      expected: "The first `enough` answers count, whatever the order in which workers end.",
    },
    async ({ submission, random }) => {
      for (let round = 0; round < 6; round += 1) {
        const tasks = Array.from({ length: 3 + Math.floor(random() * 5) }, (_, at) => `t${at}`);
        const enough = 1 + Math.floor(random() * tasks.length);
        const on = stage(submission, tasks, enough);
        await on.allStarted();
        const order = tasks
          .map((task) => ({ task, key: random(), fails: random() < 0.35 }))
          .sort((a, b) => a.key - b.key);
        const [answers, failed] = [[] as string[], [] as string[]];
        const isDecided = () => answers.length >= enough || failed.length > tasks.length - enough;
        for (const { task, fails } of order) {
          if (isDecided()) {
            await on.stopped(task, "It is decided");
            on.work(task).answer("too late");
            continue;
          }
          if (fails) on.work(task).fail(`no ${task}`);
          else on.work(task).answer(task);
          (fails ? failed : answers).push(task);
          await on.settle();
        }
        if (answers.length >= enough) {
          const told = await collectedOf(on.call);
          expect(
            told.answers.map(({ task }) => task),
            `${enough} of ${tasks.length}. Who answered in time`,
          ).toEqual(answers.sort());
          expect(told.missing.length, "All others are missing. Their number").toBe(tasks.length - enough);
        } else {
          const error = await errorOf(on.call, "The quorum was out of reach, so lead() rejects.");
          expect(error.code, "The code of its error").toBe("QUORUM");
        }
      }
    },
  );
});
