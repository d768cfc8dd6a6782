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

  test("are named when they cannot be read", async () => {
    const path = join(folder, "missing.log");
    await expect(replayFiles([path]).next()).rejects.toMatchObject({
      code: "FILE_UNREADABLE",
      message: expect.stringContaining(path),
    });
  });
});
