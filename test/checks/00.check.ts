import { exercise, type Random, type RemoteSubmission } from "@swarmlab/kit/checks";
import { DataAnalyst } from "@swarmlab/labs/agents";
import { expect } from "vitest";
import { computedOnThreads, ownSeconds } from "./measured.ts";
import { objectFrom, objectsFrom } from "./received.ts";

exercise("00.1", { reread: "Concurrent is not parallel" }, ({ check, hidden }) => {
  /** What the answer says of agents and cores, and the input in words. */
  async function assertRounds(
    submission: RemoteSubmission,
    [agents, cores]: readonly [number, number],
    thought: string,
  ): Promise<void> {
    const message = `${thought} rounds(${agents}, ${cores})`;
    expect(await submission.call("rounds", agents, cores), message).toBe(Math.ceil(agents / cores));
  }
  /** So many full rounds, and a last one that is not full. */
  const withRest = (random: Random, full: number): [number, number] => {
    const cores = random.int(3, 12);
    return [full * cores + random.int(1, cores - 1), cores];
  };

  check("four agents on two cores take two rounds", async ({ submission, random }) => {
    const thought = "Two cores run two agents in each round (reread “Concurrent is not parallel”).";
    await assertRounds(submission, [4, 2], thought);
    const cores = random.int(3, 9);
    await assertRounds(submission, [cores * random.int(2, 6), cores], "Here every round is full.");
  });

  check(
    "a last round that is not full is still a round",
    { essential: true },
    async ({ submission, random }) => {
      await assertRounds(submission, [5, 2], "Draw the rounds on paper: who runs the fifth agent?");
      const ninth = "A round with one agent in it takes as long as a full one.";
      await assertRounds(submission, [9, 4], ninth);
      await assertRounds(submission, withRest(random, random.int(1, 9)), "The last round is not full.");
    },
  );

  check("with more cores than agents one round is enough", async ({ submission, random }) => {
    const thought = "Each of three agents finds a core, and five cores have nothing to do.";
    await assertRounds(submission, [3, 8], thought);
    const agents = random.int(2, 30);
    const few = "Each agent finds a core, and some cores have nothing to do.";
    await assertRounds(submission, [agents, agents + random.int(1, 30)], few);
  });

  check("one core takes the agents one by one", async ({ submission, random }) => {
    const thought = "On one core each agent is a round.";
    await assertRounds(submission, [4, 1], thought);
    await assertRounds(submission, [random.int(5, 90), 1], thought);
  });

  hidden("nobody to run takes no round", async ({ submission, random }) => {
    await assertRounds(submission, [0, random.int(1, 64)], "Without agents there are no rounds.");
  });

  hidden("a large swarm is counted in the same way", async ({ submission, random }) => {
    await assertRounds(submission, withRest(random, random.int(60, 400)), "The last round is not full.");
    const cores = random.int(4, 64);
    await assertRounds(submission, [cores * random.int(40, 200), cores], "The last round is full.");
  });
});

