/** A picture of rooms in mermaid: the rooms of each package, and who may import whom. */
export interface Picture {
  /** Rooms as `labs/swarm`. */
  readonly rooms: readonly string[];
  /** Arrows between rooms, from the one that imports. An arrow to the package `labs` means all of its rooms. */
  readonly arrows: readonly (readonly [from: string, to: string])[];
}

/** Reads the first mermaid picture that has a subgraph, of a page in Markdown. */
export function readPicture(markdown: string): Picture {
  const block = [...markdown.matchAll(/```mermaid\n([\s\S]*?)```/g)]
    .map(([, text = ""]) => text)
    .find((text) => text.includes("subgraph"));
  if (block === undefined) throw new Error("The page has no mermaid picture with a subgraph.");
  const rooms = new Map<string, string>();
  for (const [, packageName = "", body = ""] of block.matchAll(/subgraph (\w+)\n([\s\S]*?)\n {2}end/g)) {
    rooms.set(packageName, packageName);
    for (const [, id = "", label = ""] of body.matchAll(/^\s+(\w+)\["([\w-]+) · [^"]+"\]$/gm))
      rooms.set(id, `${packageName}/${label}`);
  }
  const nameOf = (id: string): string => {
    const name = rooms.get(id);
    if (name === undefined) throw new Error(`The picture has an arrow at ${id}, which is no room of it.`);
    return name;
  };
  return {
    rooms: [...rooms.values()].filter((name) => name.includes("/")),
    arrows: [...block.matchAll(/^\s+(\w+) --> (\w+)$/gm)].map(
      ([, from = "", to = ""]) => [nameOf(from), nameOf(to)] as const,
    ),
  };
}

/** Every room that the arrows lead to from `room`, over any number of steps. */
export function reachable({ rooms, arrows }: Picture, room: string): ReadonlySet<string> {
  const found = new Set<string>();
  const visit = (from: string) => {
    for (const [start, end] of arrows) {
      if (start !== from) continue;
      const ends = end.includes("/") ? [end] : rooms.filter((name) => name.startsWith(`${end}/`));
      for (const next of ends) {
        if (found.has(next)) continue;
        found.add(next);
        visit(next);
      }
    }
  };
  visit(room);
  return found;
}
