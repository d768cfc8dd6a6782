/*
 * Jupyter's protocol counts code points, and JavaScript counts UTF-16 units, of which an emoji has two.
 */

/** The index in UTF-16 units of a position in code points. A position behind the text is its end. */
export function unitsOf(text: string, codePoints: number): number {
  let units = 0;
  let count = 0;
  for (const character of text) {
    if (count >= codePoints) break;
    units += character.length;
    count += 1;
  }
  return units;
}

/** The position in code points of an index in UTF-16 units. */
export function codePointsOf(text: string, units: number): number {
  return [...text.slice(0, units)].length;
}
