import { join } from "node:path";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { loadCourse, notebookName } from "../../kit/lesson/index.ts";
import { findChromium, launchChromium } from "./support/chromium.ts";
import { projectRoot, TestLab } from "./support/lab.ts";
import { type TourOptions, tour, type View } from "./support/tour/tour.ts";

/*
 * A tour of the lessons in a real JupyterLab and a real browser, as docs/authors.md describes it. Environment variables choose:
 *   TOUR_LESSONS=04,05             all lessons without it
 *   TOUR_VIEWS=1280-light,1920-dark   the notebook runs in the first and is shown in each
 *   TOUR_FROM=notebooks            the learners' notebooks instead of the solved ones
 *   TOUR_PICTURES=folder           where the pictures go, .lab/pictures/tour without it
 */

const chromium = findChromium();
if (!chromium)
  console.warn(
    "Skipped: the tour in a real browser. No chromium, chromium-browser or google-chrome on PATH.",
  );

const { TOUR_LESSONS, TOUR_VIEWS = "1280-light,1920-dark", TOUR_FROM, TOUR_PICTURES } = process.env;
const options: TourOptions = {
  from: TOUR_FROM === "notebooks" ? "notebooks" : "solutions",
  views: TOUR_VIEWS.split(",").map(viewOf) as [View, ...View[]],
  pictures: TOUR_PICTURES ?? join(projectRoot, ".lab/pictures/tour"),
};
const lessons = loadCourse(projectRoot).lessons.filter(
  ({ id }) => TOUR_LESSONS === undefined || TOUR_LESSONS.split(",").includes(id),
);

function viewOf(text: string): View {
  const [, width, theme] = /^(\d+)-(light|dark)$/.exec(text) ?? [];
  if (width === undefined)
    throw new Error(`TOUR_VIEWS has "${text}". A view is a width and a theme, such as 1280-light.`);
  return { width: Number(width), theme: theme as View["theme"] };
}

describe.skipIf(!chromium)("a tour in JupyterLab", () => {
  let lab: TestLab;
  let browser: Browser;
  beforeAll(async () => {
    lab = await TestLab.start();
    browser = await launchChromium(chromium as string);
  }, 300_000);
  afterAll(async () => {
    await browser?.close();
    await lab?.[Symbol.asyncDispose]();
  });

  test.each(lessons.map((lesson) => ({ name: notebookName(lesson) })))(
    "$name runs from its first to its last cell, and all that it shows can be read",
    async ({ name }) => {
      const { faults, long } = await tour(lab, browser, name, options);
      console.log([`${name}: cells of over 2 s`, ...long].join("\n  "));
      if (faults.length > 0) console.log([`${name}: faults`, ...faults].join("\n  "));
      expect(faults, faults.join("\n")).toEqual([]);
    },
    1_200_000,
  );
});
