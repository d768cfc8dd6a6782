// exercise 06.3 · Try again, but not for ever
// Calls itself with one retry less and twice the wait.
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

async function retry<R>(attempt: () => Promise<R>, plan: Plan, budget: RetryBudget, sleep: Sleep): Promise<R> {
  try {
    return await attempt();
  } catch (error: any) {
    if (error?.permanent || plan.retries === 0 || !budget.take()) throw error;
    await sleep(Math.min(plan.firstWait, plan.longestWait));
    return retry(attempt, { ...plan, retries: plan.retries - 1, firstWait: plan.firstWait * 2 }, budget, sleep);
  }
}
