import stringWidth from "string-width";
import { expect, test } from "vitest";
import {
  flow,
  padLeft,
  padRight,
  fit as shorten,
  spread,
  wrap,
} from "../../../labs/dashboard/chart/text-layout.ts";
import fc from "../../fast-check.ts";

const anyText = fc.string({ unit: "grapheme", maxLength: 30 }).filter((text) => !/\p{Cc}/u.test(text));

test("a wide character takes two columns, and none is cut in half", () => {
  expect(padRight("分析员", 8)).toBe("分析员  ");
  expect(padLeft("分析员", 8)).toBe("  分析员");
  expect(shorten("分析员", 4)).toBe("分…");
  expect(shorten("👩‍💻👩‍💻", 3)).toBe("👩‍💻…");
});

test("padding gives exactly the columns asked for, whatever the text", () => {
  fc.assert(
    fc.property(anyText, fc.integer({ min: 1, max: 40 }), (text, columns) => {
      expect(stringWidth(padRight(text, columns))).toBe(columns);
      expect(stringWidth(padLeft(text, columns))).toBe(columns);
    }),
  );
});

test("wrapped lines keep every word that fits and stay within the columns", () => {
  expect(wrap("worker threads were twice as fast", 14)).toEqual(["worker threads", "were twice as", "fast"]);
  expect(wrap("incomprehensibilities", 10)).toEqual(["incompreh…"]);
  expect(wrap("", 10)).toEqual([]);
});

test("no entry of a legend is broken", () => {
  expect(flow(["█ A B", "▓ C D", "▒ E F"], 14)).toEqual(["█ A B   ▓ C D", "▒ E F"]);
});

test("the left of a line is shortened for the right", () => {
  expect(spread("a long name of a run", "1.03 s", 16)).toBe("a long n… 1.03 s");
  expect(spread("short", "1.03 s", 16)).toBe("short     1.03 s");
});
