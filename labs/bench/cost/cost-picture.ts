import { escapeMarkup } from "../../common/escape-markup.ts";
import { variantTitle } from "../../common/variant-title.ts";
import { palette, variantColour } from "../../dashboard/index.ts";
import type { ContainerBill } from "./containers.ts";
import { amount } from "./cost-words.ts";
import type { CostPlan } from "./plan-costs.ts";

const WIDTH_PX = 760;
const LABEL_PX = 190;
const NUMBER_PX = 160;
const BAR_PX = 18;
const ROW_PX = 64;
const TOP_PX = 34;

/**
 * The picture of a plan: for each executor two bars of cores that are paid, for whole machines and for fitted
 * containers, with the share that computes filled. Text takes the page's colour, so it reads in light and dark.
 */
export function costPicture(plan: CostPlan): string {
  const bills = plan.rows.flatMap(({ whole, fitted }) => [whole, fitted]);
  const most = Math.max(...bills.map(paidCores));
  const height = TOP_PX + plan.rows.length * ROW_PX;
  const rows = plan.rows.map(({ approach, whole, fitted }, index) => {
    const top = TOP_PX + index * ROW_PX;
    const colour = variantColour(approach) ?? palette.pink;
    return [
      text(0, top + 14, variantTitle(approach), "600"),
      bar({ bill: whole, most, top, colour, name: "whole machines" }),
      bar({ bill: fitted, most, top: top + BAR_PX + 8, colour, name: "fitted" }),
    ].join("\n");
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH_PX} ${height}" role="img" aria-label="${escapeMarkup(words(plan))}" font-family="inherit" font-size="13" fill="currentColor">
${text(0, 14, "cores that are paid; what is filled computes", "400")}
${rows.join("\n")}
</svg>`;
}

function bar(input: {
  readonly bill: ContainerBill;
  readonly most: number;
  readonly top: number;
  readonly colour: string;
  readonly name: string;
}): string {
  const { bill, most, top, colour, name } = input;
  const width = ((WIDTH_PX - LABEL_PX - NUMBER_PX) * paidCores(bill)) / most;
  const filled = width * (bill.utilisation ?? 0);
  return [
    `<rect x="${LABEL_PX}" y="${top}" width="${filled.toFixed(1)}" height="${BAR_PX}" fill="${colour}"/>`,
    `<rect x="${LABEL_PX}" y="${top}" width="${width.toFixed(1)}" height="${BAR_PX}" fill="none" stroke="${colour}" stroke-width="1.5"/>`,
    text(LABEL_PX + width + 8, top + 14, `${amount(paidCores(bill))}, ${name}`, "400"),
  ].join("\n");
}

function text(x: number, y: number, content: string, weight: string): string {
  return `<text x="${x.toFixed(1)}" y="${y}" font-weight="${weight}">${escapeMarkup(content)}</text>`;
}

function paidCores({ containers, cores }: ContainerBill): number {
  return containers * cores;
}

function words(plan: CostPlan): string {
  const each = plan.rows.map(
    ({ approach, whole, fitted }) =>
      `${variantTitle(approach)} ${amount(paidCores(whole))} in whole machines, ${amount(paidCores(fitted))} fitted`,
  );
  return `Cores that are paid: ${each.join("; ")}.`;
}
