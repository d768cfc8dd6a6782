import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Browser, Locator, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { loadCourse } from "../../kit/lesson/index.ts";
import { findChromium, launchChromium } from "./support/chromium.ts";
import { NotebookPage } from "./support/jupyterlab.ts";
import { projectRoot, TestLab } from "./support/lab.ts";

const chromium = findChromium();
if (!chromium)
  console.warn("Skipped: the lab in a real browser. No chromium, chromium-browser or google-chrome on PATH.");

/** Pictures of the lab, to be looked at; the README shows some of them. */
const pictures = join(projectRoot, ".lab/pictures");

const lesson = loadCourse(projectRoot).lessons.find(({ id }) => id === "02");
const first = lesson?.exercises[0];
if (!lesson || !first?.solution) throw new Error("Lesson 02 has no exercise with a solution.");
const notebook = `${lesson.id}-${lesson.slug}.ipynb`.replace(/^(\d\d)-\1-/, "$1-");

const LONG = { timeout: 120_000 };

/**
 * A cell that prints a word, waits for each file with the thread blocked, and prints after each. Before the thread is blocked
 * for the first time, what was printed has been sent.
 */
function blocking(word: string, files: readonly string[]): string {
  return `const nodeFs = await import("node:fs");
console.log("${word} 0");
await new Promise((resolve) => setTimeout(resolve, 20));
const word = new Int32Array(new SharedArrayBuffer(4));
for (const [at, file] of ${JSON.stringify(files)}.entries()) {
  while (!nodeFs.existsSync(file)) Atomics.wait(word, 0, 0, 20);
  console.log("${word} " + (at + 1));
  await new Promise((resolve) => setTimeout(resolve, 20));
}`;
}

/** Scrolls to a chart. A chart that is drawn anew just then is another element, so it asks until one stays. */
async function intoView(chart: Locator): Promise<void> {
  const scrolled = () => chart.evaluate((it) => it.scrollIntoView({ block: "center" })).then(() => true);
  await expect.poll(scrolled, LONG).toBe(true);
}

