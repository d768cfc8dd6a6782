import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { classPage } from "../../../../kit/grading/gradebook/class-page.ts";
import { ClassStats } from "../../../../kit/grading/gradebook/class-stats.ts";
import { feedbackPage } from "../../../../kit/grading/gradebook/feedback-page.ts";
import type { Row } from "../../../../kit/grading/gradebook/gradebook.ts";
import { findChromium, launchChromium } from "../../../browser/support/chromium.ts";
import { check, report, row } from "./rows.ts";
import { facts, sampleClass } from "./sample-class.ts";

const nasty = `</style></title><script>globalThis.hacked=1</script><img src=x onerror="globalThis.hacked=1"><b>'"&[x](javascript:globalThis.hacked=1)\u202e`;

/** A row of which every text is a learner's or a file's, and none is what it seems. */
const hostileRow: Row = {
  ...row(nasty, [
    report(
      "01.1",
      [
        check(nasty, {
          status: "failed",
          message: nasty,
          expected: nasty,
          got: nasty,
          output: nasty,
          outputLength: 9,
        }),
      ],
      {
        title: nasty,
        code: nasty,
        notes: [nasty],
      },
    ),
    report("01.2", [], { problem: nasty }),
  ]),
  student: { id: nasty, name: nasty },
  lesson: { id: "01", title: nasty },
  status: "needs attention",
  reason: nasty,
  manual: [{ id: "01.m1", title: nasty, max: 5, points: 2, rubric: [nasty], comment: nasty, text: nasty }],
};

const rows = [...sampleClass(), hostileRow];
async function classHtml(): Promise<string> {
  const stats = new ClassStats();
  for (const one of rows) stats.add(one, ["feedback", one.student.id, "01.html"]);
  const similar = [
    { exercise: "01.2", students: ["u1003", "u1017"] as const, share: 0.94, runs: 61 },
    { exercise: "01.1", students: [nasty, nasty] as const, share: 0.8, runs: 15 },
  ];
  return classPage({ stats, facts, problems: [nasty], similar, folder: "/class/out" });
}

test("a feedback page shows the points of hidden checks, and neither their names nor their messages", () => {
  const hidden = check("looks at negative numbers", {
    hidden: true,
    status: "failed",
    message: "expected -5n",
    maxPoints: 3,
  });
  const page = feedbackPage(row("ann", [report("01.1", [check("adds"), hidden])]));
  expect(page).toContain("The hidden check does not hold");
  expect(page).toContain("0 of 3 points");
  expect(page).not.toMatch(/negative|-5n/);
});

const executable = findChromium();

