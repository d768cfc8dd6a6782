import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type LogEvent, replayFiles } from "../../../../labs/sentinel/index.ts";

describe("finished files that are read as if they were being written", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "replay-"));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  test("give the lines of all files in the order of their times, packed or not", async () => {
    const start = Date.UTC(2026, 0, 5, 9) / 1000;
    const stamp = (second: number) => `2026-01-05T09:00:${String(second).padStart(2, "0")}Z`;
    writeFileSync(join(folder, "a.log"), `no time\n${stamp(1)} a1\n${stamp(5)} a5\n${stamp(4)} late\n`);
    writeFileSync(join(folder, "b.log.gz"), gzipSync(`${stamp(2)} b2\nno time, too\n${stamp(9)} b9\n`));
    const events: LogEvent[] = [];
    for await (const event of replayFiles([join(folder, "a.log"), join(folder, "b.log.gz")]))
      events.push(event);
    expect(events.map(({ service, text, seenAt }) => [service, text, seenAt - start])).toEqual([
      ["a", "no time", 1],
      ["a", "a1", 1],
      ["b", "b2", 2],
      ["b", "no time, too", 2],
      ["a", "a5", 5],
      ["a", "late", 5],
      ["b", "b9", 9],
    ]);
    expect(events.find(({ text }) => text === "late")?.time).toBe(start + 4);
  });

  test("believe a time far ahead only when the next line is as late", async () => {
    const at = (time: string) => `2026-01-05T${time}Z`;
    const lines = [at("09:00:01"), "2031-05-05T00:00:00Z", at("09:00:02"), at("15:00:00"), at("15:00:01")];
    writeFileSync(join(folder, "a.log"), lines.map((time, i) => `${time} line ${i}\n`).join(""));
    const seen: string[] = [];
    for await (const { seenAt } of replayFiles([join(folder, "a.log")]))
      seen.push(new Date(seenAt * 1000).toISOString().slice(0, 19));
    const expected = ["09:00:01", "09:00:01", "09:00:02", "09:00:02", "15:00:01"];
    expect(seen).toEqual(expected.map((time) => `2026-01-05T${time}`));
  });

  test("are named when they cannot be read", async () => {
    const path = join(folder, "missing.log");
    await expect(replayFiles([path]).next()).rejects.toMatchObject({
      code: "FILE_UNREADABLE",
      message: expect.stringContaining(path),
    });
  });
});
