// exercise 06.4 · A supervisor
// A private flag class, then() instead of await, allSettled at the end.
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

class Flag {
  readonly cell = new Int32Array(new SharedArrayBuffer(8), 4, 1);
  raise() {
    Atomics.exchange(this.cell, 0, 1);
  }
  get isUp() {
    return Atomics.load(this.cell, 0) !== 0;
  }
}
class Supervisor {
  readonly #flag = new Flag();
  get shutdown() {
    return this.#flag.cell;
  }
  shutDown() {
    this.#flag.raise();
  }
  async run(agents: any[], plan: any, sleep: any): Promise<any> {
    const budget = new RetryBudget(plan.budget);
    const tries = agents.map(() => 0);
    const endings = await Promise.allSettled(
      agents.map((agent, at) =>
        retry(
          () => {
            if (this.#flag.isUp) return Promise.reject(Object.assign(new Error("stopped"), { permanent: true }));
            tries[at] = (tries[at] ?? 0) + 1;
            return withTimeout(
              { start: () => agent.start(this.shutdown), ask: () => agent.ask(), kill: () => agent.kill() },
              plan,
              sleep,
            );
          },
          plan,
          budget,
          sleep,
        ),
      ),
    );
    return endings.map((ending, at) =>
      ending.status === "fulfilled"
        ? { success: true, result: ending.value, error: null, tries: tries[at] }
        : { success: false, result: null, error: ending.reason, tries: tries[at] },
    );
  }
}
