import { afterEach, describe, expect, it } from "vitest";
import { type AgentClass, AIAgent, agent } from "../../../../labs/agents/index.ts";
import { compareSwarm } from "../../../../labs/bench/index.ts";
import { installScope } from "../../../../labs/swarm/index.ts";

/** Definitions as in a notebook's cells: classes and functions that use one another's names. */
function cells(): {
  Mine: AgentClass<number>;
  Counting: AgentClass<number>;
  Growing: AgentClass<number[]>;
  Failing: AgentClass<number>;
  makeShared: () => unknown;
  double: (x: number) => number;
} {
  const source = `
    const factor = 3;
    const times = (x) => x * factor;
    class Mine extends AIAgent { think(x) { return times(x) + BigInt(1 - 1).toString().length; } }
    class Counting extends AIAgent { think(x, context) { return context.shared.start + x; } }
    class Growing extends AIAgent { think(list) { list.push(list.length); return list; } }
    class Failing extends AIAgent { think() { throw new Error("not today"); } }
    const double = (x) => x * 2;
    const makeShared = () => ({ start: times(10) });
    return { factor, times, Mine, Counting, Growing, Failing, double, makeShared, AIAgent };`;
  const names = new Function("AIAgent", source)(AIAgent);
  const specifier = new URL("../../../../labs/agents/index.ts", import.meta.url).href;
  installScope({
    has: (name) => Object.hasOwn(names, name),
    get: (name) => names[name],
    importOf: (name) => (name === "AIAgent" ? { specifier, exportName: "AIAgent" } : undefined),
  });
  return names;
}

afterEach(() => {
  installScope(undefined);
});

describe("a swarm of one's own", { timeout: 300_000 }, () => {
  const quick = { rounds: 1, secondsForRepeats: 0, compareResults: true } as const;

  it("runs with every executor, with the names its classes use, and with equal results", async () => {
    const { Mine } = cells();
    const comparison = await compareSwarm([agent(Mine, 1, 5), agent(Mine, 2, 6)], quick);
    expect(comparison.rows.length).toBeGreaterThanOrEqual(3);
    expect(comparison.result.report.notes?.join(" ")).not.toContain("failed");
    for (const row of comparison.rows) expect(row).toMatchObject({ agents: 2, succeeded: 2, failed: 0 });
    expect(comparison.result.report.workload).toBe("2 agents: Mine");
  });

  it("makes the shared value of its agents in the process that runs them", async () => {
    const { Counting, makeShared } = cells();
    const approaches = ["sequential", "worker-threads"];
    const { result } = await compareSwarm([agent(Counting, 1, 5)], {
      ...quick,
      approaches,
      shared: makeShared,
    });
    expect(result.report.runs.map(({ failed }) => failed)).toEqual([0, 0]);
    expect(result.report.ceilings).toBeUndefined();
    expect(result.report.notes?.join(" ")).toContain("There is no ceiling to compare with");
  });

  it("is compared with what this machine can do, classes and functions alike", async () => {
    const { Mine, double } = cells();
    const approaches = ["sequential", "worker-threads"];
    const { result } = await compareSwarm([agent(Mine, 1, 5), agent(double, 2, 21)], {
      ...quick,
      approaches,
    });
    expect(result.report.ceilings).toMatchObject([{ agents: 2, seconds: { n: 1 } }]);
    for (const { failed, ofCeiling } of result.report.runs) {
      expect(failed).toBe(0);
      expect(ofCeiling).toBeGreaterThan(0);
    }
    const notes = result.report.notes?.join(" ");
    expect(notes).toContain("All workers are warm");
    expect(notes).toContain("What this machine can do is measured");
  });

  it("runs with inputs that its warm-up has not changed", async () => {
    const { Growing } = cells();
    const { result } = await compareSwarm([agent(Growing, 1, [7])], { ...quick, ceiling: false });
    expect(result.report.runs.map(({ failed }) => failed)).toEqual([0, 0, 0, 0]);
  });

  it("whose agents fail says so in its rows, also after a warm-up", async () => {
    const { Failing } = cells();
    const approaches = ["sequential", "worker-threads"];
    const { result } = await compareSwarm([agent(Failing, 1, 5)], { ...quick, approaches });
    expect(result.report.runs.map(({ failed }) => failed)).toEqual([1, 1]);
    expect(result.report.notes?.join(" ")).toContain("not today");
  });

  it("is measured on new workers where that is asked for, without a ceiling where none is wanted", async () => {
    const { Mine } = cells();
    const approaches = ["sequential", "worker-threads"];
    const options = { ...quick, approaches, workers: "cold", ceiling: false } as const;
    const { result } = await compareSwarm([agent(Mine, 1, 5)], options);
    expect(result.report.ceilings).toBeUndefined();
    expect(result.report.notes?.join(" ")).toContain("All workers are new ones (cold)");
  });

  it("is refused with the name of a value that cannot be transferred", async () => {
    const { Mine } = cells();
    await expect(
      compareSwarm([agent(Mine, 1, new SharedArrayBuffer(8) as never)], quick),
    ).rejects.toMatchObject({
      code: "CANNOT_RUN",
      message: expect.stringContaining("shared: () =>"),
    });
    await expect(compareSwarm([])).rejects.toThrow(/at least one agent/);
  });
});
