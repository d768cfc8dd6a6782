// attack: writes outcomes down without launching an agent
// points: 1
// exercise 02.3 · A coordinator of your own
async function coordinate(agents: readonly (() => Promise<unknown>)[]): Promise<any> {
  const outcomes = agents.map((_, at) => ({ success: true, result: `agent ${at}`, error: null }));
  return { outcomes, totalSeconds: 1e-6 };
}
