// exercise 12.1 · A team of your own
// A thread sleeps, and the main thread computes.
// fails: every agent ran on a worker thread
import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";

const teamOf = (count: number, work: number) => Array.from({ length: count }, (_, agentId) => ({ agentId, work }));
async function runSystem(team: readonly { agentId: number; work: number }[]) {
  const status = `${availableParallelism()} cores`;
  console.log(status);
  const idle = new Worker("setTimeout(() => {}, 1000)", { eval: true });
  const begin = performance.now();
  const results = team.map(({ agentId, work }) => {
    const startedAt = (performance.now() - begin) / 1000;
    let result = agentId;
    for (let i = 0; i < 1_000_000 * work; i += 1) result = (Math.imul(result, 31) + i) | 0;
    const endedAt = (performance.now() - begin) / 1000;
    const agentType = ["DataAnalyst", "Mine", "Validator"][agentId % 3];
    return Object.freeze({ agentId, agentType, result, duration: endedAt - startedAt, success: true, error: null, worker: `thread ${agentId}`, startedAt, endedAt });
  });
  const totalSeconds = (performance.now() - begin) / 1000;
  await idle.terminate();
  return { status, totalSeconds, results };
}
const runTeam = (count: number, work: number) => runSystem(teamOf(count, work));
