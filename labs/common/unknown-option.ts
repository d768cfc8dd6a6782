/**
 * The sentence for an error message that names the first option that is not known, with the nearest name that is; `undefined` when all
 * are known. An option whose value is `undefined` is left out.
 *
 * @param of - whose options they are, as in "of runMultiAgentSystem"
 */
export function unknownOptionProblem(
  options: object,
  known: ReadonlySet<string>,
  of: string,
): string | undefined {
  for (const name in options) {
    if (known.has(name) || Reflect.get(options, name) === undefined) continue;
    const near = nearest(name, known);
    const instead = near === undefined ? `the options are ${[...known].join(", ")}` : `did you mean ${near}?`;
    return `${name} is no option ${of}; ${instead}${near === undefined ? "." : ""}`;
  }
  return undefined;
}

/** The known name that is so near that it was probably meant. */
function nearest(name: string, known: Iterable<string>): string | undefined {
  let best: string | undefined;
  let least = Math.max(2, Math.floor(name.length / 3)) + 1;
  for (const candidate of known) {
    const distance = editDistance(name.toLowerCase(), candidate.toLowerCase());
    if (distance < least) {
      best = candidate;
      least = distance;
    }
  }
  return best;
}

/** How many letters must be changed, added or removed to make one word of the other. */
function editDistance(a: string, b: string): number {
  let above = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const change = (above[j - 1] as number) + (a[i - 1] === b[j - 1] ? 0 : 1);
      row.push(Math.min(change, (above[j] as number) + 1, (row[j - 1] as number) + 1));
    }
    above = row;
  }
  return above[b.length] as number;
}
