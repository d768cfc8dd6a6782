import type { Finding } from "../finding.ts";

/** The id of an incident: the same for the same culprit, cause and minute of the first bad line. */
export function incidentId(culprit: string, cause: Finding["cause"], firstLineAt: number): string {
  const minute = new Date(Math.floor(firstLineAt / 60) * 60_000).toISOString().slice(0, 16);
  return `${culprit}/${cause}/${minute}Z`;
}
