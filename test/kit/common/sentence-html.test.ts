import { expect, test } from "vitest";
import { sentenceHtml } from "../../../kit/common/sentence-html.ts";

test.each([
  ["reread *The machine below*", "reread <em>The machine below</em>"],
  ["**mind this**: call `close()`.", "<strong>mind this</strong>: call <code>close()</code>."],
  ["2 * 3 * 4 and a*b*c and **", "2 * 3 * 4 and a*b*c and **"],
  ["`<b>` & *<i>*", "<code>&#60;b&#62;</code> &#38; <em>&#60;i&#62;</em>"],
  ["an open * sign and an open ` sign", "an open * sign and an open ` sign"],
])("%s", (text, html) => {
  expect(sentenceHtml(text)).toBe(html);
});

test("a long text of signs is read in a time that grows with its length", () => {
  for (const piece of ["*a", "`a", "**a ", "* a"]) {
    const text = piece.repeat(100_000);
    expect(sentenceHtml(text).length).toBeGreaterThanOrEqual(text.length);
  }
});
