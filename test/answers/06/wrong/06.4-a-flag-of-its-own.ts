// exercise 06.4 · A supervisor
// The flag lies in an ordinary buffer: every thread gets a copy.
// fails: the shutdown flag lies in shared memory, and every agent gets it
class RetryBudget {
  left: number;
  constructor(left: number) {
    this.left = left;
  }
  take(): boolean {
    this.left -= 1;
    return this.left >= 0;
  }
}
async function withTimeout(work: any, limits: any, sleep: any): Promise<any> {
  const late = Symbol();
  const answer = work.start();
  answer.catch(() => {});
  const first = await Promise.race([answer, sleep(limits.timeout).then(() => late)]);
  if (first !== late) return first;
  await work.ask();
  const second = await Promise.race([answer, sleep(limits.grace).then(() => late)]).catch(() => null);
  if (second === late) await work.kill();
  if (second === late || second === null) throw new Error("took too long");
  return second;
}
async function retry(attempt: any, plan: any, budget: RetryBudget, sleep: any): Promise<any> {
  for (let n = 0; ; n += 1) {
    try {
      return await attempt();
    } catch (error: any) {
      if (error.permanent || n >= plan.retries || !budget.take()) throw error;
      await sleep(Math.min(plan.firstWait * 2 ** n, plan.longestWait));
    }
  }
}

class Supervisor {
  readonly shutdown = new Int32Array(1);
  shutDown() {
    Atomics.store(this.shutdown, 0, 1);
  }
  async run(agents: any[], plan: any, sleep: any): Promise<any> {
    const budget = new RetryBudget(plan.budget);
    const one = async (agent: any) => {
      let tries = 0;
      const attempt = async () => {
        if (Atomics.load(this.shutdown, 0) === 1) throw Object.assign(new Error("shut down"), { permanent: true });
        tries += 1;
        const work = { start: () => agent.start(this.shutdown), ask: () => agent.ask(), kill: () => agent.kill() };
        return withTimeout(work, plan, sleep);
      };
      try {
        return { success: true, result: await retry(attempt, plan, budget, sleep), error: null, tries };
      } catch (error) {
        return { success: false, result: null, error, tries };
      }
    };
    return Promise.all(agents.map(one));
  }
}
