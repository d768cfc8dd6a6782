import { expect, test } from "vitest";
import { escapeMarkup } from "../../../labs/common/escape-markup.ts";

test("every character with a meaning in HTML or XML is escaped once", () => {
  expect(escapeMarkup(`<a href="x">Tom & 'Jerry' &amp;</a>`)).toBe(
    "&lt;a href=&quot;x&quot;&gt;Tom &amp; &#39;Jerry&#39; &amp;amp;&lt;/a&gt;",
  );
});
