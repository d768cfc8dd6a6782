import { mkdir, rename, rm, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { errorMessage } from "../../common/error-message.ts";
import { DashboardError } from "../dashboard-error.ts";
import { type BenchReport, checkReport } from "../report/bench-report.ts";
import { toCsv } from "../report/csv.ts";
import { dashboardPage, type PageOptions } from "./dashboard-page.ts";

/** The paths of the files to write, one for each form of a report. A form without a path is not written. */
export interface DashboardFiles {
  readonly html?: string;
  readonly json?: string;
  readonly csv?: string;
}

/**
 * Writes a report to files. Each file is replaced as a whole or, when writing fails, left unchanged. All files are tried,
 * also after one has failed.
 *
 * @returns the paths of the written files
 * @throws DashboardError `CANNOT_WRITE`, which names every file that could not be written, and why
 */
export async function saveDashboard(
  report: BenchReport,
  files: DashboardFiles,
  options: PageOptions = {},
): Promise<string[]> {
  checkReport(report);
  const contents: (readonly [path: string | undefined, make: () => string | Promise<string>])[] = [
    [files.json, () => `${JSON.stringify(report, null, 2)}\n`],
    [files.csv, () => toCsv(report)],
    [files.html, () => dashboardPage(report, options)],
  ];
  const written: string[] = [];
  const failures: string[] = [];
  for (const [path, make] of contents) {
    if (path === undefined) continue;
    const content = await make();
    try {
      await writeWhole(path, content);
      written.push(path);
    } catch (error) {
      failures.push(`${path} (${errorMessage(error)})`);
    }
  }
  if (failures.length > 0) {
    throw new DashboardError(
      "CANNOT_WRITE",
      `The report could not be written to ${failures.join(" and ")}; the measurement itself is kept.`,
    );
  }
  return written;
}

async function writeWhole(path: string, content: string): Promise<void> {
  const beside = `${path}.${process.pid}.part`;
  await mkdir(dirname(path), { recursive: true });
  try {
    await writeFile(beside, content);
    await rename(beside, path);
  } catch (error) {
    await rm(beside, { force: true });
    throw error;
  }
}
