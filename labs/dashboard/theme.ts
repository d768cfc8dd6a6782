/**
 * The look every chart of the dashboard shares.
 *
 * A chart is shown on paper white, on JupyterLab's dark cards (#333333) and in a printed page, and it cannot ask which.
 * So colours of marks stand out from white and from #333333 alike (at least 3:1), and the colours of titles, labels and
 * the background are left to the host: JupyterLab hands its own light or dark theme to Vega. Only the static SVG,
 * which has no host to ask, brings a card of its own (`cardConfig`).
 */

/** Told apart with every common form of colour blindness (after Okabe and Ito, evened out in brightness). */
export const palette = {
  blue: "#3388cc",
  amber: "#c98300",
  green: "#009e73",
  pink: "#d070b0",
  brown: "#a9744f",
  grey: "#8e9195",
  failure: "#e8590c",
} as const;

/** Given to agent types in the order in which they first appear; what comes after the last is grey. */
export const categoryColours: readonly string[] = [
  palette.blue,
  palette.amber,
  palette.green,
  palette.pink,
  palette.brown,
];

/** Text on top of a coloured bar; dark reads better than white on every colour above. */
export const onColourText = "#0d1117";

export const fontFamily =
  'system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", "Liberation Sans", Arial, sans-serif';

/**
 * A mark in the host's own ink. Vega-Lite gives marks a colour of its own unless they are not `filled`; then Vega takes
 * the ink of the named style, which a dark host makes light. Works for text, rectangles and ticks.
 */
export const hostInk = {
  style: "guide-label",
  filled: false,
  stroke: "transparent",
  tooltip: null,
} as const;

/** Text in the host's own ink. */
export const hostText = { ...hostInk, type: "text" } as const;

/** The widest a chart gets, in pixels, all labels included: what fits JupyterLab's output area and a printed page. */
export const maximumWidth = 760;

/** Vega-Lite's `config` for every chart. It names no colour that must differ between a light and a dark host. */
export const chartConfig = {
  font: fontFamily,
  padding: 14,
  view: { stroke: "transparent" },
  title: {
    anchor: "start",
    frame: "group",
    fontSize: 15,
    fontWeight: 600,
    subtitleFontSize: 12,
    subtitleFontWeight: 400,
    subtitlePadding: 4,
    offset: 12,
  },
  axis: {
    labelFontSize: 11.5,
    labelOpacity: 0.85,
    titleFontSize: 11.5,
    titleFontWeight: 400,
    titleOpacity: 0.85,
    titlePadding: 8,
    gridColor: palette.grey,
    gridOpacity: 0.28,
    domain: false,
    ticks: false,
    labelPadding: 6,
  },
  legend: {
    orient: "bottom",
    direction: "horizontal",
    title: null,
    labelFontSize: 11.5,
    symbolType: "square",
    symbolSize: 110,
    symbolStrokeWidth: 0,
    offset: 12,
    columnPadding: 18,
    labelLimit: 240,
    // One legend below the other: side by side two of them would be wider than the page.
    layout: { bottom: { direction: "vertical", anchor: "start" } },
  },
  concat: { spacing: 14 },
} as const;

/** Added for the static SVG alone: ink on the white card that `renderSvg` draws behind it. */
export const cardConfig = {
  background: "transparent",
  title: { color: "#1b222c", subtitleColor: "#4b5563" },
  style: { "guide-label": { fill: "#2d3540" }, "guide-title": { fill: "#2d3540" } },
} as const;

export const card = { fill: "#ffffff", stroke: "#d5dae1", radius: 8 } as const;
