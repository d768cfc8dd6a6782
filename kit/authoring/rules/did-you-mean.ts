/** ` Did you mean “…”?` with the known name that is nearest to a misspelt one; empty where none is near. */
export function didYouMean(name: string, known: Iterable<string>): string {
  const most = Math.max(1, Math.floor(name.length / 4));
  let nearest: { readonly candidate: string; readonly edits: number } | undefined;
  for (const candidate of known) {
    const edits = editsBetween(name.toLowerCase(), candidate.toLowerCase());
    if (edits <= most && edits < (nearest?.edits ?? Number.POSITIVE_INFINITY)) nearest = { candidate, edits };
  }
  return nearest === undefined ? "" : ` Did you mean “${nearest.candidate}”?`;
}

/** How many letters have to be changed, added or taken out to make one text of the other (Levenshtein). */
function editsBetween(one: string, other: string): number {
  let previous = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (let i = 1; i <= one.length; i++) {
    const current = [i];
    for (let j = 1; j <= other.length; j++)
      current[j] = Math.min(
        (previous[j] ?? 0) + 1,
        (current[j - 1] ?? 0) + 1,
        (previous[j - 1] ?? 0) + (one[i - 1] === other[j - 1] ? 0 : 1),
      );
    previous = current;
  }
  return previous[other.length] ?? 0;
}
