import type { Incident } from "../../../../labs/sentinel/incident.ts";

/** An incident as the report gives it, with what a test changes. */
export function sampleIncident(change: Partial<Incident> = {}): Incident {
  return {
    id: "checkout-bad-deploy-1767607200",
    kind: "bad-deploy",
    service: "checkout",
    affected: ["checkout", "cart-api", "storefront"],
    severity: 2,
    firstLineAt: 1_767_607_200,
    openedAt: 1_767_607_201.4,
    resolvedAt: undefined,
    confidence: 0.92,
    evidence: [
      {
        service: "checkout",
        time: 1_767_607_200,
        line: "TypeError: Cannot read properties of undefined (reading 'price') at order.ts:88",
        shows: "a template that is new since version 4.12.0",
      },
    ],
    knownIssues: [{ id: 812, title: "Null price after a deploy of the catalogue", similarity: 0.93 }],
    timeline: [{ time: 1_767_607_201.4, by: "investigator 17", text: "found a bad deploy" }],
    ...change,
  };
}
