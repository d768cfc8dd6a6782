// exercise 08.3 · Wait here, compute there
// Computes here in the main thread, without a swarm.
// fails: the computing is done on worker threads, on no more than asked for
interface Finding {
  readonly success: boolean;
  readonly result: number | null;
  readonly error: Error | null;
  readonly worker: string | null;
}

/** Given: computes a number from a text, the longer the text the longer it takes. An empty text is an error. */
function digest(text: string): number {
  if (text === "") throw new RangeError("there is nothing to digest in an empty text");
  let sum = 7;
  for (let round = 0; round < 100; round += 1)
    for (let i = 0; i < text.length; i += 1) sum = (Math.imul(sum ^ (sum >>> 13), 31) + text.charCodeAt(i)) | 0;
  return sum;
}

async function waitThenThink(
  asks: readonly (() => Promise<string>)[],
  workers: number,
): Promise<readonly Finding[]> {
  return Promise.all(
    asks.map(async (ask): Promise<Finding> => {
      try {
        return { success: true, result: digest(await ask()), error: null, worker: "main" };
      } catch (error) {
        return { success: false, result: null, error: error as Error, worker: null };
      }
    }),
  );
}
