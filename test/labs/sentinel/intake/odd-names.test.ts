import { describe, expect, test } from "vitest";
import { createLead } from "../../../../labs/sentinel/index.ts";
import { NOW, readLines } from "./read-lines.ts";

describe("names of services that are no names", () => {
  const asJson = (service: unknown) => JSON.stringify({ level: "error", msg: "no stock", service });
  const asOtlp = (service: string) =>
    JSON.stringify({
      resourceLogs: [
        {
          resource: { attributes: [{ key: "service.name", value: { stringValue: service } }] },
          scopeLogs: [{ logRecords: [{ severityNumber: 17, body: { stringValue: "no stock" } }] }],
        },
      ],
    });

  test.each([
    ["without letters", "  ", "a"],
    ["of a terminal's escapes", "cart\u001b[31m\u001b]0;x\u0007", "cart"],
    ["of two lines", "cart\nfatal: all is lost", "cart fatal: all is lost"],
    ["that turns the direction of writing", "\u202etrac", "trac"],
    ["very long", "c".repeat(500_000), "c".repeat(200)],
    ["that objects have already", "__proto__", "__proto__"],
  ])("one %s", (_what, name, expected) => {
    // With a space before its end, the line is left to the tolerant reader.
    const lines = [asJson(name), asOtlp(name), `${asOtlp(name).slice(0, -1)} }`];
    expect(readLines(...lines).map(({ service }) => service)).toEqual([expected, expected, expected]);
  });
});

test("a lead forgets names that never come again, and none of the services that it knows", () => {
  const lead = createLead({ mostServices: 100, warmUpSeconds: 60 });
  const read = (service: string, time: number) =>
    lead.read({
      ...{ time, seenAt: time, service, severity: "info", text: "served" },
      attributes: { "host.name": `host of ${service}`, "peer.service": "cart-db" },
    });
  for (let second = 0; second < 300; second++) {
    for (const service of ["cart", "cart-db", "__proto__"]) read(service, NOW + second);
    for (let i = 0; i < 20; i++) read(`pod-${second}-${i}`, NOW + second);
    lead.tick(NOW + second + 0.9);
  }
  const names = lead.health().map(({ service }) => service);
  expect(names.length).toBeLessThanOrEqual(100);
  expect(names).toEqual(expect.arrayContaining(["cart", "cart-db", "__proto__"]));
  expect(lead.statistics).toMatchObject({ services: names.length, forgotten: 6003 - names.length });
  expect(lead.statistics.lines).toBe(300 * 23);
});
