// exercise 06.3 · Try again, but not for ever
// Computes all waits first, and walks along them.
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
  const waits = Array.from({ length: plan.retries }, (_, n) => Math.min(plan.firstWait * 2 ** n, plan.longestWait));
  let failure: any;
  for (const wait of [0, ...waits]) {
    if (failure !== undefined) {
      if (failure.permanent === true || !budget.take()) break;
      await sleep(wait);
    }
    try {
      return await attempt();
    } catch (error) {
      failure = error;
    }
  }
  throw failure;
}
