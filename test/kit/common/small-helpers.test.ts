import { existsSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { errorMessage } from "../../../kit/common/error-message.ts";
import { escapeHtml } from "../../../kit/common/escape-html.ts";
import { median } from "../../../kit/common/median.ts";
import { oneLine } from "../../../kit/common/one-line.ts";
import { siblingModule } from "../../../kit/common/sibling-module.ts";

describe("errorMessage", () => {
  test("gives the message of an error and the text of anything else", () => {
    expect([new RangeError("too far"), "plain", 42, undefined].map(errorMessage)).toEqual([
      "too far",
      "plain",
      "42",
      "undefined",
    ]);
  });
});

describe("escapeHtml", () => {
  test("leaves no character that opens a tag, an entity or an attribute", () => {
    expect(escapeHtml(`<a href="x" title='y'>&amp;`)).not.toMatch(/[<>"']|&(?!#\d+;)/);
    expect(escapeHtml("plain é text")).toBe("plain é text");
  });
});

describe("median", () => {
  test("is the middle value, or the mean of the two in the middle, and 0 of nothing", () => {
    expect([median([9, 1, 5]), median([4, 1, 3, 100]), median([7]), median([])]).toEqual([5, 3.5, 7, 0]);
  });

  test("compares numbers as numbers and leaves the list as it was", () => {
    const values = [10, 9, 100];
    expect(median(values)).toBe(10);
    expect(values).toEqual([10, 9, 100]);
  });
});

describe("oneLine", () => {
  test("turns each run of whitespace into one space and trims the ends", () => {
    expect(oneLine("  a\n\t b\r\n c ")).toBe("a b c");
  });
});

describe("siblingModule", () => {
  test("names the source when the caller is a source, and the built file when it is built", () => {
    expect(existsSync(siblingModule(import.meta.url, "process-tree.test"))).toBe(true);
    expect(siblingModule("file:///kit/dist/a/b.js", "../c").pathname).toBe("/kit/dist/c.js");
  });
});
