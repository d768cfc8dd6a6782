import { exercise, type RemoteSubmission } from "@swarmlab/kit/checks";
import { expect } from "vitest";

exercise("00.1", { reread: "Concurrent is not parallel" }, ({ check, hidden }) => {
  check("four agents on two cores take two rounds", async ({ submission }) => {
    const message =
      "Two cores run two agents in each round (reread “Concurrent is not parallel”). rounds(4, 2)";
    expect(await submission.call("rounds", 4, 2), message).toBe(2);
  });

  check("a last round that is not full is still a round", { essential: true }, async ({ submission }) => {
    const fifth = "Draw the rounds on paper: who runs the fifth agent? rounds(5, 2)";
    expect(await submission.call("rounds", 5, 2), fifth).toBe(3);
    const ninth = "A round with one agent in it takes as long as a full one. rounds(9, 4)";
    expect(await submission.call("rounds", 9, 4), ninth).toBe(3);
  });

  check("with more cores than agents one round is enough", async ({ submission }) => {
    const message = "Each of three agents finds a core, and five cores have nothing to do. rounds(3, 8)";
    expect(await submission.call("rounds", 3, 8), message).toBe(1);
  });

  check("one core takes the agents one by one", async ({ submission }) => {
    expect(await submission.call("rounds", 4, 1), "On one core each agent is a round. rounds(4, 1)").toBe(4);
  });

  hidden("nobody to run takes no round", async ({ submission }) => {
    expect(await submission.call("rounds", 0, 2), "Without agents there are no rounds. rounds(0, 2)").toBe(0);
  });

  hidden("a large swarm is counted in the same way", async ({ submission }) => {
    expect(await submission.call("rounds", 1000, 16), "The last round is not full. rounds(1000, 16)").toBe(
      63,
    );
    expect(await submission.call("rounds", 1024, 16), "The last round is full. rounds(1024, 16)").toBe(64);
  });
});

exercise("00.2", { reread: "A live swarm" }, ({ check, hidden }) => {
  interface Result {
    readonly agentId: number;
    readonly result: unknown;
    readonly worker: string;
  }

  async function resultsOf(
    submission: RemoteSubmission,
    sizes: readonly number[],
  ): Promise<readonly Result[]> {
    const run = await submission.call("launch", sizes);
    const message =
      "launch() returns the run, and a run has a list of results (reread “A live swarm”). The results";
    expect(run?.results, message).toBeInstanceOf(Array);
    return run.results;
  }

  check("each agent adds up the squares of its own size", async ({ submission }) => {
    const results = await resultsOf(submission, [10, 4, 1000]);
    const message =
      "The input of an agent is its size, in the order of the list. The results for the sizes 10, 4 and 1000";
    expect(
      results.map(({ result }) => result),
      message,
    ).toEqual([285n, 14n, 332833500n]);
  });

  check("numbers the agents 0, 1, 2 in the order of the sizes", async ({ submission }) => {
    const results = await resultsOf(submission, [7, 7, 7]);
    const message =
      "map() tells your function the position as well, and that makes a good id. The ids of three agents";
    expect(
      results.map(({ agentId }) => agentId),
      message,
    ).toEqual([0, 1, 2]);
  });

  check("the agents run together, not one after the other", { essential: true }, async ({ submission }) => {
    // With four cores, whatever the machine has, a swarm that is told nothing runs four agents at a time.
    await submission.simulateCores(4);
    const run = await submission.call("launch", [500_000, 500_000, 500_000, 500_000]);
    expect(
      run?.results,
      "launch() returns the run, and a run has a list of results. The results",
    ).toBeInstanceOf(Array);
    const message =
      "All agents belong into one swarm, and the swarm chooses how many run at a time. On four cores, of four agents at a time there ran";
    expect(run.concurrency >= 2 ? "several" : `${run.concurrency}`, message).toBe("several");
    const { threads } = await submission.started();
    const started = "Four agents on four cores get a thread each. Threads that were started";
    expect(threads >= 2 ? "several" : `${threads}`, started).toBe("several");
  });

  check("every agent ran on a worker thread", { essential: true }, async ({ submission }) => {
    const results = await resultsOf(submission, [5, 6, 7, 8]);
    expect(results.length, "How many results for four sizes").toBe(4);
    for (const { agentId, worker } of results) {
      const message = `Choose the executor that puts agents on threads (reread “A live swarm”). Agent ${agentId} ran on “${worker}”`;
      expect(worker.startsWith("thread"), message).toBe(true);
    }
  });

  hidden("takes any number of sizes, a single one too", async ({ submission }) => {
    const one = await resultsOf(submission, [6]);
    expect(
      one.map(({ result }) => result),
      "The result for the size 6",
    ).toEqual([55n]);
    const nothing = await resultsOf(submission, [0, 1]);
    expect(
      nothing.map(({ result }) => result),
      "Below 0 there is nothing to add, and below 1 there is 0². The results",
    ).toEqual([0n, 0n]);
    const sizes = Array.from({ length: 12 }, (_, at) => 12 - at);
    const sums = sizes.map((size) => BigInt(((size - 1) * size * (2 * size - 1)) / 6));
    const many = await resultsOf(submission, sizes);
    expect(
      many.map(({ result }) => result),
      "The results for twelve sizes",
    ).toEqual(sums);
  });
});
