import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
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
    await chart.scrollIntoViewIfNeeded();
    await chart.waitFor();
    const box = await chart.boundingBox();
    expect(box?.width).toBeGreaterThan(300);
    expect(box?.height).toBeGreaterThan(80);
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

  test("the page asks nobody but this machine", () => {
    expect(asked.length).toBeGreaterThan(10);
    expect(
      asked.filter((url) => /^(https?|wss?):/.test(url) && new URL(url).hostname !== "127.0.0.1"),
    ).toEqual([]);
  });
});
