// exercise 06.4 · A supervisor
// A loop for each agent, without retry().
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
  readonly shutdown = new Int32Array(new SharedArrayBuffer(4));
  shutDown() {
    Atomics.store(this.shutdown, 0, 1);
  }
  async run(agents: any[], plan: any, sleep: any): Promise<any> {
    const budget = new RetryBudget(plan.budget);
    return Promise.all(
      agents.map(async (agent) => {
        let tries = 0;
        let error: any = new Error("never started");
        let wait = plan.firstWait;
        while (Atomics.load(this.shutdown, 0) === 0) {
          tries += 1;
          try {
            const work = {
              start: () => agent.start(this.shutdown),
              ask: () => agent.ask(),
              kill: () => agent.kill(),
            };
            return { success: true, result: await withTimeout(work, plan, sleep), error: null, tries };
          } catch (thrown) {
            error = thrown;
          }
          if (tries > plan.retries || !budget.take()) break;
          await sleep(Math.min(wait, plan.longestWait));
          wait *= 2;
        }
        return { success: false, result: null, error, tries };
      }),
    );
  }
}
