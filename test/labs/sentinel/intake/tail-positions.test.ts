import {
  appendFileSync,
  copyFileSync,
  mkdtempSync,
  renameSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createIntake } from "../../../../labs/sentinel/index.ts";
import { replayFiles } from "../../../../labs/sentinel/intake/replay-files.ts";
import { tailFiles } from "../../../../labs/sentinel/intake/tail-files.ts";
import { findMissedLines, type TailPosition } from "../../../../labs/sentinel/intake/tail-positions.ts";

describe("What was written to a file while nothing followed it", () => {
  let folder: string;
  let path: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "missed-"));
    path = join(folder, "cart.log");
    writeFileSync(path, "the first line says which file this is\n");
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  /** Follows the file until it has read all of it. */
  const follow = async (): Promise<readonly TailPosition[]> => {
    const source = tailFiles([path], createIntake(), { interval: 5, fromStart: true });
    await expect.poll(() => source.positions()[0]?.position).toBeGreaterThan(0);
    const positions = source.positions();
    await source.close();
    return positions;
  };

  const textsOf = async (positions: readonly TailPosition[]) => {
    const { spans, sentences } = await findMissedLines([path], positions);
    const texts: string[] = [];
    for (const span of spans)
      for await (const { service, text } of replayFiles([span])) texts.push(`${service}: ${text}`);
    return { texts, sentences };
  };

  test("is found from the end of the last whole line on, and nothing is found twice.", async () => {
    appendFileSync(path, "half a li");
    const positions = await follow();
    appendFileSync(path, "ne\nsecond\nnot whole");
    expect(await textsOf(positions)).toEqual({ texts: ["cart: half a line", "cart: second"], sentences: [] });
  });

  test("is found in files that were renamed since, twice, and in the new one.", async () => {
    const positions = await follow();
    appendFileSync(path, "rest of the old\n");
    renameSync(path, `${path}.2`);
    await writeLater(`${path}.1`, "all of the next\n");
    await writeLater(path, "new\n");
    expect(await textsOf(positions)).toEqual({
      texts: ["cart: rest of the old", "cart: all of the next", "cart: new"],
      sentences: [],
    });
  });

  test("is found in a copy, when the file itself was cut.", async () => {
    const positions = await follow();
    appendFileSync(path, "rest of the old\n");
    copyFileSync(path, `${path}.1`);
    truncateSync(path, 0);
    appendFileSync(path, "new\n");
    expect(await textsOf(positions)).toEqual({
      texts: ["cart: rest of the old", "cart: new"],
      sentences: [],
    });
  });

  test("is said to be lost where the old file is gone, and the new one is read from its beginning.", async () => {
    const positions = await follow();
    rmSync(path);
    writeFileSync(path, "new\n");
    const { texts, sentences } = await textsOf(positions);
    expect(texts).toEqual(["cart: new"]);
    expect(sentences).toEqual([expect.stringContaining("the rest of the old file is not found")]);
  });

  /** The order of files is that of their last change, which a clock must be able to tell. */
  const writeLater = async (file: string, text: string) => {
    await new Promise((resolve) => setTimeout(resolve, 20));
    writeFileSync(file, text);
  };
});
