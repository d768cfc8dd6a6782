import type { Report } from "./report.ts";
import { reportText } from "./report-text.ts";

/** Adds its text to a report. A notebook shows it when the report is a cell's last value. */
export function readableReport(report: Omit<Report, "toString">): Report {
  const text = () => reportText(report);
  return Object.freeze(
    Object.defineProperties({ ...report } as Report, {
      toString: { value: text },
      [Symbol.for("swarmlab.mime")]: {
        value: () => ({ "text/markdown": text(), "text/plain": text() }),
      },
    }),
  );
}
