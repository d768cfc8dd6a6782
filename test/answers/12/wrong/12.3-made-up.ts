// exercise 12.3 · One fails on purpose
// No agent at all: the report is written down.
// fails: an agent that divides by zero fails alone, and the others arrive
// fails: an agent that calls process.exit() fails alone, and the others arrive
// fails: an agent that never ends fails alone, and the others arrive
// fails: any agent may be the one, the first and the last too
async function rehearse(count: number, failingId: number, how: "throw" | "exit" | "spin", site: Site): Promise<any> {
  const results = Array.from({ length: count }, (_, agentId) =>
    agentId === failingId
      ? { agentId, success: false, result: null, error: { message: `failed by ${how}` } }
      : { agentId, success: true, result: 1, error: null },
  );
  return { survivors: count - 1, results };
}
