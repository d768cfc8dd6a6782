// exercise 08.3 · Wait here, compute there
// An agent type of its own, and a second look-up by id.
import * as labs from "@swarmlab/labs";

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

class Digester extends labs.AIAgent<string, number> {
  protected think(text: string) {
    return digest(text);
  }
}
async function waitThenThink(asks: readonly (() => Promise<string>)[], workers: number) {
  const promises = asks.map((ask) => ask().then((text) => ({ text, error: null }), (error: Error) => ({ text: null, error })));
  const answers = await Promise.all(promises);
  const agents = answers.map(({ text }, id) => (text === null ? null : agent(Digester, id, text))).filter((a) => a !== null);
  const results = agents.length
    ? (await runMultiAgentSystem({ agents: agents as NonNullable<(typeof agents)[number]>[], executor: "worker-threads", concurrency: workers })).results
    : [];
  return answers.map(({ error }, id) => {
    const found = results.find((result) => result.agentId === id);
    return {
      success: found?.success ?? false,
      result: (found?.result as number | undefined) ?? null,
      error: found ? found.error : error,
      worker: found?.worker ?? null,
    };
  });
}
