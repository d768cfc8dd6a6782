/** A line from an item of a layer to one of the next layer. */
export interface Link {
  readonly from: string;
  readonly to: string;
}

/** How often the rows are sorted by their neighbours; more changes little in graphs that a person reads. */
const SWEEPS = 4;

/** Sorts the items of each layer by the rows of their neighbours, so that few lines cross. */
export function sortRows(
  layers: readonly (readonly string[])[],
  links: readonly Link[],
): readonly (readonly string[])[] {
  const rows = new Map<string, number>();
  const sorted = layers.map((members) => [...members]);
  for (const members of sorted) for (const [row, item] of members.entries()) rows.set(item, row);
  const before = Map.groupBy(links, ({ to }) => to);
  const after = Map.groupBy(links, ({ from }) => from);
  for (let sweep = 0; sweep < SWEEPS; sweep++) {
    const isToTheRight = sweep % 2 === 0;
    for (const members of isToTheRight ? sorted : sorted.toReversed()) {
      const neighbours = (item: string) =>
        isToTheRight
          ? (before.get(item) ?? []).map(({ from }) => from)
          : (after.get(item) ?? []).map(({ to }) => to);
      const wanted = new Map(
        members.map((item) => [item, meanRow(neighbours(item), rows) ?? rows.get(item)]),
      );
      members.sort((a, b) => (wanted.get(a) as number) - (wanted.get(b) as number));
      for (const [row, item] of members.entries()) rows.set(item, row);
    }
  }
  return sorted;
}

function meanRow(neighbours: readonly string[], rows: ReadonlyMap<string, number>): number | undefined {
  if (neighbours.length === 0) return undefined;
  return neighbours.reduce((sum, one) => sum + (rows.get(one) ?? 0), 0) / neighbours.length;
}
