import { describe, expect, test } from "vitest";
import { costExamples, costPage, costText, planCosts } from "../../../../labs/bench/index.ts";
import { clear, reportOf, run } from "../../dashboard/sample-report.ts";

/** Four cores; threads do four times as much, at 95 % of the CPU. */
const fourfold = reportOf(
  [
    run("event-loop", 4, { agents: 4, cpuPercent: 25, peakMemoryMB: 100 }),
    run("worker-threads", 1, { agents: 4, cpuPercent: 95, peakMemoryMB: 200 }),
  ],
  { machine: { cores: 4, cpu: "Example CPU", node: "26.10.0", memoryMB: 16_000 } },
);
const rowOf = (plan: ReturnType<typeof planCosts>, approach: string) =>
  plan.rows.find((row) => row.approach === approach);

describe("containers", () => {
  test("carry the load at the planned share of what they can do", () => {
    const plan = planCosts(fourfold, { load: 16, busy: 0.8, hours: 10 });
    expect(rowOf(plan, "event-loop")?.whole).toMatchObject({
      containers: 20,
      cores: 4,
      coreHours: 800,
      perSecond: 1,
      utilisation: expect.closeTo(0.2),
    });
    expect(rowOf(plan, "worker-threads")?.whole).toMatchObject({ containers: 5, coreHours: 200 });
  });

  test("are not one more where they carry the load exactly", () => {
    const tenth = reportOf([run("sequential", 30, { agents: 3 })]);
    expect(planCosts(tenth, { load: 0.3, busy: 1 }).rows[0]?.whole.containers).toBe(3);
  });

  test("have as many cores as a row kept busy, where they are fitted", () => {
    const plan = planCosts(fourfold, { load: 16 });
    expect(rowOf(plan, "event-loop")?.fitted.cores).toBe(1);
    expect(rowOf(plan, "worker-threads")?.fitted.cores).toBe(4);
  });

  test("are slower where they have fewer cores than the row used", () => {
    const plan = planCosts(reportOf([run("worker-threads", 1, { cpuPercent: 70 })]), { load: 8 });
    // 1.4 cores of 2: a container of one core does 1 ÷ 1.4 of the work.
    expect(plan.rows[0]?.fitted).toMatchObject({ cores: 1, perSecond: expect.closeTo(8 / 1.4) });
  });

  test("are those of the row with most agents a second; rows with failed agents are left out, and named", () => {
    const plan = planCosts(
      reportOf([
        run("worker-threads", 1, { agents: 2 }),
        run("worker-threads", 2, { agents: 8 }),
        run("child-processes", 1, { failed: 1 }),
      ]),
    );
    expect(plan.rows).toHaveLength(1);
    expect(plan.rows[0]?.agents).toBe(8);
    expect(plan.notes.join()).toContain("no run of it was measured without failed agents: child-processes");
  });
});

test("memory is what the run took, the program at rest, and a fifth more", () => {
  expect(rowOf(planCosts(fourfold, { restMB: 50 }), "event-loop")?.whole.memoryMB).toBe(180);
  expect(planCosts(fourfold).notes.join()).toContain("60 MB for the rest");
});

describe("money", () => {
  test("is there only with prices", () => {
    expect(planCosts(fourfold).rows.every(({ whole }) => whole.money === null)).toBe(true);
    expect(planCosts(fourfold, { prices: { currency: "EUR" } }).prices).toBeNull();
    const priced = planCosts(fourfold, {
      load: 16,
      hours: 10,
      restMB: 0,
      prices: { coreHour: 0.05, gbHour: 0.01, containerHour: 0.02, currency: "EUR" },
    });
    // 20 containers of 4 cores and 120 MB for 10 hours.
    expect(rowOf(priced, "event-loop")?.whole.money).toBeCloseTo(800 * 0.05 + 24 * 0.01 + 200 * 0.02);
    expect(costText(priced)).toContain("EUR");
  });

  test("is not known where memory has a price and was not measured", () => {
    const unmeasured = reportOf([run("sequential", 4, { peakMemoryMB: null })]);
    const plan = planCosts(unmeasured, { prices: { gbHour: 1 } });
    expect(plan.rows[0]?.whole.money).toBeNull();
    expect(costText(plan)).toContain("not known");
  });
});