exercise("00.2", { reread: "A live swarm" }, ({ check, hidden }) => {
  // Threads start slowly on a busy machine.
  const onThreads = { timeout: 90_000 };
  const returns = "launch() returns the run, and a run has a list of results (reread “A live swarm”)";

  async function resultsOf(submission: RemoteSubmission, sizes: readonly number[]) {
    const run = objectFrom(await submission.call("launch", sizes), returns);
    expect(run.results, `${returns}. The results`).toBeInstanceOf(Array);
    return { run, results: objectsFrom(run.results, "Each result of a run is that of an agent") };
  }
  const sumOf = (size: number) => {
    const n = BigInt(size);
    return n === 0n ? 0n : ((n - 1n) * n * (2n * n - 1n)) / 6n;
  };

  async function assertSums(
    submission: RemoteSubmission,
    sizes: readonly number[],
    thought: string,
  ): Promise<void> {
    const { results } = await resultsOf(submission, sizes);
    const message = `${thought} The results for the sizes ${sizes.join(", ")}`;
    expect(
      results.map(({ result }) => result),
      message,
    ).toEqual(sizes.map(sumOf));
  }

  /** A size for which an agent computes long enough to be counted, and its processor time in seconds. */
  async function largeSize(): Promise<{ size: number; seconds: number }> {
    for (let size = 20_000_000; ; size *= 2) {
      const seconds = await ownSeconds(() => new DataAnalyst(0).reason(size));
      if (seconds > 0.04 || size >= 80_000_000) return { size, seconds };
    }
  }

  /**
   * Fails unless agents of large sizes give their sums, and threads of the answer compute as long as DataAnalysts of these sizes do, whatever the sizes
   * are. The sums follow from a formula, so only the kernel's count shows that agents worked.
   */
  async function assertWorkOnThreads(submission: RemoteSubmission, random: Random, advice: string) {
    const { size, seconds } = await largeSize();
    // Few agents and many, in an order that is drawn: threads that burn a fixed time fit one of them at most.
    const swarms = random
      .shuffle([2, random.int(8, 9)])
      .map((agents) => Array.from({ length: agents }, () => size + random.int(1, size >> 6)));
    const works = swarms.map((sizes) => ({
      call: () => resultsOf(submission, sizes),
      needed: sizes.length * seconds,
    }));
    const runs = await computedOnThreads(submission, works, { advice, isShared: true });
    for (const [at, { results }] of runs.entries()) {
      const sizes = swarms[at] as number[];
      const found = results.map(({ result }) => result);
      expect(found, `The results for the sizes ${sizes.join(", ")}`).toEqual(sizes.map(sumOf));
    }
  }

  check("each agent adds up the squares of its own size", onThreads, async ({ submission, random }) => {
    const thought = "The input of an agent is its size, in the order of the list.";
    await assertSums(submission, [10, 4, 1000], thought);
    await assertSums(submission, [random.int(3, 99), random.int(1000, 9999), random.int(100, 999)], thought);
  });

  check("numbers the agents 0, 1, 2 in the order of the sizes", onThreads, async ({ submission, random }) => {
    for (const sizes of [[7, 7, 7], Array<number>(random.int(4, 7)).fill(random.int(3, 50))]) {
      const { results } = await resultsOf(submission, sizes);
      const message = `map() tells your function the position as well, and that makes a good id. The ids of ${sizes.length} agents`;
      expect(
        results.map(({ agentId }) => agentId),
        message,
      ).toEqual([...sizes.keys()]);
    }
  });

  check(
    "the agents run together, not one after the other",
    { ...onThreads, essential: true },
    async ({ submission, random }) => {
      // With four cores, whatever the machine has, a swarm without options runs four agents at a time.
      await submission.simulateCores(4);
      // This run starts the threads; the next one is measured.
      const { concurrency } = (await resultsOf(submission, [6, 6, 6, 6])).run;
      const message =
        "All agents belong into one swarm, and the swarm chooses how many run at a time. On four cores, of four agents at a time there ran";
      expect(concurrency >= 2 ? "several" : `${String(concurrency)}`, message).toBe("several");
      const { threads } = await submission.started();
      const started = "Four agents on four cores get a thread each. Threads that were started";
      expect(threads >= 2 ? "several" : `${threads}`, started).toBe("several");
      await assertWorkOnThreads(
        submission,
        random,
        "Agents that run together compute on threads of their own.",
      );
    },
  );

  check(
    "every agent ran on a worker thread",
    { ...onThreads, essential: true },
    async ({ submission, random }) => {
      await submission.simulateCores(4);
      const { results } = await resultsOf(submission, [5, 6, 7, 8]);
      expect(results.length, "How many results for four sizes").toBe(4);
      for (const { agentId, worker } of results) {
        const message = `Choose the executor that puts agents on threads (reread “A live swarm”). Agent ${String(agentId)} ran on “${String(worker)}”`;
        expect(String(worker).startsWith("thread"), message).toBe(true);
      }
      await assertWorkOnThreads(submission, random, "Choose the executor that puts agents on threads.");
    },
  );

  hidden("takes any number of sizes, a single one too", onThreads, async ({ submission, random }) => {
    await assertSums(submission, [random.int(5, 500)], "One size, one agent.");
    await assertSums(submission, [0, 1], "Below 0 there is nothing to add, and below 1 there is 0².");
    const sizes = Array.from({ length: random.int(8, 11) }, () => random.int(2, 3000));
    await assertSums(submission, sizes, "Many sizes, many agents.");
  });
});
