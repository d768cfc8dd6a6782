import type { Finding } from "../finding.ts";
import type { Incident } from "../incident.ts";
import type { Neighbour } from "../signal.ts";

/** A finding with what the report needs to know of its investigation. */
export interface ReportedFinding {
  readonly finding: Finding;
  /** When the first bad line of its signal was written: seconds since 1970. */
  readonly firstLineAt: number;
  /** The services around the one that was looked at. */
  readonly neighbours: readonly Pick<Neighbour, "service" | "relation">[];
}

/** One record of the report's log. Records are only added, so what they say together does not depend on who came first. */
export type ReportEntry =
  | (ReportedFinding & { readonly kind: "finding" })
  /** An incident of an earlier run, which is still open. */
  | { readonly kind: "restored"; readonly incident: Incident }
  /** `entries` are the places in the log of all that the incident was made of. */
  | {
      readonly kind: "resolved";
      readonly incident: string;
      readonly entries: readonly number[];
      readonly text: string;
    }
  /** `entries` has the place of the incident's first entry. */
  | {
      readonly kind: "note";
      readonly incident: string;
      readonly entries: readonly number[];
      readonly text: string;
    };

/** A record with its place in the log, who wrote it, and when. */
export interface LoggedEntry<E extends ReportEntry = ReportEntry> {
  readonly index: number;
  readonly by: string;
  /** Seconds since 1970. */
  readonly time: number;
  readonly entry: E;
}
