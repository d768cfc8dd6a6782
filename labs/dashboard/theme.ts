/**
 * The theme of all charts.
 *
 * A chart is shown on white paper, on JupyterLab's dark background and in a printed page, and does not know which. So the
 * colours of marks have a contrast of at least 3:1 with white and with #333333. The ground is transparent, and text has
 * the colour of the text around it by a CSS variable: a chart that is drawn already follows when the theme is switched.
 * Only the static SVG, which has no host, has colours and a background of its own (`cardConfig`).
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

/** The host's colour of text: JupyterLab's, or in a page the one of the words around the chart. */
const HOST_INK = "var(--jp-content-font-color1, currentColor)";

/** The default width of a chart with its labels, in pixels. It fits JupyterLab's output area and a printed page. */
export const maximumWidth = 760;

/**
 * Says in a chart's spec that it may be drawn wider where there is room, as JupyterLab's page does (`kit/lab/page`). A
 * chart whose width the caller chose keeps it.
 */
export const fillsFrom = (width: number) =>
  width === maximumWidth ? { usermeta: { fillsFrom: width } } : {};

/** Vega-Lite's `config` for every chart. It contains no colour that must differ between a light and a dark host. */
export const chartConfig = {
  background: "transparent",
  style: { "guide-label": { fill: HOST_INK }, "guide-title": { fill: HOST_INK } },
  font: fontFamily,
  padding: 14,
  view: { stroke: "transparent" },
  title: {
    color: HOST_INK,
    subtitleColor: HOST_INK,
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
    labelFontSize: 12,
    labelColor: HOST_INK,
    labelOpacity: 0.85,
    titleFontSize: 12,
    titleFontWeight: 400,
    titleColor: HOST_INK,
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
    labelColor: HOST_INK,
    labelFontSize: 12,
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
  ...chartConfig,
  title: { ...chartConfig.title, color: "#1b222c", subtitleColor: "#4b5563" },
  axis: { ...chartConfig.axis, labelColor: "#2d3540", titleColor: "#2d3540" },
  legend: { ...chartConfig.legend, labelColor: "#2d3540" },
  style: { "guide-label": { fill: "#2d3540" }, "guide-title": { fill: "#2d3540" } },
} as const;

export const card = { fill: "#ffffff", stroke: "#d5dae1", radius: 8 } as const;
