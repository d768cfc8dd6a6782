import { expect, test } from "vitest";
import { answerView } from "../../../../kit/notebook/coteacher/answer-html.ts";

const html = (text: string) => answerView({ title: "Exercise 01.1 · <b>", text })["text/html"];

test("an answer is rendered as Markdown", () => {
  expect(html("Look at **this** and `that`.")).toContain("<strong>this</strong>");
});

test.each([
  "<script>alert(1)</script>",
  "<img src=x onerror=alert(1)>",
  "![x](https://evil.example/?q=1)",
  "[click](javascript:alert(1))",
  "[click](https://evil.example)",
  "<https://evil.example>",
  "[x]: https://evil.example\n\n![x]",
])("nothing in %s is HTML, a picture or a link", (text) => {
  expect(html(text)).not.toMatch(/<(script|img|a|b)\b/);
});

test("nothing in an answer, nor a model's name, becomes a formula, because formulas may hold links", () => {
  const formula = "$\\href{https://evil.example}{click}$";
  const view = answerView({ title: "Exercise", text: formula, footer: `Answered by ${formula}.` });
  const [, before, ...after] = view["text/html"].split(/<div class="mathjax_ignore">/);
  expect(after).toEqual([]);
  expect(before?.split("evil.example")).toHaveLength(3);
});

test("the title is escaped, and the text is plain", () => {
  const view = answerView({ title: "<b>", text: "**x**", notice: "sent to <host>", footer: "by <model>" });
  expect(view["text/html"]).not.toContain("<b>");
  expect(view["text/plain"]).toBe("<b>\n\nsent to <host>\n\n**x**\n\nby <model>");
});
