import { describe, expect, test } from "vitest";
import { createFleet, createLead, type Fleet, type Investigation } from "../../../../labs/sentinel/index.ts";

/** All investigations of a run in simulated time. */
function watch(fleet: Fleet): Investigation[] {
  const lead = createLead({ topology: fleet.services });
  const investigations: Investigation[] = [];
  let next = fleet.startsAt;
  for (const event of fleet.events()) {
    for (; event.seenAt >= next; next += 0.25) investigations.push(...lead.tick(next));
    lead.read(event);
  }
  return investigations;
}

describe("the lead", () => {
  test("sends an investigator for each kind of incident, with the lines that show it", () => {
    const fleet = createFleet({
      services: 120,
      linesPerSecond: 60,
      hours: 0.8,
      seed: 5,
      incidents: 8,
      lookAlikes: 0,
    });
    const investigations = watch(fleet);
    for (const { kind, affected, startsAt, endsAt } of fleet.groundTruth) {
      const own = investigations.filter(
        ({ signal }) =>
          affected.includes(signal.service) &&
          signal.noticedAt >= startsAt - 300 &&
          signal.noticedAt < endsAt,
      );
      expect(own, kind).not.toHaveLength(0);
      for (const { lines, signal } of own)
        expect(lines.every((line) => line.service === signal.service)).toBe(true);
    }
  });

  test("says nothing in a quiet hour", () => {
    const fleet = createFleet({ services: 120, linesPerSecond: 60, seed: 6, incidents: 0, lookAlikes: 0 });
    expect(watch(fleet).map(({ signal }) => signal.reason)).toEqual([]);
  });
});
