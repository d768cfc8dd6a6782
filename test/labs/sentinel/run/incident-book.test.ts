import { expect, test } from "vitest";
import type { Finding } from "../../../../labs/sentinel/finding.ts";
import { IncidentBook } from "../../../../labs/sentinel/run/incident-book.ts";
import { incidentsThatAreOver } from "../../../../labs/sentinel/run/over.ts";
import { sampleIncident } from "../support/sample-incident.ts";

function finding(service: string): Finding {
  return {
    ...{ signalId: 1, service, cause: "disk-full", culprit: service, confidence: 0.9 },
    ...{ evidence: [], knownIssues: [], steps: [] },
  };
}

const NOW = 1_767_607_200;

function found(book: IncidentBook, service: string, at: number): void {
  const reported = { finding: finding(service), firstLineAt: at, neighbours: [] };
  book.report.add(reported, { by: "Investigator 1", time: at + 1 });
}

test("A report that has grown long is replaced: open incidents keep their ids, those that are over are kept for the page.", async () => {
  const book = new IncidentBook([]);
  found(book, "cart", NOW);
  found(book, "order", NOW);
  const ids = book.read().opened.map(({ id }) => id);
  await book.report.resolve(ids[1] ?? "", "It is over.", { by: "lead", time: NOW + 100 });
  for (let i = 0; i < 1600; i++) found(book, "cart", NOW + i / 1600);
  book.read();
  const before = book.report;
  book.renew();
  expect(book.report).not.toBe(before);
  expect(book.report.entryCount).toBeLessThan(10);
  expect(book.read()).toEqual({ opened: [], changed: [], joined: [] });
  expect(book.incidents.map(({ id }) => id).sort()).toEqual([...ids].sort());
  expect(book.open.map(({ id }) => id)).toEqual([ids[0]]);
  // A further finding joins the incident that lasts.
  found(book, "cart", NOW + 5);
  expect(book.read().opened).toEqual([]);
  expect(book.open).toHaveLength(1);
});

test("Incidents of an earlier run are known without being opened again.", () => {
  const book = new IncidentBook([sampleIncident()]);
  expect(book.read().opened.map(({ id }) => id)).toEqual([]);
  expect(book.open.map(({ id }) => id)).toEqual([sampleIncident().id]);
});

test("An incident is over when all of its services are as usual and none is being looked at.", () => {
  const open = [sampleIncident({ affected: ["checkout", "cart-api"] })];
  const none = new Set<string>();
  expect(incidentsThatAreOver(open, new Set(["cart-api"]), none)).toEqual([]);
  expect(incidentsThatAreOver(open, none, new Set(["checkout"]))).toEqual([]);
  expect(incidentsThatAreOver(open, new Set(["geo"]), new Set(["mail"]))).toEqual(open);
});