describe.skipIf(!executable)("in a real browser without network", { timeout: 300_000 }, () => {
  let browser: Browser;
  let folder: string;
  const url: Record<string, string> = {};
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "swarmlab-pages-"));
    const pages = {
      class: await classHtml(),
      feedback: feedbackPage(rows.find(({ status, total = 0 }) => status === "late" && total < 9) as Row),
      hostile: feedbackPage(hostileRow),
    };
    for (const [name, html] of Object.entries(pages)) {
      writeFileSync(join(folder, `${name}.html`), html);
      url[name] = pathToFileURL(join(folder, `${name}.html`)).href;
    }
    browser = await launchChromium(executable as string);
  }, 300_000);
  afterAll(async () => {
    await browser?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  async function open(name: string, options: BrowserContextOptions = {}) {
    const context = await browser.newContext({
      offline: true,
      viewport: { width: 1100, height: 900 },
      ...options,
    });
    const page = await context.newPage();
    const complaints: string[] = [];
    page.on("console", (message) => complaints.push(message.text()));
    page.on("pageerror", (error) => complaints.push(error.message));
    page.on("request", (request) => {
      if (!/^(?:file|data):/.test(request.url())) complaints.push(`requested ${request.url()}`);
    });
    await page.goto(url[name] as string);
    return { page, complaints };
  }

  async function violations(page: Page): Promise<string[]> {
    await page.evaluate(readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8"));
    return page.evaluate(async () => {
      const { axe } = globalThis as unknown as {
        axe: { run(): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> };
      };
      return (await axe.run()).violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html.slice(0, 200)}`);
    });
  }

  test.each(["class", "feedback", "hostile"])(
    "the %s page runs nothing of a learner's and asks nothing of the network",
    async (name) => {
      const { page, complaints } = await open(name);
      expect(await page.evaluate(() => (globalThis as { hacked?: unknown }).hacked)).toBeUndefined();
      // The class page has one script of its own, which sorts its tables.
      expect(await page.locator("script").count()).toBe(name === "class" ? 1 : 0);
      expect(await page.locator("img[src='x'], a[href^='javascript']").count()).toBe(0);
      expect(complaints).toEqual([]);
      await page.context().close();
    },
  );

  test.each([
    ["class", "light", 1100],
    ["class", "dark", 400],
    ["feedback", "light", 400],
    ["feedback", "dark", 1100],
    ["hostile", "light", 400],
  ] as const)(
    "the %s page, %s, %i pixels wide: nothing for axe to complain of, nothing wider than the screen",
    async (name, colorScheme, width) => {
      const { page } = await open(name, { colorScheme, viewport: { width, height: 900 } });
      expect(await violations(page)).toEqual([]);
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      expect(overflow).toBeLessThanOrEqual(0);
      await page.context().close();
    },
  );

  test("the class's charts are pictures that have loaded, with their numbers in words and as tables", async () => {
    const { page } = await open("class");
    const pictures = await page.locator("figure img").evaluateAll((images) =>
      images.map((image) => ({
        loaded: (image as unknown as { naturalWidth: number }).naturalWidth > 300,
        words: image.getAttribute("alt")?.length ?? 0,
      })),
    );
    expect(pictures).toHaveLength(4);
    expect(pictures.every(({ loaded, words }) => loaded && words > 60)).toBe(true);
    expect(await page.locator("figure details table").count()).toBe(4);
    await page.context().close();
  });

  test("everybody is visible at once, with a column for each exercise, and sorted by any column", async () => {
    const { page } = await open("class");
    const everybody = page.locator("section", { has: page.locator("#everybody-01") });
    expect(await everybody.locator("tbody tr").count()).toBe(rows.length);
    const box = everybody.locator(".scroll");
    expect(await box.evaluate((one) => one.scrollHeight - one.clientHeight)).toBeLessThanOrEqual(1);
    expect(await everybody.locator("thead th").allTextContents()).toEqual(
      expect.arrayContaining(["01.1", "01.2", "01.3", "01.4", "notebook"]),
    );
    const numbers = async () =>
      (await everybody.locator("tbody tr td:nth-child(3)").allTextContents()).map((text) =>
        text === "–" ? -1 : Number.parseFloat(text),
      );
    await everybody.getByRole("button", { name: "points" }).click();
    expect(await numbers()).toEqual((await numbers()).toSorted((a, b) => a - b));
    await everybody.getByRole("button", { name: "points" }).click();
    expect(await numbers()).toEqual((await numbers()).toSorted((a, b) => b - a));
    expect(await everybody.locator('th[aria-sort="descending"]').textContent()).toBe("points");
    await page.context().close();
  });

  test("answers that are alike are listed for a person, and lead to both feedback pages", async () => {
    const { page } = await open("class");
    const similar = page.locator("section", { has: page.locator("#similar") });
    expect(await similar.locator("p").first().textContent()).toContain("this is no verdict");
    expect(await similar.locator("tbody tr").first().locator("a").count()).toBe(2);
    await page.context().close();
  });

  test("what needs a person comes first, and leads to the student's page", async () => {
    const { page } = await open("class");
    expect(await page.locator("main section h2").first().textContent()).toBe("Needs your attention");
    expect(await page.locator("section a").first().getAttribute("href")).toMatch(
      /^feedback\/u\d+\/01\.html$/,
    );
    await page.context().close();
  });
});
