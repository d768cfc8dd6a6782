// exercise 08.3 · Wait here, compute there
// Results in the order in which the answers came.
// fails: the findings stand in the order of the asks, whoever answers first
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
  const texts: string[] = [];
  const failures: Finding[] = [];
  await Promise.all(
    asks.map((ask) =>
      ask().then(
        (text) => texts.push(text),
        (error) => failures.push({ success: false, result: null, error, worker: null }),
      ),
    ),
  );
  if (texts.length === 0) return failures;
  const agents = texts.map((text, id) => agent(digest, id, text));
  const { results } = await runMultiAgentSystem({ agents, concurrency: workers, announce: false });
  return [...results.map((r) => ({ ...r, result: r.result as number | null })), ...failures];
}
