import { readFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { type Browser, type BrowserContextOptions, chromium, type Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { dashboardPage, lineChart, saveDashboard } from "../../../labs/dashboard/index.ts";
import { findChromium } from "./chromium.ts";
import { reportOf, run, scaled } from "./sample-report.ts";
import { looped, threaded } from "./sample-runs.ts";

const nasty = `</script><script>globalThis.hacked=1</script><img src=x onerror="globalThis.hacked=1">'"&*_[x](javascript:1)`;

test("the page names nothing outside itself", async () => {
  const html = await dashboardPage(scaled, { timelines: [looped, threaded] });
  const ownPart = html.replace(/<script>\/\*![\s\S]*?<\/script>/g, "");
  expect(ownPart.length).toBeLessThan(html.length - 700_000);
  expect(ownPart).not.toMatch(/(?:src|href)="(?!data:)|@import|url\(/);
  expect(html).toContain("default-src 'none'");
  expect(html).not.toContain("sourceMappingURL");
});

test("rows that compare with each other only have a table of their own", async () => {
  const html = await dashboardPage(scaled, { tables: [{ title: "Cold <workers>", runs: scaled.runs }] });
  expect(html).toMatch(/<h2 id="table-0">Cold &[^<>]+<\/h2>/);
  expect(html.match(/<caption class="unseen">/g)).toHaveLength(2);
});

test("the share of what the machine can do is a column with a sentence, where it was measured", async () => {
  const withCeiling = reportOf([run("sequential", 4, { ofCeiling: 0.512 }), run("worker-threads", 2)]);
  const html = await dashboardPage(withCeiling);
  expect(html).toContain('<th scope="col">Of ceiling</th>');
  expect(html).toContain("<td>51 %</td>");
  expect(html).toContain("in bare processes");
  expect(await dashboardPage(scaled)).not.toContain("Of ceiling");
});

test("a report in which something was not measured has no chart of it", async () => {
  const html = await dashboardPage(
    reportOf([run("sequential", 4, { cpuPercent: null, peakMemoryMB: null })]),
  );
  expect(html.match(/<figure/g)).toHaveLength(2);
  await expect(dashboardPage({ runs: [] } as never)).rejects.toMatchObject({ name: "DashboardError" });
});

const executable = findChromium();

describe.skipIf(!executable)("in a real browser without network", () => {
  let browser: Browser;
  let folder: string;
  let url: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "dashboard-page-"));
    const html = join(folder, "page.html");
    const contention = (width: number) =>
      lineChart(
        {
          lock: [
            { x: 1, y: 1 },
            { x: 8, y: 9 },
          ],
        },
        { title: "Contention", xTitle: "agents", yTitle: "ms", width },
      );
    const cold = scaled.runs.map((each) => ({ ...each, speedup: 1.5, ofCeiling: 0.93, idle: 0.1 }));
    await saveDashboard(
      scaled,
      { html },
      {
        timelines: [looped, threaded],
        tables: [{ title: "Cold workers", runs: cold }],
        charts: [contention],
      },
    );
    url = pathToFileURL(html).href;
    browser = await chromium.launch({ executablePath: executable as string, args: ["--no-sandbox"] });
  });

  afterAll(async () => {
    await browser?.close();
    await rm(folder, { recursive: true, force: true });
  });

  async function open(
    options: BrowserContextOptions,
    address = url,
  ): Promise<{ page: Page; complaints: string[] }> {
    const context = await browser.newContext({ offline: true, ...options });
    const page = await context.newPage();
    const complaints: string[] = [];
    page.on(
      "console",
      (message) => ["error", "warning"].includes(message.type()) && complaints.push(message.text()),
    );
    page.on("pageerror", (error) => complaints.push(error.message));
    page.on(
      "request",
      (request) => /^(?:file|data):/.test(request.url()) || complaints.push(`requested ${request.url()}`),
    );
    await page.goto(address);
    if (options.javaScriptEnabled !== false) await page.waitForSelector("html[data-charts=drawn]");
    return { page, complaints };
  }

  test("all charts are drawn from their data, and nothing is asked of the network", async () => {
    const { page, complaints } = await open({ viewport: { width: 1000, height: 800 } });
    expect(await page.locator("figure.drawn .live svg").count()).toBe(6);
    expect(await page.locator("figure .static:visible").count()).toBe(0);
    // Four bars of the times, to scale: sequential and threads.
    const widths = await page
      .locator('#chart-1 .live [aria-roledescription="bar"]')
      .evaluateAll((bars) => bars.map((bar) => bar.getBoundingClientRect().width));
    expect(widths).toHaveLength(4);
    expect((widths[0] ?? 0) / (widths[2] ?? 1)).toBeCloseTo(4 / 2.08, 1);
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  test("the pointer over a bar shows its numbers", async () => {
    const { page } = await open({ viewport: { width: 1000, height: 800 } });
    await page.locator('#chart-1 .live [aria-roledescription="bar"]').nth(2).hover();
    await page.locator("#vg-tooltip-element.visible").waitFor();
    expect(await page.locator("#vg-tooltip-element").textContent()).toMatch(
      /Worker threads[\s\S]*2\.08 s[\s\S]*88 MB/,
    );
    await page.context().close();
  });

  const sights: [name: string, options: BrowserContextOptions][] = [
    ["light", { viewport: { width: 1000, height: 800 }, colorScheme: "light" }],
    ["dark", { viewport: { width: 1000, height: 800 }, colorScheme: "dark" }],
    ["on a phone", { viewport: { width: 390, height: 800 }, isMobile: true, hasTouch: true }],
  ];

  test.each(sights)(
    "an accessibility check finds nothing wrong, and nothing is wider than the screen: %s",
    async (_name, options) => {
      const { page } = await open(options);
      for (const summary of await page.locator("summary").all()) await summary.click();
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
      await page.context().close();
    },
  );

  test("on a phone every table scrolls inside its card", async () => {
    const { page } = await open({ viewport: { width: 390, height: 800 }, isMobile: true });
    const tables = (await page.evaluate(`[...document.querySelectorAll(".scroll")].map((region) => {
      const card = region.closest("section");
      region.scrollLeft = 10_000;
      return {
        inCard: region.getBoundingClientRect().right <= card.getBoundingClientRect().right,
        moved: region.scrollLeft > 0 && region.scrollLeft + region.clientWidth >= region.scrollWidth - 1,
        style: getComputedStyle(region).overflowX,
      };
    })`)) as unknown[];
    expect(tables).toEqual([
      { inCard: true, moved: true, style: "auto" },
      { inCard: true, moved: true, style: "auto" },
    ]);
    await page.context().close();
  });

  test("text in charts is readable on a phone: not scaled down", async () => {
    const { page } = await open({ viewport: { width: 390, height: 800 }, isMobile: true });
    const scales = await page
      .locator(".live svg")
      .evaluateAll((svgs) =>
        svgs.map((svg) => svg.getBoundingClientRect().width / Number(svg.getAttribute("width"))),
      );
    expect(Math.min(...scales)).toBeGreaterThan(0.95);
    await page.context().close();
  });

  test("on paper, also from a dark screen, the still pictures are printed on white", async () => {
    const { page } = await open({ viewport: { width: 1000, height: 800 }, colorScheme: "dark" });
    await page.emulateMedia({ media: "print" });
    expect(await page.locator(".static.wide:visible").count()).toBe(6);
    expect(await page.locator(".live:visible, details:visible").count()).toBe(0);
    expect(await page.evaluate("getComputedStyle(document.body).backgroundColor")).toBe("rgb(255, 255, 255)");
    await page.context().close();
  });

  test("without JavaScript the still pictures are shown", async () => {
    const { page } = await open({ javaScriptEnabled: false, viewport: { width: 1000, height: 800 } });
    expect(await page.locator(".static.wide:visible").count()).toBe(6);
    await page.context().close();
  });

  test("every still picture is an XML document that a browser parses", async () => {
    const { page } = await open({ viewport: { width: 1000, height: 800 } });
    const html = await dashboardPage(scaled, { timelines: [looped, threaded] });
    const svgs = [...html.matchAll(/<div class="static \w+">(<svg[\s\S]*?<\/svg>)<\/div>/g)].map(
      ([, svg]) => svg,
    );
    expect(svgs).toHaveLength(10);
    const errors = await page.evaluate(
      (documents) =>
        documents.filter((text) =>
          new DOMParser().parseFromString(text ?? "", "image/svg+xml").querySelector("parsererror"),
        ),
      svgs,
    );
    expect(errors).toEqual([]);
    await page.context().close();
  });

  test("names full of markup are shown as they are and run nothing", async () => {
    const html = join(folder, "nasty.html");
    const report = reportOf([run(nasty, 2), run("sequential", 4)], { workload: nasty, notes: [nasty] });
    await saveDashboard(report, { html }, { timelines: { [nasty]: looped } });
    const { page, complaints } = await open(
      { viewport: { width: 1000, height: 800 } },
      pathToFileURL(html).href,
    );
    expect(await page.evaluate("globalThis.hacked")).toBeUndefined();
    expect(await page.locator("tbody th").first().textContent()).toBe(nasty);
    expect(await page.locator("main li", { hasText: nasty }).count()).toBeGreaterThan(0);
    expect(complaints).toEqual([]);
    await page.context().close();
  });
});
