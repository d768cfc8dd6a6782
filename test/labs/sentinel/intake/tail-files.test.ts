import { appendFileSync, mkdtempSync, renameSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { createIntake, type Intake, type OpenSource, tailFiles } from "../../../../labs/sentinel/index.ts";

describe("files that are followed", () => {
  let folder: string;
  let intake: Intake;
  let source: OpenSource | undefined;
  const texts: string[] = [];

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "tail-"));
    intake = createIntake();
    texts.length = 0;
  });
  afterEach(async () => {
    await source?.close();
    rmSync(folder, { recursive: true });
  });

  const expectTexts = (...expected: readonly string[]) =>
    vi.waitFor(() => {
      intake.drain(({ service, text }) => texts.push(`${service}: ${text}`));
      expect(texts).toEqual(expected);
    }, 60_000);

  test("give their new lines, through a rename and a truncation, none twice and none missing", async () => {
    const path = join(folder, "cart.log");
    writeFileSync(path, "old\n");
    source = tailFiles([path], intake, { interval: 5, fromStart: true });
    await expectTexts("cart: old");
    appendFileSync(path, "one\ntw");
    await expectTexts("cart: old", "cart: one");
    appendFileSync(path, "o\n");
    await expectTexts("cart: old", "cart: one", "cart: two");
    renameSync(path, `${path}.1`);
    appendFileSync(`${path}.1`, "late\n");
    writeFileSync(path, "three\n");
    await expectTexts("cart: old", "cart: one", "cart: two", "cart: late", "cart: three");
    truncateSync(path, 0);
    appendFileSync(path, "4\n");
    await expectTexts("cart: old", "cart: one", "cart: two", "cart: late", "cart: three", "cart: 4");
    expect(intake.statistics.problems.map(({ kind }) => kind)).toEqual(["file-truncated"]);
  });

  test("are waited for while they are missing, and begin at their end otherwise", async () => {
    const missing = join(folder, "later.log");
    const there = join(folder, "there.log");
    writeFileSync(there, "old\n");
    const tailed = tailFiles([missing, there], intake, { interval: 5 });
    source = tailed;
    await tailed.opened;
    writeFileSync(missing, "first\n");
    await expectTexts("later: first");
    appendFileSync(there, "new\n");
    await expectTexts("later: first", "there: new");
  });
});
