// exercise 08.3 · Wait here, compute there
// A text that could not be digested has no worker, although one has tried.
// fails: a text that cannot be digested costs its own finding only
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
  const asked = await Promise.allSettled(asks.map(async (ask) => ask()));
  const tasks = asked.flatMap((answer, id) => (answer.status === "fulfilled" ? [agent(digest, id, answer.value)] : []));
  const run =
    tasks.length > 0
      ? await runMultiAgentSystem({
          agents: tasks,
          executor: "worker-threads",
          concurrency: workers,
          announce: false,
        })
      : undefined;
  const computed = new Map(run?.results.map((result) => [result.agentId, result]));
  return asked.map((answer, id): Finding => {
    if (answer.status === "rejected") {
      const { reason } = answer;
      const error = reason instanceof Error ? reason : new Error(String(reason));
      return { success: false, result: null, error, worker: null };
    }
    const { success, result, error, worker } = computed.get(id)!;
    return { success, result: result as number | null, error, worker: success ? worker : null };
  });
}
