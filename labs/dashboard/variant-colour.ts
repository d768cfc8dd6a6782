import { variantTitle } from "../common/variant-title.ts";
import { categoryColours, palette } from "./theme.ts";

const COLOURS: ReadonlyMap<string, string> = new Map([
  ["Sequential", palette.grey],
  ["Event loop", palette.amber],
  ["Worker threads", palette.blue],
  ["Child processes", palette.green],
]);

/** The colour of an executor, warm or cold, the same in every chart; `undefined` for any other variant. */
export function variantColour(name: string): string | undefined {
  return COLOURS.get(variantTitle(name).replace(/, cold$/, ""));
}

/** A colour for each label of a chart: an executor has its own, the other labels take the free colours in turn. */
export function coloursOf(labels: readonly string[]): string[] {
  const own = labels.map(variantColour);
  const free = categoryColours.filter((colour) => !own.includes(colour))[Symbol.iterator]();
  return own.map((colour) => colour ?? free.next().value ?? palette.grey);
}
