import { expect, test } from "vitest";
import { IncidentReport, investigate, KnownIssues, pastIncidents } from "../../../../labs/sentinel/index.ts";
import { openSwarm } from "../../../../labs/swarm/index.ts";
import { investigation } from "../support/investigations.ts";

const issues = KnownIssues.of(pastIncidents(300));
const some = (count: number) =>
  Array.from({ length: count }, (_, i) =>
    investigation({ id: i + 1, lines: [i % 2 === 0 ? "no space left on device" : "cart-db is unreachable"] }),
  );

test.for(["worker-threads", "child-processes"] as const)(
  "200 investigations run in parallel on one warm swarm of %s, and all are in the report",
  async (executor) => {
    await using swarm = await openSwarm({ executor, concurrency: 2, announce: false });
    const report = IncidentReport.of();
    const seen: number[] = [];
    const investigated = await investigate(some(200), {
      ...{ swarm, report, knownIssues: issues, now: () => 1_767_600_010 },
      onFinding: ({ investigation: { signal } }) => seen.push(signal.id),
    });
    expect(investigated.map(({ finding }) => finding?.signalId)).toEqual(
      Array.from({ length: 200 }, (_, i) => i + 1),
    );
    expect(investigated[0]?.finding).toMatchObject({ cause: "disk-full", culprit: "shop-api" });
    expect(seen).toHaveLength(200);
    expect(report.entryCount).toBe(200);
    const incidents = report.snapshot();
    expect(incidents.map(({ service }) => service).sort()).toEqual(["cart-db", "shop-api"]);
    const [first] = incidents[0]?.timeline ?? [];
    expect(first?.by).toMatch(/^Investigator \d+$/);
    expect(first?.time).toBeGreaterThanOrEqual(1_767_600_009);
    expect(first?.time).toBeLessThan(1_767_600_100);
  },
);

test("nothing to investigate is no run", async () => {
  await using swarm = await openSwarm({ executor: "sequential", announce: false });
  expect(await investigate([], { swarm, report: IncidentReport.of(), knownIssues: issues })).toEqual([]);
});
