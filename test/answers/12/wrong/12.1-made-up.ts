// exercise 12.1 · A team of your own
// No agent at all: the report is written down.
// fails: every agent ran on a worker thread
// fails: more work takes longer, and then agents work at the same time
function teamOf(count: number, work: number) {
  return { count, work };
}
async function runSystem({ count, work }: { count: number; work: number }) {
  const status = "2 cores";
  console.log(status);
  const t = Math.min(0.001 * work, 0.02);
  const began = performance.now();
  await new Promise((resolve) => setTimeout(resolve, work > 10 ? 300 : 30));
  const duration = work > 10 ? 0.11 + work / 1e6 : t;
  return {
    status,
    totalSeconds: Math.max(duration, (performance.now() - began) / 1000 - 0.02),
    results: Array.from({ length: count }, (_, agentId) =>
      Object.freeze({ agentId, agentType: ["DataAnalyst", "Mine", "Validator"][agentId % 3], result: agentId, duration, success: true, error: null, worker: `thread ${agentId}`, startedAt: 0, endedAt: 0.3 }),
    ),
  };
}
const runTeam = (count: number, work: number) => runSystem(teamOf(count, work));
