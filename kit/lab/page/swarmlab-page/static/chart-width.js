import { widenedChart } from "./widened-chart.js";

const CHART = "application/vnd.vegalite.v5+json";

/** JupyterLab's rank of charts among the forms of an output. */
const RANK = 57;

/** The room right of a chart, for Vega's menu and a margin, in pixels. */
const MENU_PX = 56;

/** Has the charts of a notebook drawn as wide as its outputs, and drawn anew when that width changes. */
export function fitCharts(panel) {
  const registry = panel.content.rendermime;
  const original = registry.getFactory(CHART);
  if (original === undefined) return;
  // The width of the chart drawn last, for a chart that is drawn before it is shown.
  const room = { width: 0 };
  registry.addFactory(
    {
      safe: original.safe,
      mimeTypes: [CHART],
      createRenderer: (options) => fitted(original.createRenderer(options), room),
    },
    RANK,
  );
}

function fitted(renderer, room) {
  const draw = renderer.renderModel.bind(renderer);
  const { node } = renderer;
  let model;
  let drawnFor = 0;
  let drawing;

  const drawOnce = async () => {
    room.width = node.clientWidth || room.width;
    drawnFor = room.width;
    const spec = model.data[CHART];
    const shown = spec === undefined ? spec : widenedChart(spec, drawnFor - MENU_PX);
    const own = model;
    // The notebook's file keeps the chart as it was made.
    const keep = ({ data, metadata }) => own.setData({ data: { ...data, [CHART]: spec }, metadata });
    await draw({
      data: { ...own.data, [CHART]: shown },
      metadata: own.metadata,
      trusted: own.trusted,
      setData: keep,
    });
    // Vega's menu has three dots for a name.
    const menu = node.querySelector("details");
    menu?.querySelector("summary")?.setAttribute("aria-label", menu.title || "Actions of this chart");
  };
  // Two drawings at the same time would remove each other.
  const drawNext = () => {
    const next = (drawing ?? Promise.resolve()).catch(() => {}).then(drawOnce);
    drawing = next;
    return next;
  };

  renderer.renderModel = (given) => {
    model = given;
    return drawNext();
  };
  let isDue = false;
  const observer = new ResizeObserver(() => {
    if (isDue || model === undefined || node.clientWidth === 0 || node.clientWidth === drawnFor) return;
    isDue = true;
    // Not in the middle of the browser's layout.
    requestAnimationFrame(() => {
      isDue = false;
      if (renderer.isDisposed || node.clientWidth === drawnFor) return;
      // The page must not jump while the chart is drawn.
      node.style.minHeight = `${node.offsetHeight}px`;
      drawNext()
        .catch((error) => console.error("A chart could not be drawn anew:", error))
        .finally(() => {
          node.style.minHeight = "";
        });
    });
  });
  observer.observe(node);
  renderer.disposed.connect(() => observer.disconnect());
  return renderer;
}
