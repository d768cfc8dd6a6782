/** The titles of the executors. Every other variant of a benchmark, such as "python3.14t threads", is its own title. */
const TITLES: ReadonlyMap<string, string> = new Map([
  ["sequential", "Sequential"],
  ["event-loop", "Event loop"],
  ["worker-threads", "Worker threads"],
  ["child-processes", "Child processes"],
]);

const TITLE_BY_LOWER_CASE = new Map([...TITLES.values()].map((title) => [title.toLowerCase(), title]));

/** A variant at the start of a line or in a table: "Worker threads" for "worker-threads" and for "worker threads". */
export function variantTitle(name: string): string {
  return TITLES.get(name) ?? TITLE_BY_LOWER_CASE.get(name.toLowerCase()) ?? name;
}

/** A variant inside a sentence: "worker threads", but "python3.14t threads" as it is. */
export function variantInSentence(name: string): string {
  const title = variantTitle(name);
  return title === name ? name : title.toLowerCase();
}
