import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { runSentinel } from "../../../../labs/sentinel/run/run-sentinel.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

const START = Date.UTC(2026, 0, 5, 9) / 1000;
const small = { knownIssues: 0, concurrency: 1, agents: 4 } as const;
const stamp = (second: number) => new Date((START + second) * 1000).toISOString();

test("Finished logs are read by their own clock, up to their end, over a pause of years, and what they show is reported.", async () => {
  await using folder = await temporaryFolder();
  const file = join(folder.path, "orders.log");
  const lines: string[] = [];
  for (let second = 0; second < 480; second++) lines.push(`${stamp(second)} INFO order ${second} saved`);
  for (let second = 480; second < 540; second++)
    lines.push(
      `${stamp(second)} INFO order ${second} saved`,
      `${stamp(second)} ERROR write /data/${second}: no space left on device`,
      `${stamp(second + 0.5)} ERROR write /data/${second}: no space left on device`,
    );
  const years = 5 * 365 * 86_400;
  for (let second = 0; second < 5; second++) lines.push(`${stamp(years + second)} INFO order 1 saved`);
  writeFileSync(file, `${lines.join("\n")}\n`);
  const { record } = await runSentinel({ ...small, source: { kind: "replay", files: [file] } });
  const { state } = record;
  expect(state).toMatchObject({ phase: "ended", isSimulated: false, about: "1 finished log file" });
  expect(state.counts.lines).toBe(lines.length);
  expect(record.startedAt).toBe(START);
  expect(state.clock - START - years).toBeGreaterThanOrEqual(4);
  expect(state.incidents).toHaveLength(1);
  expect(state.incidents[0]).toMatchObject({ kind: "disk-full", service: "orders" });
  expect(state.incidents[0]?.firstLineAt).toBeGreaterThanOrEqual(START + 479);
  expect(state.incidents[0]?.firstLineAt).toBeLessThanOrEqual(START + 482);
});

test.each(["", "\n\n"])("A file without a line is one sentence: %j", async (content) => {
  await using folder = await temporaryFolder();
  const file = join(folder.path, "empty.log");
  writeFileSync(file, content);
  const refused = runSentinel({ ...small, source: { kind: "replay", files: [file] } });
  await expect(refused).rejects.toThrow(`No line that can be read is in ${file}.`);
});
