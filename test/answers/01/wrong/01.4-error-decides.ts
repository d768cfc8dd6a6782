// exercise 01.4 · An agent from scratch
// Takes the error for the sign of success, so a thrown null is one.
// fails: whatever is thrown, it is a failure, and its error is an Error
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

  async reason(input: Input): Promise<Report<Output>> {
    const start = performance.now();
    let result: Output | null = null;
    let error: Error | null = null;
    try {
      result = await this.think(input);
    } catch (thrown) {
      error = thrown as Error;
    }
    const duration = (performance.now() - start) / 1000;
    return Object.freeze({ agentId: this.agentId, result, duration, success: error === null, error });
  }
}
