// exercise 01.4 · An agent from scratch
// Keeps one report in the agent: calls that overlap write into each other's.
// fails: calls that overlap do not mix, also where one of them fails
interface Report<Output> {
  readonly agentId: number;
  readonly result: Output | null;
  readonly duration: number;
  readonly success: boolean;
  readonly error: Error | null;
}

class CarefulAgent<Input, Output> {
  readonly agentId: number;
  readonly think: (input: Input) => Output | Promise<Output>;

  constructor(agentId: number, think: (input: Input) => Output | Promise<Output>) {
    this.agentId = agentId;
    this.think = think;
  }

  private report = { agentId: 0, result: null as Output | null, duration: 0, success: false, error: null as Error | null };

  async reason(input: Input): Promise<Report<Output>> {
    const start = performance.now();
    this.report = { agentId: this.agentId, result: null, duration: 0, success: false, error: null };
    try {
      const found = await this.think(input);
      this.report.result = found;
      this.report.success = true;
    } catch (thrown) {
      this.report.error = thrown instanceof Error ? thrown : new Error(String(thrown));
    }
    this.report.duration = (performance.now() - start) / 1000;
    return Object.freeze({ ...this.report });
  }
}
