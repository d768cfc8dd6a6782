import { expect, test } from "vitest";
import { toCsv } from "../../../labs/dashboard/index.ts";
import { reportOf, run } from "./sample-report.ts";

const header =
  "approach,agents,rounds,seconds_median,seconds_low,seconds_high,speedup,cpu_percent,peak_memory_mb,succeeded,failed";

test("a run is a line of plain numbers, and what was not measured is empty", () => {
  const csv = toCsv(
    reportOf([
      run("worker-threads", 2, { spread: 0.5, speedup: 2 }),
      run("sequential", null, { cpuPercent: null }),
    ]),
  );
  expect(csv).toBe(`${header}\r\nworker-threads,8,8,2,1,3,2,50,60,8,0\r\nsequential,8,8,,,,,,60,8,0\r\n`);
});

test("quotes, commas and line breaks in a name are quoted", () => {
  expect(toCsv(reportOf([run('a "b", c\nd', null)]))).toContain('\r\n"a ""b"", c\nd",8,');
});

test.each(["=1+1", "+SUM(A1)", "-2", "@cmd", "\tx"])(
  "a spreadsheet does not run the name %j as a formula",
  (name) => {
    const [, line] = toCsv(reportOf([run(name, null)])).split("\r\n");
    expect(line).toBe(`'${name},8,8,,,,,50,60,8,0`);
  },
);
