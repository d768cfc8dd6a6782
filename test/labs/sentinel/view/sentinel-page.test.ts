import { readFileSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { type Browser, chromium } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { evidenceHtml } from "../../../../labs/sentinel/view/page/evidence-html.ts";
import { sentinelPage } from "../../../../labs/sentinel/view/page/sentinel-page.ts";
import { findChromium } from "../../dashboard/chromium.ts";
import { sampleRecord, sampleState } from "../support/sample-record.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

test("The page names nothing outside itself and has no script.", () => {
  const html = sentinelPage(sampleRecord());
  const loads = html.match(/<(?:script|img|link|iframe|object|audio|video|form)\b|url\(|@import/gi) ?? [];
  expect(loads).toEqual([]);
  const addresses = html.replaceAll("http://www.w3.org/2000/svg", "").match(/https?:\/\//g) ?? [];
  expect(addresses).toEqual([]);
});

test("A run without incidents, samples and truth is a page too.", () => {
  const record = sampleRecord({ incidents: [], posts: [], sentences: [], services: [], heat: [] });
  const html = sentinelPage({ ...record, samples: [], works: [], judged: undefined });
  expect(html.includes("No incident")).toBe(true);
  expect(html.match(/NaN|Infinity|undefined/g) ?? []).toEqual([]);
});

test("Lines that prove the same and differ in their numbers only are shown once, with how many there are.", () => {
  const lines = [7, 8, 9].map((order, i) => ({
    ...{ service: "checkout", time: 1_767_607_200 + i, line: `order ${order} failed`, shows: "a new error" },
  }));
  const other = { service: "cart", time: 1_767_607_203, line: "order 9 failed", shows: "a new error" };
  const html = evidenceHtml([...lines, other]);
  expect(html.match(/<pre/g)).toHaveLength(2);
  expect(html).toContain("order 7 failed");
  expect(html).toContain("checkout, 3 lines like this, 10:00:00 to 10:00:02 UTC");
  expect(html).toContain("cart, 10:00:03 UTC");
});

const executable = findChromium();

describe.skipIf(executable === undefined)("In a real browser without network", () => {
  let browser: Browser;
  let folder: Awaited<ReturnType<typeof temporaryFolder>>;
  let url: string;

  beforeAll(async () => {
    folder = await temporaryFolder();
    const file = join(folder.path, "page.html");
    const { services, heat, incidents } = sampleState();
    const small = {
      services: services.slice(0, 60),
      heat: heat.slice(0, 60),
      incidents: incidents.slice(0, 3),
    };
    await writeFile(file, sentinelPage(sampleRecord(small)));
    url = pathToFileURL(file).href;
    browser = await chromium.launch({ executablePath: executable as string, args: ["--no-sandbox"] });
  });

  afterAll(async () => {
    await browser?.close();
    await folder[Symbol.asyncDispose]();
  });

  test.each([
    ["light", 1200],
    ["dark", 390],
  ] as const)(
    "the page is clean for axe, %s and %i pixels wide, with everything open.",
    async (colorScheme, width) => {
      const context = await browser.newContext({
        colorScheme,
        viewport: { width, height: 900 },
        offline: true,
      });
      const page = await context.newPage();
      await page.goto(url);
      expect(await page.title()).toBe("3 incidents in 500 simulated services");
      await page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true");
      await page.evaluate(
        readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8"),
      );
      const violations = await page.evaluate(async () => {
        const { axe } = globalThis as unknown as {
          axe: { run(): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> };
        };
        return (await axe.run()).violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html.slice(0, 200)}`);
      });
      expect(violations).toEqual([]);
      const [content, screen] = (await page.evaluate(
        "[document.documentElement.scrollWidth, innerWidth]",
      )) as [number, number];
      expect(content).toBeLessThanOrEqual(screen);
      await context.close();
    },
  );

  test("the keyboard opens an incident and the work of its agents, word for word.", async () => {
    const page = await browser.newPage();
    await page.goto(url);
    const second = page.locator("details.incident").nth(1);
    await second.locator("summary").first().focus();
    await page.keyboard.press("Enter");
    const work = second.locator("details.work").first();
    await work.locator("summary").focus();
    await page.keyboard.press("Enter");
    expect(await work.innerText()).toContain("Looked for a deploy in the last hour");
    expect(await work.innerText()).toContain("document.title");
    expect(await page.title()).toBe("3 incidents in 500 simulated services");
    await page.close();
  });
});
