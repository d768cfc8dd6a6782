/**
 * The chart drawn `width` pixels wide. The lab's charts say for which width they were made (`usermeta.fillsFrom`); what
 * is added goes to the plot, and what stands right of the plot moves along. A chart that says nothing, or is wider, stays.
 *
 * @param spec a Vega-Lite spec; it is not changed
 * @param width in pixels
 */
export function widenedChart(spec, width) {
  const from = spec.usermeta?.fillsFrom;
  const more = Math.floor(width) - from;
  if (!(more > 0)) return spec;
  const widen = (view) => ({
    ...view,
    width: view.width + more,
    layer: view.layer.map((layer) => ({
      ...layer,
      encoding: widenedEncoding(layer.encoding, view.width, more),
    })),
  });
  return spec.vconcat ? { ...spec, vconcat: spec.vconcat.map(widen) } : widen(spec);
}

function widenedEncoding(encoding, plot, more) {
  const { x, color } = encoding;
  const ratio = (plot + more) / plot;
  const times = (count) => Math.floor(count * ratio);
  const widened = { ...encoding };
  if (x?.value >= plot) widened.x = { ...x, value: x.value + more };
  if (x?.axis?.tickCount) widened.x = { ...x, axis: { ...x.axis, tickCount: times(x.axis.tickCount) } };
  if (color?.legend?.columns) {
    widened.color = { ...color, legend: { ...color.legend, columns: times(color.legend.columns) } };
  }
  return widened;
}
