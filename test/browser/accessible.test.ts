import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { exerciseHtml, hintHtml, messageHtml } from "../../kit/checking/feedback/html.ts";
import type { CheckReport, ExerciseReport } from "../../kit/checking/report.ts";
import { evalPage } from "../../kit/cli/coteach-eval/eval-page.ts";
import type { DialogueRecord, Turn } from "../../kit/cli/coteach-eval/run-dialogue.ts";
import { summaryOf } from "../../kit/cli/coteach-eval/summary.ts";
import { explore, type Verdict } from "../../kit/explore/index.ts";
import { costPage, planCosts } from "../../labs/bench/index.ts";
import { tableHtml } from "../../labs/chaos/table-html.ts";
import {
  advanceBench,
  advanceLive,
  benchHtml,
  liveHtml,
  startBench,
  startLive,
} from "../../labs/dashboard/index.ts";
import { graphPicture } from "../../labs/graph/picture/graph-picture.ts";
import { sentinelHtml } from "../../labs/sentinel/view/sentinel-html.ts";
import { bugs } from "../kit/explore/programs/index.ts";
import { reportOf, run } from "../labs/dashboard/sample-report.ts";
import { result } from "../labs/dashboard/sample-runs.ts";
import { agentRun, nodeRun, recordOf } from "../labs/graph/support/sample-record.ts";
import { sampleState } from "../labs/sentinel/support/sample-record.ts";
import { axeFindings } from "./support/axe.ts";
import { findChromium, launchChromium } from "./support/chromium.ts";

/*
 * Pages and outputs of cells, judged by axe in a light and in a dark place. The dashboard, the class page, feedback pages and the
 * Sentinel's page are judged beside their other tests.
 */

const chromium = findChromium();
if (!chromium)
  console.warn("Skipped: axe on pages and outputs. No chromium, chromium-browser or google-chrome on PATH.");

const mime = Symbol.for("swarmlab.mime");
const htmlOf = (value: object) =>
  String((value as Record<symbol, () => Record<string, string>>)[mime]?.()["text/html"]);

const turn: Turn = { question: "Why?", raw: ["Because."], shown: "Look again?", held: [], seconds: 1 };
const dialogue: DialogueRecord = {
  ...{ kind: "begs", exercise: "01.1", model: "small", turns: [turn] },
  ...{ rawLeak: false, shownLeak: false },
} as DialogueRecord;

const graph = graphPicture(
  recordOf([
    nodeRun("plan", 1, [0, 1], { wrote: [{ key: "out", text: "[ 1 ]" }] }),
    nodeRun("work", 2, [1, 3], { agents: [agentRun("thread 1", [1, 1, 2])] }),
    nodeRun("bad", 3, [3, 4], { error: "no idea" }),
  ]),
);

const live = advanceLive(
  startLive({ title: "Worker threads", total: 3, sequentialSeconds: 4 }),
  [
    { kind: "started", agentId: 0, elapsed: 0, total: 3, worker: "thread 1" },
    {
      kind: "finished",
      agentId: 0,
      elapsed: 1,
      total: 3,
      result: result(0, "thread 1", 0, 1, { error: "no" }),
    },
    { kind: "started", agentId: 1, elapsed: 1, total: 3, worker: "thread 1" },
  ],
  1.5,
);
const bench = advanceBench(startBench(8), [
  { approach: "sequential", agents: 8, seconds: 4, done: 1, total: 8, elapsed: 4 },
]);

const checked = (more: Partial<CheckReport>): CheckReport => ({
  ...{ name: "adds", status: "failed", points: 0, maxPoints: 2, message: "a wrong sum", hidden: false },
  ...{ output: "", outputLength: 0 },
  ...more,
});
const report = (verdict: Verdict): ExerciseReport => ({
  ...{ id: "01.2", title: "Sums", state: "written", code: "", notes: ["It uses your answer to 01.1."] },
  checks: [
    checked({ status: "passed", points: 2, message: "" }),
    checked({ expected: "2", got: "3" }),
    checked({ name: "holds in every order", picture: verdict.picture() }),
  ],
  ...{ hiddenChecks: 1, hiddenPoints: 1 },
});

