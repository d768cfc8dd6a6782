import type { Finding, IssueMatch } from "../finding.ts";
import type { Investigation } from "../signal.ts";

/** How a process of the old way searches its index: as the threads do, or by comparing with every issue. */
export type SearchKind = "outlined" | "exact";

/** What a process is asked, one line of JSON each. */
export type ProcessRequest =
  | { readonly id: number; readonly kind: "search"; readonly text: string; readonly most: number }
  | { readonly id: number; readonly kind: "investigate"; readonly investigation: Investigation };

/** What it answers, one line of JSON each. The first line says that it is ready. */
export type ProcessAnswer =
  | { readonly kind: "ready" }
  | { readonly kind: "matches"; readonly id: number; readonly matches: readonly IssueMatch[] }
  | { readonly kind: "finding"; readonly id: number; readonly finding: Finding }
  | { readonly kind: "failed"; readonly id: number; readonly message: string };
