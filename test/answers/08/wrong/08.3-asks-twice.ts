// exercise 08.3 · Wait here, compute there
// Asks everybody a second time to be sure.
// fails: everybody is asked before the first has answered
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
  await Promise.allSettled(asks.map((ask) => ask()));
  const answers = await Promise.allSettled(asks.map((ask) => ask()));
  const thinkers = answers.flatMap((answer, id) =>
    answer.status === "fulfilled" ? [agent(digest, id, answer.value)] : [],
  );
  const thought = new Map<number, Finding>();
  if (thinkers.length > 0) {
    const swarm = await runMultiAgentSystem({ agents: thinkers, concurrency: workers, announce: false });
    for (const { agentId, success, result, error, worker } of swarm.results)
      thought.set(agentId, { success, result: result as number | null, error, worker });
  }
  return answers.map((answer, id): Finding => {
    if (answer.status === "fulfilled") return thought.get(id) as Finding;
    return { success: false, result: null, error: answer.reason, worker: null };
  });
}