/** An output of a cell, where JupyterLab's variables are those of a theme. */
const inCell = (html: string, theme: "light" | "dark") => {
  const [ground, ink, soft] =
    theme === "light" ? ["#fff", "#212121", "#616161"] : ["#111", "#fff", "#bdbdbd"];
  return `<!doctype html><html lang="en"><title>An output</title><body style="color-scheme: ${theme}; background: ${ground}; color: ${ink}; font: 14px sans-serif; --jp-content-font-color1: ${ink}; --jp-ui-font-color1: ${ink}; --jp-content-font-color2: ${soft}"><main><h1>An output</h1>${html}</main></body></html>`;
};

describe.skipIf(!chromium)("axe finds nothing wrong", { timeout: 300_000 }, () => {
  let browser: Browser;
  let verdict: Verdict;
  const pages: Record<string, () => string> = {
    "the page of costs": () =>
      costPage(planCosts(reportOf([run("event-loop", 4), run("worker-threads", 1)]))),
    "the co-teacher's evaluation": () => evalPage(summaryOf([dialogue]), [dialogue], new Date(0)),
    "the page of a graph": () => graph.page,
  };
  const outputs: Record<string, () => string> = {
    "the explorer's picture": () => htmlOf(verdict),
    "a red check": () =>
      exerciseHtml(report(verdict), { next: 'run hint("01.2")', explanation: "**So** it is." }),
    "a hint": () =>
      hintHtml("Hint 1 of 3", "Look at `sum`.", 'Next: hint("01.2")') + messageHtml("One sentence."),
    "a swarm while it runs": () => liveHtml(live),
    "a benchmark while it runs": () => benchHtml(bench),
    "a graph in a cell": () => graph.html,
    "the Sentinel in a cell": () => sentinelHtml(sampleState()),
    "the table of faults": () => tableHtml([]),
  };

  beforeAll(async () => {
    browser = await launchChromium(chromium as string);
    const bug = bugs.find(({ name }) => name === "a lost update of three atomic steps");
    if (!bug) throw new Error("There is no such program.");
    verdict = await explore(bug.options);
  }, 300_000);
  afterAll(() => browser?.close());

  async function open(html: string, theme: "light" | "dark"): Promise<Page> {
    const page = await browser.newPage({ colorScheme: theme, viewport: { width: 1100, height: 900 } });
    await page.setContent(html);
    return page;
  }

  const themes = ["light", "dark"] as const;
  test.each(themes.flatMap((theme) => Object.keys(pages).map((name) => ({ name, theme }))))(
    "$name, $theme",
    async ({ name, theme }) => {
      const page = await open(String(pages[name]?.()), theme);
      expect(await axeFindings(page)).toEqual([]);
      await page.close();
    },
  );

  // Together, because axe takes longer to load than to look.
  test.each(themes)("outputs of cells, %s: each kind", async (theme) => {
    const all = Object.entries(outputs).map(
      ([name, html]) => `<section aria-label="${name}">${html()}</section>`,
    );
    const page = await open(inCell(all.join(""), theme), theme);
    expect(await axeFindings(page)).toEqual([]);
    await page.close();
  });

  test("the explorer's slider and buttons answer to the keyboard, and the focus can be seen", async () => {
    const page = await open(inCell(htmlOf(verdict), "dark"), "dark");
    const where = () => page.locator('[data-role="where"]').innerText();
    const focus = () =>
      page.evaluate(() => {
        const { outlineStyle, outlineWidth } = getComputedStyle(document.activeElement as Element);
        const name = document.activeElement?.getAttribute("aria-label");
        return { name, isSeen: outlineStyle !== "none" && Number.parseFloat(outlineWidth) >= 1 };
      });
    await page.keyboard.press("Tab");
    expect(await focus()).toEqual({ name: "One step back", isSeen: true });
    const last = await where();
    await page.keyboard.press("Enter");
    expect(await where()).not.toBe(last);
    await page.keyboard.press("Tab");
    expect(await focus()).toEqual({ name: "Step of the interleaving", isSeen: true });
    await page.keyboard.press("Home");
    expect(await where()).toBe("before the first step");
    await page.keyboard.press("ArrowRight");
    expect(await where()).toMatch(/^step 1 of \d+$/);
    // Steps that are not taken yet are pale, as a control is that is not active.
    expect(await axeFindings(page, { without: ["color-contrast"] })).toEqual([]);
    await page.keyboard.press("End");
    expect(await where()).toBe(last);
    await page.keyboard.press("Tab");
    expect(await focus()).toEqual({ name: "One step forward", isSeen: true });
    await page.close();
  });
});
