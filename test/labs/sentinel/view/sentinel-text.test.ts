import { stripVTControlCharacters } from "node:util";
import { expect, test } from "vitest";
import { printable } from "../../../../labs/sentinel/view/printable.ts";
import { sentinelHtml } from "../../../../labs/sentinel/view/sentinel-html.ts";
import type { Heat } from "../../../../labs/sentinel/view/sentinel-state.ts";
import { heatRows, sentinelLine, sentinelText } from "../../../../labs/sentinel/view/sentinel-text.ts";
import { HOSTILE_LINE, sampleState } from "../support/sample-record.ts";

test.each([
  [100, 16],
  [79, 23],
  [40, 12],
  [20, 5],
])(
  "In %i columns and %i lines the view fits, and every service has a place in the heat map.",
  (columns, lines) => {
    const text = sentinelText(sampleState(), { columns, lines });
    for (const line of text) expect([...line].length).toBeLessThanOrEqual(columns);
    expect(text.length).toBeLessThanOrEqual(Math.max(lines, 6));
    expect(text[0]).toContain("DevOps Sentinel");
    expect(text.join("\n")).toContain("█");
  },
);

test("In a narrow terminal the time is seen, and what is watched is left out.", () => {
  const state = sampleState({ about: "500 simulated services", elapsed: 42 });
  expect(sentinelText(state, { columns: 60 })[0]).toMatch(/^DevOps Sentinel · \d\d:\d\d:\d\d UTC · 0:42/);
  expect(sentinelText(state, { columns: 120 })[0]).toContain("500 simulated services");
});

test("With colours the view has the same characters as without.", () => {
  const plain = sentinelText(sampleState(), { hasColour: false });
  const coloured = sentinelText(sampleState(), { hasColour: true });
  expect(coloured.map(stripVTControlCharacters)).toEqual(plain);
  expect(coloured.join("")).toContain("\u001b[");
});

test("A cell that stands for several services shows the hottest.", () => {
  const heat: Heat[] = [0, 0, 3, 0, 1, 0, 0, 0];
  expect(heatRows(heat, 4, 1, false)).toEqual(["·█▪·"]);
});

test("What logs contain cannot move the cursor, clear the terminal or turn the reading direction.", () => {
  const state = sampleState({ sentences: [HOSTILE_LINE], about: HOSTILE_LINE });
  for (const line of [...sentinelText(state, { columns: 300 }), sentinelLine(state)])
    expect(line).toBe(printable(line));
  expect(printable("a\u001b[2J\nb\u202ec\ud800")).toBe("a␛[2J␊b\\u{202e}c\ufffd");
});

test("The view of a cell has no script, and what logs contain is text in it.", () => {
  const html = sentinelHtml(sampleState({ about: HOSTILE_LINE, sentences: [HOSTILE_LINE] }));
  expect(html).not.toContain("<script");
  expect(html).not.toContain("<img");
  expect(html).toContain("&lt;script&gt;");
  expect(html.length).toBeLessThan(20_000);
});
