/** The dashboard: what runs and measurements look like, as pictures and as text. */
export { Chart, type MimeBundle, type VegaLiteSpec } from "./chart/chart.ts";
export { DashboardError, type DashboardErrorCode } from "./dashboard-error.ts";
export { speedupChart } from "./speedup/speedup-chart.ts";
export type { SpeedupInput, SpeedupOptions, SpeedupRow } from "./speedup/speedups.ts";
export type { AgentResultLike, SwarmRunLike } from "./timeline/swarm-run-like.ts";
export type { LaneKind, TimelineInput } from "./timeline/timeline.ts";
export { type TimelineOptions, timelineChart } from "./timeline/timeline-chart.ts";
