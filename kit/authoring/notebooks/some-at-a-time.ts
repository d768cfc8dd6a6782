/** Does work on things in order, at most `atOnce` at the same time. The results have the order of the things. */
export async function someAtATime<T, R>(
  things: readonly T[],
  atOnce: number,
  work: (thing: T) => Promise<R>,
): Promise<R[]> {
  const results: R[] = [];
  const queue = things.entries();
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      for (const [at, thing] of queue) results[at] = await work(thing);
    }),
  );
  return results;
}
