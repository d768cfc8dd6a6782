import { categoryColours, palette } from "./theme.ts";

/** What a way of running a swarm is called in words and which colour it has in every chart. */
export interface Approach {
  readonly title: string;
  readonly colour: string;
}

const known: Readonly<Record<string, Approach>> = {
  sequential: { title: "Sequential", colour: palette.grey },
  "event-loop": { title: "Event loop", colour: palette.amber },
  "worker-threads": { title: "Worker threads", colour: palette.blue },
  "child-processes": { title: "Child processes", colour: palette.green },
};

const byTitle = new Map(Object.values(known).map((approach) => [approach.title.toLowerCase(), approach]));

/**
 * "worker-threads" or "Worker threads" → its title and colour, the same in every chart. A name not known here keeps its
 * spelling; `colour` is what it is drawn in.
 */
export function approachOf(name: string, colour: string = palette.blue): Approach {
  return known[name] ?? byTitle.get(name.toLowerCase()) ?? { title: name, colour };
}

/** A colour for each label of a chart: an approach has its own, others take in turn those that no approach here has. */
export function coloursOf(labels: readonly string[]): string[] {
  const own = labels.map((label) => approachOf(label, "").colour);
  const free = categoryColours.filter((colour) => !own.includes(colour))[Symbol.iterator]();
  return own.map((colour) => colour || (free.next().value ?? palette.grey));
}
