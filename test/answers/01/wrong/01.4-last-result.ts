// exercise 01.4 · An agent from scratch
// Keeps the last result in the agent, and shows it in the report of a failure.
// fails: an agent can be asked again, and each report is of its own call
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

  private last: Output | null = null;

  async reason(input: Input): Promise<Report<Output>> {
    const start = performance.now();
    let error: Error | null = null;
    try {
      this.last = await this.think(input);
    } catch (thrown) {
      error = thrown instanceof Error ? thrown : new Error(String(thrown));
    }
    return Object.freeze({ agentId: this.agentId, result: this.last, duration: (performance.now() - start) / 1000, success: error === null, error });
  }
}
