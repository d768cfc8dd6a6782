import { capitalised } from "../../common/format-numbers.ts";
import { variantInSentence } from "../../common/variant-title.ts";
import { palette } from "../../dashboard/index.ts";
import type { GraphRecord } from "../recording/graph-record.ts";
import { executorColour } from "./node-summary.ts";
import { PALE_OPACITY, type Part, roomForText, round } from "./svg-parts.ts";

const FONT_SIZE_PX = 12;
const LINE_HEIGHT_PX = 20;

/** What the colours and lines of the picture mean; only what the picture shows, in lines of this width. */
export function legendPart({ runs, edges }: GraphRecord, width: number): Part {
  const executors = new Set(
    runs.flatMap(({ agents }) =>
      agents.length === 0 ? ["event-loop"] : agents.map(({ executor }) => executor),
    ),
  );
  const entries = [...executors].sort().map((executor) => ({
    sign: `<rect width="12" height="12" rx="2" fill="${executorColour(executor)}"/>`,
    text: capitalised(variantInSentence(executor)),
  }));
  const outline = (colour: string, dash: string) =>
    `<rect x="0.8" y="0.8" width="10.4" height="10.4" rx="2" fill="none" stroke="${colour}" stroke-width="1.6"${dash}/>`;
  if (runs.length > 0) entries.push({ sign: outline("currentColor", ""), text: "On the critical path" });
  const hasFailures = runs.some(
    ({ error, agents }) => error !== null || agents.some((agent) => agent.error !== null),
  );
  if (hasFailures)
    entries.push({ sign: outline(palette.failure, ' stroke-dasharray="4 3"'), text: "Failed" });
  const line = (dash: string, opacity: number) =>
    `<line x1="0" x2="16" y1="6" y2="6" stroke="currentColor" stroke-width="1.6" stroke-opacity="${opacity}"${dash}/>`;
  if (edges.some(({ isConditional }) => isConditional))
    entries.push({ sign: line(' stroke-dasharray="5 4"', 0.85), text: "Decided in the run" });
  if (runs.length > 0 && edges.some(({ taken }) => taken === 0))
    entries.push({ sign: line("", PALE_OPACITY), text: "Not taken" });
  let x = 0;
  let y = 0;
  const parts = entries.map(({ sign, text }) => {
    const own = 20 + roomForText(text, FONT_SIZE_PX);
    if (x > 0 && x + own > width) [x, y] = [0, y + LINE_HEIGHT_PX];
    const svg = `<g transform="translate(${round(x)},${y})">${sign}<text x="20" y="6.5" dominant-baseline="central" font-size="${FONT_SIZE_PX}" fill="currentColor">${text}</text></g>`;
    x += own + 16;
    return svg;
  });
  return { svg: parts.join(""), width, height: y + 14 };
}