describe.skipIf(!chromium)("lesson 02 in JupyterLab in a real browser", () => {
  let lab: TestLab;
  let browser: Browser;
  let page: Page;
  let open: NotebookPage;
  const asked: string[] = [];
  const complaints: string[] = [];

  beforeAll(async () => {
    mkdirSync(pictures, { recursive: true });
    lab = await TestLab.start();
    browser = await launchChromium(chromium as string);
    page = await browser.newPage({ viewport: { width: 1360, height: 960 } });
    page.on("request", (request) => asked.push(request.url()));
    page.on("pageerror", (error) => complaints.push(error.message));
    page.on("console", (message) => {
      // JupyterLab counts the seconds of its own start, which say how busy the machine is.
      if (/took [\d.]+ms to activate/.test(message.text())) return;
      if (message.type() === "error" || message.type() === "warning") complaints.push(message.text());
    });
    open = await NotebookPage.open(page, lab.url, notebook);
  }, 300_000);

  afterAll(async () => {
    await browser?.close();
    await lab?.[Symbol.asyncDispose]();
  });

  test("the lab starts without a complaint in the browser's console", () => {
    expect(complaints).toEqual([]);
  });

  test("all cells run, and the timelines of the learner's own run are drawn", async () => {
    await open.runAll();
    const chart = page.locator(".vega-embed canvas, .vega-embed svg").first();
    await intoView(chart);
    // A chart that is drawn anew just then has no size.
    const size = async () => (await chart.boundingBox()) ?? { width: 0, height: 0 };
    await expect.poll(size, LONG).toSatisfy(({ width, height }) => width > 300 && height > 80);
    await page.screenshot({ path: join(pictures, "02-timelines.png") });
  }, 300_000);

  test("a chart and a diagram that are drawn follow when the theme is switched, and so they do back", async () => {
    const word = page.locator(".vega-embed svg text").first();
    const ink = () => word.evaluate((text) => getComputedStyle(text).fill);
    const diagram = page.locator(".jp-RenderedMermaid img").first();
    const filter = () => diagram.evaluate((image) => getComputedStyle(image).filter);
    const drawn = { ink: await ink(), filter: await filter() };
    expect(drawn.filter).toBe("none");
    await open.theme("JupyterLab Dark");
    await expect.poll(ink).not.toBe(drawn.ink);
    await expect.poll(filter).toContain("invert");
    const ground = await page
      .locator(".vega-embed svg")
      .first()
      .evaluate((svg) => getComputedStyle(svg).backgroundColor);
    expect(ground).toBe("rgba(0, 0, 0, 0)");
    await page.screenshot({ path: join(pictures, "02-dark.png") });
    await open.theme("JupyterLab Light");
    await expect.poll(ink).toBe(drawn.ink);
    await expect.poll(filter).toBe("none");
  }, 300_000);

  test("on a wide screen a line of words has at most 900 pixels", async () => {
    await page.setViewportSize({ width: 1920, height: 960 });
    const widths = await page
      .locator(".jp-MarkdownOutput p")
      .evaluateAll((all) => all.map((one) => one.getBoundingClientRect().width));
    await page.setViewportSize({ width: 1360, height: 960 });
    expect(widths.length).toBeGreaterThan(5);
    expect(Math.max(...widths)).toBeLessThanOrEqual(900);
  });

  test("a chart fills a wide screen, and is drawn anew when the window or the side bar changes", async () => {
    const chart = page.locator(".vega-embed").first();
    await intoView(chart);
    // How much of its output's width the drawing leaves free, in pixels, and how wide it is.
    const room = () =>
      chart.evaluate((embed) => {
        const output = embed.closest(".jp-OutputArea-output") as HTMLElement;
        const { width = 0 } = embed.querySelector("svg")?.getBoundingClientRect() ?? {};
        const isWithin = output.scrollWidth <= output.clientWidth;
        return { width, fills: isWithin && width > 700 && output.clientWidth - width < 90 };
      });
    const fillsAt = (least: number, most: number) =>
      expect
        .poll(room, { timeout: 120_000 })
        .toSatisfy(({ width, fills }) => fills && width > least && width < most);
    await page.setViewportSize({ width: 1920, height: 960 });
    await fillsAt(1300, 1500);
    await page.screenshot({ path: join(pictures, "02-wide.png") });
    await page.getByRole("tab", { name: /File Browser/ }).click();
    await fillsAt(1550, 1800);
    await page.getByRole("tab", { name: /File Browser/ }).click();
    await fillsAt(1300, 1500);
    await page.setViewportSize({ width: 1360, height: 960 });
    await fillsAt(750, 950);
    // Its menu is said by a screen reader, also when it was drawn anew.
    const menu = page.locator(".vega-embed").first().getByLabel("Click to view actions");
    await expect.poll(() => menu.count(), LONG).toBe(1);
  }, 300_000);

  test("a wide table scrolls inside its output, and no line is broken", async () => {
    const columns = Array.from({ length: 30 }, (_, at) => `column${at}: ${at}`).join(", ");
    await open.addCellBelow(open.cell(`await check("${first.id}")`), `console.table([{ ${columns} }]);`);
    await open.idle();
    const output = open.cell("console.table([{").locator(".jp-OutputArea-output");
    const { rows, scrolls, height } = await output.evaluate((box) => {
      const text = box.querySelector("pre") as HTMLElement;
      const line = Number.parseFloat(getComputedStyle(text).lineHeight);
      return {
        rows: text.getBoundingClientRect().height / line,
        scrolls: [box, text].some((one) => one.scrollWidth > one.clientWidth),
        height: box.getBoundingClientRect().height,
      };
    });
    expect(Math.round(rows)).toBeLessThanOrEqual(6);
    expect(scrolls).toBe(true);
    expect(height).toBeLessThan(960);
    await open.addCellBelow(
      open.cell("console.table([{"),
      'for (let i = 0; i < 300; i++) console.log("line", i);',
    );
    await open.idle();
    const long = open.cell('console.log("line", i)').locator(".jp-OutputArea-output").first();
    expect(await long.evaluate((box) => box.getBoundingClientRect().height)).toBeLessThan(960);
  }, 300_000);

  test("the check of an unwritten answer is red and says what to do", async () => {
    const shown = await open.output(open.cell(`await check("${first.id}")`));
    expect(shown).toMatch(/0 of \d+ points/);
    expect(shown).toContain("hint");
    await page.screenshot({ path: join(pictures, "02-red.png") });
  });

  test("a type error in the answer is one sentence with its line, and the check says so too", async () => {
    const cell = open.cell(`// exercise ${first.id}`);
    await open.write(cell, `// exercise ${first.id} · ${first.title}\nconst wrong: number = "text";`);
    expect(await open.output(cell)).toMatch(/2:7|line 2/);
  }, 300_000);

  test("after the answer is typed, the check is green and explains", async () => {
    await open.write(open.cell(`// exercise ${first.id}`), first.solution as string);
    const check = open.cell(`await check("${first.id}")`);
    await open.run(check);
    const shown = await open.output(check);
    expect(shown).toMatch(/(\d+) of \1 points/);
    await page.screenshot({ path: join(pictures, "02-green.png") });
  }, 300_000);

  test("an endless loop after an await is stopped by the stop button, and what was defined before is still there", async () => {
    await open.addCellBelow(open.cell(`await check("${first.id}")`), "const kept = 41;");
    await open.idle();
    await open.addCellBelow(open.cell("const kept = 41;"), 'await 1;\nconsole.log("loops");\nfor (;;) {}');
    await expect.poll(() => open.output(open.cell("for (;;) {}"))).toContain("loops");
    await open.interrupt();
    await open.idle();
    expect(await open.output(open.cell("for (;;) {}"))).toMatch(/[Ii]nterrupted/);
    await open.addCellBelow(open.cell("for (;;) {}"), "console.log(kept + 1);");
    await open.idle();
    expect(await open.output(open.cell("kept + 1"))).toContain("42");
  }, 300_000);

  test("what a cell shows while its page is closed is there when the page is opened again", async () => {
    const file = join(lab.work, notebook);
    const go = join(lab.work, "go");
    await open.addCellBelow(
      open.cell("kept + 1"),
      `const nodeFs = await import("node:fs");
console.log("before");
while (!nodeFs.existsSync(${JSON.stringify(go)})) await new Promise((resolve) => setTimeout(resolve, 20));
for (const word of ["mean", "while"]) process.stdout.write(word);
const { barChart: bars } = await import("@swarmlab/labs");
await bars([{ label: "closed", value: 1 }], { title: "Closed", axisTitle: "cells" });`,
    );
    await expect.poll(() => open.output(open.cell("existsSync"))).toContain("before");
    await page.keyboard.press("ControlOrMeta+s");
    await expect.poll(() => readFileSync(file, "utf8")).toContain("existsSync");
    await page.close();
    writeFileSync(go, "");
    await expect.poll(() => readFileSync(file, "utf8")).toMatch(/"meanwhile"[\s\S]*vegalite/);
    page = await browser.newPage({ viewport: { width: 1360, height: 960 } });
    open = await NotebookPage.open(page, lab.url, notebook);
    const cell = open.cell("existsSync");
    expect(await open.output(cell)).toMatch(/before\s+meanwhile/);
    await cell.locator(".vega-embed svg").first().waitFor();
    await open.addCellBelow(cell, "console.log(kept + 2);");
    await expect.poll(() => open.output(open.cell("kept + 2"))).toContain("43");
  }, 300_000);

  test("a cell that blocks the kernel's thread has a line that says how long it has been running", async () => {
    const go = join(lab.work, "go-on");
    await open.addCellBelow(open.cell("kept + 2"), blocking("blocked", [go]));
    const sign = open.cell('"blocked 0"').locator(".swarmlab-running");
    await sign.filter({ hasText: /^This cell has been running for \d+ s\.$/ }).waitFor();
    await page.screenshot({ path: join(pictures, "02-running.png") });
    writeFileSync(go, "");
    await expect.poll(() => open.output(open.cell('"blocked 0"')), LONG).toContain("blocked 1");
    await sign.waitFor({ state: "detached" });
  }, 300_000);

  test("a page that is loaded again in a run, and a second one, show the run from its beginning to its end", async () => {
    const [go, end] = [join(lab.work, "go-1"), join(lab.work, "go-2")];
    const file = join(lab.work, notebook);
    await open.addCellBelow(open.cell('"blocked 0"'), blocking("part", [go, end]));
    await expect.poll(() => open.output(open.cell('"part 0"')), LONG).toContain("part 0");
    await page.keyboard.press("ControlOrMeta+s");
    await expect.poll(() => readFileSync(file, "utf8"), LONG).toContain("part 0");
    await page.reload();
    const second = await browser.newPage({ viewport: { width: 1360, height: 960 } });
    second.setDefaultTimeout(120_000);
    await second.goto(lab.url.replace("/lab?", `/lab/workspaces/second/tree/${notebook}?`));
    const pages = [open, new NotebookPage(second)];
    // The text, also of what stands outside of the window. The kernel's own line is no part of what the cell shows.
    const textOf = (one: NotebookPage, part: string) =>
      one.cell('"part 0"').locator(part).first().textContent();
    const shown = async (one: NotebookPage) =>
      (await textOf(one, ".jp-OutputArea"))?.match(/part \d/g)?.join(" ");
    for (const one of pages) {
      await one.cell('"part 0"').locator(".swarmlab-running").waitFor({ state: "attached" });
      await expect.poll(() => textOf(one, ".jp-InputPrompt"), LONG).toBe("[*]:");
    }
    writeFileSync(go, "");
    for (const one of pages) await expect.poll(() => shown(one), LONG).toBe("part 0 part 1");
    writeFileSync(end, "");
    for (const one of pages) {
      await expect.poll(() => shown(one), LONG).toBe("part 0 part 1 part 2");
      await expect.poll(() => textOf(one, ".jp-InputPrompt"), LONG).toMatch(/\[\d+\]/);
      await expect.poll(() => one.page.locator(".swarmlab-running").count(), LONG).toBe(0);
    }
    await second.close();
  }, 600_000);

  test("the page asks nobody but this machine", () => {
    expect(asked.length).toBeGreaterThan(10);
    expect(
      asked.filter((url) => /^(https?|wss?):/.test(url) && new URL(url).hostname !== "127.0.0.1"),
    ).toEqual([]);
  });
});
