import type { ModuleGraph } from "./module-graph.ts";

/** The tests that a change touches, by the number of imports between them and the nearest changed file. */
export interface TouchedTests {
  /** The tests with the fewest imports between. */
  readonly nearest: readonly string[];
  /** All others, the nearer ones first. */
  readonly further: readonly string[];
}

/**
 * The tests that use what has changed, directly or through other modules. What a test reaches only by a path in a string,
 * such as a worker's entry, is not seen.
 */
export function touchedTests(
  graph: ModuleGraph,
  changed: readonly string[],
  isTest: (file: string) => boolean,
): TouchedTests {
  const users = graph.users;
  const distances = new Map(changed.map((file) => [file, 0]));
  // A map visits what is added meanwhile. Who takes all of a door is one import further away than who names something.
  for (const [file, distance] of distances) {
    for (const [user, use] of users.get(file) ?? []) {
      const known = distances.get(user);
      const found = distance + (use === "names" ? 1 : 2);
      if (known !== undefined && known <= found) continue;
      distances.delete(user);
      distances.set(user, found);
    }
  }
  const tests = [...distances].filter(([file]) => isTest(file)).sort(byDistance);
  const least = tests[0]?.[1];
  return {
    nearest: tests.filter(([, distance]) => distance === least).map(([file]) => file),
    further: tests.filter(([, distance]) => distance !== least).map(([file]) => file),
  };
}

function byDistance([one, oneAway]: [string, number], [other, otherAway]: [string, number]): number {
  return oneAway - otherAway || (one < other ? -1 : 1);
}
