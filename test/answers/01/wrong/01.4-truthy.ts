// exercise 01.4 · An agent from scratch
// Takes 0 and false for failures.
// fails: nothing, zero and false are answers too
class CarefulAgent<I, O> {
  constructor(
    readonly agentId: number,
    readonly think: (i: I) => O | Promise<O>,
  ) {}
  async reason(input: I): Promise<any> {
    const s = performance.now();
    let result: O | null = null;
    let error = null;
    try {
      result = await this.think(input);
    } catch (e) {
      error = e;
    }
    return Object.freeze({
      agentId: this.agentId,
      result: result || null,
      duration: (performance.now() - s) / 1000,
      success: Boolean(result),
      error,
    });
  }
}
