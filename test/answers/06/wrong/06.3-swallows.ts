// exercise 06.3 · Try again, but not for ever
// Gives up with null.
// fails: makes as many retries as planned, and no more
// fails: gives up with the last error of the attempt
// fails: an error that is permanent is not tried again
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
  let wait = plan.firstWait;
  for (let n = 0; n <= plan.retries; n += 1) {
    try {
      return await attempt();
    } catch (error: any) {
      if (error.permanent || n === plan.retries || !budget.take()) return null;
      await sleep(Math.min(wait, plan.longestWait));
      wait *= 2;
    }
  }
}
