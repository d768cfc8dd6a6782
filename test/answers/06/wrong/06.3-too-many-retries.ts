// exercise 06.3 · Try again, but not for ever
// Replaces the reason by a sentence about itself.
// fails: gives up with the last error of the attempt
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
  for (let n = 0; n <= plan.retries; n += 1) {
    try {
      return await attempt();
    } catch (error: any) {
      if (error.permanent) throw error;
      if (n === plan.retries || !budget.take()) break;
      await sleep(Math.min(plan.firstWait * 2 ** n, plan.longestWait));
    }
  }
  throw new Error("too many retries");
}
