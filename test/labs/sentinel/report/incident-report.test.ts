import { expect, test } from "vitest";
import { type Incident, IncidentReport, type ReportedFinding } from "../../../../labs/sentinel/index.ts";
import { reported } from "../support/findings.ts";

/** A cascade: "store" has a full disk, "ledger" calls it, "checkout" calls ledger. And another incident. */
const CASCADE: readonly ReportedFinding[] = [
  reported({ service: "checkout", culprit: "ledger" }, 1004),
  reported({ service: "ledger", culprit: "store" }, 1002),
  reported({ service: "store", culprit: "store", cause: "disk-full" }, 1000),
  reported({ service: "search", culprit: "search", cause: "bad-deploy" }, 1001, ["pages"]),
  reported({ service: "basket", cause: "unknown", confidence: 0 }, 1005, ["checkout"]),
  reported({ service: "quiet", cause: "harmless" }, 1005, ["store"]),
];

function reportOf(findings: readonly ReportedFinding[]): readonly Incident[] {
  const report = IncidentReport.of();
  for (const [i, finding] of findings.entries()) report.add(finding, { by: `Investigator ${i}`, time: 1010 });
  return report.snapshot();
}

/** Every order of a list. */
function orders<T>(list: readonly T[]): T[][] {
  if (list.length < 2) return [[...list]];
  return list.flatMap((first, i) => orders(list.toSpliced(i, 1)).map((rest) => [first, ...rest]));
}

const contents = (incidents: readonly Incident[]) =>
  incidents
    .map(({ kind, service, affected, severity, firstLineAt }) => ({
      kind,
      service,
      affected,
      severity,
      firstLineAt,
    }))
    .sort((a, b) => (a.service < b.service ? -1 : 1));

test("a cascade is one incident with the root as its cause, in every order of its findings", () => {
  for (const order of orders(CASCADE)) {
    expect(contents(reportOf(order))).toEqual([
      { kind: "bad-deploy", service: "search", affected: ["search"], severity: 4, firstLineAt: 1001 },
      {
        kind: "disk-full",
        service: "store",
        affected: ["basket", "checkout", "ledger", "store"],
        severity: 2,
        firstLineAt: 1000,
      },
    ]);
  }
});

test("an incident keeps the id under which it was opened, also when another one joins it", () => {
  const report = IncidentReport.of();
  const signature = { by: "Investigator 1", time: 1010 };
  report.add(reported({ service: "checkout", culprit: "ledger" }, 1004), signature);
  const [opened] = report.snapshot();
  expect(opened?.id).toBe("ledger/dependency-down/1970-01-01T00:16Z");
  report.add(reported({ service: "store", cause: "disk-full" }, 1000), signature);
  expect(report.snapshot()).toHaveLength(2);
  report.add(reported({ service: "ledger", culprit: "store" }, 1002), signature);
  expect(report.snapshot()).toMatchObject([{ id: opened?.id, service: "store", kind: "disk-full" }]);
});

test("what begins after an incident was resolved is another one, and what began before still belongs to it", async () => {
  const report = IncidentReport.of();
  const bad = { service: "search", cause: "bad-deploy" } as const;
  report.add(reported(bad, 1000), { by: "Investigator 1", time: 1001 });
  const id = report.snapshot()[0]?.id ?? "";
  await report.resolve(id, "No bad line for a minute.", { by: "manager", time: 1100 });
  report.add(reported(bad, 1030), { by: "Investigator 2", time: 1105 });
  report.add(reported(bad, 1130), { by: "Investigator 3", time: 1140 });
  const [first, second] = report.snapshot();
  expect(first).toMatchObject({ id, resolvedAt: 1100 });
  expect(first?.timeline.map(({ by }) => by)).toEqual(["Investigator 1", "manager", "Investigator 2"]);
  expect(second).toMatchObject({ service: "search", firstLineAt: 1130, resolvedAt: undefined });
  expect(second?.id).not.toBe(id);
});

test("an incident that comes again within a minute has an id and a timeline of its own", async () => {
  const report = IncidentReport.of();
  const bad = { service: "search", cause: "bad-deploy" } as const;
  report.add(reported(bad, 960), { by: "Investigator 1", time: 961 });
  const first = report.snapshot()[0]?.id ?? "";
  await report.resolve(first, "Over.", { by: "manager", time: 970 });
  report.add(reported(bad, 980), { by: "Investigator 2", time: 981 });
  const second = report.snapshot()[1]?.id ?? "";
  expect(second).toBe(`${first}/2`);
  await report.note(second, "Posted.", { by: "manager", time: 982 });
  await report.resolve(second, "Over again.", { by: "manager", time: 990 });
  expect(report.snapshot().map(({ timeline }) => timeline.map(({ text }) => text).slice(1))).toEqual([
    ["Over."],
    ["Posted.", "Over again."],
  ]);
});

test("a report made of the open incidents of an earlier run knows them again by their ids", async () => {
  const before = reportOf(CASCADE);
  const report = IncidentReport.of({ incidents: before });
  expect(report.snapshot().map(({ id }) => id)).toEqual(before.map(({ id }) => id));
  report.add(reported({ service: "mail", culprit: "store" }, 1200), { by: "Investigator 9", time: 1201 });
  const store = report.snapshot().find(({ service }) => service === "store");
  expect(store?.id).toBe(before.find(({ service }) => service === "store")?.id);
  expect(store?.affected).toContain("mail");
  await report.note(store?.id ?? "", "Posted.", { by: "manager", time: 1202 });
  expect(report.snapshot().flatMap(({ timeline }) => timeline)).toContainEqual({
    by: "manager",
    time: 1202,
    text: "Posted.",
  });
});

test("a snapshot is frozen, and stays as it was while others write", () => {
  const report = IncidentReport.of();
  report.add(CASCADE[0] as ReportedFinding, { by: "Investigator 1", time: 1 });
  const snapshot = report.snapshot();
  expect(report.snapshot()).toBe(snapshot);
  const [incident] = snapshot as [Incident];
  expect(() => (incident.affected as string[]).push("x")).toThrow(TypeError);
  IncidentReport.open(report.memory).add(CASCADE[1] as ReportedFinding, { by: "Investigator 2", time: 2 });
  expect(incident.affected).toEqual(["checkout", "ledger"]);
  expect(report.snapshot()[0]?.affected).toEqual(["checkout", "ledger", "store"]);
});

test("a full report and an unknown incident get one sentence each", async () => {
  const report = IncidentReport.of({ maxBytes: 1024 });
  const add = () => report.add(CASCADE[0] as ReportedFinding, { by: "Investigator 1", time: 1 });
  expect(() => {
    for (let i = 0; i < 100; i++) add();
  }).toThrow(
    "The incident report is full: make a new one with the incidents that are open, or a larger maxBytes.",
  );
  await expect(report.note("x", "y", { by: "manager", time: 1 })).rejects.toThrow(
    'The report has no incident "x".',
  );
});
