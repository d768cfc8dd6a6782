import { escapeMarkup } from "../../common/escape-markup.ts";
import { count, formatMemory } from "../../common/format-numbers.ts";
import type { Chart } from "../chart/chart.ts";
import type { VegaLiteSpec } from "../chart/spec.ts";
import { DashboardError } from "../dashboard-error.ts";
import { analysisMarkdown } from "../report/analysis-markdown.ts";
import { type BenchReport, type BenchRun, checkReport } from "../report/bench-report.ts";
import { toCsv } from "../report/csv.ts";
import { cpuChart, memoryChart, scalingChart, timeChart } from "../report/report-charts.ts";
import { analyseWinner } from "../report/winner.ts";
import { maximumWidth } from "../theme.ts";
import type { TimelineInput } from "../timeline/timeline.ts";
import { timelineChart } from "../timeline/timeline-chart.ts";
import { inlinedScripts, jsonInScript, safeInScript } from "./inlined-scripts.ts";
import { pageScript } from "./page-script.ts";
import { pageStyle } from "./page-style.ts";
import { resultTableHtml, tableNoteHtml } from "./result-table-html.ts";

export interface PageOptions {
  /** The runs of the timeline, one of each variant. @default no timeline */
  readonly timelines?: TimelineInput;
  /** Functions that make further charts for a width in pixels. @default none */
  readonly charts?: readonly ((width: number) => Promise<Chart>)[];
  /** Tables of further rows, which do not compare with those of the report. @default none */
  readonly tables?: readonly PageTable[];
  /** The headline. @default the verdict */
  readonly title?: string;
}

/** Rows that compare with each other only. */
export interface PageTable {
  readonly title: string;
  readonly runs: readonly BenchRun[];
}

/** The width of a chart on a phone held upright. */
const PHONE_WIDTH_PX = 350;

/**
 * A report as one HTML page that needs no network and no other file. Without JavaScript, and on paper, the charts are
 * static pictures; with JavaScript they have tooltips and follow the reader's light or dark setting.
 *
 * @throws DashboardError for a value that is not a report (see `checkReport`)
 */
export async function dashboardPage(report: BenchReport, options: PageOptions = {}): Promise<string> {
  checkReport(report);
  // Loaded here, since most programs that import the dashboard never make a page.
  const { default: MarkdownIt } = await import("markdown-it");
  const [charts, scripts] = await Promise.all([chartPairs(report, options), inlinedScripts()]);
  const title = options.title ?? analyseWinner(report).verdict.replace(/\.$/, "");
  const { machine } = report;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data:">
<title>${escapeMarkup(title)}</title>
<style>${pageStyle}</style>
</head>
<body>
<header>
<p class="kicker">Swarm Lab benchmark</p>
<h1>${escapeMarkup(title)}</h1>
<p class="facts">${escapeMarkup(`${report.workload} · ${count(machine.cores, "core")} · ${machine.cpu} · ${formatMemory(machine.memoryMB)} · Node ${machine.node}`)}</p>
${report.partial ? '<p class="partial">The benchmark was stopped midway. What is here was measured; the rest is missing.</p>' : ""}
</header>
<main>
<section aria-labelledby="analysis"><h2 id="analysis">Who won, and why</h2>
${new MarkdownIt({ html: false, linkify: false }).render(analysisMarkdown(report, { verdict: options.title !== undefined }))}</section>
<section aria-labelledby="results"><h2 id="results">Results</h2>
${resultTableHtml(report)}
${tableNoteHtml(report)}</section>
${charts.map(figureHtml).join("\n")}
${(options.tables ?? []).map((table, index) => furtherTable(report, table, index)).join("\n")}
</main>
<footer>
<p class="files">The numbers: ${download("benchmark.json", "application/json", `${JSON.stringify(report, null, 2)}\n`)} · ${download("benchmark.csv", "text/csv", toCsv(report))}</p>
</footer>
<script type="application/json" id="specs">${jsonInScript(charts.map(({ wide, narrow }) => ({ wide: forPage(wide), narrow: forPage(narrow) })))}</script>
${scripts}
<script>${safeInScript(pageScript)}</script>
</body>
</html>
`;
}

function furtherTable(report: BenchReport, { title, runs }: PageTable, index: number): string {
  return `<section aria-labelledby="table-${index}"><h2 id="table-${index}">${escapeMarkup(title)}</h2>
${resultTableHtml({ ...report, runs }, title)}</section>`;
}

interface ChartPair {
  readonly wide: Chart;
  readonly narrow: Chart;
}

async function chartPairs(
  report: BenchReport,
  { timelines, charts = [] }: PageOptions,
): Promise<ChartPair[]> {
  const makers = [
    (width: number) => scalingChart(report, { width }),
    (width: number) => timeChart(report, { width }),
    (width: number) => cpuChart(report, { width }),
    (width: number) => memoryChart(report, { width }),
    ...(timelines === undefined ? [] : [(width: number) => timelineChart(timelines, { width })]),
    ...charts,
  ];
  const pairs = await Promise.all(
    makers.map(async (make) => {
      try {
        return { wide: await make(maximumWidth), narrow: await make(PHONE_WIDTH_PX) };
      } catch (error) {
        // The page lacks the chart of a quantity that the report lacks, such as memory.
        if (DashboardError.isDashboardError(error) && error.code === "NOTHING_TO_SHOW") return null;
        throw error;
      }
    }),
  );
  return pairs.filter((pair) => pair !== null);
}

/** A spec without its `$schema`, which names version 5, because the page contains Vega-Lite 6. */
function forPage({ spec }: Chart): VegaLiteSpec {
  const { $schema: _, ...rest } = spec;
  return rest;
}

function figureHtml({ wide, narrow }: ChartPair, index: number): string {
  return `<figure id="chart-${index}" aria-label="${escapeMarkup(wide.title)}">
<div class="static wide">${wide.svg}</div>
<div class="static narrow">${narrow.svg}</div>
<div class="live"></div>
<details><summary>As text</summary><pre tabindex="0">${escapeMarkup(wide.text)}</pre></details>
</figure>`;
}

function download(name: string, type: string, content: string): string {
  return `<a download="${name}" href="data:${type};charset=utf-8,${encodeURIComponent(content).replaceAll("'", "%27")}">${name}</a>`;
}
