import { describe, expect, test } from "vitest";
import {
  createFleet,
  createIntake,
  createLead,
  type Fleet,
  type Investigation,
  type LogEvent,
} from "../../../../labs/sentinel/index.ts";

const SMALL = { services: 60, linesPerSecond: 40, hours: 0.5 };

/** All investigations of a run in simulated time, and how the services are at its end. */
function watch(fleet: Fleet) {
  const lead = createLead({ topology: fleet.services });
  const investigations: Investigation[] = [];
  let next = fleet.startsAt;
  for (const event of fleet.events()) {
    for (; event.seenAt >= next; next += 0.5) investigations.push(...lead.tick(next));
    lead.read(event);
  }
  return { investigations, lead };
}

describe("the lead", () => {
  test("sends an investigator for each kind of incident, with the lines that show it", () => {
    const fleet = createFleet({ ...SMALL, seed: 5, incidents: 8, lookAlikes: 0 });
    const { investigations, lead } = watch(fleet);
    for (const { kind, affected, startsAt, endsAt } of fleet.groundTruth) {
      const own = investigations.filter(
        ({ signal }) =>
          affected.includes(signal.service) &&
          signal.noticedAt >= startsAt - 300 &&
          signal.noticedAt < endsAt,
      );
      expect(own, kind).not.toHaveLength(0);
      for (const { lines, signal } of own) {
        expect(lines.every((line) => line.service === signal.service)).toBe(true);
        expect(signal.reason).toMatch(/^\S.*\.$/u);
        expect(signal.firstLineAt).toBeLessThanOrEqual(signal.noticedAt);
      }
    }
    const recovered = new Set(lead.recoveries().map(({ service }) => service));
    const over = fleet.groundTruth.filter(({ endsAt }) => endsAt < fleet.endsAt - 120);
    for (const { affected, kind } of over)
      expect(
        affected.some((name) => recovered.has(name)),
        kind,
      ).toBe(true);
  });

  test("says nothing in a quiet half hour", () => {
    const { investigations } = watch(createFleet({ ...SMALL, seed: 6, incidents: 0, lookAlikes: 0 }));
    expect(investigations.map(({ signal }) => signal.reason)).toEqual([]);
  });

  test("learns neighbours and deploys from the attributes of lines", () => {
    const lead = createLead({ warmUpSeconds: 60 });
    const line = (service: string, at: number, over: Partial<LogEvent> = {}): LogEvent => ({
      ...{ time: at - 0.01, seenAt: at, service, severity: "info", text: "served" },
      attributes: { "host.name": "h1", "service.version": "1.0.0", ...over.attributes },
      ...(over.text === undefined ? {} : { text: over.text, severity: "error" }),
    });
    const found: Investigation[] = [];
    for (let at = 1000; at < 1200; at += 0.5) {
      lead.read(line("cart", at, at % 10 === 0 ? { attributes: { "peer.service": "stock" } } : {}));
      lead.read(line("stock", at));
      const isBad = at >= 1150;
      const attributes = { "service.version": at >= 1148 ? "1.1.0" : "1.0.0" };
      lead.read(line("mail", at, isBad ? { attributes, text: `cannot render ${at}` } : { attributes }));
      if (isBad) lead.read(line("cart", at, { text: `stock answered 500 after ${at} ms` }));
      found.push(...lead.tick(at));
    }
    const ofCart = found.find(({ signal }) => signal.service === "cart");
    expect(ofCart?.neighbours.map(({ service, relation }) => `${relation} ${service}`)).toEqual(
      expect.arrayContaining(["calls stock", "same-host mail"]),
    );
    const ofMail = found.find(({ signal }) => signal.service === "mail");
    expect(ofMail?.deploys).toEqual([{ service: "mail", version: "1.1.0", time: 1148 }]);
    expect(ofMail?.templates.find(({ template }) => template.startsWith("cannot"))).toMatchObject({
      ...{ template: "cannot render <*>", before: 0, severity: "error" },
    });
  });

  test("keeps rates right and finds errors while an intake sheds a flood ten times too large", () => {
    const lead = createLead({ warmUpSeconds: 60 });
    let now = 1000;
    const intake = createIntake({
      capacity: 2000,
      familiarity: (event) => lead.familiarity(event),
      now: () => now,
    });
    const found: Investigation[] = [];
    const written = new Map<string, number>();
    const write = (service: string, text: string, severity: LogEvent["severity"] = "info") => {
      written.set(service, (written.get(service) ?? 0) + 1);
      intake.accept({ time: now, seenAt: now, service, severity, text, attributes: {} });
    };
    for (; now < 1400; now += 0.1) {
      const isFlood = now >= 1200 && now < 1260;
      for (let i = 0; i < (isFlood ? 200 : 20); i++) write("noisy", `served ${i}`);
      for (let i = 0; i < 4; i++) write(`calm-${i}`, `worked ${i}`);
      if (now >= 1230 && now < 1240) write("calm-1", `disk of ${now} is broken`, "error");
      // The lead manages three times the usual.
      intake.drain((event) => lead.read(event), 72);
      for (const { service, count } of intake.takeShed()) lead.countShed(service, count);
      found.push(...lead.tick(now));
    }
    intake.drain((event) => lead.read(event));
    const { shed } = intake.statistics;
    expect(shed.get("noisy")).toBeGreaterThan(1000);
    expect([...shed.keys()]).toEqual(["noisy"]);
    expect(intake.level).toBe(0);
    expect(new Set(found.map(({ signal }) => signal.service))).toEqual(new Set(["calm-1", "noisy"]));
    expect(found.find(({ signal }) => signal.service === "noisy")?.signal.kind).toBe("rate-up");
    // What was read and what was shed is what was written.
    const sum = [...written.values()].reduce((all, each) => all + each, 0);
    expect(lead.statistics.lines + (shed.get("noisy") as number)).toBe(sum);
  });

  test("says nothing of clocks when reading lags behind for all services", () => {
    const lead = createLead({ warmUpSeconds: 60 });
    const found: Investigation[] = [];
    for (let at = 1000; at < 1300; at++) {
      const lag = at < 1200 ? 0.02 : Math.min(60, (at - 1200) * 2);
      for (let i = 0; i < 20; i++)
        lead.read({
          ...{ time: at - lag, seenAt: at, service: `s${i}`, severity: "info", text: "served" },
          attributes: {},
        });
      found.push(...lead.tick(at + 0.5));
    }
    expect(found).toEqual([]);
  });
});
