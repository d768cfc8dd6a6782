import { expect, test } from "vitest";
import { escapeHtml } from "../../../kit/common/escape-html.ts";

test("escaped text holds no character that opens a tag, an entity or an attribute", () => {
  expect(escapeHtml(`<a href="x" title='y'>&amp;`)).not.toMatch(/[<>"']|&(?!#\d+;)/);
  expect(escapeHtml("plain é text")).toBe("plain é text");
});
