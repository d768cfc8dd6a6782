/** The titles of the executors. Every other variant of a benchmark, such as "python3.14t threads", is its own title. */
const TITLES: ReadonlyMap<string, string> = new Map([
  ["sequential", "Sequential"],
  ["event-loop", "Event loop"],
  ["worker-threads", "Worker threads"],
  ["child-processes", "Child processes"],
]);

const TITLE_BY_LOWER_CASE = new Map([...TITLES.values()].map((title) => [title.toLowerCase(), title]));

const COLD = " cold";

/**
 * A variant at the start of a line or in a table: "Worker threads" for "worker-threads" and for "worker threads", and
 * "Worker threads, cold" for "worker-threads cold".
 */
export function variantTitle(name: string): string {
  if (name.endsWith(COLD)) return `${variantTitle(name.slice(0, -COLD.length))}, cold`;
  return TITLES.get(name) ?? TITLE_BY_LOWER_CASE.get(name.toLowerCase()) ?? name;
}

/** A variant inside a sentence: "worker threads", but "cold worker threads", but "python3.14t threads" as it is. */
export function variantInSentence(name: string): string {
  if (name.endsWith(COLD)) return `cold ${variantInSentence(name.slice(0, -COLD.length))}`;
  const title = variantTitle(name);
  return title === name ? name : title.toLowerCase();
}
