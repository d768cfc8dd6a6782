import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { findChromium, launchChromium } from "./support/chromium.ts";
import { type Fault, findFaults } from "./support/tour/faults.ts";

/** What the tour of the lessons finds, shown on a page of a few outputs. */

const chromium = findChromium();
if (!chromium)
  console.warn("Skipped: the faults of pages. No chromium, chromium-browser or google-chrome on PATH.");

const drawing = (inside: string, words = 'aria-label="two bars"') =>
  `<svg width="100" height="40" ${words}>${inside}</svg>`;
const image = (svg: string, alt: string) =>
  `<img alt="${alt}" src="data:image/svg+xml;base64,${Buffer.from(svg.replace("<svg", '<svg xmlns="http://www.w3.org/2000/svg"')).toString("base64")}">`;

/** An output, and the rule that it breaks. */
const outputs: readonly (readonly [html: string, rule: Fault["rule"] | "none"])[] = [
  ["<p>Words in the theme's colours, and 1,234 numbers.</p>", "none"],
  ['<div style="overflow-x: auto"><div style="width: 3000px">a wide table that scrolls</div></div>', "none"],
  [drawing('<text y="20" font-size="12">12 px</text>'), "none"],
  [image(drawing('<text y="20" font-size="12">12 px</text>'), "a word"), "none"],
  ['<p style="font-size: 11px">too small</p>', "small-text"],
  [drawing('<g transform="scale(0.5)"><text y="40" font-size="16">scaled</text></g>'), "small-text"],
  [image(drawing('<text y="20" font-size="9">9 px</text>'), "a word"), "small-text"],
  ['<p style="width: 40px; overflow-wrap: anywhere">incomprehensible</p>', "broken-word"],
  ['<div style="width: 3000px; height: 20px">sticks out</div>', "too-wide"],
  ['<div style="background: white; color: black; height: 60px">a white card</div>', "other-ground"],
  [image(drawing('<rect width="100" height="40" fill="#fff"/>'), "a word"), "other-ground"],
  ['<p style="color: #444">hardly seen</p>', "faint-text"],
  [drawing("", ""), "no-words"],
  [image(drawing(""), ""), "no-words"],
];

describe.skipIf(!chromium)("on a dark page", () => {
  let browser: Browser;
  let page: Page;
  beforeAll(async () => {
    browser = await launchChromium(chromium as string);
    page = await browser.newPage({ viewport: { width: 1400, height: 900 } });
    await page.setContent(
      `<body style="--jp-layout-color0: #111; background: #111; color: #eee; font: 14px sans-serif"><div class="notebook">${outputs.map(([html]) => `<div class="jp-Cell"><div class="jp-OutputArea-output" style="width: 800px">${html}</div></div>`).join("")}<div class="jp-Cell jp-MarkdownCell"><div class="jp-MarkdownOutput"><p style="width: 1000px">prose</p></div></div></div></body>`,
    );
  }, 180_000);
  afterAll(() => browser?.close());

  test("each kind of fault is found where it is, and nothing else", async () => {
    const found = await page.evaluate(findFaults, ".notebook");
    const expected = outputs.flatMap(([, rule], cell) => (rule === "none" ? [] : [{ cell, rule }]));
    expect(found.map(({ cell, rule }) => ({ cell, rule }))).toEqual([
      ...expected,
      { cell: outputs.length, rule: "wide-prose" },
    ]);
  });
});
