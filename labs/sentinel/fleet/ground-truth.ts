/** What can be wrong with a service. The fleet injects them, and an investigator names one as the cause. */
export const incidentKinds = [
  "bad-deploy",
  "memory-leak",
  "dependency-down",
  "certificate-expired",
  "disk-full",
  "retry-storm",
  "noisy-neighbour",
  "clock-skew",
] as const;
export type IncidentKind = (typeof incidentKinds)[number];

/** What only looks like an incident. */
export type LookAlikeKind = "load-test" | "template-renamed";

/** An incident that the fleet injected, which a run is judged by. */
export interface GroundTruth {
  readonly kind: IncidentKind;
  /** The service that causes it. */
  readonly service: string;
  /** Every service that shows it, the cause among them. */
  readonly affected: readonly string[];
  /** When the first bad line is written and when the cause ends: seconds since 1970, by the simulated clock. */
  readonly startsAt: number;
  readonly endsAt: number;
}
