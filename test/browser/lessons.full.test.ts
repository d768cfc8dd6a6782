import { copyFileSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { RunCell } from "../../kit/authoring/index.ts";
import { loadCourse, notebookName } from "../../kit/lesson/index.ts";
import { findChromium, launchChromium } from "./support/chromium.ts";
import { NotebookPage } from "./support/jupyterlab.ts";
import { projectRoot, TestLab } from "./support/lab.ts";

/** Every lesson's solved notebook, opened in a real JupyterLab in a real browser and run from its first to its last cell. */

const chromium = findChromium();
if (!chromium)
  console.warn(
    "Skipped: the lessons in a real browser. No chromium, chromium-browser or google-chrome on PATH.",
  );

/** Milliseconds in which one notebook has run, on a busy machine. */
const NOTEBOOK_TIMEOUT_MS = 300_000;

describe.skipIf(!chromium)("in JupyterLab", () => {
  let lab: TestLab;
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    lab = await TestLab.start();
    browser = await launchChromium(chromium as string);
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    await lab?.[Symbol.asyncDispose]();
  });

  test.each(
    loadCourse(projectRoot).lessons.map((lesson) => ({ name: notebookName(lesson), title: lesson.title })),
  )(
    "the solved notebook $name runs through, shows its charts and is green at every check",
    async ({ name }) => {
      const file = join(lab.work, name);
      copyFileSync(join(projectRoot, "solutions", name), file);
      page = await browser.newPage({ viewport: { width: 1360, height: 960 } });
      try {
        const open = await NotebookPage.open(page, lab.url, name);
        const began = performance.now();
        await open.runAll();
        const cells = await ranAndSaved(page, file);
        console.log(`${name}: ${((performance.now() - began) / 1000).toFixed(0)} s in JupyterLab`);
        const outputs = cells.flatMap((cell) => cell.outputs ?? []);
        const errors = outputs.filter((output) => output.output_type === "error");
        expect(errors.map(({ ename, evalue }) => `${ename}: ${evalue}`)).toEqual([]);
        expect(outputs.some(({ data }) => data?.["application/vnd.vegalite.v5+json"] !== undefined)).toBe(
          true,
        );
        for (const cell of cells.filter(({ metadata }) => metadata.tags?.includes("check"))) {
          const shown = (cell.outputs ?? []).map(({ data }) => String(data?.["text/plain"] ?? "")).join("\n");
          expect(shown, String(cell.source)).toMatch(/(\d+) of \1 points/);
        }
      } finally {
        await page.close();
      }
    },
    NOTEBOOK_TIMEOUT_MS + 60_000,
  );
});

/** Saves until the file says that every code cell has run: of the page itself JupyterLab keeps only what is in view. */
async function ranAndSaved(page: Page, file: string): Promise<readonly RunCell[]> {
  const until = performance.now() + NOTEBOOK_TIMEOUT_MS;
  for (;;) {
    await page
      .locator(".jp-NotebookPanel:not(.lm-mod-hidden) .jp-Notebook")
      .click({ position: { x: 5, y: 5 } });
    await page.keyboard.press("ControlOrMeta+s");
    await page.waitForTimeout(1500);
    const { cells } = JSON.parse(readFileSync(file, "utf8")) as { cells: RunCell[] };
    const waiting = cells.filter(
      ({ cell_type, execution_count, source }) =>
        cell_type === "code" && execution_count === null && [source].flat().join("").trim() !== "",
    );
    if (waiting.length === 0) return cells;
    if (performance.now() > until)
      throw new Error(
        `${waiting.length} cells had not run after ${NOTEBOOK_TIMEOUT_MS / 1000} s, the first of them: ${[waiting[0]?.source].flat().join("").slice(0, 80)}`,
      );
  }
}
