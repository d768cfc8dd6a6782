// exercise 06.3 · Try again, but not for ever
// The first wait may be longer than the longest.
// fails: waits twice as long each time, but never longer than the longest wait
class RetryBudget {
  left: number;

  constructor(left: number) {
    this.left = left;
  }

  /** Takes one retry out of the budget. False when none is left. */
  take(): boolean {
    if (this.left <= 0) return false;
    this.left -= 1;
    return true;
  }
}

interface RetryPlan {
  readonly retries: number;
  readonly firstWait: number;
  readonly longestWait: number;
}

async function retry<Result>(
  attempt: () => Promise<Result>,
  plan: RetryPlan,
  budget: RetryBudget,
  sleep: (seconds: number) => Promise<unknown>,
): Promise<Result> {
  let wait = plan.firstWait;
  for (let tries = 0; ; tries += 1) {
    try {
      return await attempt();
    } catch (error) {
      if ((error as { permanent?: boolean })?.permanent === true || tries >= plan.retries || !budget.take()) throw error;
      await sleep(wait);
      wait = Math.min(wait * 2, plan.longestWait);
    }
  }
}