describe("“75 % cheaper”", () => {
  test("holds for whole machines at a speedup of 4, and not for fitted containers", () => {
    const { claim } = planCosts(fourfold, { load: 1000 });
    expect(claim).toMatchObject({
      before: "event-loop",
      after: "worker-threads",
      speedup: 4,
      holds: { whole: true, fitted: false },
    });
    expect(claim?.whole.share).toBeCloseTo(0.75);
    expect(claim?.fitted.share).toBeCloseTo(0);
  });

  test("does not hold on two cores, and the reason has the reader's speedup", () => {
    const { claim } = planCosts(clear, { load: 1000 });
    expect(claim?.holds).toEqual({ whole: false, fitted: false });
    expect(claim?.because[0]).toContain("1.93 times");
  });

  test("is not judged without a row on one core and one on all", () => {
    const plan = planCosts(reportOf([run("worker-threads", 1)]));
    expect(plan.claim).toBeNull();
    expect(costText(plan)).toContain("It cannot be judged");
  });

  test("comes out in the articles' case of a machine for each agent, and not in that of a core for each", () => {
    const [machine, core, memory] = costExamples();
    expect(machine?.before).toMatchObject({ containers: 4, utilisation: 0.25 });
    expect(machine?.after).toMatchObject({ containers: 1, utilisation: expect.closeTo(0.95) });
    expect(machine?.saving.share).toBe(0.75);
    expect(core?.before).toMatchObject({ containers: 4, coreHours: 4 });
    expect(core?.saving.share).toBe(0);
    expect(memory?.saving).toEqual({ of: "money", share: 0.875 });
  });
});

describe("a queue", () => {
  test("adds engines for the load, and milliseconds to every agent", () => {
    const { queue } = planCosts(fourfold, { load: 1000, queue: { perSecond: 400, milliseconds: 19 } });
    expect(queue.engine.containers).toBe(4);
    // An agent computes for 0.95 s of one core.
    expect(queue.percentOfAgent).toBeCloseTo(2);
  });

  test("is no use to agents that are smaller than the trip", () => {
    const tiny = reportOf([run("worker-threads", 0.001, { agents: 8 })]);
    expect(costText(planCosts(tiny))).toContain("not worth the trip");
  });
});

describe("bad input gets a sentence", () => {
  test.each([
    [{ load: 0 }, "load has to be a number above 0, but it is 0."],
    [{ load: Number.NaN }, "load has to be"],
    [{ busy: 1.5 }, "busy has to be above 0 and at most 1"],
    [{ hours: -1 }, "hours has to be"],
    [{ prices: { coreHour: -1 } }, "prices.coreHour has to be a number from 0 on"],
    [{ restMB: -1 }, "restMB has to be a number from 0 on"],
    [{ queue: { perSecond: 0 } }, "queue.perSecond has to be"],
  ])("%j", (options, message) => {
    expect(() => planCosts(fourfold, options)).toThrow(message);
  });

  test("a report without a sound row", () => {
    expect(() => planCosts(reportOf([run("sequential", null)]))).toThrow(
      "no row in which all agents succeeded",
    );
    expect(() => planCosts({ runs: [] } as never)).toThrow("This is no benchmark report");
  });
});

describe("the page", () => {
  test("is one file that names nothing outside, has no script, and a picture with words", () => {
    const nasty = reportOf([run('<script>alert(1)</script>"', 4)], { workload: "<img src=x>" });
    const html = costPage(planCosts(nasty));
    expect(html).not.toMatch(/<script|<img|<[^>]*\s(?:src|href)=|@import|url\(/);
    expect(html).toContain("default-src 'none'");
    expect(html).toMatch(/<svg [^>]*role="img" aria-label="Cores that are paid: /);
    expect(html).toContain("prefers-color-scheme: dark");
  });

  test("draws a bar for each executor and size, to scale", () => {
    const html = costPage(planCosts(fourfold, { load: 16 }));
    const widths = [...html.matchAll(/width="([\d.]+)" height="18" fill="none"/g)].map((each) =>
      Number(each[1]),
    );
    expect(widths).toEqual([410, 102.5, 102.5, 102.5]);
  });
});
