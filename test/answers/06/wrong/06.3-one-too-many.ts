// exercise 06.3 · Try again, but not for ever
// Counts tries where retries were planned: off by one.
// fails: makes as many retries as planned, and no more
// fails: waits twice as long each time, but never longer than the longest wait
class RetryBudget {
  left: number;
  constructor(left: number) {
    this.left = left;
  }
  take(): boolean {
    if (this.left <= 0) return false;
    this.left -= 1;
    return true;
  }
}
interface Plan {
  retries: number;
  firstWait: number;
  longestWait: number;
}
type Sleep = (seconds: number) => Promise<unknown>;

async function retry<R>(attempt: () => Promise<R>, plan: Plan, budget: RetryBudget, sleep: Sleep): Promise<any> {
  for (let n = 0; ; n += 1) {
    try {
      return await attempt();
    } catch (error: any) {
      if (error.permanent || n > plan.retries || !budget.take()) throw error;
      await sleep(Math.min(plan.firstWait * 2 ** n, plan.longestWait));
    }
  }
}
