import { sites, sources } from "../transform/place.ts";

const MOST_NAMES = 3;

/**
 * The code that ran without being divided into steps, as the end of a sentence: ", outside `JSON.stringify` at line 3 of A". Nothing is claimed about
 * orders that switch inside it.
 *
 * @param places - of accesses that were no step, and of calls that may make some
 */
export function outsideWords(places: ReadonlySet<number>): string {
  const names = [...new Set([...places].map(nameOf))];
  if (names.length === 0) return "";
  const shown = names.slice(0, MOST_NAMES);
  const more = names.length - shown.length;
  return `, outside ${shown.join(" and ")}${more > 0 ? ` and ${more} more ${more === 1 ? "place" : "places"}` : ""}`;
}

/** The call in which the time was up, as a part of a sentence: " inside `text.match` at line 3 of A". Empty where it is unknown. */
export const insideWords = (site: number | undefined): string =>
  site === undefined || sites[site] === undefined ? "" : ` inside ${nameOf(site)}`;

function nameOf(site: number): string {
  const place = sites[site];
  if (place === undefined) return "code that built-in functions called";
  const where = place.inside || sources[place.source]?.title || "its code";
  const what =
    place.callee === undefined ? "code" : `\`${place.callee.replace("(intermediate value).", "")}\``;
  return `${what} at line ${place.line} of ${where}`;
}
