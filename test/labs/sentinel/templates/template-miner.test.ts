import { describe, expect, test } from "vitest";
import { maskLine } from "../../../../labs/sentinel/templates/mask-line.ts";
import { createLineScanner } from "../../../../labs/sentinel/templates/scan-line.ts";
import { TemplateMiner } from "../../../../labs/sentinel/templates/template-miner.ts";

describe("templates of a service", () => {
  test("numbers, ids, addresses, hexadecimal words and times vary; other words stay", () => {
    const miner = new TemplateMiner();
    const same = [
      [
        "served /cart/12 for 10.0.0.1 in 5ms",
        "served /cart/977 for 10.2.3.44 in 1250ms",
        "served /cart/<*> for <*> in <*>ms",
      ],
      ["job 7f9c-11ee done", "job deadbeefcafe done", "job <*> done"],
      ["at 2026-01-05T09:00:01Z up", "at 2027-11-25T19:10:41Z up", "at <*>:<*>:<*>Z up"],
    ] as const;
    for (const [one, other, text] of same) {
      const template = miner.add(one, "info", 1);
      expect(miner.add(other, "info", 2)).toBe(template);
      expect(template).toMatchObject({ text, count: 2, firstSeen: 1, lastSeen: 2 });
    }
    expect(miner.templates.size).toBe(3);
  });

  test("words that differ in similar lines become wildcards, and lines of other severity stay apart", () => {
    const miner = new TemplateMiner();
    const template = miner.add("the user anna has logged in from home", "info", 1);
    expect(miner.add("the user bert has logged in from work", "info", 1)).toBe(template);
    expect(template.text).toBe("the user <*> has logged in from <*>");
    expect(miner.add("the disk of host seven is nearly full", "info", 1)).not.toBe(template);
    expect(miner.add("the user anna has logged in from home", "error", 1)).not.toBe(template);
  });

  test("the scanner finds the numbers that masking names", () => {
    const text = 'msg="heap 512 MB of 2048MB" took=-1.5ms at 10.0.0.1 load 99.5% id 7f3a';
    const scanner = createLineScanner();
    scanner.scan(text);
    const named = maskLine(text).slots.map(({ index, name, unit }) => [name, scanner.values[index], unit]);
    expect(named).toEqual([
      ["heap", 512, "MB"],
      ["of", 2048, "MB"],
      ["took", -1.5, "ms"],
      ["load", 99.5, "%"],
    ]);
  });

  test("millions of kinds of lines do not grow what is kept", () => {
    const miner = new TemplateMiner({ mostTemplates: 50 });
    const word = (i: number) =>
      [..."xxxxxx"].map((_, j) => "ghijklmnop"[Math.floor(i / 10 ** j) % 10]).join("");
    for (let i = 0; i < 20_000; i++) miner.add(`${word(i)} ${word(i * 7)} ${word(i * 31)}`, "info", i);
    expect(miner.templates.size).toBeLessThanOrEqual(50);
    expect(miner.lastEvictedAt).toBe(19_999);
  });
});
