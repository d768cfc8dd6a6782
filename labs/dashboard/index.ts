/** The dashboard: charts, live views, pages and tables of runs and measurements. */

export { type BarChartOptions, barChart, type Measurement } from "./bars/bar-chart.ts";
export { Chart } from "./chart/chart.ts";
export type { MimeBundle, VegaLiteSpec } from "./chart/spec.ts";
// For labs/graph: the look of all pictures, and the width of a text in them.
export { estimateTextWidth } from "./chart/text-metrics.ts";
export { DashboardError, type DashboardErrorCode } from "./dashboard-error.ts";
export { type LineChartOptions, lineChart } from "./lines/line-chart.ts";
export type { GuideLine, LinePoint } from "./lines/lines.ts";
export {
  advanceBench,
  type BenchLiveState,
  type BenchProgressLike,
  endBench,
  secondsLeft,
  startBench,
} from "./live/bench-state.ts";
export { benchHtml, benchLine, benchText } from "./live/bench-view.ts";
export type { LiveAgent } from "./live/live-agent.ts";
export { liveHtml } from "./live/live-html.ts";
export {
  advanceLive,
  endLive,
  type LiveOptions,
  type LiveState,
  type ProgressLike,
  startLive,
} from "./live/live-state.ts";
export { type LiveTextOptions, liveText, plainLine } from "./live/live-text.ts";
export { dashboardPage, type PageOptions, type PageTable } from "./page/dashboard-page.ts";
// For labs/sentinel: the look of all pages.
export { pageStyle } from "./page/page-style.ts";
export { type DashboardFiles, saveDashboard } from "./page/save-dashboard.ts";
export { analysisMarkdown } from "./report/analysis-markdown.ts";
export {
  type BenchCeiling,
  type BenchMachine,
  type BenchReport,
  type BenchRun,
  type BenchScaling,
  type BenchSeconds,
  type BenchSharedUnits,
  checkReport,
  type ScalingFit,
} from "./report/bench-report.ts";
export { toCsv } from "./report/csv.ts";
export {
  cpuChart,
  memoryChart,
  type ReportChartOptions,
  scalingChart,
  timeChart,
} from "./report/report-charts.ts";
export { type TextOptions, textAnalysis, textDashboard, textTable } from "./report/text-dashboard.ts";
export { analyseWinner, type WinnerAnalysis } from "./report/winner.ts";
export { speedupChart } from "./speedup/speedup-chart.ts";
export type { SpeedupInput, SpeedupOptions, SpeedupRow } from "./speedup/speedups.ts";
export { card, fontFamily, onColourText, palette } from "./theme.ts";
export type { AgentResultLike, AgentStopLike, SwarmRunLike } from "./timeline/swarm-run-like.ts";
export type { LaneKind, TimelineInput } from "./timeline/timeline.ts";
export { type TimelineOptions, timelineChart } from "./timeline/timeline-chart.ts";
export { variantColour } from "./variant-colour.ts";
