// exercise 06.4 · A supervisor
// The timeout is around all tries together, so a late one is never repeated.
// fails: a try that is late is repeated, with a timeout of its own
interface Supervised<Result> {
  start(shutdown: Int32Array): Promise<Result>;
  ask(): unknown;
  kill(): unknown;
}

interface Plan extends RetryPlan {
  readonly budget: number;
  readonly timeout: number;
  readonly grace: number;
}

interface SupervisedOutcome<Result> {
  readonly success: boolean;
  readonly result: Result | null;
  readonly error: Error | null;
  readonly tries: number;
}

class Supervisor {
  readonly shutdown = new Int32Array(new SharedArrayBuffer(4));

  shutDown(): void {
    Atomics.store(this.shutdown, 0, 1);
  }

  async run<Result>(
    agents: readonly Supervised<Result>[],
    plan: Plan,
    sleep: Sleep,
  ): Promise<SupervisedOutcome<Result>[]> {
    const budget = new RetryBudget(plan.budget);
    return Promise.all(
      agents.map(async (agent) => {
        let tries = 0;
        const attempt = async () => {
          if (Atomics.load(this.shutdown, 0) === 1) throw Object.assign(new Error("shut down"), { permanent: true });
          tries += 1;
          return agent.start(this.shutdown);
        };
        const work = {
          start: () => retry(attempt, plan, budget, sleep),
          ask: () => agent.ask(),
          kill: () => agent.kill(),
        };
        try {
          return { success: true, result: await withTimeout(work, plan, sleep), error: null, tries };
        } catch (error) {
          return { success: false, result: null, error: error as Error, tries };
        }
      }),
    );
  }
}
