import type { RowStatus } from "../gradebook.ts";

const classes: Record<RowStatus, string> = {
  graded: "graded",
  late: "late",
  "waiting for a person": "waiting",
  missing: "missing",
  "needs attention": "attention",
};

/** A status as a coloured word. */
export const statusBadge = (status: RowStatus): string =>
  `<span class="badge ${classes[status]}">${status}</span>`;
