/**
 * The theme of all charts.
 *
 * A chart is shown on white paper, on JupyterLab's dark background (#333333) and in a printed page, and does not know
 * which. So the colours of marks have a contrast of at least 3:1 with white and with #333333, and the host chooses the
 * colours of titles, labels and the background: JupyterLab passes its light or dark theme to Vega. Only the static SVG,
 * which has no host, has a background of its own (`cardConfig`).
 */

/** Colours that differ for every common form of colour blindness (after Okabe and Ito, with similar brightness). */
export const palette = {
  blue: "#3388cc",
  amber: "#c98300",
  green: "#009e73",
  pink: "#d070b0",
  brown: "#a9744f",
  grey: "#8e9195",
  failure: "#e8590c",
} as const;

/** The colours of agent types, in the order of their first appearance; further types are grey. */
export const categoryColours: readonly string[] = [
  palette.blue,
  palette.amber,
  palette.green,
  palette.pink,
  palette.brown,
];

/** The colour of text on a coloured bar; dark text has more contrast than white on every colour above. */
export const onColourText = "#0d1117";

export const fontFamily =
  'system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", "Liberation Sans", Arial, sans-serif';

/**
 * A mark in the host's text colour. Vega-Lite gives `filled` marks a colour of its own; other marks get the colour of the
 * named style, which a dark host makes light. It works for text, rectangles and ticks.
 */
export const hostInk = {
  style: "guide-label",
  filled: false,
  stroke: "transparent",
  tooltip: null,
} as const;

/** Text in the host's text colour. */
export const hostText = { ...hostInk, type: "text" } as const;

/** The default width of a chart with its labels, in pixels. It fits JupyterLab's output area and a printed page. */
export const maximumWidth = 760;

/** Vega-Lite's `config` for every chart. It contains no colour that must differ between a light and a dark host. */
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
    // Legends stand below each other, since two side by side would be wider than the page.
    layout: { bottom: { direction: "vertical", anchor: "start" } },
  },
  concat: { spacing: 14 },
} as const;

/** The text colours of the static SVG, which has the white background that `renderSvg` draws. */
export const cardConfig = {
  background: "transparent",
  title: { color: "#1b222c", subtitleColor: "#4b5563" },
  style: { "guide-label": { fill: "#2d3540" }, "guide-title": { fill: "#2d3540" } },
} as const;

export const card = { fill: "#ffffff", stroke: "#d5dae1", radius: 8 } as const;
