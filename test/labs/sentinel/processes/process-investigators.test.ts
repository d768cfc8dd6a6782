import { expect, test } from "vitest";
import {
  findCause,
  KnownIssues,
  ProcessInvestigators,
  pastIncidents,
} from "../../../../labs/sentinel/index.ts";
import { investigation } from "../support/investigations.ts";

const issues = KnownIssues.of(pastIncidents(300));

test("processes with a copy of the index each come to the same findings, and none is left", async () => {
  const texts = ["no space left on device", "cart-db is unreachable", "HTTP 429 Too Many Requests", "odd"];
  const investigations = texts.map((text, i) => investigation({ id: i + 1, lines: [text] }));
  const processes = await ProcessInvestigators.start(issues, { processes: 2 });
  try {
    expect(processes.pids).toHaveLength(2);
    const findings = await processes.investigate(investigations);
    expect(findings).toEqual(investigations.map((one) => findCause(one, issues)));
    expect(await processes.search("disk full", 3)).toEqual(issues.search("disk full", 3));
  } finally {
    await processes.close();
  }
  for (const pid of processes.pids) expect(() => process.kill(pid, 0)).toThrow("ESRCH");
  await expect(processes.search("disk full")).rejects.toThrow("of the old way has ended");
});

test("a process that is killed costs its own question", async () => {
  await using processes = await ProcessInvestigators.start(issues, { processes: 2, search: "exact" });
  const [victim] = processes.pids;
  process.kill(victim as number, "SIGSTOP");
  const lost = processes.search("disk full", 3, 0);
  const kept = processes.search("disk full", 3, 1);
  process.kill(victim as number, "SIGKILL");
  await expect(lost).rejects.toThrow("ended with SIGKILL");
  expect(await kept).toEqual(issues.searchExactly("disk full", 3));
});
