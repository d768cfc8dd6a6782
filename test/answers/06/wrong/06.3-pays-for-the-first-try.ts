// exercise 06.3 · Try again, but not for ever
// Takes from the budget before every try.
// fails: each retry takes one from the budget, and nothing else does
// fails: an empty budget ends it, with the attempt's own error
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
    if (!budget.take()) throw new Error("no budget");
    try {
      return await attempt();
    } catch (error: any) {
      if (error.permanent || n >= plan.retries) throw error;
      await sleep(Math.min(plan.firstWait * 2 ** n, plan.longestWait));
    }
  }
}
