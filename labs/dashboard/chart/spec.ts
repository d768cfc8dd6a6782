/** A Vega-Lite specification: plain JSON that Vega-Lite 5.6 (JupyterLab's) and Vega-Lite 6 both draw. */
export type VegaLiteSpec = Readonly<Record<string, unknown>>;

/** MIME type → data, as a notebook displays it. */
export type MimeBundle = Readonly<Record<string, unknown>>;
