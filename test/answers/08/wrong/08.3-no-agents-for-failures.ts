// exercise 08.3 · Wait here, compute there
// Drops failed asks, so that all later ones lose their place.
// fails: a failed ask costs its own finding and nobody else's
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
  const answers = await Promise.allSettled(asks.map((ask) => ask()));
  const texts = answers.flatMap((answer) => (answer.status === "fulfilled" ? [answer.value] : []));
  if (texts.length === 0) return answers.map(() => ({ success: false, result: null, error: new Error("no answer"), worker: null }));
  const agents = texts.map((text, id) => agent(digest, id, text));
  const { results } = await runMultiAgentSystem({ agents, concurrency: workers, announce: false });
  return results.map((r) => ({ success: r.success, result: r.result as number | null, error: r.error, worker: r.worker }));
}
