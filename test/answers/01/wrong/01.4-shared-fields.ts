// exercise 01.4 · An agent from scratch
// Keeps what belongs to one call in the agent.
// fails: two calls at once give two reports that do not mix
class CarefulAgent<I, O> {
  start = 0;
  result: O | null = null;
  error: unknown = null;
  constructor(
    readonly agentId: number,
    readonly think: (i: I) => O | Promise<O>,
  ) {}
  async reason(input: I): Promise<any> {
    this.start = performance.now();
    this.result = null;
    this.error = null;
    try {
      this.result = await this.think(input);
    } catch (e) {
      this.error = e;
    }
    return Object.freeze({
      agentId: this.agentId,
      result: this.result,
      duration: (performance.now() - this.start) / 1000,
      success: this.error === null,
      error: this.error,
    });
  }
}
