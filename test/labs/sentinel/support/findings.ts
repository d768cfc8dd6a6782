import type { Finding, ReportedFinding } from "../../../../labs/sentinel/index.ts";

/** A finding as an investigator reports it. */
export function reported(
  finding: Pick<Finding, "service"> & Partial<Finding>,
  firstLineAt = 1000,
  links: readonly string[] = [],
): ReportedFinding {
  return {
    firstLineAt,
    neighbours: links.map((service) => ({ service, relation: "calls" as const })),
    finding: {
      signalId: 1,
      cause: "dependency-down",
      culprit: finding.service,
      confidence: 0.8,
      evidence: [],
      knownIssues: [],
      steps: [],
      ...finding,
    },
  };
}
