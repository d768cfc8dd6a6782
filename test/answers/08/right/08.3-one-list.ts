// exercise 08.3 · Wait here, compute there
// Writes every finding to its place.
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
  const findings: Finding[] = new Array(asks.length);
  const fail = (error: unknown): Finding => ({ success: false, result: null, error: error as Error, worker: null });
  const agents: ReturnType<typeof agent>[] = [];
  await Promise.all(
    asks.map(async (ask, place) => {
      try {
        agents.push(agent(digest, place, await ask()));
      } catch (error) {
        findings[place] = fail(error);
      }
    }),
  );
  if (!agents.length) return findings;
  const { results } = await runMultiAgentSystem({ agents, concurrency: workers, announce: false });
  for (const r of results)
    findings[r.agentId] = { success: r.success, result: r.result as number | null, error: r.error, worker: r.worker };
  return findings;
}
