import { copyFileSync, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { axeFindings } from "../axe.ts";
import { NotebookPage } from "../jupyterlab.ts";
import { projectRoot, type TestLab } from "../lab.ts";
import { saveBestPicture } from "./best-picture.ts";
import { findFaults, RULES } from "./faults.ts";
import { type CellRun, followCells, longCells } from "./kernel-messages.ts";
import { rememberedSigns, rememberSigns } from "./page-signs.ts";
import { settled } from "./settled.ts";

/** How a notebook is looked at. */
export interface View {
  readonly width: number;
  readonly theme: "light" | "dark";
}

export interface TourOptions {
  /** `solutions` for the solved notebooks, `notebooks` for those that learners get. */
  readonly from: "solutions" | "notebooks";
  /** The notebook runs in the first view, and is shown in each. */
  readonly views: readonly [View, ...View[]];
  /** Where the pictures go. */
  readonly pictures: string;
}

export interface TourReport {
  /** A sentence for each thing that is wrong. */
  readonly faults: readonly string[];
  /** The cells that took over two seconds, with what their sign said. */
  readonly long: readonly string[];
}

const PANEL = ".jp-NotebookPanel:not(.lm-mod-hidden) .jp-Notebook";
const HEIGHT = 1000;
/** A notebook has run within this time, also on a busy machine. */
const RUN_LIMIT_MS = 900_000;

/** Opens a notebook, runs it from its first to its last cell, and looks at all that it shows, in each view. */
export async function tour(
  lab: TestLab,
  browser: Browser,
  name: string,
  options: TourOptions,
): Promise<TourReport> {
  const faults: string[] = [];
  copyFileSync(join(projectRoot, options.from, name), join(lab.work, name));
  mkdirSync(options.pictures, { recursive: true });
  const [first] = options.views;
  await changeSettings(lab, "@jupyterlab/notebook-extension:tracker", { windowingMode: "none" });
  await changeSettings(lab, "@jupyterlab/apputils-extension:themes", { theme: themeName(first) });
  const page = await browser.newPage({ viewport: { width: first.width, height: HEIGHT } });
  try {
    const words: string[] = [];
    page.on("console", (message) => {
      // That a part of JupyterLab was slow to load is said of the machine.
      const isComplaint = message.type() === "error" || message.type() === "warning";
      if (isComplaint && !/took [\d.]+ms to activate/.test(message.text())) words.push(message.text());
    });
    page.on("pageerror", (error) => faults.push(`an error in the page: ${error.message}`));
    const runs = followCells(page);
    const open = await NotebookPage.open(page, lab.url, name);
    faults.push(...words.map((text) => `the browser's console at start: ${text}`));
    await rememberSigns(page, PANEL);
    await open.runAll({ limitMs: RUN_LIMIT_MS });
    const file = join(projectRoot, options.from, name);
    faults.push(...unexpectedErrors(runs.values(), file));
    const ids = cellsOf(file).map(({ id }) => id);
    for (const { cell, words } of await rememberedSigns(page))
      [...runs.values()].find(({ cellId }) => cellId === ids[cell])?.pageSigns.push(words);
    for (const view of options.views) {
      if (view !== first) {
        await page.setViewportSize({ width: view.width, height: HEIGHT });
        await open.theme(themeName(view));
        await page
          .locator(`body[data-jp-theme-light="${view.theme === "light"}"]`)
          .waitFor({ state: "attached" });
      }
      const label = `${view.width} ${view.theme}`;
      await settled(page, PANEL);
      for (const { rule, cell, what } of await page.evaluate(findFaults, PANEL))
        faults.push(`${label}, cell ${cell}: not so that ${RULES[rule]}: ${what}`);
      for (const found of await outputFindings(page)) faults.push(`${label}, axe: ${found}`);
      await savePictures(page, options.pictures, `${name.slice(0, 2)}-${view.width}-${view.theme}`);
    }
    await open.theme(themeName({ ...first, theme: "light" }));
    const codes = cellsOf(file).map(({ source }) => [source].flat().join(""));
    await saveBestPicture(page, PANEL, codes, name.slice(0, 2), options.pictures);
    return { faults, long: longCells(runs.values()) };
  } finally {
    await page.close();
    await endKernels(lab);
  }
}

const themeName = ({ theme }: View) => (theme === "light" ? "JupyterLab Light" : "JupyterLab Dark");

interface Cell {
  readonly id: string;
  readonly cell_type: string;
  readonly source: string | readonly string[];
  readonly metadata: { readonly tags?: readonly string[] };
}

const cellsOf = (file: string) =>
  (JSON.parse(readFileSync(file, "utf8")) as { cells: readonly Cell[] }).cells;

/** Errors of cells that are not tagged as failing, and cells that never ran. */
function unexpectedErrors(runs: Iterable<CellRun>, file: string): string[] {
  const ran = new Map([...runs].map((run) => [run.cellId, run]));
  return cellsOf(file).flatMap(({ id, cell_type, source, metadata }, at) => {
    if (cell_type !== "code" || [source].flat().join("").trim() === "") return [];
    const run = ran.get(id);
    if (run?.endedAt === undefined) return [`cell ${at} did not run`];
    if (run.error === undefined || metadata.tags?.includes("raises-exception")) return [];
    return [`cell ${at} ended with ${run.error}`];
  });
}

/**
 * Rules that are not for outputs: a page's landmarks and headings, and how the keyboard gets into a box that scrolls, are
 * JupyterLab's own.
 */
const NOT_FOR_OUTPUTS = ["region", "heading-order", "page-has-heading-one", "scrollable-region-focusable"];

/** What axe finds in the outputs. The menu of a diagram is JupyterLab's own. */
const outputFindings = (page: Page) =>
  axeFindings(page, {
    include: `${PANEL} .jp-OutputArea-output`,
    exclude: ".jp-RenderedMermaid-Details",
    without: NOT_FOR_OUTPUTS,
  });

/** Saves a picture of each output that is a picture, as it stands in the page. */
async function savePictures(page: Page, folder: string, label: string): Promise<void> {
  const outputs = page.locator(
    `${PANEL} .jp-OutputArea-output:is(.jp-RenderedSVG, .jp-RenderedImage, .jp-RenderedMermaid, .jp-RenderedVegaCommon5, .jp-RenderedHTMLCommon:not(.jp-RenderedMarkdown)), ${PANEL} .jp-RenderedMermaid`,
  );
  const size = page.viewportSize() ?? { width: 1280, height: HEIGHT };
  for (const output of await outputs.all()) {
    const box = await output.boundingBox();
    if (!box || box.height < 60 || box.width < 60) continue;
    const cell = await output.evaluate((element, panel) => {
      const cells = [...document.querySelectorAll(`${panel} .jp-Cell`)];
      return cells.indexOf(element.closest(".jp-Cell") as Element);
    }, PANEL);
    // A picture that is higher than the window would be cut off.
    const height = Math.min(4000, Math.max(HEIGHT, Math.ceil(box.height) + 250));
    if (height !== page.viewportSize()?.height) await page.setViewportSize({ ...size, height });
    await output.scrollIntoViewIfNeeded();
    await output.screenshot({
      path: join(folder, `${label}-${String(cell).padStart(2, "0")}.png`),
      animations: "disabled",
    });
  }
  await page.setViewportSize(size);
}

async function changeSettings(lab: TestLab, plugin: string, values: object): Promise<void> {
  await ask(lab, "PUT", `/lab/api/settings/${plugin}`, { raw: JSON.stringify(values) });
}

async function endKernels(lab: TestLab): Promise<void> {
  const sessions = (await (await ask(lab, "GET", "/api/sessions")).json()) as { id: string }[];
  for (const { id } of sessions) await ask(lab, "DELETE", `/api/sessions/${id}`);
}

async function ask(lab: TestLab, method: string, path: string, body?: object): Promise<Response> {
  const address = new URL(lab.url);
  const response = await fetch(new URL(path, address), {
    method,
    headers: {
      authorization: `token ${address.searchParams.get("token")}`,
      "content-type": "application/json",
    },
    ...(body && { body: JSON.stringify(body) }),
  });
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
  return response;
}
