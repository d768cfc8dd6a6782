import { exercise } from "@swarmlab/kit/checks";
import { expect } from "vitest";

exercise("00.1", ({ check, hidden }) => {
  const twoCores =
    "Two cores run two agents in a round. Draw the rounds on paper, as under “Concurrent is not parallel”";

  check("four agents on two cores take two rounds", async ({ submission }) => {
    expect(await submission.call("rounds", 4, 2), `rounds(4, 2). ${twoCores}`).toBe(2);
  });

  check("a last round that is not full is still a round", async ({ submission }) => {
    expect(
      await submission.call("rounds", 5, 2),
      `rounds(5, 2). ${twoCores}: who runs the fifth agent?`,
    ).toBe(3);
    const message = "rounds(9, 4): a round with one agent in it takes as long as a full one";
    expect(await submission.call("rounds", 9, 4), message).toBe(3);
  });

  check("with more cores than agents one round is enough", async ({ submission }) => {
    const message = "rounds(3, 8): all three agents find a core at once, five cores have nothing to do";
    expect(await submission.call("rounds", 3, 8), message).toBe(1);
  });

  check("one core takes the agents one by one", async ({ submission }) => {
    expect(await submission.call("rounds", 4, 1), "rounds(4, 1): on one core each agent is a round").toBe(4);
  });

  hidden("nobody to run takes no round", async ({ submission }) => {
    expect(await submission.call("rounds", 0, 2), "rounds(0, 2): no agents, no rounds").toBe(0);
  });

  hidden("a large swarm is counted in the same way", async ({ submission }) => {
    expect(await submission.call("rounds", 1000, 16), "rounds(1000, 16)").toBe(63);
    expect(await submission.call("rounds", 1024, 16), "rounds(1024, 16): the last round is full").toBe(64);
  });
});

exercise("00.2", ({ check, hidden }) => {
  const run =
    "launch() returns the run, which holds its results under `results`. Look again at “A live swarm”";

  check("gives one result for each size", async ({ submission }) => {
    const { results } = (await submission.call("launch", [3, 4, 5])) ?? {};
    expect(results, run).toBeInstanceOf(Array);
    expect(results.length, "three sizes make three agents, and each agent gives one result").toBe(3);
  });

  check("each agent adds up the squares of its own size", async ({ submission }) => {
    const { results } = (await submission.call("launch", [10, 4, 1000])) ?? {};
    expect(results, run).toBeInstanceOf(Array);
    const found = results.map((result: { result: unknown }) => result.result);
    expect(found, "the results for the sizes 10, 4 and 1000, in this order").toEqual([285n, 14n, 332833500n]);
  });

  check("numbers the agents 0, 1, 2 in the order of the sizes", async ({ submission }) => {
    const { results } = (await submission.call("launch", [7, 7, 7])) ?? {};
    expect(results, run).toBeInstanceOf(Array);
    const ids = results.map((result: { agentId: unknown }) => result.agentId);
    expect(ids, "the ids of three agents. map() hands your function the position as well").toEqual([0, 1, 2]);
  });

  check("every agent ran on a worker thread", async ({ submission }) => {
    const { results } = (await submission.call("launch", [5, 6, 7, 8])) ?? {};
    expect(results, run).toBeInstanceOf(Array);
    for (const { agentId, worker } of results) {
      const where = `agent ${agentId} ran on “${worker}”. Choose the executor that puts agents on threads of their own`;
      expect(worker, where).toMatch(/^thread /);
    }
    expect(results.length, "four sizes make four agents").toBe(4);
  });

  hidden("takes any number of sizes, a single one too", async ({ submission }) => {
    const one = await submission.call("launch", [6]);
    expect(
      one?.results?.map((result: { result: unknown }) => result.result),
      "one size",
    ).toEqual([55n]);
    const sizes = Array.from({ length: 12 }, (_, at) => 12 - at);
    const many = await submission.call("launch", sizes);
    const sums = sizes.map((size) => BigInt(((size - 1) * size * (2 * size - 1)) / 6));
    expect(
      many?.results?.map((result: { result: unknown }) => result.result),
      "twelve sizes",
    ).toEqual(sums);
  });
});
