import { expect, test } from "vitest";
import { fitted, roomForText, wrapText } from "../../../../labs/graph/picture/svg-parts.ts";

test("every line of a wrapped text fits, and no word is lost", () => {
  const text = `Where the time went: ${"W".repeat(80)} 0.70\u00a0s working, ${"some words ".repeat(20)}`;
  const lines = wrapText(text, 300, 13);
  for (const line of lines) expect(roomForText(line, 13)).toBeLessThanOrEqual(300);
  expect(lines.join("").replaceAll(" ", "")).toBe(text.replaceAll(" ", ""));
});

test("a text that does not fit is cut, never inside a character", () => {
  const short = fitted("🙂".repeat(20), 80, 12, true);
  expect(short).toMatch(/^(?:🙂)+…$/u);
  expect(roomForText(short, 12, true)).toBeLessThanOrEqual(80);
  expect(fitted("a<b", 80, 12)).toBe("a&lt;b");
});
