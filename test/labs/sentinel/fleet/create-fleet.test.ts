import { describe, expect, test } from "vitest";
import { createFleet } from "../../../../labs/sentinel/index.ts";

const SMALL = { services: 40, hours: 0.25, linesPerSecond: 40, incidents: 2, lookAlikes: 1 };

describe("a simulated fleet", () => {
  test("gives the same lines to the byte for the same seed, and others for another", () => {
    const lines = (seed: number) => [...createFleet({ ...SMALL, seed }).lines()].map(({ line }) => line);
    const first = lines(3);
    expect(first).toEqual(lines(3));
    expect(first).not.toEqual(lines(4));
  });

  test("gives its lines in the order of time, each a whole LogsData of OpenTelemetry", () => {
    let before = 0;
    for (const { at, service, line } of createFleet({ ...SMALL, hours: 0.02 }).lines()) {
      expect(at).toBeGreaterThanOrEqual(before);
      before = at;
      const [resourceLogs] = JSON.parse(line).resourceLogs;
      expect(resourceLogs.resource.attributes[0]).toEqual({
        key: "service.name",
        value: { stringValue: service },
      });
      expect(resourceLogs.scopeLogs[0].logRecords).toHaveLength(1);
    }
  });

  test("has calls without a circle, and each incident's cause among its affected services", () => {
    const { services, groundTruth } = createFleet({ seed: 2, hours: 2 });
    const position = new Map(services.map(({ name }, index) => [name, index]));
    expect(position.size).toBe(500);
    for (const { name, calls } of services)
      for (const callee of calls) expect(position.get(callee)).toBeGreaterThan(position.get(name) as number);
    expect(groundTruth).toHaveLength(16);
    for (const { service, affected, startsAt, endsAt } of groundTruth) {
      expect(affected).toContain(service);
      expect(endsAt).toBeGreaterThan(startsAt);
    }
  });
});
