import { join } from "node:path";
import type { Page } from "playwright-core";
import { settled } from "./settled.ts";

/** Where a lesson is looked at its best: the cell whose code has a text, or a page that the lesson's run has written. */
type Place = { readonly cell: string } | { readonly page: string };

/** The lessons of docs/lessons.md. */
const BEST: Readonly<Record<string, Place>> = {
  "02": { cell: '"worker threads": threaded });' },
  "03": { cell: '"the longest first": teamPlanned });' },
  "04": { cell: "const lostUpdate = await explore({" },
  "05": { cell: "async function sendPolitely(" },
  "06": { cell: "const table = await containmentTable({" },
  "07": { cell: "times as fast do threads get?” Six answers" },
  "08": { cell: "waitingOnLoop = await runMultiAgentSystem(" },
  "09": { cell: "const reportRun = await recordGraph(" },
  "10": { cell: "Memory: agents on a pool, and a thread for each of them" },
  "11": { cell: "const hour = anHour();" },
  "12": { page: "my-dashboard.html" },
};

const SIZE = { width: 1280, height: 900 };

/**
 * Saves the window of a lesson that has run, with its best place in the middle, as `lesson-NN.png`: docs/lessons.md shows these. A lesson
 * without such a place has none.
 * @param panel - selects the notebook
 * @param codes - the text of each of its cells
 * @throws Error when the lesson no longer has its place
 */
export async function saveBestPicture(
  page: Page,
  panel: string,
  codes: readonly string[],
  lesson: string,
  folder: string,
): Promise<void> {
  const place = BEST[lesson];
  if (place === undefined) return;
  const before = page.viewportSize();
  await page.setViewportSize(SIZE);
  if ("page" in place) {
    await page.locator(".jp-DirListing-item", { hasText: place.page }).dblclick();
    await page.frameLocator(".jp-HTMLViewer iframe").locator("svg").first().waitFor();
  } else {
    const at = codes.findIndex((code) => code.includes(place.cell));
    if (at < 0) throw new Error(`Lesson ${lesson} has no cell with ${JSON.stringify(place.cell)} any more.`);
    const output = page.locator(`${panel} .jp-Cell`).nth(at).locator(".jp-Cell-outputWrapper");
    // A chart is drawn anew for the window.
    await settled(page, panel);
    // What is as high as the notebook's place is seen from its top.
    await output.evaluate((it) => {
      it.scrollIntoView({ block: it.getBoundingClientRect().height > 700 ? "start" : "center" });
    });
  }
  await page.screenshot({ path: join(folder, `lesson-${lesson}.png`), animations: "disabled" });
  if (before) await page.setViewportSize(before);
}
