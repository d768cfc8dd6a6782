// exercise 01.4 · An agent from scratch
// Lets the error through.
// fails: a failure becomes a report as well, not an exception
class CarefulAgent<I, O> {
  constructor(
    readonly agentId: number,
    readonly think: (i: I) => O | Promise<O>,
  ) {}
  async reason(input: I): Promise<any> {
    const s = performance.now();
    const result = await this.think(input);
    return Object.freeze({
      agentId: this.agentId,
      result,
      duration: (performance.now() - s) / 1000,
      success: true,
      error: null,
    });
  }
}
