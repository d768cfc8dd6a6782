/** Does things with at most so many under way at once, in order; the results stand as the things do. */
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
