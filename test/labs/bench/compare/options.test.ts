import { describe, expect, it } from "vitest";
import { readBenchOptions } from "../../../../labs/bench/compare/bench-options.ts";
import { checkMemory } from "../../../../labs/bench/compare/check-memory.ts";
import { localExecutorNames } from "../../../../labs/swarm/index.ts";

describe("the options of a benchmark", () => {
  it("have defaults that suit a notebook", () => {
    expect(readBenchOptions()).toMatchObject({
      agents: [8],
      approaches: localExecutorNames(),
      rounds: 6,
      secondsPerAgent: 0.15,
      python: "off",
      unavailable: [],
    });
  });

  it("take one number of agents or several, in any order, each once", () => {
    expect(readBenchOptions({ agents: 3 }).agents).toEqual([3]);
    expect(readBenchOptions({ agents: [8, 2, 8] }).agents).toEqual([2, 8]);
  });

  it.each([
    [{ agents: 0 }, /^agents must be a whole number of at least 1, but got 0\.$/],
    [{ agents: [] }, /^agents must be/],
    [{ agents: [2, 2.5] }, /2\.5/],
    [{ approaches: ["threads"] }, /^approaches must be made of .*"worker-threads".*'threads'/],
    [{ approaches: [] }, /at least one approach/],
    [{ workload: "sleep" }, /^There is no workload "sleep": choose one of mixed/],
    [{ rounds: -1 }, /^rounds must be/],
    [{ secondsPerAgent: 0 }, /^secondsPerAgent must be/],
    [{ concurrency: 0 }, /^concurrency must be/],
    [{ python: "yes" as "auto" }, /^python must be "auto" or "off"/],
  ])("are refused in one sentence where they make no sense: %o", (options, sentence) => {
    expect(() => readBenchOptions(options)).toThrow(sentence);
  });
});

describe("more agents than memory allows", () => {
  it("are refused before anything starts, with the largest number that fits", () => {
    expect(() => checkMemory(1_000_000_000, 2, 8e9)).toThrow(
      /^1,000,000,000 agents would take about .* but only 8\.0 GB are free: ask for at most [\d,]+ agents\.$/,
    );
    expect(() => checkMemory(8, 2, 8e9)).not.toThrow();
  });

  it("can be as few as one, on a machine that is full", () => {
    expect(() => checkMemory(1, 4, 10e6)).toThrow(/close other programs first/);
  });
});
