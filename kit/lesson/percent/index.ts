export type { CellMarker, Json } from "./cell-marker.ts";
export type { HeaderMapping, HeaderValue } from "./front-matter.ts";
export { type PercentCell, type PercentDocument, parsePercent } from "./percent-document.ts";
